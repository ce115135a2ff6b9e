package store

import (
	"fmt"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
)

const (
	leaseColumns  = "name, holder, fence, until"
	selectLease   = "SELECT " + leaseColumns + " FROM lease WHERE name = ?1"
	selectSeen    = "SELECT until FROM job_seen WHERE job = ?1"
	jobRunColumns = "job, due_at, state, reason, attempts, started_at, ended_at, next_at, fence, outcome, summary"
	selectJobRun  = "SELECT " + jobRunColumns + " FROM job_run WHERE job = ?1 AND due_at = ?2"
	// The conditions are those of the indexes: SQLite takes a partial one only where it sees them again.
	selectOpenJobRuns = "SELECT " + jobRunColumns + " FROM job_run WHERE state IN ('due', 'running', 'waiting') ORDER BY due_at, job"
	selectJobRunsFrom = "SELECT " + jobRunColumns + " FROM job_run WHERE due_at >= ?1 ORDER BY due_at, job"
	selectLastJobRun  = "SELECT " + jobRunColumns + " FROM job_run WHERE job = ?1 AND state IN ('done', 'skipped', 'failed') " +
		"ORDER BY due_at DESC LIMIT 1"
	updateJobRun = "UPDATE job_run SET (state, reason, attempts, started_at, ended_at, next_at, fence, outcome, summary) = " +
		"(?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) WHERE job = ?1 AND due_at = ?2"
	selectJobRunState = "SELECT state FROM job_run WHERE job = ?1 AND due_at = ?2"
)

var (
	insertLease  = insertInto("lease", leaseColumns)
	updateLease  = updateRow("lease", leaseColumns)
	insertSeen   = insertInto("job_seen", "job, until")
	updateSeen   = updateRow("job_seen", "job, until")
	insertJobRun = insertInto("job_run", jobRunColumns)
)

func (t *tx) Lease(name string) (jobs.Lease, bool, error) {
	return one(t, "lease "+name, func(l *jobs.Lease) []any {
		return []any{&l.Name, &l.Holder, &l.Fence, instantCell(&l.Until)}
	}, selectLease, name)
}

func (t *tx) SaveLease(l jobs.Lease) error {
	_, found, err := t.Lease(l.Name)
	if err != nil {
		return err
	}
	query := insertLease
	if found {
		query = updateLease
	}
	return t.exec("lease "+l.Name, query, l.Name, l.Holder, l.Fence, instant(l.Until))
}

func (t *tx) SeenUntil(job string) (time.Time, bool, error) {
	return one(t, "job "+job, func(at *time.Time) []any { return []any{instantCell(at)} }, selectSeen, job)
}

func (t *tx) SetSeenUntil(job string, until time.Time) error {
	_, found, err := t.SeenUntil(job)
	if err != nil {
		return err
	}
	query := insertSeen
	if found {
		query = updateSeen
	}
	return t.exec("job "+job, query, job, instant(until))
}

func intoJobRun(r *jobs.JobRun) []any {
	return []any{&r.Job, instantCell(&r.DueAt), state(lifecycle.JobRuns, &r.State), &r.Reason, &r.Attempts,
		instantCell(&r.StartedAt), instantCell(&r.EndedAt), instantCell(&r.NextAt), &r.Fence, &r.Outcome, &r.Summary}
}

func jobRunValues(r jobs.JobRun) []any {
	return []any{r.Job, instant(r.DueAt), string(r.State), r.Reason, r.Attempts, instant(r.StartedAt), instant(r.EndedAt),
		instant(r.NextAt), r.Fence, string(r.Outcome), r.Summary}
}

func whatRun(r jobs.JobRun) string {
	return fmt.Sprintf("job %s due at %s", r.Job, r.DueAt.UTC().Format(time.RFC3339))
}

func (t *tx) AddJobRun(r jobs.JobRun) (known bool, err error) {
	_, known, err = t.JobRun(r.Job, r.DueAt)
	if known || err != nil {
		return known, err
	}
	return false, t.exec(whatRun(r), insertJobRun, jobRunValues(r)...)
}

func (t *tx) SaveJobRun(r jobs.JobRun) error {
	what := whatRun(r)
	if err := checkMove(t, lifecycle.JobRuns, what, r.State, selectJobRunState, r.Job, instant(r.DueAt)); err != nil {
		return err
	}
	return t.exec(what, updateJobRun, jobRunValues(r)...)
}

func (t *tx) JobRun(job string, dueAt time.Time) (jobs.JobRun, bool, error) {
	return one(t, "runs of job "+job, intoJobRun, selectJobRun, job, instant(dueAt))
}

func (t *tx) OpenJobRuns() ([]jobs.JobRun, error) {
	return list(t, "open runs of jobs", intoJobRun, selectOpenJobRuns)
}

func (t *tx) JobRunsSince(from time.Time) ([]jobs.JobRun, error) {
	return list(t, "runs of jobs", intoJobRun, selectJobRunsFrom, instant(from))
}

func (t *tx) LastJobRun(job string) (jobs.JobRun, bool, error) {
	return one(t, "last run of job "+job, intoJobRun, selectLastJobRun, job)
}
