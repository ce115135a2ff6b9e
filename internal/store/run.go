package store

import "nostro/jobs"

const (
	runColumns = "stage, cycle, started_by, started_at, outcome, summary"
	selectRuns = "SELECT id, " + runColumns + " FROM run ORDER BY id"
)

var insertRun = insertInto("run", runColumns)

func (t *tx) AddRun(r jobs.Run) error {
	return t.exec("run of stage "+r.Stage, insertRun, r.Stage, r.Cycle, r.User, instant(r.StartedAt), r.Outcome, r.Summary)
}

func (t *tx) Runs() ([]jobs.Run, error) {
	return list(t, "runs", func(r *jobs.Run) []any {
		return []any{&r.ID, &r.Stage, &r.Cycle, &r.User, instantCell(&r.StartedAt), &r.Outcome, &r.Summary}
	}, selectRuns)
}
