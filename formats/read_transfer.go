package formats

import "cmp"

// transferOf reads what a pacs.008, a pacs.009 or a pain.001 carries.
func (r *reader) transferOf(d *Document) {
	switch string(r.event.Name) {
	case "CdtTrfTxInf":
		r.transfer(d, nil)
	case "PmtInf":
		r.orders(d)
	default:
		r.unread()
	}
}

// orders reads PmtInf of a pain.001: what all of its transfers have in common, then the transfers.
func (r *reader) orders(d *Document) {
	room := r.room
	var batch TransferIn
	for r.child() {
		switch string(r.event.Name) {
		case "CdtTrfTxInf":
			r.transfer(d, &batch)
		case "PmtInfId":
			r.text(&batch.BatchID)
		case "NbOfTxs":
			r.text(&batch.BatchCount)
		case "CtrlSum":
			r.rate(&batch.BatchSum)
		case "BtchBookg":
			r.text(&batch.BatchBooking)
		case "ChrgsAcct":
			r.account(&batch.ChargesAccount)
		default:
			r.transferPart(&batch)
		}
	}
	r.release(room)
}

// transfer reads CdtTrfTxInf. The batch around it, or the group, stands in for what it does not say.
func (r *reader) transfer(d *Document, batch *TransferIn) {
	room := r.room
	r.items++
	r.numbered(r.items)
	at := r.here()
	t := &TransferIn{Number: r.items, Line: at.line, Offset: at.offset}
	for r.child() {
		if string(r.event.Name) == "IntrBkSttlmAmt" {
			r.oneAmount(&t.Amount, &t.Written, &t.Problems)
			continue
		}
		r.transferPart(t)
	}
	if batch != nil {
		t.inherit(batch)
	}
	if t.ValueDate.IsZero() {
		t.ValueDate = d.Group.ValueDate
	}
	if d.Kind == "pain.001" {
		t.Amount, t.ValueDate = t.Instructed, t.RequestedOn
	}
	if t.Amount.Currency().IsZero() && t.Equivalent.Currency().IsZero() && len(t.Problems) == 0 {
		r.problem(&t.Problems, "the amount is missing or cannot be read")
	}
	if r.err == nil && r.visit.Transfer != nil {
		r.err = r.visit.Transfer(d, t)
	}
	r.release(room)
}

// inherit takes from the batch what the transfer does not say itself.
func (t *TransferIn) inherit(batch *TransferIn) {
	t.Batch = batch
	t.BatchID, t.BatchCount, t.BatchSum, t.BatchBooking = batch.BatchID, batch.BatchCount, batch.BatchSum,
		batch.BatchBooking
	t.RequestedOn, t.RequestedAt, t.ChargesAccount = batch.RequestedOn, batch.RequestedAt, batch.ChargesAccount
	t.PaymentMethod = cmp.Or(t.PaymentMethod, batch.PaymentMethod)
	t.ChargeBearer = cmp.Or(t.ChargeBearer, batch.ChargeBearer)
	t.Payment.inherit(&batch.Payment)
	for _, p := range batch.Parties {
		if t.Party(p.Role).IsZero() {
			t.Parties = append(t.Parties, p)
		}
	}
	t.Orders = append(t.Orders, batch.Orders...)
	t.Dates = append(t.Dates, batch.Dates...)
	t.Further = append(t.Further, batch.Further...)
}

func (t *PaymentType) inherit(batch *PaymentType) {
	t.Priority = cmp.Or(t.Priority, batch.Priority)
	t.ClearingChannel = cmp.Or(t.ClearingChannel, batch.ClearingChannel)
	t.LocalInstrument = cmp.Or(t.LocalInstrument, batch.LocalInstrument)
	t.Sequence = cmp.Or(t.Sequence, batch.Sequence)
	t.CategoryPurpose = cmp.Or(t.CategoryPurpose, batch.CategoryPurpose)
	t.SettlementPriority = cmp.Or(t.SettlementPriority, batch.SettlementPriority)
	if t.ServiceLevels == nil {
		t.ServiceLevels = batch.ServiceLevels
	}
}

// repeated reads OrgnlTxRef or the customer transfer behind a cover, into a place that is empty.
func (r *reader) repeated(into **TransferIn) {
	if *into != nil {
		r.unread()
		return
	}
	at := r.here()
	r.spend(elementCost)
	t := &TransferIn{Line: at.line, Offset: at.offset}
	for r.child() {
		r.transferPart(t)
	}
	*into = t
}
