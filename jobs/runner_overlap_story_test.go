package jobs_test

import (
	"context"
	"testing"
	"time"

	"nostro/jobs"
)

// A job that takes long makes the next one late, and the row says which.
func TestOverlapIsRecorded(t *testing.T) {
	s := newShift(t, jobAt("long", "0 13 * * *", jobs.CatchUpEvery), jobAt("short", "10 13 * * *", jobs.CatchUpEvery))
	s.works["note"] = func(_ context.Context, _ *jobs.Stages, dueAt time.Time) (jobs.Result, error) {
		s.now = s.now.Add(25 * time.Minute)
		return jobs.Result{Outcome: jobs.OutcomeDone}, nil
	}
	r := s.process("p1")
	s.turn(r)
	s.now = time.Date(2026, 11, 23, 13, 0, 0, 0, time.UTC)
	s.turn(r)
	s.turn(r)
	s.wants("long 11-23 13:00 done 1 done", "short 11-23 13:10 done 1 done|ran 15m0s late: job long ran until 13:25 UTC")
}

// Of two that are due at once, the second waits for the first in the same turn, and says so.
func TestOverlapWithinATurnIsRecorded(t *testing.T) {
	s := newShift(t, jobAt("a", "0 13 * * *", jobs.CatchUpEvery), jobAt("b", "0 13 * * *", jobs.CatchUpEvery))
	s.works["note"] = func(context.Context, *jobs.Stages, time.Time) (jobs.Result, error) {
		s.now = s.now.Add(20 * time.Minute)
		return jobs.Result{Outcome: jobs.OutcomeDone}, nil
	}
	r := s.process("p1")
	s.turn(r)
	s.now = time.Date(2026, 11, 23, 13, 0, 0, 0, time.UTC)
	s.turn(r)
	s.wants("a 11-23 13:00 done 1 done", "b 11-23 13:00 done 1 done|ran 20m0s late: job a ran until 13:20 UTC")
}
