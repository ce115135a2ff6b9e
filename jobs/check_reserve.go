package jobs

import (
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
)

// checkReserve adds the movements of the risk reserve up and compares them with its account; at no movement is less than
// nothing held, and each that needs it was approved by others.
func (b *books) checkReserve(tx Tx, f *findings) error {
	journal, err := b.of(string(ledger.RiskReserve))
	if err != nil {
		return err
	}
	movements, err := tx.ReserveMovements()
	if err != nil {
		return err
	}
	moved, sum := sums{}, map[money.Currency]int64{}
	for _, m := range movements {
		f.counted++
		c := m.Amount.Currency()
		sum[c] += m.signed()
		moved[sumKey{"", c}] -= m.signed()
		if sum[c] < 0 {
			f.fail("movement %d of the risk reserve in %s leaves less than nothing", m.Number, c)
		}
		if err := checkReserveApproval(tx, f, m); err != nil {
			return err
		}
	}
	journal.compare(f, moved, "account reserve:risk holds", "its movements sum to")
	return nil
}

func checkReserveApproval(tx Tx, f *findings, m ReserveMovement) error {
	if m.Approval == 0 {
		return nil
	}
	r, found, err := tx.ApprovalRequest(m.Approval)
	if err != nil {
		return err
	}
	content, err := ReserveAsk{m.Act, m.Amount, m.Participant, m.Reason}.content()
	if err != nil {
		return err
	}
	if !found || r.Kind != ApproveReserve || r.State != lifecycle.ApprovalUsed || r.Content != content {
		f.fail("movement %d of the risk reserve in %s is not what approval %d let happen", m.Number, m.Amount.Currency(), m.Approval)
	}
	return nil
}
