package formats

import "nostro/money"

// booking gathers the amount and the direction that money is booked by. Each has to be there once.
type booking struct {
	amount                  money.Amount
	credit, debit           bool
	hasAmount, hasDirection bool
	written                 string // of an amount that cannot be read
}

// takeAmount reads Amt.
func (b *booking) takeAmount(r *reader, problems *[]Problem) {
	if b.hasAmount {
		r.problem(problems, "it is there twice")
		r.unread()
		return
	}
	b.hasAmount = true
	a, written, err := r.amountValue()
	if err != nil {
		b.written = written
		r.problem(problems, err.Error())
		return
	}
	b.amount = a
}

// takeDirection reads CdtDbtInd.
func (b *booking) takeDirection(r *reader, problems *[]Problem) {
	if b.hasDirection {
		r.problem(problems, "it is there twice")
		r.unread()
		return
	}
	b.hasDirection = true
	switch text := r.value(); string(text) {
	case "CRDT":
		b.credit = true
	case "DBIT":
		b.debit = true
	default:
		r.problem(problems, noDirection(text))
	}
}

func noDirection(text []byte) string {
	return "direction \"" + string(text) + "\" is neither CRDT nor DBIT"
}

// signed returns the amount, credit positive, or none where it or its direction is not known: then unsigned
// is what is known of it. It is for the end of the element that holds both.
func (b *booking) signed(r *reader, problems *[]Problem) (signed, unsigned money.Amount) {
	if !b.hasAmount {
		r.problem(problems, "Amt is missing")
	}
	if !b.hasDirection {
		r.problem(problems, "CdtDbtInd is missing")
	}
	switch {
	case b.credit:
		return b.amount, money.Amount{}
	case b.debit:
		return negated(b.amount), money.Amount{}
	}
	return money.Amount{}, b.amount
}

// side is a direction that nothing is booked by.
type side struct {
	known, debit bool
	bad          bool
}

// take reads CdtDbtInd; a bad one is a warning.
func (s *side) take(r *reader) {
	if s.known || s.bad {
		r.unread()
		return
	}
	switch text := r.value(); string(text) {
	case "CRDT":
		s.known = true
	case "DBIT":
		s.known, s.debit = true, true
	default:
		s.bad = true
		r.warn("amount left out: %s", noDirection(text))
	}
}

// sign gives an amount the direction, or the given one where there is none; a bad direction makes it no
// amount.
func (s side) sign(a money.Amount, debit bool) money.Amount {
	switch {
	case s.bad:
		return money.Amount{}
	case s.known:
		debit = s.debit
	}
	if debit {
		return negated(a)
	}
	return a
}

// oneAmount reads an amount that money is booked by and that has no direction. One that cannot be read is
// kept as it is written.
func (r *reader) oneAmount(into *money.Amount, written *string, problems *[]Problem) {
	if *into != (money.Amount{}) || *written != "" {
		r.problem(problems, "it is there twice")
		r.unread()
		return
	}
	a, text, err := r.amountValue()
	if err != nil {
		*written = text
		r.problem(problems, err.Error())
		return
	}
	*into = a
}

// amountDetails reads AmtDtls.
func (r *reader) amountDetails(list *[]AmountIn) {
	for r.child() {
		switch name := string(r.event.Name); name {
		case "InstdAmt", "TxAmt", "CntrValAmt", "AnncdPstngAmt", "PrtryAmt":
			r.amountView(add(r, list, AmountIn{Kind: name}))
		default:
			r.unread()
		}
	}
}

// amountView reads one of the amounts of AmtDtls.
func (r *reader) amountView(a *AmountIn) {
	for r.child() {
		switch string(r.event.Name) {
		case "Amt":
			r.amount(&a.Amount)
		case "CcyXchg":
			r.exchange(&a.Exchange)
		case "Tp":
			r.text(&a.Type)
		default:
			r.unread()
		}
	}
}

// exchange reads CcyXchg, or XchgRateInf of an order.
func (r *reader) exchange(x *Exchange) {
	for r.child() {
		switch string(r.event.Name) {
		case "SrcCcy":
			r.text(&x.Source)
		case "TrgtCcy", "QtdCcy":
			r.text(&x.Target)
		case "UnitCcy":
			r.text(&x.Unit)
		case "XchgRate", "PreAgrdXchgRate":
			r.rate(&x.Rate)
		case "XchgRateBase":
			r.text(&x.Base)
		case "RateTp":
			r.text(&x.Type)
		case "CtrctId", "QtId":
			r.text(&x.Contract)
		case "QtnDt", "QtnDtTm":
			r.text(&x.QuotedAt)
		default:
			r.unread()
		}
	}
}

// rate reads a decimal and keeps it as it is written; what is no decimal is kept with a warning.
func (r *reader) rate(into *string) {
	if r.text(into); r.closed && *into != "" && !decimalForm.MatchString(*into) {
		r.warn("rate %q is no decimal", *into)
	}
}
