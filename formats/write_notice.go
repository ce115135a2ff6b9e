package formats

// notice writes the message below Document; it was checked before. The notification carries the
// message's identifier: there is one notification in a message. Without a business header the sender
// stands in the group header.
func (w *xmlWriter) notice(n *Notice) {
	w.open("<" + noticeRoot + ">")
	w.open("<GrpHdr>")
	w.id("<MsgId>", n.MsgID)
	w.instant("<CreDtTm>", n.CreatedAt)
	if !w.profile.Header {
		w.open("<MsgSndr>")
		w.agent("<Agt>", n.FromBIC)
		w.close("<MsgSndr>")
	}
	w.close("<GrpHdr>")
	w.open("<Ntfctn>")
	w.leaf("<Id>", n.MsgID)
	w.account("<Acct>", n.Account)
	w.agent("<AcctSvcr>", n.ToBIC)
	w.amount("<TtlAmt>", noticeSurvey(n).total)
	w.date("<XpctdValDt>", n.ValueDate)
	for i := range n.Items {
		w.open("<Itm>")
		w.noticeItem(&n.Items[i])
		w.close("<Itm>")
	}
	w.close("<Ntfctn>")
	w.close("<" + noticeRoot + ">")
}

// noticeItem writes the content of Itm (NotificationItem7). A debtor without a name is an institution.
func (w *xmlWriter) noticeItem(item *NoticeItem) {
	w.leaf("<Id>", item.ID)
	w.id("<EndToEndId>", item.EndToEndID)
	w.raw("<UETR>", item.UETR)
	w.amount("<Amt>", item.Amount)
	if !item.Debtor.IsZero() {
		w.open("<Dbtr>")
		if item.Debtor.Name == "" {
			w.agent("<Agt>", item.Debtor.BIC)
		} else {
			w.customer("<Pty>", &item.Debtor)
		}
		w.close("<Dbtr>")
	}
	w.agent("<DbtrAgt>", item.DebtorAgentBIC)
}
