package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/risk"
	"nostro/risk/anomaly"
)

// suspicious is a house that has paid brixton six times about 10.00 and is about to pay 5,000.00.
func suspicious(t *testing.T) (h *installation, held jobs.WaitingApproval) {
	t.Helper()
	h = newInstallation(t, func(s *setup) {
		rules := anomaly.Default()
		rules.FirstAccount = 5
		s.settings.Anomalies = &rules
	})
	h.people()
	for n := range 6 {
		h.imports(fmt.Sprintf("o%d.csv", n), obligationsHeader+fmt.Sprintf("P-%d,alfa,brixton,EUR,10.0%d,2026-11-24,\n", n, n))
		h.run()
		h.letGo()
		h.done(h.stages.Approve(h.ctx, h.cycle, "carol", true, ""))
		h.send()
	}
	h.owes("O-1 alfa brixton EUR 5000.00", "O-2 alfa harbour EUR 3.00")
	h.run()
	waiting := h.reviews()
	if len(waiting) != 1 {
		t.Fatalf("held: %+v, want one", waiting)
	}
	return h, waiting[0]
}

// reviews are those that wait.
func (h *installation) reviews() (open []jobs.WaitingApproval) {
	h.t.Helper()
	all, err := h.stages.ApprovalsOf(h.ctx)
	h.must(err)
	for _, w := range all {
		if w.Kind == jobs.ApproveReview && w.Open() {
			open = append(open, w)
		}
	}
	return open
}

// letGo reviews whatever waits.
func (h *installation) letGo() {
	h.t.Helper()
	for _, w := range h.reviews() {
		h.done(h.stages.Decide(h.ctx, w.Number, jobs.ApprovalSay{Person: "bea", Approved: true}))
	}
}

// A payment that is far from what its payee usually gets holds its release until somebody has looked, who did not make it.
func TestAnUnusualPaymentWaitsForAReview(t *testing.T) {
	t.Parallel()
	h, held := suspicious(t)
	h.says(held.Content, "EUR 5000.00 to brixton", "amount, 60 points", "of the last 6 payments to brixton the median is EUR 10.02")
	_, err := h.stages.Approve(h.ctx, h.cycle, "carol", true, "")
	h.refused(err, jobs.ErrNeedsPerson, "EUR 5000.00 to brixton waits for a review", "nothing was approved")
	_, err = h.stages.Decide(h.ctx, held.Number, jobs.ApprovalSay{Person: "ann", Approved: true})
	h.refused(err, risk.ErrMakerIsChecker)
	h.done(h.stages.Decide(h.ctx, held.Number, jobs.ApprovalSay{Person: "bea", Approved: true, Reason: "a house was sold"}))

	// What was let go is remembered: refused for another reason and written anew, it is not asked again.
	h.done(h.stages.Approve(h.ctx, h.cycle, "carol", false, "another reason"))
	h.run()
	if again := h.reviews(); len(again) != 0 {
		t.Errorf("asked again: %+v", again)
	}
	h.ends(h.done(h.stages.Approve(h.ctx, h.cycle, "carol", true, "")), jobs.OutcomeDone)
	h.ends(h.send(), jobs.OutcomeDone)
}

func TestAPaymentThatIsRefusedInReview(t *testing.T) {
	t.Parallel()
	h, held := suspicious(t)
	_, err := h.stages.Decide(h.ctx, held.Number, jobs.ApprovalSay{Person: "bea"})
	h.refused(err, risk.ErrIncomplete, "say why")
	h.done(h.stages.Decide(h.ctx, held.Number, jobs.ApprovalSay{Person: "bea", Reason: "nobody at brixton knows of it"}))
	_, err = h.stages.Approve(h.ctx, h.cycle, "carol", true, "")
	h.refused(err, jobs.ErrNeedsPerson, "was refused in review", "nobody at brixton knows of it", "nostro reject")
}

// A house that looks for nothing holds nothing.
func TestNothingIsLookedFor(t *testing.T) {
	t.Parallel()
	h := written(t)
	if open := h.reviews(); len(open) != 0 || strings.Contains(fmt.Sprint(h.requests()), "review") {
		t.Errorf("held: %+v", open)
	}
}

// paysTo are the pay-outs of EUR 5000.00 and EUR 3.00, the ones of the story.
func (h *installation) storyPayments() (lines []string) {
	h.t.Helper()
	for _, i := range h.instructions() {
		if i.Direction == jobs.PayOut && i.Cycle == h.cycle {
			lines = append(lines, fmt.Sprint(i.Participant, " ", i.Amount, " ", i.State))
		}
	}
	return lines
}

// The approvers hold the one payment: the rest is written anew, approved and sent, and what was held goes later.
func TestAPaymentThatIsHeldForReviewLeavesTheOthersFree(t *testing.T) {
	t.Parallel()
	h, held := suspicious(t)
	h.cycle = h.instructionCycle(held.Subject)
	_, err := h.stages.HoldReviewed(h.ctx, held.Number, jobs.ApprovalSay{Person: "ann", Reason: "odd"})
	h.refused(err, risk.ErrMakerIsChecker)
	_, err = h.stages.HoldReviewed(h.ctx, held.Number, jobs.ApprovalSay{Person: "bea"})
	h.refused(err, risk.ErrIncomplete, "say why")
	_, err = h.stages.HoldReviewed(h.ctx, 999, jobs.ApprovalSay{Person: "bea", Reason: "odd"})
	h.refused(err, jobs.ErrUnknownID)
	before := h.requests()
	out := h.done(h.stages.HoldReviewed(h.ctx, held.Number, jobs.ApprovalSay{Person: "bea", Reason: "odd"}))
	h.says(out.Summary, "EUR 5000.00) is held by bea; release 1 is withdrawn")
	h.same("payments", h.storyPayments(), "brixton EUR 5000.00 held", "harbour EUR 3.00 written")
	h.asked("voided", "waiting")
	if after := h.requests(); after[1].Digest == before[0].Digest {
		t.Errorf("the digest is the same without the payment: %s", after[1].Digest)
	}
	h.holds()
	h.ends(h.done(h.stages.Approve(h.ctx, h.cycle, "carol", true, "")), jobs.OutcomeDone)
	h.ends(h.send(), jobs.OutcomeDone)
	h.ends(h.further(), jobs.OutcomeNeedsPerson)
	h.same("held on", h.storyPayments(), "brixton EUR 5000.00 held", "harbour EUR 3.00 sent")
	h.done(h.stages.Decide(h.ctx, held.Number, jobs.ApprovalSay{Person: "bea", Approved: true, Reason: "a house was sold"}))
	h.same("let go", h.storyPayments(), "brixton EUR 5000.00 planned", "harbour EUR 3.00 sent")
	h.ends(h.further(), jobs.OutcomeDone)
	if again := h.reviews(); len(again) != 0 {
		t.Errorf("asked again: %+v", again)
	}
	h.done(h.stages.Approve(h.ctx, h.cycle, "carol", true, ""))
	h.ends(h.send(), jobs.OutcomeDone)
	h.same("gone", h.storyPayments(), "brixton EUR 5000.00 sent", "harbour EUR 3.00 sent")
	h.asked("voided", "used", "used")
	h.holds()
}

// What is held and then refused is never paid; what has left cannot be held.
func TestAPaymentThatIsHeldAndRefused(t *testing.T) {
	t.Parallel()
	h, held := suspicious(t)
	h.cycle = h.instructionCycle(held.Subject)
	h.done(h.stages.HoldReviewed(h.ctx, held.Number, jobs.ApprovalSay{Person: "bea", Reason: "odd"}))
	_, err := h.stages.HoldReviewed(h.ctx, held.Number, jobs.ApprovalSay{Person: "carol", Reason: "odd"})
	h.refused(err, jobs.ErrNeedsPerson, "is held: only what is in a release")
	h.done(h.stages.Decide(h.ctx, held.Number, jobs.ApprovalSay{Person: "carol", Reason: "a fraud"}))
	h.same("payments", h.storyPayments(), "brixton EUR 5000.00 refused", "harbour EUR 3.00 written")
	h.done(h.stages.Approve(h.ctx, h.cycle, "carol", true, ""))
	h.ends(h.send(), jobs.OutcomeDone)
	h.ends(h.further(), jobs.OutcomeNothing)
	_, err = h.stages.HoldReviewed(h.ctx, held.Number, jobs.ApprovalSay{Person: "bea", Reason: "odd"})
	h.refused(err, jobs.ErrNeedsPerson, "it is refused already")
	h.holds()
}

// instructionCycle is the cycle of an instruction.
func (h *installation) instructionCycle(id string) string {
	h.t.Helper()
	for _, i := range h.instructions() {
		if i.ID == id {
			return i.Cycle
		}
	}
	h.t.Fatalf("there is no instruction %s", id)
	return ""
}
