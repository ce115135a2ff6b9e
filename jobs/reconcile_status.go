package jobs

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"nostro/lifecycle"
	"nostro/reconcile"
)

// positiveCodes are the statuses (ISO 20022 external payment transaction status) by which a bank takes a
// payment on. They promise nothing about money: only a booked entry settles.
var positiveCodes = []string{"ACCP", "ACSP", "ACSC", "ACCC", "ACTC", "ACWC", "ACFC"}

// endingCodes are the statuses by which a bank does not pay, and does not say that it rejects.
var endingCodes = map[string]string{"CANC": "has cancelled", "BLCK": "has blocked"}

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
		taken, err := s.takeItem(ctx, tally, bankItem{said: SaidStatus, id: status.ID, reason: reconcile.ReasonUnknownAtUs,
			name:          fmt.Sprintf("status %s on %s (%s of file in:%d)", status.Code, status.names(), status.Place, status.FileIn),
			correspondent: status.Correspondent, uetr: status.UETR, instrID: status.InstrID},
			func(tx Tx) error { return s.takeStatus(tx, status) })
		if err != nil {
			return err
		}
		if taken {
			tally.statuses++
		}
	}
	return nil
}

// names is what the bank says that the status is about.
func (status BankStatus) names() string {
	return cmp.Or(status.InstrID, status.UETR, "message "+status.MsgID)
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
		if err != nil || !found || i.Correspondent != status.Correspondent || i.State == lifecycle.InstructionWithdrawn {
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
	i, err := s.bankHasFile(tx, i)
	if err != nil {
		return err
	}
	switch {
	case status.Code == "RJCT":
		return s.takeRejection(tx, status, i)
	case endingCodes[status.Code] != "" && i.Booked.IsZero() && i.State != lifecycle.InstructionRejected:
		return s.statusBreak(tx, status, i, reconcile.ReasonMissingAtBank, fmt.Sprintf("The bank says that it %s this payment. Nothing is posted "+
			"back, for that is no rejection. Ask it whether it pays; where it does not, for a status RJCT or the money", endingCodes[status.Code]))
	case slices.Contains(positiveCodes, status.Code) && lifecycle.Instructions.Check(i.State,
		lifecycle.InstructionAccepted) == nil:
		i.State = lifecycle.InstructionAccepted
		if err := tx.SaveInstruction(i); err != nil {
			return err
		}
	}
	return tx.SaveBankStatus(status)
}

// statusBreak marks the status as done and shows it to a person.
func (s *Stages) statusBreak(tx Tx, status BankStatus, i Instruction, reason reconcile.Reason, text string) error {
	if err := tx.SaveBankStatus(status); err != nil {
		return err
	}
	return tx.AddBreak(Break{Key: statusKey(status, i), Reason: reason,
		Correspondent: status.Correspondent,
		Cycle:         i.Cycle, Instruction: i.ID, Amount: i.Amount, State: lifecycle.BreakOpen, OpenedAt: s.instant(),
		Text: fmt.Sprintf("%s: InstrId %s, status %s %s.", text, status.InstrID, status.Code, status.Reason)})
}

// statusKey is the key of the break about a status and an instruction.
func statusKey(status BankStatus, i Instruction) string {
	return fmt.Sprintf("status:%d:%s", status.ID, i.ID)
}
