package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// suspended is a house whose first statement books entries beside what was expected.
func suspended(t *testing.T, entries ...booked) *installation {
	t.Helper()
	h := paidOut(t)
	h.gives(statement{seq: 1, opening: "1000.00", entries: entries}.xml())
	return h
}

// alone lets one person decide up to an amount in the base currency.
func (h *installation) alone(text string) {
	set := jobs.DefaultBreaks()
	set.AloneUpTo = amount(h.stages.Settings.House.Base, text)
	h.stages.Settings.Breaks = &set
}

// agree lets another person approve what was asked last.
func (h *installation) agree(r jobs.Result, err error) jobs.Result {
	h.t.Helper()
	h.ends(h.done(r, err), jobs.OutcomeNeedsPerson)
	all, err := h.stages.ApprovalsOf(h.ctx)
	h.must(err)
	last := all[len(all)-1]
	return h.done(h.stages.Decide(h.ctx, last.Number, jobs.ApprovalSay{Person: "bea", Approved: true, Looked: last.Digest[:8]}))
}

func (h *installation) breakView(id int64) jobs.BreakView {
	h.t.Helper()
	v, err := h.stages.BreakView(h.ctx, id)
	h.must(err)
	return v
}

// history is what was done about a break, each as "did by PERSON".
func (h *installation) history(id int64) (lines []string) {
	h.t.Helper()
	for _, step := range h.breakView(id).Steps {
		lines = append(lines, strings.TrimSuffix(fmt.Sprintf("%s by %s", step.Did, step.Person), " by "))
	}
	return lines
}

// A credit that names nobody turns out to be the pay-in of alfa: a person says so, another one agrees, and it can be undone
// after the cycle was settled by it.
func TestABookingIsMatchedByHandAndUndone(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	out := []booked{byName(h.payment("brixton"), "-100.00"), byName(h.payment("harbour"), "-30.00"), {amount: "130.00", endToEnd: "THANKS"}}
	h.gives(statement{seq: 1, opening: "1000.00", entries: out}.xml())
	h.same("breaks", h.breaks(), "unknown-at-us rhein EUR 130.00 open")
	alfa := h.payment("alfa")
	h.says(h.breakView(1).Next, "nostro breaks match 1 --suggested 1")

	asked, err := h.stages.MatchBreak(h.ctx, 1, []string{alfa.ID}, "alfa rang: its reference was lost")
	h.says(asked.Summary, "asked, approval 2", "matched with "+alfa.ID)
	if v := h.breakView(1); v.Waits != 2 || !strings.Contains(v.Next, "nostro approvals approve 2") {
		t.Errorf("waits for %d, next %q", v.Waits, v.Next)
	}
	_, mine := h.stages.Decide(h.ctx, 2, jobs.ApprovalSay{Person: "ann", Approved: true})
	h.refused(mine, jobs.ErrNeedsPerson, "maker and checker are the same person")
	h.agree(asked, err)
	h.same("books", h.balances("participant:alfa", "suspense"))
	h.same("breaks", h.breaks(), "unknown-at-us rhein EUR 130.00 resolved")
	h.reconcile()
	h.same("cycle", []string{string(h.cycles()[0].State)}, "settled")

	h.agree(h.stages.ReopenBreak(h.ctx, 1, "it was the rent of harbour"))
	h.same("books", h.balances("participant:alfa", "suspense"), "participant:alfa EUR 130.00", "suspense:rhein EUR -130.00")
	h.same("breaks", h.breaks(), "unknown-at-us rhein EUR 130.00 open")
	h.same("history", h.history(1), "matched by ann", "reopened by ann")
	h.same("cycle", []string{string(h.cycles()[0].State), string(h.payment("alfa").State)}, "sent", "planned")
	h.reconcile()

	h.agree(h.stages.MatchBreak(h.ctx, 1, []string{alfa.ID}, "it was alfa after all"))
	h.same("books", h.balances("participant:alfa", "suspense"))
	h.reconcile()
	h.same("cycle", []string{string(h.cycles()[0].State)}, "settled")
}

func (h *installation) cycles() []jobs.Cycle { return look(h, jobs.Tx.Cycles) }

// What a rule suggests is accepted by its number, as long as it still fits.
func TestASuggestionIsAccepted(t *testing.T) {
	t.Parallel()
	h := suspended(t, booked{amount: "130.00", endToEnd: "THANKS"}, booked{amount: "130.00", endToEnd: "AGAIN"}, booked{amount: "7.77", endToEnd: "X"})
	alfa := h.payment("alfa").ID
	ways := h.breakView(1).Ways
	if len(ways) != 1 || ways[0].Number != 1 || len(ways[0].Instructions) != 1 || ways[0].Instructions[0] != alfa {
		t.Fatalf("suggested %+v", ways)
	}
	if v := h.breakView(3); len(v.Ways) != 0 || !strings.Contains(v.Next, "nostro breaks match 3 --instruction ID") {
		t.Errorf("suggested %+v, next %q", v.Ways, v.Next)
	}
	h.agree(h.stages.AcceptSuggestion(h.ctx, 1, 1, ""))
	h.says(h.breakView(1).Resolution, "suggested by rule amount alone")
	h.same("state", []string{string(h.payment("alfa").State)}, "settled")
	if left := h.breakView(2).Ways; len(left) != 0 {
		t.Errorf("alfa has paid, and is suggested again: %+v", left)
	}
}

// What is more than was waited for stays in suspense as a break of its own; what is less leaves the rest open.
func TestAMatchByHandThatDoesNotFit(t *testing.T) {
	t.Parallel()
	for _, story := range []struct {
		name, amount  string
		books, breaks []string
	}{
		{"more", "131.00", []string{"suspense:rhein EUR -1.00"},
			[]string{"unknown-at-us rhein EUR 131.00 resolved", "amount-differs alfa EUR 1.00 open"}},
		{"less", "120.00", []string{"participant:alfa EUR 10.00"},
			[]string{"unknown-at-us rhein EUR 120.00 resolved", "amount-differs alfa EUR -10.00 open"}},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := suspended(t, booked{amount: story.amount, endToEnd: "THANKS"})
			h.agree(h.stages.MatchBreak(h.ctx, 1, []string{h.payment("alfa").ID}, "alfa rang"))
			h.same("books", h.balances("participant:alfa", "suspense"), story.books...)
			h.same("breaks", h.breaks(), story.breaks...)
			h.reconcile()
			if story.name == "less" {
				h.agree(h.stages.ReopenBreak(h.ctx, 1, "wrong"))
				h.same("breaks", h.breaks(), "unknown-at-us rhein EUR 120.00 open", "amount-differs alfa EUR -10.00 resolved")
				h.same("books", h.balances("participant:alfa", "suspense"), "participant:alfa EUR 130.00", "suspense:rhein EUR -120.00")
				return
			}
			h.agree(h.stages.WriteOffBreak(h.ctx, 2, "too small to send back"))
			h.same("books", h.balances("participant:alfa", "suspense", "charges"), "charges:rhein EUR -1.00")
		})
	}
}

// A payment that the bank names by nothing, and its return, are matched by hand with the same pay-out.
func TestAPayOutAndItsReturnAreMatchedByHand(t *testing.T) {
	t.Parallel()
	h := suspended(t, booked{amount: "-100.00", endToEnd: "NOTHING"}, booked{amount: "100.00", endToEnd: "BACK"})
	b := h.payment("brixton").ID
	h.agree(h.stages.MatchBreak(h.ctx, 1, []string{b}, "the bank names it by phone"))
	h.same("state", []string{string(h.payment("brixton").State)}, "settled")
	h.agree(h.stages.MatchBreak(h.ctx, 2, []string{b}, "the account was closed"))
	h.same("state", []string{string(h.payment("brixton").State)}, "returned")
	_, err := h.stages.ReopenBreak(h.ctx, 1, "wrong")
	h.must(err)
	_, err = h.stages.Decide(h.ctx, 4, jobs.ApprovalSay{Person: "bea", Approved: true})
	h.refused(err, nil, "has come back since")
	h.agree(h.stages.ReopenBreak(h.ctx, 2, "wrong"))
	_, err = h.stages.Decide(h.ctx, 4, jobs.ApprovalSay{Person: "bea", Approved: true})
	h.must(err)
	h.holds()
	h.same("state", []string{string(h.payment("brixton").State)}, "sent")
	h.same("transit", h.balances("transit", "suspense"), "transit:rhein EUR -130.00")
}

// One person may give up a little alone; what is above the limit another one approves, and what nobody can value too.
func TestAWriteOff(t *testing.T) {
	t.Parallel()
	h := suspended(t, booked{amount: "-3.00", endToEnd: "FEE"}, booked{amount: "-20.00", endToEnd: "FEES"}, booked{amount: "0.50", endToEnd: "GIFT"})
	h.alone("5.00")
	h.ends(h.done(h.stages.WriteOffBreak(h.ctx, 1, "a fee that the bank does not explain")), jobs.OutcomeDone)
	h.same("books", h.balances("suspense", "charges"), "charges:rhein EUR 3.00", "suspense:rhein EUR 19.50")
	h.ends(h.done(h.stages.WriteOffBreak(h.ctx, 3, "a gift")), jobs.OutcomeDone)
	h.agree(h.stages.WriteOffBreak(h.ctx, 2, "fees of the year"))
	h.same("books", h.balances("suspense", "charges"), "charges:rhein EUR 22.50")
	h.ends(h.done(h.stages.ReopenBreak(h.ctx, 1, "the bank explains it")), jobs.OutcomeDone)
	h.same("books", h.balances("suspense", "charges"), "charges:rhein EUR 19.50", "suspense:rhein EUR 3.00")
	h.same("history", h.history(1), "written-off by ann", "reopened by ann")
	h.done(h.stages.WriteOffBreak(h.ctx, 1, "no, it does not"))
	h.same("books", h.balances("suspense", "charges"), "charges:rhein EUR 22.50")
}

// What a participant lacks is given up: it owes nothing more, and its cycle is settled; undone, it owes again.
func TestWhatDidNotComeIsWrittenOff(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("alfa"), "129.50"),
		byName(h.payment("brixton"), "-100.00"), byName(h.payment("harbour"), "-30.00")}}.xml())
	h.alone("1.00")
	h.done(h.stages.WriteOffBreak(h.ctx, 1, "not worth a letter"))
	h.same("books", h.balances("participant:alfa", "charges"), "charges:rhein EUR 0.50")
	h.at("2026-11-30T09:00:00Z")
	h.reconcile()
	h.same("breaks", h.breaks(), "amount-differs alfa EUR -0.50 resolved")
	h.same("cycle", []string{string(h.cycles()[0].State)}, "settled")
	h.done(h.stages.ReopenBreak(h.ctx, 1, "alfa will pay"))
	h.same("books", h.balances("participant:alfa", "charges"), "participant:alfa EUR 0.50")
	h.same("cycle", []string{string(h.cycles()[0].State)}, "sent")
}

// A booking by mistake and its reversal cancel each other out.
func TestTwoBookingsArePaired(t *testing.T) {
	t.Parallel()
	h := suspended(t, booked{amount: "-3.00", endToEnd: "FEE"}, booked{amount: "3.00", endToEnd: "SORRY"}, booked{amount: "4.00", endToEnd: "X"})
	_, err := h.stages.PairBreaks(h.ctx, 1, 3, "a mistake")
	h.refused(err, nil, "do not cancel each other out", "EUR -3.00", "EUR 4.00")
	_, err = h.stages.PairBreaks(h.ctx, 1, 1, "a mistake")
	h.refused(err, nil, "with itself")
	h.agree(h.stages.PairBreaks(h.ctx, 1, 2, "a mistake of the bank"))
	h.same("breaks", h.breaks(), "unknown-at-us rhein EUR -3.00 resolved", "unknown-at-us rhein EUR 3.00 resolved", "unknown-at-us rhein EUR 4.00 open")
	h.agree(h.stages.ReopenBreak(h.ctx, 2, "they are not"))
	h.same("histories", append(h.history(1), h.history(2)...), "paired by ann", "reopened by ann", "paired by ann", "reopened by ann")
}

// A booking of two things is split, and each part goes its way.
func TestABreakIsSplit(t *testing.T) {
	t.Parallel()
	h := suspended(t, booked{amount: "128.00", endToEnd: "ALL"}, booked{amount: "-2.00", endToEnd: "FEE"})
	for want, parts := range map[string][]jobs.BreakPart{
		"into 2 to 100 parts": {{Amount: "128.00", Reason: reconcile.ReasonUnknownAtUs}},
		"the parts sum to":    {{Amount: "100.00", Reason: reconcile.ReasonUnknownAtUs}, {Amount: "27.99", Reason: reconcile.ReasonUnknownAtUs}},
		"has not the sign":    {{Amount: "129.00", Reason: reconcile.ReasonUnknownAtUs}, {Amount: "-1.00", Reason: reconcile.ReasonUnknownAtUs}},
		"is no reason":        {{Amount: "100.00", Reason: "boredom"}, {Amount: "28.00", Reason: reconcile.ReasonUnknownAtUs}},
		"part 1: amount":      {{Amount: "much", Reason: reconcile.ReasonUnknownAtUs}, {Amount: "28.00", Reason: reconcile.ReasonUnknownAtUs}},
	} {
		_, err := h.stages.SplitBreak(h.ctx, 1, parts)
		h.refused(err, nil, want)
	}
	h.done(h.stages.SplitBreak(h.ctx, 1, []jobs.BreakPart{{Amount: "120.00", Reason: reconcile.ReasonUnknownAtUs, Note: "of alfa"},
		{Amount: "8.00", Reason: reconcile.ReasonDuplicate, Note: "twice"}}))
	h.same("breaks", h.breaks(), "unknown-at-us rhein EUR 128.00 resolved", "unknown-at-us rhein EUR -2.00 open",
		"unknown-at-us rhein EUR 120.00 open", "duplicate rhein EUR 8.00 open")
	h.agree(h.stages.MatchBreak(h.ctx, 3, []string{h.payment("alfa").ID}, "alfa rang"))
	h.agree(h.stages.WriteOffBreak(h.ctx, 4, "ours"))
	h.same("books", h.balances("suspense", "participant:alfa", "charges"), "charges:rhein EUR -8.00", "participant:alfa EUR 10.00",
		"suspense:rhein EUR 2.00")
	_, err := h.stages.ReopenBreak(h.ctx, 1, "no")
	h.refused(err, nil, "reopen its parts")
	h.agree(h.stages.ReopenBreak(h.ctx, 4, "not ours"))
	h.same("books", h.balances("suspense", "charges"), "suspense:rhein EUR -6.00")
}

// A break has an owner, a note and an age in business days, and alarms beyond its limit.
func TestBreaksAgeAndHaveOwners(t *testing.T) {
	t.Parallel()
	h := suspended(t, booked{amount: "-3.00", endToEnd: "FEE"}, booked{amount: "40.00", endToEnd: "X"})
	set := jobs.DefaultBreaks()
	set.Owners = []jobs.BreakOwner{{Correspondent: "hudson", Owner: "zoe"}, {Reason: reconcile.ReasonUnknownAtUs, Owner: "carol"}}
	set.Alarms = []jobs.BreakAlarm{{Above: amount(eur, "40.00"), After: 0}, {Reason: reconcile.ReasonUnknownAtUs, After: 3}}
	h.stages.Settings.Breaks = &set
	h.done(h.stages.AssignBreak(h.ctx, 1, "bea", "asked the bank"))
	h.done(h.stages.AssignBreak(h.ctx, 1, "", "the bank looks"))
	if v := h.breakView(1); v.Owner != "bea" || v.Note != "the bank looks" || v.Age != 0 || v.Bucket != "0" || v.Alarm {
		t.Errorf("%+v", v)
	}
	for day, want := range map[string]string{"2026-11-23": "", "2026-11-24": "2", "2026-11-26": "2", "2026-11-27": "1 2", "2026-11-29": "1 2"} {
		h.at(day + "T18:00:00Z")
		aged, err := h.stages.AgedBreaks(h.ctx)
		h.must(err)
		ids := ""
		for _, v := range aged {
			ids += fmt.Sprintf(" %d", v.ID)
		}
		h.same(day, []string{strings.TrimSpace(ids)}, want)
	}
	h.at("2026-11-30T09:00:00Z") // after a weekend
	v := h.breakView(2)
	if v.Owner != "carol" || v.Age != 5 || v.Bucket != "3-5" || v.Limit != 0 {
		t.Errorf("%+v", v)
	}
	h.at("2026-12-24T18:00:00Z")
	h.same("bucket", []string{h.breakView(2).Bucket}, "over 10")
}

func TestWhatCannotBeDoneAboutABreakIsRefused(t *testing.T) {
	t.Parallel()
	h := suspended(t, booked{amount: "-3.00", endToEnd: "FEE"}, byName(jobs.Instruction{ID: "X"}, "9.00"))
	h.at("2026-11-26T09:00:00Z")
	h.reconcile() // brixton, harbour and alfa are missing at the bank
	alfa, brixton := h.payment("alfa").ID, h.payment("brixton").ID
	missing := map[string]int64{}
	for _, b := range look(h, jobs.Tx.Breaks) {
		missing[b.Instruction] = b.ID
	}
	refuse := func(class error, text string, err error) {
		t.Helper()
		h.refused(err, class, text)
	}
	_, err := h.stages.MatchBreak(h.ctx, 99, []string{alfa}, "x")
	refuse(jobs.ErrUnknownID, "break 99", err)
	_, err = h.stages.MatchBreak(h.ctx, 1, []string{"NOBODY"}, "x")
	refuse(jobs.ErrUnknownID, `"NOBODY"`, err)
	_, err = h.stages.MatchBreak(h.ctx, 1, nil, "x")
	refuse(nil, "--instruction", err)
	_, err = h.stages.MatchBreak(h.ctx, 1, []string{alfa}, " ")
	refuse(nil, "--reason", err)
	_, err = h.stages.MatchBreak(h.ctx, 1, []string{alfa}, "x")
	refuse(nil, "a debit is no pay-in", err)
	_, err = h.stages.MatchBreak(h.ctx, 2, []string{brixton}, "x")
	refuse(nil, "can only be its return", err)
	_, err = h.stages.MatchBreak(h.ctx, missing[brixton], []string{brixton}, "x")
	refuse(nil, "no booking in suspense", err)
	_, err = h.stages.WriteOffBreak(h.ctx, missing[brixton], "x")
	refuse(nil, "no loss that we could bear", err)
	_, err = h.stages.CloseBreak(h.ctx, 1, "x")
	refuse(nil, "are in suspense", err)
	_, err = h.stages.ReopenBreak(h.ctx, 1, "x")
	refuse(nil, "is open already", err)
	_, err = h.stages.AssignBreak(h.ctx, 1, "", "")
	refuse(nil, "name who looks after it", err)
	_, err = h.stages.AcceptSuggestion(h.ctx, 1, 7, "")
	refuse(jobs.ErrUnknownID, "no suggestion 7", err)
	h.agree(h.stages.CloseBreak(h.ctx, missing[brixton], "the bank confirms that it is under way"))
	_, err = h.stages.CloseBreak(h.ctx, missing[brixton], "x")
	refuse(nil, "is resolved: the bank confirms", err)
	h.holds()
}

// What was approved is done only to the break as it was approved.
func TestAnApprovalServesTheBreakAsItWas(t *testing.T) {
	t.Parallel()
	h := suspended(t, booked{amount: "-3.00", endToEnd: "FEE"})
	h.done(h.stages.WriteOffBreak(h.ctx, 1, "a fee"))
	_, err := h.stages.SplitBreak(h.ctx, 1, []jobs.BreakPart{{Amount: "-1.00", Reason: reconcile.ReasonDuplicate}, {Amount: "-2.00", Reason: reconcile.ReasonDuplicate}})
	h.refused(err, nil, "waits for approval 2")
	h.done(h.stages.WriteOffBreak(h.ctx, 1, "another reason")) // voids the first
	_, err = h.stages.Decide(h.ctx, 2, jobs.ApprovalSay{Person: "bea", Approved: true})
	h.refused(err, jobs.ErrNeedsPerson, "voided")
	h.ends(h.done(h.stages.Decide(h.ctx, 3, jobs.ApprovalSay{Person: "bea", Reason: "ask them first"})), jobs.OutcomeDone)
	h.same("open", []string{string(h.breakView(1).State)}, string(lifecycle.BreakOpen))
	h.same("books", h.balances("suspense", "charges"), "suspense:rhein EUR 3.00")
}
