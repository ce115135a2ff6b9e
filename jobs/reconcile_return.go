package jobs

import (
	"cmp"
	"context"
	"fmt"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// takeReturns notes announced returns at their instructions. They move no money: the credit on a proven
// statement does, and then the announced charges explain what is missing.
func (s *Stages) takeReturns(ctx context.Context, tally *reconcileTally) error {
	returns, err := view(ctx, s.Store, Tx.BankReturns)
	if err != nil {
		return err
	}
	for _, r := range returns {
		if r.Done {
			continue
		}
		taken, err := s.takeItem(ctx, tally, bankItem{said: SaidReturn, id: r.ID, reason: reconcile.ReasonReturnedUnknown,
			name:          fmt.Sprintf("return of %s (%s of file in:%d)", cmp.Or(r.InstrID, r.UETR), r.Place, r.FileIn),
			correspondent: r.Correspondent, uetr: r.UETR, instrID: r.InstrID}, func(tx Tx) error { return s.takeReturn(tx, r) })
		if err != nil {
			return err
		}
		if taken {
			tally.returns++
		}
	}
	return nil
}

func (s *Stages) takeReturn(tx Tx, r BankReturn) error {
	r.Done = true
	i, found, err := tx.FindInstruction(r.UETR, r.InstrID)
	if err != nil {
		return err
	}
	if !found || i.Correspondent != r.Correspondent || i.Amount.Currency() != r.Returned.Currency() || i.State == lifecycle.InstructionWithdrawn {
		return s.returnBreak(tx, r, Instruction{}, fmt.Sprintf("a payment that we do not know (InstrId %s, UETR %s)", r.InstrID, r.UETR))
	}
	switch {
	case i.Direction == PayIn:
		return s.returnBreak(tx, r, i, fmt.Sprintf("%s, which is a pay-in of %s: we paid nothing that could come back", i.ID, i.Participant))
	case i.State == lifecycle.InstructionRejected:
		return s.returnBreak(tx, r, i, fmt.Sprintf("%s, which it rejected before (%s): it cannot both be", i.ID, i.Note))
	}
	r.Instruction = i.ID
	i.ReturnAdvised, i.Note = true, returnAnnounced+r.Reason
	said, err := announced(tx, i, r)
	if err != nil {
		return err
	}
	if said.charges != 0 {
		i.AdvisedCharges = money.FromMinor(i.Amount.Currency(), said.charges)
	}
	if i.State == lifecycle.InstructionReturned {
		i.Note = r.Reason
	}
	if err := tx.SaveInstruction(i); err != nil {
		return err
	}
	if err := s.explainShort(tx, r, i, said); err != nil {
		return err
	}
	return tx.SaveBankReturn(r)
}

// returnBreak shows that a return was announced of what cannot come back.
func (s *Stages) returnBreak(tx Tx, r BankReturn, i Instruction, what string) error {
	if err := tx.SaveBankReturn(r); err != nil {
		return err
	}
	return tx.AddBreak(Break{Key: fmt.Sprintf("return:%d", r.ID), Reason: reconcile.ReasonReturnedUnknown,
		Correspondent: r.Correspondent, Cycle: i.Cycle, Instruction: i.ID, Amount: r.Returned, State: lifecycle.BreakOpen, OpenedAt: s.instant(),
		Text: fmt.Sprintf("The bank announces the return of %s for %s: %s. Ask the bank which payment it means.", r.Returned, what, r.Reason)})
}

// returnAnnounced stands before the reason of a return until the money is back.
const returnAnnounced = "return announced: "
