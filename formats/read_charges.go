package formats

import "nostro/money"

// charges reads Chrgs: records since version .03, one flat element for each charge before. The total
// stands in where there is no other amount.
func (r *reader) charges(list *[]Charge) {
	before := len(*list)
	var flat Charge
	var total money.Amount
	var direction side
	for r.child() {
		switch string(r.event.Name) {
		case "TtlChrgsAndTaxAmt":
			r.amount(&total)
		case "Rcrd":
			r.chargeRecord(list)
		case "CdtDbtInd":
			direction.take(r)
		default:
			r.chargePart(&flat)
		}
	}
	if flat != (Charge{}) {
		flat.Amount = direction.taken(flat.Amount)
		add(r, list, flat)
	}
	r.placeTotal(list, before, total)
}

// chargeRecord reads Rcrd.
func (r *reader) chargeRecord(list *[]Charge) {
	var charge Charge
	var direction side
	for r.child() {
		if string(r.event.Name) == "CdtDbtInd" {
			direction.take(r)
			continue
		}
		r.chargePart(&charge)
	}
	charge.Amount = direction.taken(charge.Amount)
	if charge != (Charge{}) {
		add(r, list, charge)
	}
}

// taken gives a charge its sign. Its direction is that of the account: a credit gives charges back.
func (s side) taken(a money.Amount) money.Amount {
	return negated(s.sign(a, true))
}

func (r *reader) chargePart(c *Charge) {
	switch string(r.event.Name) {
	case "Amt", "ChrgsAmt":
		r.amount(&c.Amount)
	case "ChrgInclInd":
		r.text(&c.Included)
	case "Tp":
		r.issuedCode(&c.Type, &c.TypeIssued)
	case "Rate":
		r.rate(&c.Rate)
	case "Br":
		r.text(&c.Bearer)
	case "Agt", "Pty", "ChrgsPty":
		r.partyOnce(&c.Agent)
	default:
		r.unread()
	}
}

// placeTotal puts the total on the first charge of its element, and warns where they do not add up to it,
// whichever sign the bank gives it.
func (r *reader) placeTotal(list *[]Charge, before int, total money.Amount) {
	if total == (money.Amount{}) {
		return
	}
	charges := (*list)[before:]
	if len(charges) == 0 {
		if !total.IsZero() {
			add(r, list, Charge{Amount: total, Total: total})
		}
		return
	}
	charges[0].Total = total
	sum := money.Zero(total.Currency())
	for i := range charges {
		var err error
		if sum, err = sum.Add(charges[i].Amount); err != nil {
			r.warn("the total of charges is %s, which cannot be compared: %v", total, err)
			return
		}
	}
	if sum != total && sum != negated(total) {
		r.warn("the total of charges is %s, which the charges do not add up to", total)
	}
}

// agentCharge reads ChrgsInf: what an agent took out of a payment.
func (r *reader) agentCharge(list *[]Charge) {
	var charge Charge
	for r.child() {
		r.chargePart(&charge)
	}
	if charge != (Charge{}) {
		add(r, list, charge)
	}
}
