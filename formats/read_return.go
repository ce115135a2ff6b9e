package formats

// returnPart reads what a pacs.004 carries.
func (r *reader) returnPart(d *Document) {
	switch string(r.event.Name) {
	case "OrgnlGrpInf":
		var o Originals
		for r.child() {
			if string(r.event.Name) == "RtrRsnInf" {
				r.reason(&d.Group.Reasons)
			} else if !r.originalPart(&o) {
				r.unread()
			}
		}
		add(r, &d.Answers, o)
	case "TxInf":
		r.paymentReturn(d)
	default:
		r.unread()
	}
}

// paymentReturn reads TxInf; the group's data stand in where the transaction has none of its own.
func (r *reader) paymentReturn(d *Document) {
	room := r.room
	r.numbered(r.items + 1)
	at := r.here()
	ret := Return{Line: at.line, Offset: at.offset}
	for r.child() {
		switch string(r.event.Name) {
		case "RtrdIntrBkSttlmAmt":
			r.oneAmount(&ret.Returned, &ret.Written, &ret.Problems)
		case "RtrId":
			r.text(&ret.ReturnID)
		case "IntrBkSttlmDt":
			r.date(&ret.ValueDate, nil)
		case "RtrRsnInf":
			r.reason(&ret.Reasons)
		case "ChrgsInf":
			r.agentCharge(&ret.Charges)
		case "OrgnlTxRef":
			r.repeated(&ret.Payment)
		case "RtrChain":
			r.related(&ret.Parties)
		default:
			r.returnDetail(&ret)
		}
	}
	r.finishReturn(d, &ret)
	r.release(room)
}

func (r *reader) returnDetail(ret *Return) {
	switch string(r.event.Name) {
	case "RtrdInstdAmt":
		r.amount(&ret.ReturnedInstructed)
	case "CompstnAmt":
		r.amount(&ret.Compensation)
	case "XchgRate":
		r.rate(&ret.Rate)
	case "SttlmPrty":
		r.text(&ret.Priority)
	case "SttlmTmIndctn":
		r.times(&ret.Times)
	case "ChrgBr":
		r.text(&ret.ChargeBearer)
	case "ClrSysRef":
		r.text(&ret.ClearingRef)
	default:
		if !r.originalPart(&ret.Originals) && !r.actor(&ret.Parties) {
			r.unread()
		}
	}
}

func (r *reader) finishReturn(d *Document, ret *Return) {
	if ret.Returned.Currency().IsZero() && len(ret.Problems) == 0 {
		r.problem(&ret.Problems, "RtrdIntrBkSttlmAmt is missing")
	} else if ret.Returned.IsZero() && len(ret.Problems) == 0 {
		r.problem(&ret.Problems, "the returned amount is zero")
	}
	ret.belongTo(d.onlyAnswer())
	if ret.ValueDate.IsZero() {
		ret.ValueDate = d.Group.ValueDate
	}
	if len(ret.Reasons) == 0 {
		ret.Reasons = d.Group.Reasons
	}
	ret.FromBIC, ret.ToBIC = find(ret.Parties, RoleInstructingAgent).BIC, find(ret.Parties, RoleInstructedAgent).BIC
	r.emitReturn(d, ret)
}

func (r *reader) emitReturn(d *Document, ret *Return) {
	r.items++
	ret.Number = r.items
	if r.err == nil && r.visit.Return != nil {
		r.err = r.visit.Return(d, ret)
	}
}

// endReturns adds the return of a whole message, which names no payments.
func (r *reader) endReturns(d *Document) {
	switch {
	case r.items == 0 && d.Group.Whole:
		ret := Return{Line: d.Line, Offset: d.Offset, Group: true, Originals: d.onlyAnswer(),
			Returned: d.Group.Total, ValueDate: d.Group.ValueDate, Reasons: d.Group.Reasons}
		if ret.Returned.Currency().IsZero() {
			r.problem(&ret.Problems, "TtlRtrdIntrBkSttlmAmt is missing")
		}
		r.emitReturn(d, &ret)
	case r.items == 0:
		r.warn("there is no return in it")
	case d.Group.Count != 0 && d.Group.Count != int64(r.items):
		r.warn("%d returns are announced, %d are there", d.Group.Count, r.items)
	}
}
