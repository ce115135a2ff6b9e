package formats

import "nostro/money"

// entryDetails reads NtryDtls.
func (r *reader) entryDetails(s *Statement, e *entryReading) {
	for r.child() {
		switch string(r.event.Name) {
		case "TxDtls":
			r.detail(s, e)
		case "Btch":
			r.batch(e)
		default:
			r.unread()
		}
	}
}

// batch reads Btch.
func (r *reader) batch(e *entryReading) {
	b := add(r, &e.Batches, Batch{})
	var direction side
	for r.child() {
		switch string(r.event.Name) {
		case "MsgId":
			r.text(&b.MsgID)
		case "PmtInfId":
			r.text(&b.PmtInfID)
		case "NbOfTxs":
			r.count(&b.Count)
		case "TtlAmt":
			r.amount(&b.Total)
		case "CdtDbtInd":
			direction.take(r)
		default:
			r.unread()
		}
	}
	b.Total = direction.sign(b.Total, e.debit)
}

// detail reads TxDtls, and hands it out or adds it to its entry.
func (r *reader) detail(s *Statement, e *entryReading) {
	room := r.room
	if r.visit.Detail != nil {
		r.pools.rewind()
	}
	e.DetailCount++
	s.DetailCount++
	r.numbered(e.DetailCount)
	at := r.here()
	d := &r.detailNow
	*d = EntryDetail{Number: e.DetailCount, Line: at.line, Offset: at.offset}
	var own money.Amount
	var direction side
	hasAmount := false
	for r.child() {
		switch string(r.event.Name) {
		case "Refs":
			r.references(d)
		case "Amt":
			hasAmount = true
			r.amount(&own)
		case "CdtDbtInd":
			direction.take(r)
		case "RltdPties", "RltdAgts":
			r.detailParties(d)
		case "RmtInf":
			if d.Unstructured == nil {
				d.Unstructured = r.pools.texts.list(1)
			}
			r.remittance(&d.Remittance)
		case "AmtDtls":
			if d.Amounts == nil {
				d.Amounts = r.pools.amounts.list(2)
			}
			r.amountDetails(&d.Amounts)
		case "AddtlTxInf":
			r.text(&d.Info)
		default:
			r.rareDetailPart(d)
		}
	}
	r.detailAmount(d, e, own, hasAmount, direction)
	if r.finishDetail(s, e, d) {
		r.release(room)
	}
}

func (r *reader) rareDetailPart(d *EntryDetail) {
	switch string(r.event.Name) {
	case "BkTxCd":
		r.bankCode(&d.Code)
	case "Chrgs":
		r.charges(&d.Charges)
	case "Avlbty":
		r.availability(add(r, &d.Available, Availability{}))
	case "Purp":
		r.code(&d.Purpose)
	case "LclInstrm":
		r.code(&d.LocalInstrument)
	case "PmtTpInf":
		r.paymentType(&d.Payment)
	case "RltdRmtInf":
		r.advice(&d.Advices)
	case "RltdDts":
		r.dates(&d.Dates)
	case "RtrInf":
		r.returnInfo(&d.Return)
	default:
		r.further(&d.Further)
	}
}

// detailAmount signs the amount of one transaction: Amt, or (version .02 has none) TxAmt of AmtDtls where
// it is in the currency of the entry. Without a direction of its own it goes the way of the entry.
func (r *reader) detailAmount(d *EntryDetail, e *entryReading, own money.Amount, hasAmount bool, direction side) {
	if !hasAmount {
		own = viewOf(d.Amounts, "TxAmt")
		if own.Currency() != e.amount.Currency() {
			own = money.Amount{}
		}
	}
	d.Debit = e.debit
	if direction.known {
		d.Debit = direction.debit
	}
	if !direction.known && !e.credit && !e.debit && own != (money.Amount{}) {
		r.warn("amount left out: neither the transaction nor the entry before it says which way it goes")
		own = money.Amount{}
	}
	d.Amount = direction.sign(own, e.debit)
}

// finishDetail hands the detail out, or keeps it: then it returns false.
func (r *reader) finishDetail(s *Statement, e *entryReading, d *EntryDetail) bool {
	if r.err == nil && r.visit.Detail != nil {
		r.err = r.visit.Detail(s, &e.StatementEntry, d)
		return true
	}
	r.spend(detailCost)
	add(r, &e.Details, *d)
	return false
}

// references reads Refs.
func (r *reader) references(d *EntryDetail) {
	for r.child() {
		switch string(r.event.Name) {
		case "EndToEndId":
			r.text(&d.EndToEndID)
		case "InstrId":
			r.text(&d.InstrID)
		case "MsgId":
			r.text(&d.MsgID)
		case "UETR":
			r.uetr(&d.UETR)
		case "TxId":
			r.text(&d.TxID)
		case "AcctSvcrRef":
			r.text(&d.BankRef)
		case "PmtInfId":
			r.text(&d.PmtInfID)
		case "ClrSysRef":
			r.text(&d.ClearingRef)
		default:
			r.rareReference(d)
		}
	}
}

func (r *reader) rareReference(d *EntryDetail) {
	switch string(r.event.Name) {
	case "MndtId":
		r.text(&d.MandateID)
	case "ChqNb":
		r.text(&d.ChequeNumber)
	case "AcctOwnrTxId":
		r.text(&d.OwnerTxID)
	case "AcctSvcrTxId":
		r.text(&d.ServicerTxID)
	case "MktInfrstrctrTxId":
		r.text(&d.MarketTxID)
	case "PrcgId":
		r.text(&d.ProcessingID)
	case "Prtry":
		r.otherRef(add(r, &d.OtherRefs, OtherRef{}))
	default:
		r.unread()
	}
}

func (r *reader) otherRef(o *OtherRef) {
	bare, ok := r.choice()
	r.bareText(&o.Ref, bare)
	for ; ok; ok = r.child() {
		switch string(r.event.Name) {
		case "Tp":
			r.text(&o.Type)
		case "Ref":
			r.text(&o.Ref)
		default:
			r.unread()
		}
	}
}
