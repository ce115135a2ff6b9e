package jobs

import (
	"fmt"
	"slices"
	"time"

	"nostro/calendar"
	"nostro/lifecycle"
)

// CatchUp is what becomes of due instants that came while nothing ran.
type CatchUp string

// The policies.
const (
	CatchUpEvery  CatchUp = "every"  // each one is run, in order
	CatchUpLatest CatchUp = "latest" // the last one is run, those before it are skipped
	CatchUpNone   CatchUp = "none"   // they are skipped
)

// CatchUps returns them all.
func CatchUps() []CatchUp { return []CatchUp{CatchUpEvery, CatchUpLatest, CatchUpNone} }

// Job is something that is done by the clock.
type Job struct {
	Name     string
	Work     string // which of the works that the runner knows
	Schedule calendar.Schedule
	CatchUp  CatchUp
	Attempts int // how often it is tried in all, 1 or more
}

// LateAfter is how long after its due instant a run counts as late: nothing ran at that time.
const LateAfter = 5 * time.Minute

// planSlice bounds one question to a schedule, so that a year without a runner can be asked about.
const planSlice = 30 * 24 * time.Hour

// plan returns the rows of what came due after the one instant and until the other, by due instant.
func (j Job) plan(after, until time.Time) ([]JobRun, error) {
	var runs []JobRun
	for from := after; from.Before(until); from = from.Add(planSlice) {
		to := from.Add(planSlice)
		if to.After(until) {
			to = until
		}
		dues, err := j.Schedule.Between(from, to)
		if err != nil {
			return nil, fmt.Errorf("job %s: %w", j.Name, err)
		}
		for _, d := range dues {
			runs = append(runs, j.row(d))
		}
	}
	j.skipMissed(runs, until)
	return runs, nil
}

func (j Job) row(d calendar.Due) JobRun {
	run := JobRun{Job: j.Name, DueAt: d.At.UTC(), State: lifecycle.JobRunDue, Reason: d.Note}
	if d.Skipped != "" {
		run.State, run.Reason = lifecycle.JobRunSkipped, d.Skipped
	}
	return run
}

// skipMissed skips what the policy of the job does not catch up.
func (j Job) skipMissed(runs []JobRun, now time.Time) {
	latest := ""
	for n, r := range slices.Backward(runs) {
		switch {
		case r.State != lifecycle.JobRunDue:
		case j.CatchUp == CatchUpNone && now.Sub(r.DueAt) > LateAfter:
			runs[n].State = lifecycle.JobRunSkipped
			runs[n].Reason = "nothing ran at that time, and this job is not caught up"
		case j.CatchUp == CatchUpLatest && latest != "":
			runs[n].State = lifecycle.JobRunSkipped
			runs[n].Reason = "superseded by " + latest + ": of this job only the latest is caught up"
		default:
			latest = r.DueAt.In(j.Schedule.Zone()).Format("2006-01-02 15:04")
		}
	}
}

// The wait before another attempt doubles from the first to the last of these.
const (
	retryFirst = time.Minute
	retryLast  = 30 * time.Minute
)

// retryIn returns how long to wait after so many attempts, 1 or more.
func retryIn(attempts int) time.Duration {
	wait := retryFirst
	for range attempts - 1 {
		if wait *= 2; wait >= retryLast {
			return retryLast
		}
	}
	return wait
}
