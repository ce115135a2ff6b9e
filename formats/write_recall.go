package formats

// recall writes the message below Document; it was checked before. The case is ours, and the transaction
// carries it (CBPR+), as it carries the names that its own message gave to it.
func (w *xmlWriter) recall(r *Recall) {
	w.open("<" + recallRoot + ">")
	w.open("<Assgnmt>")
	w.leaf("<Id>", r.MsgID)
	w.party40("<Assgnr>", r.FromBIC)
	w.party40("<Assgne>", r.ToBIC)
	w.instant("<CreDtTm>", r.CreatedAt)
	w.close("<Assgnmt>")
	w.open("<Undrlyg>")
	w.open("<TxInf>")
	w.id("<CxlId>", r.ID)
	w.open("<Case>")
	w.leaf("<Id>", r.CaseID)
	w.party40("<Cretr>", r.FromBIC)
	w.close("<Case>")
	w.original(&r.Original)
	w.cancellationReason(r)
	w.close("<TxInf>")
	w.close("<Undrlyg>")
	w.close("<" + recallRoot + ">")
}

// party40 writes a choice of party or agent of which the agent is taken.
func (w *xmlWriter) party40(tag, bic string) {
	w.open(tag)
	w.agent("<Agt>", bic)
	w.close(tag)
}

func (w *xmlWriter) original(o *Original) {
	w.open("<OrgnlGrpInf>")
	w.id("<OrgnlMsgId>", o.MsgID)
	w.raw("<OrgnlMsgNmId>", o.Kind.Message())
	w.instant("<OrgnlCreDtTm>", o.CreatedAt)
	w.close("<OrgnlGrpInf>")
	w.id("<OrgnlInstrId>", o.InstrID)
	w.id("<OrgnlEndToEndId>", o.EndToEndID)
	w.id("<OrgnlTxId>", o.TxID)
	w.raw("<OrgnlUETR>", o.UETR)
	w.amount("<OrgnlIntrBkSttlmAmt>", o.Amount)
	w.date("<OrgnlIntrBkSttlmDt>", o.ValueDate)
}

func (w *xmlWriter) cancellationReason(r *Recall) {
	w.open("<CxlRsnInf>")
	w.code("<Rsn>", r.Reason)
	for _, line := range r.Information {
		w.text("<AddtlInf>", line)
	}
	w.close("<CxlRsnInf>")
}
