package jobs

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// borneKey begins the key of a break about money that came although it was written off.
const borneKey = "borne:"

// findBorneThatCame shows every pay-in of which more came and was written off, together, than its participant owed, and every pay-out
// of which more came back and was written off than was paid: the house bears what it has. Such a break ends by itself once that is no
// longer so. undone is how many bookings of instructions were undone.
func (s *Stages) findBorneThatCame(tx Tx, undone map[string]int) error {
	all, err := borneOf(tx)
	if err != nil {
		return err
	}
	holds := map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(all)) {
		i, found, err := tx.Instruction(id)
		if err != nil {
			return err
		}
		given := all[id]
		if !found || given.Currency() != i.Amount.Currency() {
			continue
		}
		over, err := tooMuch(i, given)
		if err != nil {
			return err
		}
		if over.Sign() <= 0 {
			continue
		}
		key := fmt.Sprintf("%s%s:%d:%d:%d", borneKey, id, cameOf(i).Minor(), given.Minor(), undone[id])
		holds[key] = true
		err = tx.AddBreak(Break{Key: key, Reason: reconcile.ReasonAmountDiffers, Correspondent: i.Correspondent, Cycle: i.Cycle, Instruction: id,
			Amount: over, State: lifecycle.BreakOpen, OpenedAt: s.instant(), Text: memo(borneText(i, given, over))})
		if err != nil {
			return err
		}
		if err := (booking{stages: s, tx: tx}).openCycle(i.Cycle); err != nil {
			return err
		}
	}
	err = s.resolveBreaks(tx, "what came and what is written off are no more than what was owed", func(b Break) bool {
		return strings.HasPrefix(b.Key, borneKey) && !holds[b.Key]
	})
	if err != nil {
		return err
	}
	return s.endReopenedShorts(tx)
}

// endReopenedShorts ends the breaks about what was missing of a payment, of which the write-off was reopened after all of it had come:
// nothing comes any more that would end them.
func (s *Stages) endReopenedShorts(tx Tx) error {
	open, err := tx.OpenBreaks()
	if err != nil {
		return err
	}
	for _, b := range open {
		if b.Reason != reconcile.ReasonAmountDiffers {
			continue
		}
		steps, err := tx.BreakSteps(b.ID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(steps, func(s BreakStep) bool { return s.Did == BreakWrittenOff && s.Instruction != "" }) {
			continue
		}
		i, found, err := tx.Instruction(b.Instruction)
		if err != nil || !found || cameOf(i) != i.Amount {
			if err != nil {
				return err
			}
			continue
		}
		if err := tx.ResolveBreak(b.Key, "the rest has come", s.instant()); err != nil {
			return err
		}
	}
	return nil
}

// borneText says what came although it was written off.
func borneText(i Instruction, given, over money.Amount) string {
	what := fmt.Sprintf("%s of pay-in %s came and %s of it are written off, of %s that were owed", i.Booked, i.ID, given, i.Amount)
	if i.Direction == PayOut {
		what = fmt.Sprintf("%s of pay-out %s came back and %s of it are written off, of %s that were paid", i.Returned, i.ID, given, i.Amount)
	}
	return fmt.Sprintf("%s. Reopen the break of the write-off: its participant has %s too much.", what, over)
}

// cameOf is what came to us of a payment: of a pay-out, what came back.
func cameOf(i Instruction) money.Amount {
	if i.Direction == PayOut {
		return i.Returned
	}
	return i.Booked
}

// tooMuch is by how much what came of a payment and what is written off of it are more than its amount.
func tooMuch(i Instruction, given money.Amount) (money.Amount, error) {
	sum, err := cameOf(i).Add(given)
	if err != nil {
		return sum, err
	}
	return sum.Sub(i.Amount)
}
