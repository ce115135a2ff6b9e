package jobs

import (
	"fmt"

	"nostro/lifecycle"
	"nostro/reconcile"
)

// move brings the instruction to where the booking puts it.
func (b booking) move(i Instruction) error {
	f := b.finding
	var err error
	switch f.Kind {
	case reconcile.FindingPayOutBooked, reconcile.FindingPayInBooked:
		if i.Booked, err = i.Booked.Add(f.Amount); err != nil {
			return err
		}
		if f.Kind == reconcile.FindingPayInBooked && !f.Charges.IsZero() {
			if i.Booked, err = i.Booked.Add(f.Charges); err != nil {
				return err
			}
		}
		if f.Settles {
			i.State, i.IntentOpen = lifecycle.InstructionSettled, false
			if err := b.explainShortfall(i); err != nil {
				return err
			}
		}
	case reconcile.FindingReturned:
		if i, err = b.returned(i); err != nil {
			return err
		}
	default:
		return nil
	}
	return b.tx.SaveInstruction(i)
}

// explainShortfall closes the breaks of earlier statements about what was missing: it has come.
func (b booking) explainShortfall(i Instruction) error {
	breaks, err := b.tx.Breaks()
	if err != nil {
		return err
	}
	for _, one := range breaks {
		if one.Instruction != i.ID || one.State != lifecycle.BreakOpen || one.Reason != reconcile.ReasonAmountDiffers {
			continue
		}
		resolution := memo(fmt.Sprintf("the rest came on statement %s, entry %d", b.statement.BankID, b.finding.Entry))
		if err := b.tx.ResolveBreak(one.Key, resolution, b.stages.instant()); err != nil {
			return err
		}
	}
	return nil
}

func (b booking) returned(i Instruction) (Instruction, error) {
	back := b.finding.Amount
	if !b.finding.Charges.IsZero() {
		var err error
		if back, err = back.Add(b.finding.Charges); err != nil {
			return i, err
		}
	}
	var err error
	if i.Returned, err = i.Returned.Add(back); err != nil {
		return i, err
	}
	if b.finding.Settles {
		i.State = lifecycle.InstructionReturned
	}
	return i, nil
}
