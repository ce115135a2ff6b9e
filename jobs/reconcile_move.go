package jobs

import (
	"fmt"
	"strings"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// move brings the instruction to where the finding puts it, and closes the breaks about what was missing
// of it, where nothing is any more.
func (b booking) move(i Instruction) error {
	var err error
	partBefore := false
	switch b.finding.Kind {
	case reconcile.FindingPayOutBooked, reconcile.FindingPayInBooked:
		partBefore = !i.Booked.IsZero()
		i, err = b.booked(i)
	case reconcile.FindingReturned:
		partBefore = !i.Returned.IsZero()
		i, err = b.returned(i)
	default:
		return nil
	}
	if err != nil {
		return err
	}
	if err := b.save(i); err != nil || !b.finding.Settles || !partBefore {
		return err
	}
	tx, err := b.books()
	if err != nil {
		return err
	}
	return b.stages.restCame(tx, i, fmt.Sprintf("the rest came on statement %s, entry %d", b.statement.BankID, b.finding.Entry))
}

// booked counts what the bank has booked of the instruction.
func (b booking) booked(i Instruction) (Instruction, error) {
	amount, err := b.amountWithCharges(b.finding.Kind == reconcile.FindingPayInBooked)
	if err != nil {
		return i, err
	}
	if b.finding.Settled != (money.Amount{}) {
		amount = b.finding.Settled // in the currency of the instruction
	}
	if i.Booked, err = i.Booked.Add(amount); err != nil {
		return i, err
	}
	if b.finding.Settles {
		i.State, i.IntentOpen = lifecycle.InstructionSettled, false
	}
	return i, nil
}

// returned counts what came back of the pay-out.
func (b booking) returned(i Instruction) (Instruction, error) {
	if b.finding.Undone {
		i.Returned, i.State, i.Note = money.Zero(i.Amount.Currency()), lifecycle.InstructionSettled, ""
		tx, err := b.books()
		if err != nil {
			return i, err
		}
		return i, b.stages.recallGoesOn(tx, i.ID)
	}
	amount, err := b.amountWithCharges(true)
	if err != nil {
		return i, err
	}
	if b.finding.Settled != (money.Amount{}) {
		amount = b.finding.Settled
	}
	if i.Returned, err = i.Returned.Add(amount); err != nil {
		return i, err
	}
	if b.finding.Settles {
		i.State = lifecycle.InstructionReturned
		i.Note = strings.TrimPrefix(i.Note, returnAnnounced)
		return i, b.openCycle(i.Cycle)
	}
	return i, nil
}

// openCycle makes a cycle sent again that was settled: a payment of it came back, and is owed again.
func (b booking) openCycle(id string) error {
	tx, err := b.books()
	if err != nil {
		return err
	}
	c, found, err := tx.Cycle(id)
	if err != nil || !found || c.State != lifecycle.CycleSettled {
		return err
	}
	return tx.UndoCycle(id)
}

// amountWithCharges is what the finding moved for the instruction; of what came to us the bank may have
// kept charges, which count too.
func (b booking) amountWithCharges(charges bool) (money.Amount, error) {
	if !charges || b.finding.Charges.IsZero() {
		return b.finding.Amount, nil
	}
	return b.finding.Amount.Add(b.finding.Charges)
}
