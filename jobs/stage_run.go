package jobs

import (
	"context"

	"nostro/calendar"
	"nostro/lifecycle"
)

// RunCycle carries the cycle of the value date as far as it goes without a second person: open, close,
// net, convert, instruct, write. Each result is handed to tell as it comes. Stages that are done already
// are passed over, so it may be killed and run again. The cut-off must have passed, unless early is set.
func (s *Stages) RunCycle(ctx context.Context, valueDate calendar.Date, early bool, tell func(Result)) (cycle string, err error) {
	cycle, more, err := s.cycleOf(ctx, valueDate)
	if err != nil {
		return "", err
	}
	if !more {
		tell(Result{Stage: "cycle", Cycle: cycle, Outcome: OutcomeNothing,
			Summary: "done before, and no obligation has come since for " + valueDate.String()})
		return cycle, nil
	}
	if cycle == "" {
		result, err := s.Open(ctx, valueDate)
		if err != nil {
			return "", err
		}
		tell(result)
		cycle = result.Cycle
	}
	stages := []func() (Result, error){
		func() (Result, error) { return s.Close(ctx, cycle, early) },
		func() (Result, error) { return s.Net(ctx, cycle) },
		func() (Result, error) { return s.Convert(ctx, cycle) },
		func() (Result, error) { return s.Instruct(ctx, cycle) },
		func() (Result, error) { return s.Write(ctx, cycle) },
	}
	for _, stage := range stages {
		result, err := stage()
		if err != nil {
			return cycle, err
		}
		tell(result)
	}
	return cycle, nil
}

// cycleOf returns the cycle of the value date that waits before approval. Where there is none, more tells
// whether to open one: the date has had no cycle yet, or obligations came after its last one closed.
func (s *Stages) cycleOf(ctx context.Context, valueDate calendar.Date) (cycle string, more bool, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		cycles, err := tx.Cycles()
		if err != nil {
			return err
		}
		last := Cycle{}
		for _, c := range cycles {
			if c.ValueDate == valueDate {
				last = c
			}
		}
		if last.ID != "" && !last.State.Reached(lifecycle.CycleApproved) {
			cycle, more = last.ID, true
			return nil
		}
		waiting, err := tx.Takeable(valueDate)
		if more = last.ID == "" || len(waiting) > 0; !more {
			cycle = last.ID
		}
		return err
	})
	return cycle, more, err
}
