package formats

import (
	"nostro/calendar"
	"nostro/money"
)

// transfersBegun writes what stands before the transfers of a message, of which the survey was made.
func (w *xmlWriter) transfersBegun(m *TransferMessage, s *survey) {
	h := header{m.FromBIC, m.ToBIC, m.MsgID, m.Kind.Message(), m.CreatedAt, w.profile.BizSvc[string(m.Kind)]}
	w.begun(&h)
	w.open(transferTags[m.Kind])
	if m.Kind == CustomerInitiation {
		w.initiationHeader(m, s)
		return
	}
	w.groupHeader(m, s)
}

// transfersEnded writes what stands behind them.
func (w *xmlWriter) transfersEnded(m *TransferMessage) {
	if m.Kind == CustomerInitiation {
		w.close("<PmtInf>")
	}
	w.close(transferTags[m.Kind])
	w.ended()
}

// oneTransfer writes one of them; common is the value date that stands in the group header.
func (w *xmlWriter) oneTransfer(m *TransferMessage, t *Transfer, common calendar.Date) {
	w.open("<CdtTrfTxInf>")
	switch m.Kind {
	case CustomerTransfer:
		w.customerTransfer(m, t, common)
	case CustomerInitiation:
		w.initiation(t)
	default:
		w.institutionTransfer(m, t, common)
	}
	w.close("<CdtTrfTxInf>")
}

// commonValueDate returns the value date that stands in the group header: under a profile with totals,
// the one that all transfers share. Otherwise it returns no date, and each transfer carries its own:
// the schema's rules let it stand in one of both places.
func (w *xmlWriter) commonValueDate(s *survey) calendar.Date {
	if !w.profile.Totals {
		return calendar.Date{}
	}
	return s.valueDate
}

// groupHeader writes GrpHdr (GroupHeader93).
func (w *xmlWriter) groupHeader(m *TransferMessage, s *survey) {
	w.open("<GrpHdr>")
	w.id("<MsgId>", m.MsgID)
	w.instant("<CreDtTm>", m.CreatedAt)
	w.number("<NbOfTxs>", s.count)
	if w.profile.Totals {
		w.decimal("<CtrlSum>", s.total)
		w.amount("<TtlIntrBkSttlmAmt>", s.total)
	}
	w.date("<IntrBkSttlmDt>", w.commonValueDate(s))
	w.settlement(m)
	if !w.profile.AgentsInTransfer {
		w.agent("<InstgAgt>", m.FromBIC)
		w.agent("<InstdAgt>", m.ToBIC)
	}
	w.close("<GrpHdr>")
}

// settlement writes SttlmInf (SettlementInstruction7).
func (w *xmlWriter) settlement(m *TransferMessage) {
	w.open("<SttlmInf>")
	w.raw("<SttlmMtd>", string(m.method()))
	w.account("<SttlmAcct>", m.SettlementAccount)
	w.agent("<InstgRmbrsmntAgt>", m.OurReimbursement.BIC)
	w.account("<InstgRmbrsmntAgtAcct>", m.OurReimbursement.Account)
	w.agent("<InstdRmbrsmntAgt>", m.TheirReimbursement.BIC)
	w.account("<InstdRmbrsmntAgtAcct>", m.TheirReimbursement.Account)
	w.agent("<ThrdRmbrsmntAgt>", m.ThirdReimbursement.BIC)
	w.account("<ThrdRmbrsmntAgtAcct>", m.ThirdReimbursement.Account)
	w.close("<SttlmInf>")
}

// settled writes what every pacs transfer begins with.
func (w *xmlWriter) settled(t *Transfer, common calendar.Date) {
	w.paymentIDs(t)
	w.serviceLevel(t)
	w.amount("<IntrBkSttlmAmt>", t.Amount)
	if common.IsZero() {
		w.date("<IntrBkSttlmDt>", t.ValueDate)
	}
}

func (w *xmlWriter) paymentIDs(t *Transfer) {
	w.open("<PmtId>")
	w.id("<InstrId>", t.InstrID)
	w.id("<EndToEndId>", t.EndToEndID)
	w.id("<TxId>", t.TxID)
	w.raw("<UETR>", t.UETR)
	w.close("<PmtId>")
}

func (w *xmlWriter) serviceLevel(t *Transfer) {
	if t.ServiceLevel != "" {
		w.open("<PmtTpInf>")
		w.code("<SvcLvl>", t.ServiceLevel)
		w.close("<PmtTpInf>")
	}
}

// code writes a choice of which the code is taken, and nothing for none.
func (w *xmlWriter) code(tag, code string) {
	if code != "" {
		w.open(tag)
		w.raw("<Cd>", code)
		w.close(tag)
	}
}

// customerTransfer writes the content of a pacs.008's CdtTrfTxInf (CreditTransferTransaction39).
func (w *xmlWriter) customerTransfer(m *TransferMessage, t *Transfer, common calendar.Date) {
	w.settled(t, common)
	w.charges(m, t)
	w.banks(m)
	w.intermediaries(t)
	w.customerParties(t)
	w.code("<Purp>", t.Purpose)
	w.remittance(t)
}

// banks writes the instructing and the instructed agent, which all transfers of a message share.
func (w *xmlWriter) banks(m *TransferMessage) {
	if !w.profile.AgentsInTransfer {
		return
	}
	if len(w.banksBlock) == 0 {
		from := len(w.out)
		w.agent("<InstgAgt>", m.FromBIC)
		w.agent("<InstdAgt>", m.ToBIC)
		w.banksBlock = append(w.banksBlock, w.out[from:]...)
		return
	}
	w.out = append(w.out, w.banksBlock...)
}

func (w *xmlWriter) customerParties(t *Transfer) {
	w.debtorSide(t)
	w.agent("<CdtrAgt>", t.CreditorAgentBIC)
	w.customer("<Cdtr>", &t.Creditor)
	w.account("<CdtrAcct>", t.CreditorAccount)
}

// debtorSide writes the debtor with account and agent. Most often it is the same, we, in every transfer of a
// message: then the bytes of the last time are written again.
func (w *xmlWriter) debtorSide(t *Transfer) {
	if len(w.payerBlock) > 0 && w.isPayerAgain(t) {
		w.out = append(w.out, w.payerBlock...)
		return
	}
	from := len(w.out)
	w.customer("<Dbtr>", &t.Debtor)
	w.account("<DbtrAcct>", t.DebtorAccount)
	w.agent("<DbtrAgt>", t.DebtorAgentBIC)
	w.payer, w.payerBlock = payerOf(t), append(w.payerBlock[:0], w.out[from:]...)
	if w.payers != nil {
		w.payerNumber = *w.payers
	}
}

// isPayerAgain tells whether the payer is the one that was written last. A checker that goes on beside knows.
func (w *xmlWriter) isPayerAgain(t *Transfer) bool {
	if w.payers != nil {
		return *w.payers == w.payerNumber
	}
	return w.payer.pays(t)
}

// payer is the side of a transfer that is often the same.
type payer struct {
	debtor   Party
	account  AccountID
	agentBIC string
}

func payerOf(t *Transfer) payer { return payer{t.Debtor, t.DebtorAccount, t.DebtorAgentBIC} }

func (p *payer) pays(t *Transfer) bool {
	return t.DebtorAgentBIC == p.agentBIC && t.DebtorAccount == p.account && t.Debtor == p.debtor
}

// charges writes what a pacs.008 says about money before the parties: what was ordered, who bears the
// charges, and what was taken; with CRED, that nothing was (UR26 R26).
func (w *xmlWriter) charges(m *TransferMessage, t *Transfer) {
	if instructed := t.instructed(); w.profile.InstructedAmount || instructed != t.Amount {
		w.amount("<InstdAmt>", instructed)
	}
	w.raw("<XchgRate>", t.Rate)
	w.raw("<ChrgBr>", t.bearer())
	for i := range t.Charges {
		w.charge(t.Charges[i])
	}
	if t.bearer() == "CRED" && len(t.Charges) == 0 {
		w.charge(ChargeTaken{money.Zero(t.Amount.Currency()), m.FromBIC})
	}
}

func (w *xmlWriter) charge(c ChargeTaken) {
	w.open("<ChrgsInf>")
	w.amount("<Amt>", c.Amount)
	w.agent("<Agt>", c.AgentBIC)
	w.close("<ChrgsInf>")
}
