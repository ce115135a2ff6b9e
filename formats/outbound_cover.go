package formats

import (
	"fmt"
	"time"
)

// CoverTerms is what a cover adds to the customer transfer that it pays for.
type CoverTerms struct {
	MsgID, InstrID    string // of the cover; its EndToEndId and UETR follow from the transfer
	CreatedAt         time.Time
	ToBIC             string    // our reimbursement agent, who holds SettlementAccount for us
	SettlementAccount AccountID // debited for the cover
}

// CoverOf returns the pacs.009 COV that moves the money of a pacs.008 settled by cover: the same UETR,
// EndToEndId the InstrId of the pacs.008 (UR26 COV R14 and R16), debtor and creditor the two banks of the
// pacs.008, paid through its reimbursement agents, and the customer transfer copied underneath. The
// message must carry exactly one transfer; whether cover and transfer are whole is checked when they are
// written.
func CoverOf(m TransferMessage, terms CoverTerms) (TransferMessage, error) {
	if m.Kind != CustomerTransfer || m.method() != SettledByCover {
		return TransferMessage{}, fmt.Errorf("message %s is a %s settled by %s: a cover is for a %s settled by %s",
			m.MsgID, m.Kind, m.method(), CustomerTransfer, SettledByCover)
	}
	if len(m.Transfers) != 1 {
		return TransferMessage{}, fmt.Errorf("message %s has %d transfers: a cover is for one", m.MsgID, len(m.Transfers))
	}
	customer := m.Transfers[0]
	cover := Transfer{InstrID: terms.InstrID, EndToEndID: customer.InstrID, UETR: customer.UETR, Amount: customer.Amount,
		ValueDate: customer.ValueDate, Debtor: Party{BIC: m.FromBIC}, DebtorAccount: terms.SettlementAccount,
		CreditorAgentBIC: m.TheirReimbursement.BIC, Creditor: Party{BIC: m.ToBIC},
		CreditorAccount: m.TheirReimbursement.Account, Underlying: &customer}
	return TransferMessage{Kind: CoverTransfer, MsgID: terms.MsgID, CreatedAt: terms.CreatedAt, FromBIC: m.FromBIC,
		ToBIC: terms.ToBIC, SettlementAccount: terms.SettlementAccount, Transfers: []Transfer{cover}}, nil
}
