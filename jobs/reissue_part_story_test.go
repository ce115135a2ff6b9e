package jobs_test

import (
	"testing"

	"nostro/jobs"
)

// A part that came back is paid anew for that part, once; what comes back later is paid anew too, and never more than came back.
func TestAPartThatCameBackIsPaidAnew(t *testing.T) {
	t.Parallel()
	h := settledOut(t)
	old := h.payment("brixton")
	h.gives(nextDay(returnedEntry(old, "60.00", "")))
	made := h.done(h.stages.Reissue(h.ctx, old.ID, "account corrected"))
	h.says(made.Summary, "EUR 60.00 of the EUR 100.00 to brixton, which came back of "+old.ID, "is paid anew by ")
	part := h.lastAnew(old)
	h.same("amount", []string{part.Amount.String()}, "EUR 60.00")
	h.ends(h.done(h.stages.Reissue(h.ctx, old.ID, "again")), jobs.OutcomeNothing)
	h.ends(h.further(), jobs.OutcomeDone)
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
	h.same("books", h.balances("participant:brixton", "transit"), "transit:rhein EUR -90.00")

	h.gives(statement{seq: 3, date: "2026-11-26", opening: "960.00", entries: []booked{returnedEntry(old, "40.00", ""), byName(part, "-60.00")}}.xml())
	h.same("breaks", h.breaks(), "amount-differs brixton EUR -40.00 resolved")
	h.same("the cycle waits for the rest", []string{string(h.state())}, "sent")
	h.done(h.stages.Reissue(h.ctx, old.ID, "the rest"))
	rest := h.lastAnew(old)
	h.same("amount", []string{rest.Amount.String()}, "EUR 40.00")
	h.ends(h.further(), jobs.OutcomeDone)
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
	h.gives(statement{seq: 4, date: "2026-11-27", opening: "940.00", entries: []booked{byName(rest, "-40.00"),
		byName(h.payment("harbour"), "-30.00"), byName(h.payment("alfa"), "130.00")}}.xml())
	h.same("cycle", []string{string(h.state())}, "settled")
	h.same("books", h.balances("participant", "transit", "suspense"))
	h.ends(h.done(h.stages.Reissue(h.ctx, old.ID, "once more")), jobs.OutcomeNothing)
	h.holds()
}

// A return came short and the house bears the rest: all of it is owed, all is paid anew, and the cycle settles only then.
func TestAReturnLessWhatTheHouseBearsIsPaidAnew(t *testing.T) {
	t.Parallel()
	h := settledOut(t)
	old := h.payment("brixton")
	h.gives(nextDay(returnedEntry(old, "95.00", ""), byName(h.payment("harbour"), "-30.00"), byName(h.payment("alfa"), "130.00")))
	h.agree(h.stages.WriteOffBreak(h.ctx, 1, "not worth a letter"))
	h.reconcile()
	h.same("it is owed again", []string{string(h.state())}, "sent")
	h.done(h.stages.Reissue(h.ctx, old.ID, "account corrected"))
	now := h.lastAnew(old)
	h.same("amount", []string{now.Amount.String()}, "EUR 100.00")
	h.ends(h.further(), jobs.OutcomeDone)
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "1095.00", entries: []booked{byName(now, "-100.00")}}.xml())
	h.same("cycle", []string{string(h.state())}, "settled")
	h.same("books", h.balances("participant", "charges", "transit"), "charges:rhein EUR 5.00")
	h.holds()

	h.agree(h.stages.ReopenBreak(h.ctx, 1, "the bank gives it back"))
	h.reconcile()
	h.same("more is paid anew than is owed", h.breaks(), "amount-differs brixton EUR -5.00 open", "duplicate brixton EUR 5.00 open")
	h.says(h.breakView(2).Text, "EUR 5.00 more is paid anew of "+old.ID+" than is owed of it again")
	h.gives(statement{seq: 4, date: "2026-11-27", opening: "995.00", entries: []booked{returnedEntry(old, "5.00", "")}}.xml())
	h.same("and then it comes", h.breaks(), "amount-differs brixton EUR -5.00 resolved", "duplicate brixton EUR 5.00 resolved")
	h.same("books", h.balances("participant", "charges", "transit"))
	h.holds()
}

// That a part came back is undone after it was paid anew: the payee has it twice.
func TestAPartIsUndoneAfterItWasPaidAnew(t *testing.T) {
	t.Parallel()
	h := settledOut(t)
	old := h.payment("brixton")
	h.gives(nextDay(returnedEntry(old, "60.00", "")))
	h.done(h.stages.Reissue(h.ctx, old.ID, "account corrected"))
	h.ends(h.further(), jobs.OutcomeDone)
	for _, m := range look(h, jobs.Tx.Matches) {
		if m.Instruction == old.ID && m.Kind == "returned" {
			h.undo(m.Journal, "it was of another payment")
		}
	}
	h.reconcile()
	lines := h.breaks()
	h.same("the last", lines[len(lines)-1:], "duplicate brixton EUR 60.00 open")
	_, err := h.stages.Approve(h.ctx, h.cycle, "bea", true, "")
	h.refused(err, jobs.ErrNeedsPerson, "must not leave", "by EUR 60.00")
	h.done(h.stages.Approve(h.ctx, h.cycle, "bea", false, "it did not come back"))
	h.takesBack(old.ID)
	h.reconcile()
	lines = h.breaks()
	h.same("the last", lines[len(lines)-1:], "duplicate brixton EUR 60.00 resolved")
	h.holds()
}

// Where several pay parts of one payment anew, it is said which is withdrawn.
func TestOneOfTwoPartsIsWithdrawn(t *testing.T) {
	t.Parallel()
	h := settledOut(t)
	old := h.payment("brixton")
	h.gives(nextDay(returnedEntry(old, "60.00", "")))
	h.done(h.stages.Reissue(h.ctx, old.ID, "a part"))
	first := h.lastAnew(old)
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "960.00", entries: []booked{returnedEntry(old, "40.00", "")}}.xml())
	h.at("2026-11-26T10:00:00Z")
	h.done(h.stages.Reissue(h.ctx, old.ID, "the rest"))
	_, err := h.stages.WithdrawReissue(h.ctx, old.ID, "why")
	h.refused(err, nil, "is paid anew by ", ", and by ", "say which one")
	h.takesBack(first.ID)
	h.done(h.stages.Reissue(h.ctx, old.ID, "a part after all"))
	all := look(h, func(tx jobs.Tx) ([]jobs.Reissue, error) { return tx.ReissuesOf(old.ID) })
	var lines []string
	for _, r := range all {
		lines = append(lines, r.Amount.String()+" "+r.WithdrawnWhy)
	}
	h.unordered("reissues", lines, "EUR 60.00 a mistake", "EUR 40.00 ", "EUR 60.00 ")
	h.holds()
}
