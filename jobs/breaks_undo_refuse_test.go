package jobs_test

import (
	"testing"

	"nostro/jobs"
)

// One person undoes alone what is within the limit.
func TestASmallUndoIsForOne(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.alone("50.00")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("harbour"), "-30.00"), byName(h.payment("brixton"), "-100.00")}}.xml())
	h.ends(h.done(h.stages.UndoMatch(h.ctx, h.payment("harbour").ID, "wrong")), jobs.OutcomeDone)
	h.ends(h.done(h.stages.UndoMatch(h.ctx, h.payment("brixton").ID, "wrong")), jobs.OutcomeNeedsPerson)
	h.same("states", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 settled", "harbour out EUR 30.00 sent")
}

func TestWhatCannotBeUndoneIsRefused(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b, a := h.payment("brixton"), h.payment("alfa")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-40.00"), byName(b, "-60.00"), {amount: "130.00", endToEnd: "THANKS"}}}.xml())
	h.agree(h.stages.MatchBreak(h.ctx, 1, []string{a.ID}, "alfa rang"))
	refuse := func(name, reason, text string, class error) {
		t.Helper()
		_, err := h.stages.UndoMatch(h.ctx, name, reason)
		h.refused(err, class, text)
	}
	refuse(b.ID, " ", "--reason", nil)
	refuse(b.ID, "x", "has 2 bookings: name the one that is wrong: booked:1:1:", nil)
	refuse(a.ID, "x", "was made by a person: nostro breaks reopen", nil)
	refuse("NOBODY", "x", `"NOBODY"`, jobs.ErrUnknownID)
	refuse(h.payment("harbour").ID, "x", "is booked", jobs.ErrUnknownID)
	key := h.standing("brixton")
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "1030.00", entries: []booked{returnedEntry(b, "100.00", "")}}.xml())
	asked, err := h.stages.UndoMatch(h.ctx, key, "x")
	h.must(err)
	_, err = h.stages.Decide(h.ctx, 3, jobs.ApprovalSay{Person: "bea", Approved: true})
	h.refused(err, nil, "has come back since")
	h.says(asked.Summary, "approval 3")
	h.undo(h.standing("brixton"), "it did not come back")
	h.must(func() error {
		_, err := h.stages.Decide(h.ctx, 3, jobs.ApprovalSay{Person: "bea", Approved: true})
		return err
	}())
	h.holds()
	h.same("state", []string{string(h.payment("brixton").State)}, "sent")
	refuse(key, "x", "nostro trace shows", jobs.ErrUnknownID) // it is undone already
}
