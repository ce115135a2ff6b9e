package main

import (
	"fmt"

	"nostro/formats/codeset"
	"nostro/formats/inspect"
	"nostro/money"
)

// batches shows what was booked as one entry.
func (t *inspectText) batches(s *inspect.Statement) {
	for i, b := range s.Batches.Kept {
		if i == t.limit() {
			break
		}
		count := "payments not counted"
		if b.Count > 0 {
			count = counted(b.Count, "payment")
		}
		text := fmt.Sprintf("entry %d: %s of %s", b.Entry, amountText(b.Amount), count)
		if b.Count != int64(b.Details) {
			text += fmt.Sprintf(", %d shown", b.Details)
		}
		if total := b.Total; !total.Currency().IsZero() && total != b.Amount {
			text += ", total " + amountText(total)
		}
		t.line(first("batch", i), joined(", ", text, prefixed("message ", b.MsgID), prefixed("payment block ", b.PmtInfID)))
	}
	t.more("batch", "batches", s.Batches.Count)
	if n := s.SingleBatches; n > 0 {
		t.line(first("batch", len(s.Batches.Kept)), counted(n, "batch")+" of one payment each")
	}
}

// returns shows what came back, and why.
func (t *inspectText) returns(s *inspect.Statement) {
	for i, r := range s.Returns.Kept {
		if i == t.limit() {
			break
		}
		reason := joined(": ", codeset.ReturnReasons.Say(r.Reason.Code, r.Reason.Proprietary), r.Reason.Text)
		t.line(first("returned", i), joined(", ", fmt.Sprintf("entry %d: %s", r.Entry, amountText(r.Amount)), r.EndToEndID, reason))
	}
	t.more("return", "returns", s.Returns.Count)
}

// exchanges shows every conversion with the stated and the implied rate.
func (t *inspectText) exchanges(s *inspect.Statement) {
	for i := range s.Exchanges.Kept {
		if i == t.limit() {
			break
		}
		x := &s.Exchanges.Kept[i]
		ink := ""
		if x.Agrees == inspect.No {
			ink = inkBad
		}
		t.inked(ink, first("exchange", i), fmt.Sprintf("entry %d: %s", x.Entry, exchangeText(x)))
	}
	t.more("conversion", "conversions", s.Exchanges.Count)
}

// exchangeText says what was converted, at which rate, and whether that is so.
func exchangeText(x *inspect.Exchange) string {
	rate := "no rate stated"
	if x.Rate != "" {
		rate = "rate " + x.Rate
	}
	if x.Implied == "" {
		return joined(", ", joined(" to ", x.Source, x.Target), rate, "amounts to compare with are missing")
	}
	text := amountText(x.From) + " = " + amountText(x.To) + ", " + rate
	switch x.Agrees {
	case inspect.Yes:
		return text + " agrees (" + x.Way + ")"
	case inspect.No:
		return text + " DISAGREES: the amounts make " + x.Implied
	}
	return text + ", the amounts make " + x.Implied
}

// limit is how many of a kind are shown.
func (t *inspectText) limit() int {
	if t.all {
		return -1
	}
	return itemsShown
}

// more tells how many of a kind are not shown.
func (t *inspectText) more(one, many string, count int64) {
	shown := int64(itemsShown)
	if t.all {
		shown = inspect.KeptMax
	}
	if hidden := count - shown; hidden > 0 {
		word := many
		if hidden == 1 {
			word = one
		}
		t.inked(inkDim, "", fmt.Sprintf("and %d more %s", hidden, word))
	}
}

// first is the label of the first line of several.
func first(label string, i int) string {
	if i > 0 {
		return ""
	}
	return label
}

// amountText shows an amount with its currency and its thousands apart.
func amountText(a money.Amount) string {
	if a.Currency().IsZero() {
		return "(no amount)"
	}
	return a.Currency().Code() + " " + a.Grouped()
}
