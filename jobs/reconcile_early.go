package jobs

import (
	"context"
	"fmt"
)

// What a bank says of a payment that these books do not hold waits: a booking in suspense, a status and a
// return with a break. In a house that was restored, the payment may come back into the books when its
// cycle is run again, with the same identifiers. Then what waits is taken in: the payment was made.

// takeEarly takes in what came before its instruction. A house that was never restored has nothing of the
// kind, and is not searched.
func (s *Stages) takeEarly(ctx context.Context, _ *reconcileTally) error {
	restored, err := view(ctx, s.Store, everRestored)
	if err != nil || !restored {
		return err
	}
	return s.Store.Update(ctx, s.early)
}

func (s *Stages) early(tx Tx) error {
	restored, err := everRestored(tx)
	if err != nil || !restored {
		return err
	}
	if err := s.earlyBookings(tx); err != nil {
		return err
	}
	if err := s.earlyStatuses(tx); err != nil {
		return err
	}
	return s.earlyReturns(tx)
}

// earlyStatuses takes every status again that found no instruction when it came and does so now. One whose
// payment is not in a file yet goes on waiting: there is nothing that could have arrived.
func (s *Stages) earlyStatuses(tx Tx) error {
	statuses, err := tx.BankStatuses()
	if err != nil {
		return err
	}
	for _, status := range statuses {
		if !status.Done || status.Instruction != "" || status.UETR == "" && status.InstrID == "" {
			continue
		}
		found, err := statusOf(tx, status)
		if err != nil {
			return err
		}
		if len(found) == 0 || found[0].File == "" {
			continue
		}
		if err := s.applyStatus(tx, status, found[0]); err != nil {
			return fmt.Errorf("status %s on %s: %w", status.Code, status.InstrID, err)
		}
		if err := tx.ResolveBreak(fmt.Sprintf("status:%d:", status.ID), foundAgain(found[0]), s.instant()); err != nil {
			return err
		}
	}
	return nil
}

func foundAgain(i Instruction) string {
	return fmt.Sprintf("it is about instruction %s, which is in the books again", i.ID)
}

// earlyReturns does so with announced returns.
func (s *Stages) earlyReturns(tx Tx) error {
	returns, err := tx.BankReturns()
	if err != nil {
		return err
	}
	for _, r := range returns {
		if !r.Done || r.Instruction != "" {
			continue
		}
		i, found, err := tx.FindInstruction(r.UETR, r.InstrID)
		if err != nil {
			return err
		}
		if !found || i.Correspondent != r.Correspondent || i.Amount.Currency() != r.Returned.Currency() {
			continue
		}
		if err := s.takeReturn(tx, r); err != nil {
			return err
		}
		if err := tx.ResolveBreak(fmt.Sprintf("return:%d", r.ID), foundAgain(i), s.instant()); err != nil {
			return err
		}
	}
	return nil
}
