package formats

// notice writes the message below Document; it was checked before. The notification carries the
// message's identifier: there is one notification in a message. Without a business header the sender
// stands in the group header.
func (w *xmlWriter) notice(p Profile, n Notice) {
	w.element(noticeRoot, func() {
		w.element("GrpHdr", func() {
			w.leaf("MsgId", n.MsgID)
			w.leaf("CreDtTm", dateTime(n.CreatedAt))
			if !p.Header {
				w.element("MsgSndr", func() { w.agent("Agt", n.FromBIC) })
			}
		})
		w.element("Ntfctn", func() {
			w.leaf("Id", n.MsgID)
			w.account("Acct", n.Account)
			w.agent("AcctSvcr", n.ToBIC)
			w.amount("TtlAmt", sumChecked(noticeAmounts(n)))
			w.leaf("XpctdValDt", n.ValueDate.String())
			for _, item := range n.Items {
				w.element("Itm", func() { w.noticeItem(item) })
			}
		})
	})
}

// noticeItem writes the content of Itm (NotificationItem7). A debtor without a name is an institution.
func (w *xmlWriter) noticeItem(item NoticeItem) {
	w.leaf("Id", item.ID)
	w.leaf("EndToEndId", item.EndToEndID)
	w.leaf("UETR", item.UETR)
	w.amount("Amt", item.Amount)
	if item.Debtor != (Party{}) {
		w.element("Dbtr", func() {
			if item.Debtor.Name == "" {
				w.agent("Agt", item.Debtor.BIC)
				return
			}
			w.customer("Pty", item.Debtor)
		})
	}
	w.agent("DbtrAgt", item.DebtorAgentBIC)
}
