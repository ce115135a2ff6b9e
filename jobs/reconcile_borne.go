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

// findBorneThatCame shows every pay-in of which more came and was written off, together, than its participant owed: the house bears what
// it has. Such a break ends by itself once that is no longer so. undone is how many bookings of instructions were undone.
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
		if !found || i.Direction != PayIn || given.Currency() != i.Amount.Currency() {
			continue
		}
		over, err := tooMuch(i, given)
		if err != nil {
			return err
		}
		if over.Sign() <= 0 {
			continue
		}
		key := fmt.Sprintf("%s%s:%d:%d:%d", borneKey, id, i.Booked.Minor(), given.Minor(), undone[id])
		holds[key] = true
		err = tx.AddBreak(Break{Key: key, Reason: reconcile.ReasonAmountDiffers, Correspondent: i.Correspondent, Cycle: i.Cycle, Instruction: id,
			Amount: over, State: lifecycle.BreakOpen, OpenedAt: s.instant(), Text: memo(fmt.Sprintf("%s of pay-in %s came "+
				"and %s of it are written off, of %s that were owed. Reopen the break of the write-off: its participant has %s too much.",
				i.Booked, id, given, i.Amount, over))})
		if err != nil {
			return err
		}
		if err := (booking{stages: s, tx: tx}).openCycle(i.Cycle); err != nil {
			return err
		}
	}
	return s.resolveBreaks(tx, "what came and what is written off are no more than what was owed", func(b Break) bool {
		return strings.HasPrefix(b.Key, borneKey) && !holds[b.Key]
	})
}

// tooMuch is by how much what came of a pay-in and what is written off of it are more than what was owed.
func tooMuch(i Instruction, given money.Amount) (money.Amount, error) {
	sum, err := i.Booked.Add(given)
	if err != nil {
		return sum, err
	}
	return sum.Sub(i.Amount)
}
