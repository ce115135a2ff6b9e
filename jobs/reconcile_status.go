package jobs

import (
	"context"
	"fmt"
	"slices"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// positiveCodes are the statuses (ISO 20022 external payment transaction status) by which a bank takes a
// payment on. They promise nothing about money: only a booked entry settles.
var positiveCodes = []string{"ACCP", "ACSP", "ACSC", "ACCC", "ACTC", "ACWC", "ACFC"}

// duplicateReasons refuse a second copy of a payment. They do not undo the first one.
var duplicateReasons = []string{"AM05", "DU01", "DU02", "DU03", "DU04", "DU05", "DUPL"}

// takeStatuses moves instructions by the banks' status reports, each in a transaction of its own.
func (s *Stages) takeStatuses(ctx context.Context, tally *reconcileTally) error {
	statuses, err := view(ctx, s.Store, Tx.BankStatuses)
	if err != nil {
		return err
	}
	for _, status := range statuses {
		if status.Done {
			continue
		}
		tally.statuses++
		if err := s.Store.Update(ctx, func(tx Tx) error { return s.takeStatus(tx, status) }); err != nil {
			return fmt.Errorf("status %s on %s: %w", status.Code, status.InstrID, err)
		}
	}
	return nil
}

func (s *Stages) takeStatus(tx Tx, status BankStatus) error {
	instructions, err := statusOf(tx, status)
	if err != nil {
		return err
	}
	status.Done = true
	if len(instructions) == 0 {
		return s.statusBreak(tx, status, Instruction{}, reconcile.ReasonUnknownAtUs,
			"A status came for a payment that we do not know. Ask the bank what it is about")
	}
	for _, i := range instructions {
		if err := s.applyStatus(tx, status, i); err != nil {
			return err
		}
	}
	return nil
}

// statusOf returns the instructions that a status is about: one, or, where it names a message and no
// payment, all that the message carried.
func statusOf(tx Tx, status BankStatus) ([]Instruction, error) {
	if status.UETR != "" || status.InstrID != "" {
		i, found, err := tx.FindInstruction(status.UETR, status.InstrID)
		if err != nil || !found || i.Correspondent != status.Correspondent {
			return nil, err
		}
		return []Instruction{i}, nil
	}
	all, err := tx.InstructionsOf("")
	if err != nil || status.MsgID == "" {
		return nil, err
	}
	return slices.DeleteFunc(all, func(i Instruction) bool {
		return i.MsgID != status.MsgID || i.Correspondent != status.Correspondent
	}), nil
}

func (s *Stages) applyStatus(tx Tx, status BankStatus, i Instruction) error {
	if status.UETR != "" || status.InstrID != "" {
		status.Instruction = i.ID
	}
	if err := s.bankHasFile(tx, i); err != nil {
		return err
	}
	i, _, err := tx.Instruction(i.ID)
	if err != nil {
		return err
	}
	switch {
	case status.Code == "RJCT":
		return s.takeRejection(tx, status, i)
	case slices.Contains(positiveCodes, status.Code) && lifecycle.Instructions.Check(i.State, lifecycle.InstructionAccepted) == nil:
		i.State = lifecycle.InstructionAccepted
		if err := tx.SaveInstruction(i); err != nil {
			return err
		}
	}
	return tx.SaveBankStatus(status)
}

// takeRejection posts a rejected pay-out back to its participant. A rejection that cannot be, because the
// bank has booked the payment, or that only refuses a second copy, is a break.
func (s *Stages) takeRejection(tx Tx, status BankStatus, i Instruction) error {
	for _, code := range duplicateReasons {
		if len(status.Reason) >= len(code) && status.Reason[:len(code)] == code {
			return s.statusBreak(tx, status, i, reconcile.ReasonDuplicate,
				"The bank refused this payment as a duplicate. The first copy may stand: nothing is posted back. Ask the bank which copy it executed")
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
	entry, err := ledger.Rejected(ledger.Movement{Key: ledger.RejectionKey(i.ID), Participant: i.Participant,
		Correspondent: i.Correspondent, Amount: i.Amount, ValueDate: i.ValueDate, Evidence: evidence, Memo: memo(status.Reason)})
	if err != nil {
		return err
	}
	_, err = tx.Post(entry, s.instant())
	return err
}

// statusBreak marks the status as done and shows it to a person.
func (s *Stages) statusBreak(tx Tx, status BankStatus, i Instruction, reason reconcile.Reason, text string) error {
	if err := tx.SaveBankStatus(status); err != nil {
		return err
	}
	return tx.AddBreak(Break{Key: fmt.Sprintf("status:%d:%s", status.ID, i.ID), Reason: reason, Correspondent: status.Correspondent,
		Cycle: i.Cycle, Instruction: i.ID, Amount: i.Amount, State: lifecycle.BreakOpen, OpenedAt: s.instant(),
		Text: fmt.Sprintf("%s: InstrId %s, status %s %s.", text, status.InstrID, status.Code, status.Reason)})
}

// evidenceOf names a fetched file and a place in it.
func evidenceOf(tx Tx, fileIn int64, place string) (ledger.Evidence, error) {
	files, err := tx.FilesIn()
	for _, f := range files {
		if f.ID == fileIn {
			return ledger.Evidence{SHA256: f.SHA256, Place: place}, err
		}
	}
	return ledger.Evidence{}, firstOf(err, fmt.Errorf("file in %d: %w", fileIn, ErrUnknownID))
}

func firstOf(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// bankHasFile settles the doubt about a file: a bank that answers to an instruction has the file.
func (s *Stages) bankHasFile(tx Tx, i Instruction) error {
	if i.File == "" {
		return nil
	}
	files, err := tx.FilesOut(i.Cycle)
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.Name != i.File || f.State != lifecycle.FileOutUnknown {
			continue
		}
		f.State, f.SentAt, f.Detail = lifecycle.FileOutSent, s.instant(), "the bank's answer shows that it has the file"
		if err := tx.SaveFileOut(f); err != nil {
			return err
		}
		return eachOfFile(tx, f, func(one Instruction) error { return s.afterDelivery(tx, one, f, f.State) })
	}
	return nil
}
