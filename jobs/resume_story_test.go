package jobs_test

import (
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// Whatever a cycle has come to when its process ends, a run in a new process carries on there: it repeats nothing, opens no
// other cycle, and ends where one ends that was never interrupted.
func TestACycleResumesWhereItStopped(t *testing.T) {
	t.Parallel()
	calm := abortHouse(t)
	calm.run()
	for _, stage := range abortStages {
		t.Run(string(stage.state), func(t *testing.T) {
			t.Parallel()
			h := abortHouse(t)
			h.upTo(stage.state)
			before := len(h.journal())
			h.closeDisk()
			h.openDisk()
			h.runsOn("2026-11-24")
			if h.cycle != "2026-11-24-1" {
				t.Errorf("it went on with cycle %s", h.cycle)
			}
			if stage.state.Reached(lifecycle.CycleConverted) && len(h.journal()) != before {
				t.Errorf("the journal had %d entries, and has %d", before, len(h.journal()))
			}
			h.same("payments", h.payments(), calm.payments()...)
			h.same("identifiers", h.identifiers(h.cycle), calm.identifiers(calm.cycle)...)
			h.same("books", h.balances(), calm.balances()...)
			if cycles := look(h, jobs.Tx.Cycles); len(cycles) != 1 {
				t.Errorf("cycles: %v", cycles)
			}
		})
	}
}
