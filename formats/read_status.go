package formats

// statuses reads a pacs.002: what it says about whole messages first, then about payments.
func (r *reader) statuses(root *node) []Status {
	var found []Status
	groups := root.all("OrgnlGrpInfAndSts")
	for _, group := range groups {
		if s := r.groupStatus(group); s.Code != "" || len(s.Reasons) > 0 {
			found = append(found, s)
		}
	}
	for _, tx := range root.all("TxInfAndSts") {
		found = append(found, r.status(tx, onlyOne(groups)))
	}
	if len(found) == 0 {
		r.warn(root, "there is no status in it")
	}
	return found
}

// onlyOne returns the only node, or nil: with several original messages nobody knows which one is meant.
func onlyOne(nodes []*node) *node {
	if len(nodes) == 1 {
		return nodes[0]
	}
	return nil
}

func (r *reader) groupStatus(group *node) Status {
	return Status{
		Group:           true,
		OriginalMsgID:   group.value("OrgnlMsgId"),
		OriginalMessage: group.value("OrgnlMsgNmId"),
		Code:            group.value("GrpSts"),
		Reasons:         r.reasons(group, "StsRsnInf"),
	}
}

// status reads TxInfAndSts; group names the original message where the transaction does not.
func (r *reader) status(tx, group *node) Status {
	original := tx.child("OrgnlGrpInf")
	if original == nil {
		original = group
	}
	s := Status{
		OriginalMsgID:      original.value("OrgnlMsgId"),
		OriginalMessage:    original.value("OrgnlMsgNmId"),
		OriginalInstrID:    tx.value("OrgnlInstrId"),
		OriginalEndToEndID: tx.value("OrgnlEndToEndId"),
		OriginalTxID:       tx.value("OrgnlTxId"),
		OriginalUETR:       r.uetr(tx.child("OrgnlUETR")),
		Code:               tx.value("TxSts"),
		Reasons:            r.reasons(tx, "StsRsnInf"),
		SettlementDate:     r.date(tx.child("FctvIntrBkSttlmDt")),
		BankRef:            tx.value("AcctSvcrRef"),
		ClearingRef:        tx.value("ClrSysRef"),
		FromBIC:            agentBIC(tx.child("InstgAgt")),
		ToBIC:              agentBIC(tx.child("InstdAgt")),
	}
	if s.Code == "" {
		r.warn(tx, "TxSts is missing: the status of this payment is not known")
	}
	return s
}

// reasons reads StsRsnInf or RtrRsnInf.
func (r *reader) reasons(of *node, name string) []Reason {
	var found []Reason
	for _, information := range of.all(name) {
		code, own := codeOrOwn(information.child("Rsn"))
		reason := Reason{Code: code, Proprietary: own, Text: joined(information, "AddtlInf")}
		if reason == (Reason{}) {
			r.warn(information, "there is no reason in it")
			continue
		}
		found = append(found, reason)
	}
	return found
}
