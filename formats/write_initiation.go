package formats

// initiationHeader writes GrpHdr (GroupHeader85) of a pain.001 and begins its one PmtInf
// (PaymentInstruction30), whose identification is that of the message (UR26 pain.001 R8).
func (w *xmlWriter) initiationHeader(m *TransferMessage, s *survey) {
	w.open("<GrpHdr>")
	w.id("<MsgId>", m.MsgID)
	w.instant("<CreDtTm>", m.CreatedAt)
	w.initiationTotals(s)
	w.open("<InitgPty>")
	w.anyBIC(m.FromBIC)
	w.close("<InitgPty>")
	w.close("<GrpHdr>")
	w.open("<PmtInf>")
	w.id("<PmtInfId>", m.MsgID)
	w.raw("<PmtMtd>", "TRF")
	w.initiationTotals(s)
	w.open("<ReqdExctnDt>")
	w.date("<Dt>", s.valueDate)
	w.close("<ReqdExctnDt>")
	w.customer("<Dbtr>", &s.debtor)
	w.account("<DbtrAcct>", m.SettlementAccount)
	w.agent("<DbtrAgt>", m.ToBIC)
}

func (w *xmlWriter) initiationTotals(s *survey) {
	w.number("<NbOfTxs>", s.count)
	if w.profile.Totals {
		w.decimal("<CtrlSum>", s.total)
	}
}

// initiation writes the content of CdtTrfTxInf (CreditTransferTransaction34).
func (w *xmlWriter) initiation(t *Transfer) {
	w.paymentIDs(t)
	w.serviceLevel(t)
	w.open("<Amt>")
	w.amount("<InstdAmt>", t.Amount)
	w.close("<Amt>")
	w.raw("<ChrgBr>", t.bearer())
	w.intermediaries(t)
	w.agent("<CdtrAgt>", t.CreditorAgentBIC)
	w.customer("<Cdtr>", &t.Creditor)
	w.account("<CdtrAcct>", t.CreditorAccount)
	w.code("<Purp>", t.Purpose)
	w.remittance(t)
}
