package formats

import "nostro/calendar"

// institutionTransfer writes the content of a pacs.009's CdtTrfTxInf (CreditTransferTransaction36).
func (w *xmlWriter) institutionTransfer(m *TransferMessage, t *Transfer, common calendar.Date) {
	w.settled(t, common)
	w.banks(m)
	w.intermediaries(t)
	w.agent("<Dbtr>", t.Debtor.BIC)
	w.account("<DbtrAcct>", t.DebtorAccount)
	w.agent("<DbtrAgt>", t.DebtorAgentBIC)
	w.agent("<CdtrAgt>", t.CreditorAgentBIC)
	w.agent("<Cdtr>", t.Creditor.BIC)
	w.account("<CdtrAcct>", t.CreditorAccount)
	w.code("<Purp>", t.Purpose)
	w.remittance(t)
	if t.Underlying != nil {
		w.underlying(t.Underlying)
	}
}

// underlying writes the customer transfer that a cover pays for (CreditTransferTransaction37).
func (w *xmlWriter) underlying(u *Transfer) {
	w.open("<UndrlygCstmrCdtTrf>")
	w.customer("<Dbtr>", &u.Debtor)
	w.account("<DbtrAcct>", u.DebtorAccount)
	w.agent("<DbtrAgt>", u.DebtorAgentBIC)
	w.intermediaries(u)
	w.agent("<CdtrAgt>", u.CreditorAgentBIC)
	w.customer("<Cdtr>", &u.Creditor)
	w.account("<CdtrAcct>", u.CreditorAccount)
	w.remittance(u)
	w.amount("<InstdAmt>", u.instructed())
	w.close("<UndrlygCstmrCdtTrf>")
}
