package jobs

import (
	"fmt"

	"nostro/ledger"
)

// postIntent posts a pay-out as on its way, and saves the instruction.
func (s *Stages) postIntent(tx Tx, i Instruction, f FileOut) error {
	if i.Direction == PayOut {
		i.Intents++
		i.IntentOpen = true
		entry, err := intent(i, f)
		if err != nil {
			return err
		}
		if err := s.post(tx, entry); err != nil {
			return err
		}
	}
	return tx.SaveInstruction(i)
}

// intent is the entry of a pay-out on its way in the file.
func intent(i Instruction, f FileOut) (ledger.Entry, error) {
	return ledger.PayOutSent(ledger.Movement{Key: intentKey(i), Participant: i.Participant,
		Correspondent: i.Correspondent, Amount: i.Amount, ValueDate: i.ValueDate,
		Evidence: ledger.Evidence{SHA256: f.SHA256, Place: "InstrId " + i.ID}, Memo: f.Name})
}

func intentKey(i Instruction) string { return fmt.Sprintf("pay-out:%s:%d", i.ID, i.Intents) }

// undoIntent takes a pay-out back from transit: the file is certainly not with the bank.
func (s *Stages) undoIntent(tx Tx, i Instruction, f FileOut) error {
	if !i.IntentOpen {
		return tx.SaveInstruction(i)
	}
	posted, err := intent(i, f)
	if err != nil {
		return err
	}
	undo, err := ledger.Reverse(posted, ledger.ReversalKey(posted.Key))
	if err != nil {
		return err
	}
	if err := s.post(tx, undo); err != nil {
		return err
	}
	i.IntentOpen = false
	return tx.SaveInstruction(i)
}
