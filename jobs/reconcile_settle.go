package jobs

import (
	"context"
	"fmt"

	"nostro/lifecycle"
)

// settleCycles ends the cycles of which nothing is open: every instruction is settled, or what is missing of it
// is written off, and no break touches it. A payment that was rejected or returned, or a part of which was, is owed again, so it keeps its
// cycle open until it is paid anew.
func (s *Stages) settleCycles(ctx context.Context, tally *reconcileTally) error {
	return s.Store.Update(ctx, func(tx Tx) error {
		cycles, err := tx.Cycles()
		if err != nil {
			return err
		}
		for _, c := range cycles {
			if c.State != lifecycle.CycleSent {
				continue
			}
			done, err := nothingOpen(tx, c.ID)
			if err != nil {
				return err
			}
			if !done {
				continue
			}
			tally.settled++
			tally.notes = append(tally.notes, fmt.Sprintf("cycle %s is settled: nothing of it is open", c.ID))
			c.State = lifecycle.CycleSettled
			if err := tx.SaveCycle(c); err != nil {
				return err
			}
		}
		return nil
	})
}

func nothingOpen(tx Tx, cycle string) (bool, error) {
	breaks, err := tx.Breaks()
	if err != nil {
		return false, err
	}
	for _, b := range breaks { // they are few, and instructions may be many
		if b.Cycle == cycle && b.State == lifecycle.BreakOpen {
			return false, nil
		}
	}
	borne, err := borneOf(tx)
	if err != nil {
		return false, err
	}
	unsettled, err := tx.InstructionsBut(cycle, lifecycle.InstructionSettled, lifecycle.InstructionWithdrawn)
	if err != nil {
		return false, err
	}
	reissued, err := reissuesBy(tx)
	if err != nil {
		return false, err
	}
	for _, i := range unsettled {
		if borne.all(i) {
			continue
		}
		if idle, err := nothingToPay(tx, i, reissued, borne); err != nil {
			return false, err
		} else if idle {
			continue
		}
		if anew, err := paidAnew(tx, i, borne); err != nil || !anew { // the one that pays it anew is among them until it is settled
			return false, err
		}
	}
	returning, err := tx.InstructionsReturning(cycle)
	for _, i := range returning { // a part that came back is owed again
		if anew, err := paidAnew(tx, i, borne); err != nil || !anew {
			return false, err
		}
	}
	return err == nil, err
}
