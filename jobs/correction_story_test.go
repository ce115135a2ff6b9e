package jobs_test

import (
	"strings"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
)

// firstAndCorrected are a day on which the bank first booked brixton, a gift and a fee, and then says that the payment was
// harbour's, that the fee was smaller, and that the gift stands.
func firstAndCorrected(h *installation) (first, corrected statement) {
	brixton, harbour := byName(h.payment("brixton"), "-100.00"), byName(h.payment("harbour"), "-30.00")
	gift := booked{amount: "5.00", endToEnd: "GIFT"}
	first = statement{seq: 1, opening: "1000.00", entries: []booked{brixton, gift, {amount: "-2.00", endToEnd: "FEE", ref: "F-1"}}}
	corrected = statement{seq: 1, opening: "1000.00", note: "corrected", entries: []booked{harbour, {amount: "-1.50", endToEnd: "FEE", ref: "F-1"}, gift}}
	return first, corrected
}

// A corrected statement of a proven one lists the difference, and is accepted by two: what is gone is reversed and its payment
// waits again, what is new is booked, what is the same stays as it is, and the chain goes on from the correction.
func TestACorrectedStatementIsAccepted(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	first, corrected := firstAndCorrected(h)
	h.gives(first.xml())
	h.gives(corrected.xml())
	h.same("statements", h.statements(), "rhein EUR 1 proven", "rhein EUR 1 disputed")
	h.same("breaks", h.breaks(), "unknown-at-us rhein EUR 5.00 open", "unknown-at-us rhein EUR -2.00 open", "duplicate rhein EUR 70.50 open")
	v := h.breakView(3)
	h.says(v.Text, "came again with another content", "gone: entry 1 EUR -100.00", h.payment("brixton").ID, "new: entry 1 EUR -30.00",
		"changed: entry 3 EUR -2.00", "is now entry 2 EUR -1.50", "closing balance EUR 903.00, this one has EUR 973.50", "Nothing of it is posted")
	h.says(v.Next, "nostro breaks accept 3 --reason WHY")
	_, err := h.stages.AcceptCorrection(h.ctx, 1, "x")
	h.refused(err, nil, "no statement that corrects a proven one")
	h.same("nostro", h.balances("nostro"), "nostro:rhein EUR 903.00")
	before := h.entries()
	h.agree(h.stages.AcceptCorrection(h.ctx, 3, "the bank rang"))
	h.same("statements", h.statements(), "rhein EUR 1 proven")
	h.same("noted", h.superseded(), "1 by 2: statement 2 corrects it: the bank rang")
	h.same("books", h.balances("nostro", "suspense", "transit"), "nostro:rhein EUR 973.50", "suspense:rhein EUR -3.50", "transit:rhein EUR -100.00")
	h.same("matches", h.kinds(), "pay-out-booked EUR 30.00 harbour", "unexplained EUR 1.50", "unexplained EUR 5.00")
	h.same("breaks", h.breaks(), "unknown-at-us rhein EUR 5.00 resolved", "unknown-at-us rhein EUR -2.00 resolved", "duplicate rhein EUR 70.50 resolved",
		"unknown-at-us rhein EUR 5.00 open", "unknown-at-us rhein EUR -1.50 open")
	if got := h.entries() - before; got != 4 { // two reversals, two bookings; nothing for the gift
		t.Errorf("%d entries", got)
	}
	if a, b := h.payment("brixton").State, h.payment("harbour").State; a != lifecycle.InstructionSent || b != lifecycle.InstructionSettled {
		t.Errorf("brixton is %s, harbour %s", a, b)
	}
	h.agree(h.stages.WriteOffBreak(h.ctx, 4, "it may stay")) // what stays can be worked on as before
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "973.50", entries: []booked{byName(h.payment("brixton"), "-100.00")}}.xml())
	h.same("statements", h.statements(), "rhein EUR 1 proven", "rhein EUR 2 proven")
	h.same("books", h.balances("nostro", "transit"), "nostro:rhein EUR 873.50")
	_, err = h.stages.ReopenBreak(h.ctx, 3, "no")
	h.refused(err, nil, "another correction of the bank undoes it")
	first.note = "once more" // and back again: it is a correction of the correction, and does not fit the day after
	h.gives(first.xml())
	_, err = h.stages.AcceptCorrection(h.ctx, 6, "the first was right")
	h.refused(err, nil, "statement 3 (EUR-2026-11-25-2) after it is proven and opens with EUR 973.50", "closes with EUR 903.00")
}

// The three-way control takes the correction from when it was accepted, and what was proven then before that.
func TestTheControlKnowsCorrections(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	first, corrected := firstAndCorrected(h)
	h.gives(first.xml())
	then := h.now
	before := h.control(then.Format(time.RFC3339Nano))
	h.at("2026-11-24T19:00:00Z")
	h.gives(corrected.xml())
	h.at("2026-11-24T20:00:00Z")
	h.agree(h.stages.AcceptCorrection(h.ctx, 3, "the bank rang"))
	h.same("then", h.control(then.Format(time.RFC3339Nano)), before...)
	now := strings.Join(h.control(""), "\n")
	h.says(now, "-26.50")
	if strings.Contains(now, "statement 1") {
		t.Errorf("what was corrected counts: %s", now)
	}
}

// What a correction cannot be accepted for is told, and nothing is done.
func TestCorrectionsThatAreRefused(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	first, corrected := firstAndCorrected(h)
	h.gives(first.xml())
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "903.00"}.xml())
	corrected.opening = "990.00"
	h.gives(corrected.xml())
	_, err := h.stages.AcceptCorrection(h.ctx, 3, "x")
	h.refused(err, nil, "after it is proven and opens with EUR 903.00, the correction closes with EUR 963.50")
	h = paidOut(t)
	first, corrected = firstAndCorrected(h)
	h.gives(first.xml())
	h.gives(corrected.xml())
	h.agree(h.stages.WriteOffBreak(h.ctx, 2, "a fee"))
	_, err = h.stages.AcceptCorrection(h.ctx, 3, "x")
	h.refused(err, nil, "nostro breaks reopen 2 first")
	h.agree(h.stages.ReopenBreak(h.ctx, 2, "it was not"))
	h.done(h.stages.WriteOffBreak(h.ctx, 2, "a fee"))
	_, err = h.stages.AcceptCorrection(h.ctx, 3, "x")
	h.refused(err, nil, "break 2 about statement 1 waits for approval")
	h.same("nostro", h.balances("nostro"), "nostro:rhein EUR 903.00")
	h.says(strings.Join(h.breaks(), "\n"), "duplicate rhein EUR 70.50 open")
}

// What was found of a cover deal is not undone, so the bank is to book what was wrong later.
func TestACorrectionUnderACoverDealIsRefused(t *testing.T) {
	t.Parallel()
	h := exposed(t)
	h.done(h.stages.RecordDeal(h.ctx, h.dealt(cheap), h.cycle))
	h.done(h.stages.DecideDeal(h.ctx, "T-1", "bea", true, ""))
	sold := booked{amount: "-1000.34", endToEnd: "T-1"}
	h.gives(statement{seq: 1, opening: "5000.00", entries: []booked{sold}}.xml())
	h.gives(statement{seq: 1, opening: "5000.00", entries: []booked{sold, {amount: "1.00", endToEnd: "GIFT"}}}.xml())
	_, err := h.stages.AcceptCorrection(h.ctx, 2, "x")
	h.refused(err, nil, "a cover deal was found on statement 1", "ask rhein to book what was wrong on a later statement",
		"nostro breaks close 2 --reason WHY leaves this one")
	h.same("nostro", h.balances("nostro"), "nostro:rhein EUR 3999.66")
}

// A correction of the first statement may change the balance with which our books of the account begin: then an opening entry has the
// difference, and another correction takes it back.
func TestACorrectionOfTheFirstOpening(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	brixton := byName(h.payment("brixton"), "-100.00")
	paper := func(opening, note string, entries ...booked) {
		h.gives(statement{seq: 1, opening: opening, note: note, entries: entries}.xml())
	}
	paper("1000.00", "", brixton)
	paper("990.00", "another", brixton)
	asked, err := h.stages.AcceptCorrection(h.ctx, 1, "the bank rang")
	h.must(err)
	h.says(asked.Summary, "EUR -10.00", "as the correction of statement 1, 1 difference")
	h.same("while it waits", h.balances("nostro", "reserve"), "nostro:rhein EUR 900.00", "reserve EUR -1000.00")
	before := h.entries()
	h.agree(asked, nil)
	h.same("books", h.balances("nostro", "reserve", "transit"), "nostro:rhein EUR 890.00", "reserve EUR -990.00", "transit:rhein EUR -30.00")
	if got := h.entries() - before; got != 1 {
		t.Errorf("%d entries", got)
	}
	h.same("state", []string{string(h.payment("brixton").State)}, "settled")
	h.same("control", h.breaks(), "duplicate rhein EUR -10.00 resolved")
	h.postsNothing()

	paper("0.00", "and another", brixton, byName(h.payment("harbour"), "-30.00"))
	h.agree(h.stages.AcceptCorrection(h.ctx, 2, "it had nothing"))
	h.same("books", h.balances("nostro", "reserve", "transit"), "nostro:rhein EUR -130.00")
	h.postsNothing()
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "-130.00"}.xml())
	h.same("the chain", h.statements(), "rhein EUR 1 proven", "rhein EUR 2 proven")
}

// A settled cycle of which a booking is gone is open again, and settled once it is booked after all; one that only adds an entry
// reverses nothing.
func TestACorrectionOpensTheCycle(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	brixton, harbour := byName(h.payment("brixton"), "-100.00"), byName(h.payment("harbour"), "-30.00")
	alfa := byName(h.payment("alfa"), "130.00")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{brixton, harbour, alfa}}.xml())
	h.same("cycle", []string{string(h.cycles()[0].State)}, "settled")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{brixton, alfa}}.xml())
	h.agree(h.stages.AcceptCorrection(h.ctx, 1, "harbour is not booked"))
	h.same("cycle", []string{string(h.cycles()[0].State)}, "sent")
	h.same("books", h.balances("nostro", "transit"), "nostro:rhein EUR 1030.00", "transit:rhein EUR -30.00")
	before := h.entries()
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{alfa, harbour, brixton}}.xml())
	h.agree(h.stages.AcceptCorrection(h.ctx, 2, "it is, after all"))
	if got := h.entries() - before; got != 1 {
		t.Errorf("%d entries", got)
	}
	h.reconcile()
	h.same("cycle", []string{string(h.cycles()[0].State)}, "settled")
	h.same("books", h.balances("nostro", "transit"), "nostro:rhein EUR 1000.00")
	h.same("statements", h.statements(), "rhein EUR 1 proven")
	for _, m := range look(h, jobs.Tx.Matches) {
		if m.Statement != 3 {
			t.Errorf("a match on statement %d counts", m.Statement)
		}
	}
}
