package jobs

import (
	"fmt"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// take looks for the booking of the advice; posted tells that what is found was matched already. One that tells a part of a
// booking is kept for its others: see joinParts.
func (d *adviceDesk) take(a Advice, posted bool) error {
	if !a.Booking.Booked {
		return d.end(a, lifecycle.AdviceTaken, "the bank has not booked it yet: it informs")
	}
	var e *reconcile.Entry
	why := ""
	if all := d.of(a); all != nil {
		e, why = all.Find(a.told())
	}
	if e == nil {
		if !posted {
			return nil
		}
		return d.wait(a, why)
	}
	st := d.home[e]
	a.Statement, a.Entry = st.ID, e.Number
	if !e.Names() && a.told().PartOf(e) {
		d.keepPart(e, a, why)
		return nil
	}
	return d.takeAll([]Advice{a}, a.told(), e, why, posted)
}

// takeAll does what is to be done of advices that tell a booking together.
func (d *adviceDesk) takeAll(advices []Advice, told *reconcile.Advice, e *reconcile.Entry, why string, posted bool) error {
	st, a := d.home[e], advices[0]
	if text, more := told.Contradiction(e); text != "" {
		return d.contradict(contradicts, advices, st, text, more)
	}
	switch {
	case e.Names():
		text, err := d.otherNames(st.Correspondent, e.Details, told.Booking.Details)
		if err != nil {
			return err
		}
		if text != "" {
			return d.contradict(namesOthers, advices, st, text, money.Zero(e.Amount.Currency()))
		}
		return d.endAll(advices, lifecycle.AdviceTaken, "found by "+why+": the payments of its booking are known already")
	case !told.Booking.Names():
		return d.endAll(advices, lifecycle.AdviceTaken, "found by "+why+": it names no payment")
	}
	opened := *e
	opened.Details = following(e.Details, told.Booking.Details)
	became := fmt.Sprintf("it opens its booking: %s", count(len(opened.Details), "payment"))
	if posted {
		text, err := d.again(a, st, &opened, &became)
		if err != nil {
			return err
		}
		if text != "" {
			return d.contradict(contradicts, advices, st, text, money.Zero(e.Amount.Currency()))
		}
	}
	if err := d.open(advices, st, opened); err != nil {
		return err
	}
	*e = opened
	return d.endAll(advices, lifecycle.AdviceTaken, "found by "+why+": "+became)
}

// open gives an entry the payments that advices tell, each its own.
func (d *adviceDesk) open(advices []Advice, st *Statement, opened reconcile.Entry) error {
	rest := opened.Details
	for _, a := range advices {
		own := len(a.Booking.Details)
		if err := d.tx.OpenEntry(st.ID, opened.Number, a.ID, rest[:own]); err != nil {
			return err
		}
		rest = rest[own:]
	}
	return nil
}
