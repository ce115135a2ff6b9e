package jobs_test

import (
	"slices"
	"testing"
	"time"

	"nostro/jobs"
)

// A clock that is wrongly ahead by three days and is set right: what was run or skipped in that future keeps its row and
// is not run again when its time comes, the alarm says until when nothing is due, another process need not wait for the
// lease, and a job under another name is due from now on.
func TestAClockThatWasAheadAndIsSetRight(t *testing.T) {
	s := newShift(t, jobAt("every", "0 9 * * *", jobs.CatchUpEvery), jobAt("latest", "30 9 * * *", jobs.CatchUpLatest))
	r := s.roomy("p1")
	s.turn(r)
	right := s.now
	s.now = right.Add(72 * time.Hour)
	s.turn(r)
	ran := []string{"11-24 09:00", "11-25 09:00", "11-26 09:00", "11-26 09:30"}
	if !slices.Equal(s.log, ran) {
		t.Fatalf("ran %v", s.log)
	}
	s.now = right.Add(time.Minute)
	s.turn(r)
	s.alarmsAre(r, "clock-went-back of every", "clock-went-back of latest")
	r = s.roomy("p2") // the process is restarted: the lease of the future does not keep it out
	for range 6 * 24 {
		s.now = s.now.Add(30 * time.Minute)
		if turn := s.turn(r); turn.Standby.Holder != "" {
			t.Fatalf("at %s %s holds the lease", s.now, turn.Standby.Holder)
		}
		if s.now.Equal(right.Add(24*time.Hour + time.Minute)) { // as the runbook says
			r.Stages.Settings.Jobs = append(r.Stages.Settings.Jobs, jobAt("every-2", "0 9 * * *", jobs.CatchUpEvery))
		}
	}
	if want := append(slices.Clone(ran), "11-25 09:00", "11-26 09:00"); !slices.Equal(s.log, want) {
		t.Errorf("ran %v, want %v: the last two under the new name", s.log, want)
	}
	s.now = right.Add(97 * time.Hour)
	s.turn(r)
	s.alarmsAre(r)
	s.wants(
		"every 11-24 09:00 done 1 done|caught up 51h0m0s late",
		"latest 11-24 09:30 skipped 0 |superseded by 2026-11-26 09:30: of this job only the latest is caught up",
		"every 11-25 09:00 done 1 done|caught up 27h0m0s late", "every-2 11-25 09:00 done 1 done",
		"latest 11-25 09:30 skipped 0 |superseded by 2026-11-26 09:30: of this job only the latest is caught up",
		"every 11-26 09:00 done 1 done|caught up 3h0m0s late", "every-2 11-26 09:00 done 1 done",
		"latest 11-26 09:30 done 1 done|caught up 2h30m0s late",
		"every 11-27 09:00 done 1 done|caught up 4h0m0s late", "every-2 11-27 09:00 done 1 done|caught up 4h0m0s late",
		"latest 11-27 09:30 done 1 done|caught up 3h30m0s late")
}
