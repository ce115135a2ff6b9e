package jobs

import (
	"context"

	"nostro/calendar"
	"nostro/lifecycle"
)

// RunCycle carries the cycle of the value date as far as it goes without a second person: open, close,
// net, convert, instruct, write. Each result is handed to tell as it comes. Stages that are done already
// are passed over, so it may be killed and run again. The cut-off must have passed, unless early is set.
func (s *Stages) RunCycle(ctx context.Context, valueDate calendar.Date, early bool, tell func(Result)) (
	cycle string, err error) {
	next, err := s.nextCycle(ctx, valueDate)
	if err != nil {
		return "", err
	}
	if !next.due {
		tell(next.result(valueDate))
		return next.cycle, nil
	}
	if cycle = next.cycle; cycle == "" {
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

// nextCycle is what there is to run for a value date.
type nextCycle struct {
	due     bool
	cycle   string     // the one that waits before approval, "" to open one; where none is due, the last one
	waiting []Deferral // obligations that no cycle can settle yet
}

// result says that nothing is due, and what waits all the same.
func (n nextCycle) result(valueDate calendar.Date) Result {
	out := Result{Stage: "cycle", Cycle: n.cycle, Outcome: OutcomeNothing,
		Summary: "done before, and no obligation that could settle has come since for " + valueDate.String()}
	if len(n.waiting) > 0 {
		out.Outcome, out.Notes = OutcomeNeedsPerson, deferralNotes(n.waiting)
	}
	return out
}

// nextCycle finds the cycle of the value date that waits before approval. Where there is none, one is due
// if the date has had no cycle yet, or if obligations that can settle came after its last one closed.
func (s *Stages) nextCycle(ctx context.Context, valueDate calendar.Date) (next nextCycle, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		cycles, err := tx.Cycles()
		if err != nil {
			return err
		}
		for _, c := range cycles {
			if c.ValueDate != valueDate || c.State == lifecycle.CycleAborted {
				continue
			}
			next.cycle = c.ID
			if !c.State.Reached(lifecycle.CycleApproved) {
				next.due = true
				return nil
			}
		}
		taken, waiting, err := s.sortTakeable(tx, next.cycle, valueDate)
		if err == nil && s.limited() && next.cycle != "" {
			taken, waiting = s.stillLimited(tx, Cycle{ID: next.cycle, ValueDate: valueDate}, taken, waiting)
		}
		if next.waiting = waiting; next.cycle == "" || len(taken) > 0 {
			next.due, next.cycle = true, ""
		}
		return err
	})
	return next, err
}
