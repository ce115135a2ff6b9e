package store

import "nostro/jobs"

const (
	selectRunsOf      = "SELECT id, " + runColumns + " FROM run WHERE stage = ?1 ORDER BY id"
	selectRunsOfCycle = "SELECT id, " + runColumns + " FROM run WHERE cycle = ?1 ORDER BY id"
)

func (t *tx) RunsOf(stage string) ([]jobs.Run, error) {
	return list(t, "runs of "+stage, intoRun, selectRunsOf, stage)
}

func (t *tx) RunsOfCycle(cycle string) ([]jobs.Run, error) {
	return list(t, "runs of cycle "+cycle, intoRun, selectRunsOfCycle, cycle)
}

func intoRun(r *jobs.Run) []any {
	return []any{&r.ID, &r.Stage, &r.Cycle, &r.User, instantCell(&r.StartedAt), &r.Outcome, &r.Summary}
}
