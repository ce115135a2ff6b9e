package formats

import (
	"cmp"
	"strings"

	"nostro/money"
)

// entry reads Ntry; currency is that of the account.
func (r *reader) entry(at *node, number int, currency money.Currency) StatementEntry {
	e := StatementEntry{
		Number:      number,
		Line:        at.line,
		Ref:         at.value("NtryRef"),
		BankRef:     at.value("AcctSvcrRef"),
		Amount:      r.signedAmount(at),
		Reversal:    r.yes(at.child("RvslInd")),
		Status:      r.entryStatus(at),
		BookingDate: r.date(at.child("BookgDt")),
		ValueDate:   r.date(at.child("ValDt")),
		Charges:     r.charges(at),
		Info:        at.value("AddtlNtryInf"),
	}
	code := at.child("BkTxCd")
	e.BankCode, e.ProprietaryCode, e.ProprietaryIssuer = bankCode(code), code.value("Prtry", "Cd"),
		code.value("Prtry", "Issr")
	if e.Amount.Currency() != currency {
		r.refuseCurrency(at, e.Amount, currency)
	}
	for _, details := range at.all("NtryDtls") {
		for _, batch := range details.all("Btch") {
			e.Batches = append(e.Batches, r.batch(batch, e.Amount))
		}
		for _, tx := range details.all("TxDtls") {
			e.Details = append(e.Details, r.detail(tx, len(e.Details)+1, e.Amount))
		}
	}
	return e
}

// entryStatus reads Sts: a code since version .07, a text before. Without one the entry is not booked.
func (r *reader) entryStatus(at *node) string {
	status, own := codeOrOwn(at.child("Sts"))
	if status == "" {
		r.warn(at, "Sts is missing: the entry does not count as booked")
	}
	if own {
		r.warn(at, "status %q is the bank's own: the entry does not count as booked", status)
		return "own:" + status
	}
	return status
}

// bankCode reads BkTxCd: domain, family and subfamily with slashes between.
func bankCode(at *node) string {
	var parts []string
	for _, way := range [][]string{{"Domn", "Cd"}, {"Domn", "Fmly", "Cd"}, {"Domn", "Fmly", "SubFmlyCd"}} {
		if part := at.value(way...); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "/")
}

// charges reads Chrgs: records since version .03, one flat element for each charge before. The total
// stands in where there are no records.
func (r *reader) charges(of *node) []Charge {
	var found []Charge
	for _, charges := range of.all("Chrgs") {
		before, records := len(found), charges.all("Rcrd")
		if len(records) == 0 && charges.child("Amt") != nil {
			records = []*node{charges}
		}
		for _, record := range records {
			found = r.appendCharge(found, record)
		}
		if total := charges.child("TtlChrgsAndTaxAmt"); len(records) > 0 {
			r.compareTotal(total, found[before:])
		} else if amount := r.optionalAmount(total); !amount.IsZero() {
			found = append(found, Charge{Amount: amount})
		}
	}
	return found
}

// compareTotal warns where the charges do not add up to their total, whichever sign the bank gives it.
func (r *reader) compareTotal(at *node, charges []Charge) {
	total := r.optionalAmount(at)
	amounts := make([]money.Amount, len(charges))
	for i, charge := range charges {
		amounts[i] = charge.Amount
	}
	sum, err := money.Sum(total.Currency(), amounts...)
	if at != nil && (err != nil || sum != total && sum != negated(total)) {
		r.warn(at, "it is %s, which the charges do not add up to", total)
	}
}

// appendCharge reads one record. Its direction is that of the account: a credit gives charges back.
func (r *reader) appendCharge(found []Charge, record *node) []Charge {
	amount := r.optionalAmount(record.child("Amt"))
	if amount.Currency().IsZero() {
		return found
	}
	if record.value("CdtDbtInd") == "CRDT" {
		amount = negated(amount)
	}
	bic := cmp.Or(agentBIC(record.child("Agt")), agentBIC(record.child("Pty")))
	return append(found, Charge{Amount: amount, Included: record.value("ChrgInclInd"), AgentBIC: bic})
}

// batch reads Btch of an entry with the given signed amount.
func (r *reader) batch(at *node, entry money.Amount) Batch {
	b := Batch{
		MsgID:    at.value("MsgId"),
		PmtInfID: at.value("PmtInfId"),
		Count:    r.wholeNumber(at.child("NbOfTxs")),
		Total:    r.optionalAmount(at.child("TtlAmt")),
	}
	b.Total = r.optionalSign(at.child("CdtDbtInd"), b.Total, entry)
	return b
}

// optionalSign gives an amount the sign of a direction, or that of its entry where there is none; a bad
// direction is a warning, and no amount.
func (r *reader) optionalSign(direction *node, a, entry money.Amount) money.Amount {
	way := "CRDT"
	switch {
	case direction != nil:
		way = direction.text
	case entry.Sign() < 0:
		way = "DBIT"
	}
	signed, err := withSign(a, way)
	if err != nil {
		r.warn(direction, "amount left out: %v", err)
		return money.Amount{}
	}
	return signed
}
