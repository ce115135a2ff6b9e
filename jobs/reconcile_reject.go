package jobs

import (
	"fmt"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// duplicateReasons refuse a second copy of a payment. They do not undo the first one.
var duplicateReasons = []string{"AM05", "DU01", "DU02", "DU03", "DU04", "DU05", "DUPL"}

// takeRejection posts a rejected pay-out back to its participant. A rejection that cannot be, because the
// bank has booked the payment, or that only refuses a second copy, is a break.
func (s *Stages) takeRejection(tx Tx, status BankStatus, i Instruction) error {
	for _, code := range duplicateReasons {
		if len(status.Reason) >= len(code) && status.Reason[:len(code)] == code {
			return s.statusBreak(tx, status, i, reconcile.ReasonDuplicate,
				"The bank refused this payment as a duplicate. The first copy may stand: nothing is posted back. "+
					"Ask the bank which copy it executed")
		}
	}
	if lifecycle.Instructions.Check(i.State, lifecycle.InstructionRejected) != nil || i.Booked.Sign() != 0 {
		if i.State == lifecycle.InstructionRejected {
			return tx.SaveBankStatus(status)
		}
		return s.statusBreak(tx, status, i, reconcile.ReasonRejectedButBooked,
			fmt.Sprintf("The bank rejects a payment that is %s. Ask the bank which holds", i.State))
	}
	if i.IntentOpen {
		if err := s.postRejection(tx, status, i); err != nil {
			return err
		}
	}
	i.State, i.IntentOpen, i.Note = lifecycle.InstructionRejected, false, status.Reason
	if err := tx.SaveInstruction(i); err != nil {
		return err
	}
	return tx.SaveBankStatus(status)
}

func (s *Stages) postRejection(tx Tx, status BankStatus, i Instruction) error {
	evidence, err := evidenceOf(tx, status.FileIn, status.Place)
	if err != nil {
		return err
	}
	key, err := nextRejection(tx, i)
	if err != nil {
		return err
	}
	entry, err := ledger.Rejected(ledger.Movement{Key: key, Participant: i.Participant,
		Correspondent: i.Correspondent, Amount: i.Amount, ValueDate: i.ValueDate, Evidence: evidence,
		Memo: memo(status.Reason)})
	if err != nil {
		return err
	}
	return s.post(tx, entry)
}

// nextRejection is the key of the rejection of a pay-out: another one where a person has undone the last.
func nextRejection(tx Tx, i Instruction) (string, error) {
	key, err := standingRejection(tx, i)
	return key.next, err
}

// rejections are the keys of those of a pay-out: of the one that holds, "" for none, and of the next.
type rejections struct{ holds, next string }

func standingRejection(tx Tx, i Instruction) (r rejections, err error) {
	for n := 1; ; n++ {
		r.next = ledger.RejectionKey(i.ID)
		if n > 1 {
			r.next += fmt.Sprintf(":%d", n)
		}
		_, posted, err := tx.EntryByKey(r.next)
		if err != nil || !posted {
			return r, err
		}
		_, undone, err := tx.EntryByKey(ledger.ReversalKey(r.next))
		if err != nil {
			return r, err
		}
		if r.holds = ""; !undone {
			r.holds = r.next
		}
	}
}

// unreject undoes the rejection of a pay-out that the bank booked all the same, as a person found out: it is on its way again,
// and may be booked.
func (s *Stages) unreject(tx Tx, i Instruction) (Instruction, error) {
	r, err := standingRejection(tx, i)
	if err != nil {
		return i, err
	}
	if r.holds != "" {
		if err := s.outOfSuspense(tx, Match{Journal: r.holds}); err != nil { // reverses it
			return i, err
		}
		i.IntentOpen = true
	}
	i.State, i.Note = lifecycle.InstructionSent, ""
	if err := tx.UndoInstruction(i); err != nil {
		return i, err
	}
	return i, s.recallGoesOn(tx, i.ID)
}
