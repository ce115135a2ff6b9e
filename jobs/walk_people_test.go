package jobs_test

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// What operators of a walk do. What is refused says why, and changes nothing.

// does does something that may be refused, or need another person, who then decides or takes time.
func (w *walk) does(r jobs.Result, err error) {
	w.fresh, w.changed = false, true
	w.rt.Logf("STORY: %s", r.Summary)
	if err != nil {
		w.refusal(err)
		return
	}
	if r.Outcome == jobs.OutcomeNeedsPerson {
		w.decide(rapid.IntRange(0, 3).Draw(w.rt, "the other person"))
	}
}

// refusal wants words that help.
func (w *walk) refusal(err error) {
	w.rt.Logf("refused: %v", err)
	if text := err.Error(); len(text) < 20 || strings.Contains(text, "constraint") || strings.Contains(text, "SQL") {
		w.rt.Errorf("a refusal that helps nobody: %q", text)
	}
}

// decide lets the other person decide about the oldest thing that waits: 0 no, 1 later, else yes. What cannot be done any more
// is refused.
func (w *walk) decide(how int) {
	open := look(w.installation, jobs.Tx.OpenApprovalRequests)
	if len(open) == 0 || how == 1 {
		return
	}
	r := open[len(open)-1]
	say := jobs.ApprovalSay{Person: "bea", Approved: how > 1, Reason: "no", Looked: r.Digest[:8]}
	before := len(w.journal())
	_, err := w.stages.Decide(w.ctx, r.Number, say)
	if err == nil {
		return
	}
	w.refusal(err)
	if n := len(w.journal()); n != before {
		w.rt.Errorf("refused, and %d entries were posted", n-before)
	}
	_, err = w.stages.Decide(w.ctx, r.Number, jobs.ApprovalSay{Person: "bea", Reason: "it is no longer what it was"})
	w.must(err)
}

func (w *walk) decides() {
	if len(look(w.installation, jobs.Tx.OpenApprovalRequests)) == 0 {
		w.rt.Skip()
	}
	w.fresh, w.changed = false, true
	w.decide(2 * rapid.IntRange(0, 1).Draw(w.rt, "yes"))
}

// views are the breaks that fit, by id.
func (w *walk) views(fits func(v jobs.BreakView) bool) []jobs.BreakView {
	all, err := w.stages.BreakViews(w.ctx, true)
	w.must(err)
	return slices.DeleteFunc(all, func(v jobs.BreakView) bool { return !fits(v) })
}

// held tells whether a break is about a booking in suspense.
func held(v jobs.BreakView) bool { return v.Held != reconcile.Break{}.Amount && !v.Held.IsZero() }

// touches notes that a person decides about what a break is about.
func (w *walk) touches(v jobs.BreakView) {
	w.done[v.Instruction] = true
	w.gone[fmt.Sprintf("%d/%d", v.Statement, v.Entry)] = true
}

func (w *walk) undoes() {
	m := one(w, "match", w.standingMatches())
	w.done[m.Instruction] = true
	w.gone[fmt.Sprintf("%d/%d", m.Statement, m.Entry)] = true
	w.does(w.stages.UndoMatch(w.ctx, m.Journal, "it is something else"))
}

// matches says that a booking in suspense is a payment: any that it might be.
func (w *walk) matches() {
	v := one(w, "break", w.views(held))
	i := one(w, "payment", w.instructions())
	w.touches(v)
	w.done[i.ID] = true
	w.does(w.stages.MatchBreak(w.ctx, v.ID, []string{i.ID}, "it is that"))
}

func (w *walk) writesOff() {
	v := one(w, "break", w.views(func(v jobs.BreakView) bool { return v.State == lifecycle.BreakOpen }))
	w.touches(v)
	w.does(w.stages.WriteOffBreak(w.ctx, v.ID, "not worth a letter"))
}

func (w *walk) reopens() {
	v := one(w, "break", w.views(func(v jobs.BreakView) bool { return v.State == lifecycle.BreakResolved }))
	w.touches(v)
	w.does(w.stages.ReopenBreak(w.ctx, v.ID, "it was wrong"))
}

func (w *walk) pairs() {
	a, b := one(w, "break", w.views(held)), one(w, "other", w.views(held))
	w.touches(a)
	w.touches(b)
	w.does(w.stages.PairBreaks(w.ctx, a.ID, b.ID, "a mistake of the bank"))
}

func (w *walk) assigns() {
	v := one(w, "break", w.views(func(v jobs.BreakView) bool { return v.State == lifecycle.BreakOpen }))
	_, err := w.stages.AssignBreak(w.ctx, v.ID, "carol", "she asks the bank")
	w.must(err)
}

func (w *walk) splits() {
	v := one(w, "break", w.views(held))
	w.touches(v)
	first := int64(100)
	if v.Held.Sign() < 0 {
		first = -first
	}
	w.does(w.stages.SplitBreak(w.ctx, v.ID, []jobs.BreakPart{{Amount: cents(first), Reason: reconcile.ReasonDuplicate, Note: "twice"},
		{Amount: cents(v.Held.Minor() - first), Reason: reconcile.ReasonUnknownAtUs, Note: "the rest"}}))
}
