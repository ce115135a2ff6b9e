package formats

// noticePart reads Ntfctn of a camt.057: what its items have in common, then the items.
func (r *reader) noticePart(d *Document) {
	if string(r.event.Name) != "Ntfctn" {
		r.unread()
		return
	}
	room := r.room
	common := &NoticeIn{}
	for r.child() {
		switch string(r.event.Name) {
		case "Id":
			r.text(&common.NoticeID)
		case "TtlAmt":
			r.amount(&common.Total)
		case "Itm":
			r.notice(d, common)
		default:
			r.noticeDetail(common)
		}
	}
	r.release(room)
}

// notice reads Itm.
func (r *reader) notice(d *Document, common *NoticeIn) {
	room := r.room
	r.items++
	r.numbered(r.items)
	at := r.here()
	n := &NoticeIn{Number: r.items, Line: at.line, Offset: at.offset, Common: common, NoticeID: common.NoticeID,
		Total: common.Total}
	for r.child() {
		switch string(r.event.Name) {
		case "Id":
			r.text(&n.ID)
		case "Amt":
			r.oneAmount(&n.Amount, &n.Written, &n.Problems)
		default:
			r.noticeDetail(n)
		}
	}
	n.inherit(common)
	if n.Amount.Currency().IsZero() && len(n.Problems) == 0 {
		r.problem(&n.Problems, "Amt is missing")
	}
	if r.err == nil && r.visit.Notice != nil {
		r.err = r.visit.Notice(d, n)
	}
	r.release(room)
}

func (r *reader) noticeDetail(n *NoticeIn) {
	switch string(r.event.Name) {
	case "EndToEndId":
		r.text(&n.EndToEndID)
	case "UETR":
		r.uetr(&n.UETR)
	case "Acct":
		r.account(&n.Account)
	case "RltdAcct":
		r.account(&n.RelatedAccount)
	case "XpctdValDt":
		r.date(&n.ValueDate, nil)
	case "Purp":
		r.code(&n.Purpose)
	case "RltdRmtInf":
		r.advice(&n.Advices)
	case "RmtInf":
		r.remittance(&n.Remittance)
	case "Undrlyg", "UndrlygCstmrCdtTrf":
		r.repeated(&n.Underlying)
	default:
		if !r.actor(&n.Parties) {
			r.unread()
		}
	}
}

// inherit takes from the notification what the item does not say itself.
func (n *NoticeIn) inherit(common *NoticeIn) {
	if n.ValueDate.IsZero() {
		n.ValueDate = common.ValueDate
	}
	if n.Account.IsZero() {
		n.Account = common.Account
	}
	if n.RelatedAccount.IsZero() {
		n.RelatedAccount = common.RelatedAccount
	}
	for _, p := range common.Parties {
		if n.Party(p.Role).IsZero() {
			n.Parties = append(n.Parties, p)
		}
	}
}
