package jobs

import (
	"context"
	"fmt"
	"slices"

	"nostro/lifecycle"
)

// Further writes the pay-outs of a cycle that were held when its other files left, and may leave by now, as a further
// release: with its own number, files, digest and approval. What left before is in none of its files. The cycle is written
// again until that release is sent, or refused. Screening, gates, limits and reviews hold as for the first.
func (s *Stages) Further(ctx context.Context, cycle string) (Result, error) {
	return s.record(ctx, "write", cycle, func() (Result, error) {
		var plan writePlan
		if err := s.screenBefore(ctx, cycle, lifecycle.CycleSent); err != nil {
			return Result{}, err
		}
		err := s.Store.View(ctx, func(tx Tx) error {
			c, err := findCycle(tx, cycle)
			if err == nil {
				err = mayWriteFurther(c)
			}
			if err == nil {
				plan, err = s.planFiles(tx, c, isPayOut)
			}
			return err
		})
		if err != nil {
			return Result{}, err
		}
		plan.stopped = slices.DeleteFunc(plan.stopped, func(i Instruction) bool { return i.State == lifecycle.InstructionRefused })
		if len(plan.files) == 0 {
			out := plan.result()
			out.Summary = "nothing of the cycle waits to leave"
			return out, nil
		}
		for _, f := range plan.files {
			if err := s.Spool.Write("out/"+f.row.Name, f.data); err != nil {
				return Result{}, err
			}
		}
		out := plan.result()
		out.Summary = fmt.Sprintf("release %d: %s", plan.release, out.Summary)
		return out, s.Store.Update(ctx, func(tx Tx) error {
			c, err := findCycle(tx, cycle)
			if err == nil {
				err = mayWriteFurther(c)
			}
			if err != nil {
				return err
			}
			return s.keepRelease(tx, cycle, plan)
		})
	})
}

func isPayOut(i Instruction) bool { return i.Direction == PayOut }

// mayWriteFurther errs where a further release is not due.
func mayWriteFurther(c Cycle) error {
	switch {
	case c.State == lifecycle.CycleSent:
		return nil
	case c.State == lifecycle.CycleSettled:
		return fmt.Errorf("cycle %s is settled: nothing of it waits", c.ID)
	case c.State.Reached(lifecycle.CycleWritten):
		return needsPerson("cycle %s is %s: its last release must be sent or refused before a further one is written", c.ID, c.State)
	}
	return fmt.Errorf("cycle %s is %s: nothing of it has left yet, nostro cycle run writes its release", c.ID, c.State)
}

// stateWithout is where a cycle goes when its last release is refused: to where files are written, or, where an earlier
// release has left, to where it was sent.
func stateWithout(tx Tx, last Release) (lifecycle.Cycle, error) {
	left, err := standingReleases(tx, last.Cycle)
	for _, r := range left {
		if r.Number != last.Number {
			return lifecycle.CycleSent, err
		}
	}
	return lifecycle.CycleInstructed, err
}

// standingReleases are those of a cycle that were not withdrawn, by number.
func standingReleases(tx Tx, cycle string) (standing []Release, err error) {
	all, err := tx.Releases(cycle)
	if err != nil {
		return nil, err
	}
	withdrawals, err := tx.Withdrawals(cycle)
	withdrawn := map[int]bool{}
	for _, w := range withdrawals {
		withdrawn[w.Release] = true
	}
	for _, r := range all {
		if !withdrawn[r.Number] {
			standing = append(standing, r)
		}
	}
	return standing, err
}
