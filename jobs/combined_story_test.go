package jobs_test

import (
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// A recall ends when the money is back, or never left. Where that does not hold any more, since the bank took the return back, or a
// person undid its match or matched a rejected payment with its booking, the recall is what it was before.
func TestARecallWhoseMoneyIsGoneAgain(t *testing.T) {
	t.Parallel()
	for _, story := range []struct {
		name  string
		tells func(h *installation, b jobs.Instruction)
		want  string
	}{
		{"the match of the return is undone", func(h *installation, b jobs.Instruction) {
			h.gives(firstPaper(byName(b, "-100.00")))
			h.gives(nextDay(returnedEntry(b, "100.00", "")))
			h.undo(h.standing("brixton"), "it is another credit")
		}, "1 sent"},
		{"the bank takes the return back", func(h *installation, b jobs.Instruction) {
			again := byName(b, "-100.00")
			again.back = true
			h.gives(firstPaper(byName(b, "-100.00")))
			h.gives(nextDay(returnedEntry(b, "100.00", "")))
			h.gives(statement{seq: 3, date: "2026-11-26", opening: "1000.00", entries: []booked{again}}.xml())
		}, "1 sent"},
		{"it was rejected, and is booked", func(h *installation, b jobs.Instruction) {
			h.gives(status(about(b, "RJCT", "AC04")))
			h.gives(firstPaper(byName(b, "-100.00")))
			h.agree(h.stages.MatchBreak(h.ctx, h.openAbout(b), []string{b.ID}, "the bank did book it"))
		}, "1 sent"},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := recalled(t)
			story.tells(h, h.payment("brixton"))
			h.reconcile()
			h.same("state", []string{string(h.payment("brixton").State)}, "settled")
			h.same("recall", h.recalls(), story.want)
			h.holds()
		})
	}
}

// What is borne of one payment is never more than what did not come of it: what was written off whole, and came in part, is reopened
// before the part that is missing is written off.
func TestNoMoreIsBorneThanIsMissing(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	a := h.payment("alfa")
	h.gives(firstPaper())
	h.at("2026-11-26T09:00:00Z")
	h.reconcile()
	whole := h.openAbout(a)
	h.agree(h.stages.WriteOffBreak(h.ctx, whole, "alfa does not pay"))
	h.gives(statement{seq: 2, date: "2026-11-26", opening: "1000.00", entries: []booked{byName(a, "100.00")}}.xml())
	short := h.openAbout(a)
	_, err := h.stages.WriteOffBreak(h.ctx, short, "nor the rest")
	h.refused(err, nil, "100.00 came", "130.00 are written off already", "reopen")
	h.agree(h.stages.ReopenBreak(h.ctx, whole, "some of it came"))
	h.agree(h.stages.WriteOffBreak(h.ctx, short, "nor the rest"))
	h.same("books", h.balances("participant:alfa", "charges"), "charges:rhein EUR 30.00")
}

// What was written off comes after all: that its participant has it twice is shown until the write-off is reopened.
func TestWhatWasWrittenOffComes(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	a := h.payment("alfa")
	h.gives(firstPaper(byName(h.payment("brixton"), "-100.00"), byName(h.payment("harbour"), "-30.00")))
	h.at("2026-11-26T09:00:00Z")
	h.reconcile()
	missing := h.openAbout(a)
	h.agree(h.stages.WriteOffBreak(h.ctx, missing, "alfa does not pay"))
	h.reconcile()
	h.same("cycle", []string{string(h.cycles()[0].State)}, "settled")
	h.gives(statement{seq: 2, date: "2026-11-26", opening: "870.00", entries: []booked{byName(a, "130.00")}}.xml())
	h.same("shown", h.breaks(), "missing-at-bank alfa EUR -130.00 resolved", "amount-differs alfa EUR 130.00 open")
	h.same("cycle", []string{string(h.cycles()[0].State)}, "sent")
	h.agree(h.stages.ReopenBreak(h.ctx, missing, "it came"))
	h.reconcile()
	h.same("books", h.balances("participant", "charges"))
	h.same("ended", h.breaks(), "missing-at-bank alfa EUR -130.00 resolved", "amount-differs alfa EUR 130.00 resolved")
	h.same("cycle", []string{string(h.cycles()[0].State)}, "settled")
	h.holds()
}

// openAbout is the first open break about a payment.
func (h *installation) openAbout(i jobs.Instruction) (id int64) {
	h.t.Helper()
	for _, b := range look(h, jobs.Tx.Breaks) {
		if b.Instruction == i.ID && b.State == lifecycle.BreakOpen && id == 0 {
			id = b.ID
		}
	}
	return id
}

// One payment named twice is one payment: it is refused before anybody is asked to approve it.
func TestAPaymentNamedTwice(t *testing.T) {
	t.Parallel()
	h := suspended(t, booked{amount: "-200.00", ref: "X", text: "what"})
	b := h.payment("brixton")
	_, err := h.stages.MatchBreak(h.ctx, 1, []string{b.ID, b.ID}, "twice")
	h.refused(err, nil, b.ID+" is named twice")
	h.same("state", []string{string(h.payment("brixton").State)}, "sent")
}

// So it is with a return: the rest of it comes after the house has borne it, and after the write-off is reopened nothing is twice. The
// break that was written off ends by itself then, for nothing is missing any more.
func TestTheRestOfAReturnComesAfterItWasWrittenOff(t *testing.T) {
	t.Parallel()
	h := settledOut(t)
	b := h.payment("brixton")
	h.gives(nextDay(returnedEntry(b, "95.00", "")))
	h.agree(h.stages.WriteOffBreak(h.ctx, 1, "not worth a letter"))
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "995.00", entries: []booked{returnedEntry(b, "5.00", "")}}.xml())
	h.same("books", h.balances("participant:brixton", "charges", "suspense"), "charges:rhein EUR 5.00", "participant:brixton EUR -105.00")
	h.same("shown", h.breaks(), "amount-differs brixton EUR -5.00 resolved", "amount-differs brixton EUR 5.00 open")
	v := h.breakView(2)
	h.says(v.Text, "EUR 100.00 of pay-out "+b.ID+" came back and EUR 5.00 of it are written off, of EUR 100.00 that were paid",
		"Reopen the break of the write-off: its participant has EUR 5.00 too much")
	h.says(v.Next, "reopen the break of the write-off")
	h.reconcile()
	h.same("once", h.breaks(), "amount-differs brixton EUR -5.00 resolved", "amount-differs brixton EUR 5.00 open")
	h.agree(h.stages.ReopenBreak(h.ctx, 1, "it came"))
	h.reconcile()
	h.same("books", h.balances("participant:brixton", "charges", "suspense"), "participant:brixton EUR -100.00")
	h.same("ended", h.breaks(), "amount-differs brixton EUR -5.00 resolved", "amount-differs brixton EUR 5.00 resolved")
	h.holds()
}

// The same of a pay-in that came short.
func TestTheRestOfAPayInComesAfterItWasWrittenOff(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	a := h.payment("alfa")
	h.gives(firstPaper(byName(a, "125.00")))
	short := h.openAbout(a)
	h.agree(h.stages.WriteOffBreak(h.ctx, short, "not worth a letter"))
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "1125.00", entries: []booked{byName(a, "5.00")}}.xml())
	h.same("shown", h.breaks(), "amount-differs alfa EUR -5.00 resolved", "amount-differs alfa EUR 5.00 open")
	h.agree(h.stages.ReopenBreak(h.ctx, short, "it came"))
	h.reconcile()
	h.same("books", h.balances("participant:alfa", "charges", "suspense"))
	h.same("ended", h.breaks(), "amount-differs alfa EUR -5.00 resolved", "amount-differs alfa EUR 5.00 resolved")
	h.holds()
}

// A write-off that is reopened while the rest has not come leaves its break open.
func TestAWriteOffIsReopenedAndTheRestIsStillMissing(t *testing.T) {
	t.Parallel()
	h := settledOut(t)
	h.gives(nextDay(returnedEntry(h.payment("brixton"), "95.00", "")))
	h.agree(h.stages.WriteOffBreak(h.ctx, 1, "not worth a letter"))
	h.agree(h.stages.ReopenBreak(h.ctx, 1, "it is"))
	h.reconcile()
	h.same("breaks", h.breaks(), "amount-differs brixton EUR -5.00 open")
	h.same("books", h.balances("participant:brixton", "charges"), "participant:brixton EUR -95.00")
}
