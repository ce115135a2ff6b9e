package jobs

import (
	"context"
	"fmt"
	"time"

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
	if after, some := next.afterIt(); some {
		tell(after)
	}
	return cycle, nil
}

// nextCycle is what there is to run for a value date.
type nextCycle struct {
	due     bool
	cycle   string     // the one that waits before approval, "" to open one; where none is due, the last one
	came    int        // obligations that came since that one closed, and which the cycle after it can settle
	waiting []Deferral // obligations that no cycle can settle yet
}

// result says that nothing is due, and what waits all the same.
func (n nextCycle) result(valueDate calendar.Date) Result {
	out := Result{Stage: "cycle", Cycle: n.cycle, Outcome: OutcomeNothing,
		Summary: "done before, and no obligation that could settle has come since for " + valueDate.String()}
	late, other := splitLate(n.waiting)
	if len(other) > 0 {
		out.Outcome, out.Notes = OutcomeNeedsPerson, deferralNotes(other)
	}
	out.Notes = append(out.Notes, lateNotes(late)...)
	return out
}

// afterIt says what came after a cycle that waits for approval had closed, and how it gets into a cycle.
func (n nextCycle) afterIt() (Result, bool) {
	if n.came == 0 {
		return Result{}, false
	}
	return Result{Stage: "cycle", Cycle: n.cycle, Outcome: OutcomeNothing,
		Summary: fmt.Sprintf("%s came after it had closed: once it is approved, nostro cycle run opens the next cycle for them",
			count(n.came, "obligation")),
		Notes: []string{fmt.Sprintf("to net them together, nostro cycle abort %s --reason TEXT, then nostro cycle run", n.cycle)}}, true
}

// nextCycle finds the cycle of the value date that is to be carried on. Where all wait for approval or have left, one is
// due if the date has had no cycle yet, or if obligations that can settle came after its last one closed. While one waits
// for approval a further one is opened only if it has a cut-off of its own, which has come.
func (s *Stages) nextCycle(ctx context.Context, valueDate calendar.Date) (next nextCycle, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		cycles, err := tx.Cycles()
		if err != nil {
			return err
		}
		waits := "" // for approval
		var used time.Time
		for _, c := range cycles {
			if c.ValueDate != valueDate || c.State == lifecycle.CycleAborted {
				continue
			}
			if next.cycle, used = c.ID, c.CutOffAt; c.State == lifecycle.CycleWritten {
				waits = c.ID
			} else if !c.State.Reached(lifecycle.CycleWritten) {
				next.due = true
				return nil
			}
		}
		closes := s.nextCutOff(cycles, valueDate)
		taken, waiting, err := s.sortTakeable(tx, next.cycle, valueDate, closes)
		if err == nil && s.limited() && next.cycle != "" {
			taken, waiting = s.stillLimited(tx, Cycle{ID: next.cycle, ValueDate: valueDate}, taken, waiting)
		}
		if next.waiting = waiting; waits != "" && (!closes.After(used) || s.Now().Before(closes)) {
			next.due, next.cycle, next.came = true, waits, len(taken)
		} else if next.cycle == "" || len(taken) > 0 {
			next.due, next.cycle = true, ""
		} else if waits != "" {
			next.due, next.cycle = true, waits
		}
		return err
	})
	return next, err
}
