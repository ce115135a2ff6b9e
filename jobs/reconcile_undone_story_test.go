package jobs_test

import (
	"testing"

	"nostro/jobs"
)

// settledTwice is a house of which the bank gave the reference of brixton to something else first: its true booking came after,
// and seems to be one too many.
func settledTwice(t *testing.T) (*installation, jobs.Instruction) {
	t.Helper()
	h := paidOut(t)
	b := h.payment("brixton")
	h.gives(firstPaper(byName(b, "-100.00")))
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "900.00", entries: []booked{byName(b, "-100.00")}}.xml())
	h.same("before", h.breaks(), "duplicate brixton EUR -100.00 open")
	return h, b
}

// Once the first is undone, the true booking settles the payment by itself: its reference says so. What was undone stays in
// suspense, and is never found again.
func TestWhatWasOneTooManySettlesWhatIsUndone(t *testing.T) {
	t.Parallel()
	h, b := settledTwice(t)
	h.undo(b.ID, "the bank says that it paid our rent by it")
	h.same("undone", h.balances("suspense", "transit"), "suspense:rhein EUR 200.00", "transit:rhein EUR -130.00")
	h.same("notes", h.reconcile().Notes, "since a match was undone, entry 1 of statement EUR-2026-11-25-2 is pay-out-booked of "+b.ID+
		", by rule UETR + direction")
	h.same("states", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 settled", "harbour out EUR 30.00 sent")
	h.same("breaks", h.breaks(), "duplicate brixton EUR -100.00 resolved", "unknown-at-us brixton EUR -100.00 open")
	h.same("books", h.balances("suspense", "transit"), "suspense:rhein EUR 100.00", "transit:rhein EUR -30.00")
	h.postsNothing()
	h.agree(h.stages.WriteOffBreak(h.ctx, 2, "our rent"))
	h.postsNothing()
}

// A person may be quicker than the next run: the payment that waits again is found all the same.
func TestWhatIsUndoneAndMatchedByHandFreesItsPayment(t *testing.T) {
	t.Parallel()
	h, b := settledTwice(t)
	h.undo(b.ID, "it is the rent")
	h.agree(h.stages.WriteOffBreak(h.ctx, 2, "our rent"))
	h.reconcile()
	h.same("states", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 settled", "harbour out EUR 30.00 sent")
	h.same("books", h.balances("suspense"))
	h.postsNothing()
}

// postsNothing reconciles again, which changes nothing.
func (h *installation) postsNothing() {
	h.t.Helper()
	before, breaks := h.entries(), h.breaks()
	h.reconcile()
	if h.entries() != before {
		h.t.Errorf("reconciled again, it posts %d entries", h.entries()-before)
	}
	h.same("breaks", h.breaks(), breaks...)
	h.holds()
}

// A booking that names two payments is found with the other one, once a person says that it is not the first; and with none, when
// it is neither. By hand it may still be any.
func TestWhatIsUndoneIsFoundWithAnother(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b, n := h.payment("brixton"), h.payment("harbour")
	h.gives(firstPaper(booked{amount: "-30.00", uetr: b.UETR, instr: n.ID, endToEnd: n.ID}))
	h.same("a part of brixton", h.balances("transit"), "transit:rhein EUR -100.00")
	h.undo(h.standing("brixton"), "its amount is that of harbour")
	h.reconcile()
	h.same("states", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 sent", "harbour out EUR 30.00 settled")
	h.same("books", h.balances("suspense", "transit"), "transit:rhein EUR -100.00")
	h.postsNothing()

	h.undo(h.standing("harbour"), "nor is it harbour")
	h.reconcile()
	h.same("neither", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 sent", "harbour out EUR 30.00 sent")
	h.same("books", h.balances("suspense"), "suspense:rhein EUR 30.00")
	h.postsNothing()
	last := int64(len(h.breaks()))
	h.agree(h.stages.MatchBreak(h.ctx, last, []string{n.ID}, "it was, after all"))
	h.same("by hand", []string{string(h.payment("harbour").State)}, "settled")
	h.agree(h.stages.ReopenBreak(h.ctx, last, "no"))
	h.postsNothing()
}

// Of several details of an entry one is undone, and found with the other payment that it names; what is unknown stays so.
func TestOneDetailIsUndone(t *testing.T) {
	t.Parallel()
	h, alfa, brixton := twoInOne(t)
	h.takesFrom(notification{id: "1", amount: "-12.00", ref: "B-9", payments: []booked{{amount: "-5.00", uetr: brixton.UETR, instr: alfa.ID},
		{amount: "-7.00", endToEnd: "STRANGER"}}}.xml())
	h.takesFrom(totals(booked{amount: "-12.00", ref: "B-9"}).xml())
	h.same("before", h.kinds(), "pay-out-booked USD 5.00 brixton", "unexplained USD 7.00")
	h.undo(brixton.ID, "5.00 are for alfa")
	h.reconcile()
	h.same("after", h.kinds(), "pay-out-booked USD 5.00 alfa", "unexplained USD 7.00")
	h.same("states", h.payments(), "alfa out USD 5.00 settled", "brixton out USD 7.00 sent", "cascade in USD 12.00 planned")
	h.postsNothing()
}

// An advice that comes after a total was undone tells its payments; those that were undone stay so.
func TestAnAdviceOfWhatWasUndone(t *testing.T) {
	t.Parallel()
	h, alfa, brixton := twoInOne(t)
	h.takesFrom(totals(booked{amount: "-12.00", ref: "B-9", batch: alfa.MsgID}).xml())
	h.undo(alfa.ID, "alfa has nothing")
	h.undo(brixton.ID, "nor brixton")
	h.reconcile()
	h.same("both undone", h.kinds(), "unexplained USD 5.00 alfa", "unexplained USD 7.00 brixton")
	h.takesFrom(notification{id: "1", amount: "-12.00", ref: "B-9", payments: both(alfa, brixton)}.xml())
	h.same("as before", h.kinds(), "unexplained USD 5.00 alfa", "unexplained USD 7.00 brixton")
	h.postsNothing()
}

// What a person undid holds on when the bank corrects the statement, and for a match by hand that was undone.
func TestWhatIsUndoneStaysSoWhenTheStatementIsCorrected(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b, n := h.payment("brixton"), h.payment("harbour")
	h.gives(firstPaper(byName(b, "-100.00")))
	h.undo(b.ID, "it is the rent")
	h.reconcile()
	corrected := statement{seq: 1, opening: "1000.00", entries: []booked{byName(n, "-30.00"), byName(b, "-100.00")}}
	h.gives(corrected.xml())
	for _, one := range look(h, jobs.Tx.Breaks) {
		if one.Reason == "duplicate" {
			h.agree(h.stages.AcceptCorrection(h.ctx, one.ID, "the bank forgot one"))
		}
	}
	h.same("states", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 sent", "harbour out EUR 30.00 settled")
	h.postsNothing()
	h.same("books", h.balances("suspense", "transit"), "suspense:rhein EUR 100.00", "transit:rhein EUR -100.00")
}

// So it does for an entry that the bank changes: whether that makes the match true is for a person.
func TestWhatIsUndoneStaysSoWhenItsEntryIsChanged(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b := h.payment("brixton")
	paid := byName(b, "-100.00")
	paid.ref = "B-1"
	h.gives(firstPaper(paid))
	h.undo(b.ID, "it is the rent")
	paid.text = "the rent"
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{{amount: "1.00", endToEnd: "GIFT"}, paid}}.xml())
	for _, one := range look(h, jobs.Tx.Breaks) {
		if one.Reason == "duplicate" {
			h.agree(h.stages.AcceptCorrection(h.ctx, one.ID, "the bank says more"))
		}
	}
	h.same("state", []string{string(h.payment("brixton").State)}, "sent")
	h.same("books", h.balances("suspense", "transit"), "suspense:rhein EUR 99.00", "transit:rhein EUR -130.00")
	h.postsNothing()
}
