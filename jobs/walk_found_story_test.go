package jobs_test

import (
	"testing"

	"nostro/jobs"
	"nostro/reconcile"
)

// What random walks found, each reduced to its story.

// A booking that was matched with less than its payment, taken apart again and then split has parts of two steps: those of the
// split are what it was split into, and sum to it.
func TestWhatWasMatchedAndReopenedIsSplit(t *testing.T) {
	t.Parallel()
	h := suspended(t, booked{amount: "-3.00", endToEnd: "FEE"})
	h.agree(h.stages.MatchBreak(h.ctx, 1, []string{h.payment("brixton").ID}, "it is a part of that"))
	h.same("what is missing", h.breaks(), "unknown-at-us rhein EUR -3.00 resolved", "amount-differs brixton EUR 97.00 open")
	h.agree(h.stages.ReopenBreak(h.ctx, 1, "it was not"))
	part := func(amount string) jobs.BreakPart {
		return jobs.BreakPart{Amount: amount, Reason: reconcile.ReasonUnknownAtUs, Note: "a fee"}
	}
	h.done(h.stages.SplitBreak(h.ctx, 1, []jobs.BreakPart{part("-1.00"), part("-2.00")}))
	if parts := h.breakView(1).Parts; len(parts) != 2 || parts[0] != 3 || parts[1] != 4 {
		t.Errorf("it was split into %v", parts)
	}
}
