package jobs_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nostro/internal/store/storetest"
	"nostro/jobs"
	"nostro/risk"
)

// Work that one person asks for and another approves, of any kind.
func ExampleStages_RequestApproval() {
	dir, err := os.MkdirTemp("", "nostro")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	ctx, at := context.Background(), time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	db, err := storetest.Open(ctx, filepath.Join(dir, "nostro.db"), at)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer db.Close()
	stages := &jobs.Stages{Store: db, Now: func() time.Time { return at }, User: "ann",
		Settings: jobs.Settings{Approvers: []string{"bea", "carol"}}}
	r, err := stages.RequestApproval(ctx, jobs.ApprovalAsk{Kind: jobs.ApproveAnswer, Subject: "break:7", Content: "give up EUR 1000.00",
		What: "the difference of break 7"})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = stages.Decide(ctx, r.Number, jobs.ApprovalSay{Person: "ann", Approved: true})
	fmt.Println(strings.Contains(fmt.Sprint(err), "maker and checker are the same person"))
	result, err := stages.Decide(ctx, r.Number, jobs.ApprovalSay{Person: "bea", Approved: true, Looked: r.Digest[:8]})
	fmt.Println(result.Outcome, result.Summary, err)
	// Output:
	// true
	// done bea approved what ann made, digest 0b55837d4319 <nil>
}

func (h *installation) ask(content string) jobs.ApprovalRequest {
	h.t.Helper()
	r, err := h.stages.RequestApproval(h.ctx, jobs.ApprovalAsk{Kind: jobs.ApproveAnswer, Subject: "break:1", Content: content, What: "a match"})
	h.must(err)
	return r
}

// The same asked again is the same request; something else about the subject voids it, and what was said of it.
func TestAskingSomethingElseVoids(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	first := h.ask("a")
	if again := h.ask("a"); again.Number != first.Number {
		t.Errorf("asked twice: %d and %d", first.Number, again.Number)
	}
	h.done(h.stages.Decide(h.ctx, first.Number, jobs.ApprovalSay{Person: "bea", Approved: true}))
	second := h.ask("b")
	h.holds()
	all, err := h.stages.ApprovalsOf(h.ctx)
	h.must(err)
	h.same("states", []string{string(all[0].State), string(all[1].State)}, "voided", "waiting")
	h.says(all[0].Steps[2].Reason, "something else is asked")
	_, err = h.stages.Decide(h.ctx, first.Number, jobs.ApprovalSay{Person: "carol", Approved: true})
	h.refused(err, jobs.ErrNeedsPerson, "it is voided already")
	h.same("who may", all[1].Who, "bea", "carol")
	h.done(h.stages.Decide(h.ctx, second.Number, jobs.ApprovalSay{Person: "carol", Reason: "no"}))
	_, err = h.stages.Decide(h.ctx, second.Number, jobs.ApprovalSay{Person: "bea", Approved: true})
	h.refused(err, jobs.ErrNeedsPerson, "it is refused already", "no")
	_, err = h.stages.Decide(h.ctx, 99, jobs.ApprovalSay{Person: "bea", Approved: true})
	h.refused(err, jobs.ErrUnknownID)
}

// Two must say the same of an unknown file where a rule asks for two.
func TestTwoMustMarkAFile(t *testing.T) {
	t.Parallel()
	h, name := unknownFile(t)
	h.stages.Settings.Approval.Rules = []risk.ApprovalRule{{Name: "files", Kinds: []string{"mark"}, Persons: 2}}
	first := h.done(h.stages.Mark(h.ctx, name, "sent", "bea", "the bank says so"))
	h.ends(first, jobs.OutcomeNeedsPerson)
	h.says(first.Summary, "others must say the same")
	_, err := h.stages.Mark(h.ctx, name, "sent", "bea", "again")
	h.refused(err, risk.ErrTwice)
	other := h.done(h.stages.Mark(h.ctx, name, "failed", "carol", "the bank has not got it")) // contradicts: both start anew
	h.ends(other, jobs.OutcomeNeedsPerson)
	h.ends(h.done(h.stages.Mark(h.ctx, name, "failed", "bea", "right, it has not")), jobs.OutcomeDone)
}

// What there is to see before one signs.
func TestWhatIsSigned(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.rates("2026-11-23", "USD 1.1634")
	for n := range 6 {
		h.imports(fmt.Sprintf("o%d.csv", n), obligationsHeader+fmt.Sprintf("P-%d,alfa,brixton,EUR,10.0%d,2026-11-24,\n", n, n))
		h.run()
		h.approve()
		h.send()
	}
	h.owes("O-1 alfa brixton EUR 5000.00", "O-2 cascade alfa USD 30.00")
	h.run()
	v, err := h.stages.ShowRelease(h.ctx, h.cycle)
	h.must(err)
	var totals []string
	for _, total := range v.Totals {
		totals = append(totals, fmt.Sprintf("%s %s %s %d", total.Correspondent, total.Direction, total.Sum, total.Count))
	}
	h.same("totals", totals, "hudson in USD 30.00 1", "hudson out USD 30.00 1", "rhein in EUR 5000.00 1", "rhein out EUR 5000.00 1")
	if len(v.Largest) != 2 || v.Largest[0].Participant != "brixton" {
		t.Errorf("largest %+v", v.Largest)
	}
	if len(v.New) != 1 || v.New[0].Participant != "alfa" {
		t.Errorf("new %+v", v.New)
	}
	h.says(strings.Join(v.Unusual, "; "), "pay-outs of EUR 5000.00; the median of 6 cycles is EUR 10.02", "brixton gets EUR 5000.00; of its last 6 pay-outs the median is EUR 10.02")
	h.same("who may", v.Waits.Who, "bea", "carol")
}
