package formats

import "cmp"

// returns reads a pacs.004.
func (r *reader) returns(root, group *node) []Return {
	original := root.child("OrgnlGrpInf")
	var found []Return
	for _, tx := range root.all("TxInf") {
		found = append(found, r.paymentReturn(tx, original, group))
	}
	if n := group.child("NbOfTxs"); n != nil && len(found) > 0 && r.wholeNumber(n) != int64(len(found)) {
		r.warn(n, "%s returns are announced, %d are there", n.text, len(found))
	}
	whole := r.yes(group.child("GrpRtr"))
	switch {
	case len(found) == 0 && whole:
		found = append(found, r.groupReturn(original, group))
	case len(found) == 0:
		r.warn(root, "there is no return in it")
	}
	return found
}

// groupReturn reads the return of a whole message, which names no payments.
func (r *reader) groupReturn(original, group *node) Return {
	amount, _ := r.mandatoryAmount(group, "TtlRtrdIntrBkSttlmAmt")
	return Return{
		Group:           true,
		OriginalMsgID:   original.value("OrgnlMsgId"),
		OriginalMessage: original.value("OrgnlMsgNmId"),
		Returned:        amount,
		ValueDate:       r.date(group.child("IntrBkSttlmDt")),
		Reasons:         r.reasons(original, "RtrRsnInf"),
	}
}

// paymentReturn reads TxInf; the group's data stand in where the transaction has none of its own.
func (r *reader) paymentReturn(tx, original, group *node) Return {
	amount, ok := r.mandatoryAmount(tx, "RtrdIntrBkSttlmAmt")
	if ok && amount.IsZero() {
		r.refuse(tx, "the returned amount is zero", askBank)
	}
	ret := Return{
		ReturnID:           tx.value("RtrId"),
		OriginalInstrID:    tx.value("OrgnlInstrId"),
		OriginalEndToEndID: tx.value("OrgnlEndToEndId"),
		OriginalTxID:       tx.value("OrgnlTxId"),
		OriginalUETR:       r.uetr(tx.child("OrgnlUETR")),
		Returned:           amount,
		Original:           r.optionalAmount(tx.child("OrgnlIntrBkSttlmAmt")),
		ReturnedInstructed: r.optionalAmount(tx.child("RtrdInstdAmt")),
		ValueDate:          r.date(tx.child("IntrBkSttlmDt")),
		ChargeBearer:       tx.value("ChrgBr"),
		Reasons:            r.reasons(tx, "RtrRsnInf"),
		Charges:            r.agentCharges(tx),
		ClearingRef:        tx.value("ClrSysRef"),
		FromBIC:            agentBIC(tx.child("InstgAgt")),
		ToBIC:              agentBIC(tx.child("InstdAgt")),
	}
	named := tx.child("OrgnlGrpInf")
	if named == nil {
		named = original
	}
	ret.OriginalMsgID = named.value("OrgnlMsgId")
	ret.OriginalMessage = named.value("OrgnlMsgNmId")
	if ret.ValueDate.IsZero() {
		ret.ValueDate = r.date(group.child("IntrBkSttlmDt"))
	}
	if len(ret.Reasons) == 0 {
		ret.Reasons = r.reasons(original, "RtrRsnInf")
	}
	return ret
}

// agentCharges reads ChrgsInf, what each agent took out of the returned amount.
func (r *reader) agentCharges(tx *node) []Charge {
	var found []Charge
	for _, charge := range tx.all("ChrgsInf") {
		amount := r.optionalAmount(charge.child("Amt"))
		if amount.Currency().IsZero() {
			continue
		}
		bic := cmp.Or(agentBIC(charge.child("Agt")), agentBIC(charge.child("Pty")))
		found = append(found, Charge{Amount: amount, AgentBIC: bic})
	}
	return found
}
