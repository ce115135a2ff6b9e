package jobs_test

import (
	"testing"

	"nostro/calendar"
	"nostro/jobs"
)

// cameBack is a house whose EUR 100.00 to brixton came back: its account is closed.
func cameBack(t *testing.T) (h *installation, old jobs.Instruction) {
	t.Helper()
	h = settledOut(t)
	old = h.payment("brixton")
	h.gives(nextDay(returnedEntry(old, "100.00", "")))
	return h, old
}

// anew is the instruction that pays one anew.
func (h *installation) anew(old jobs.Instruction) jobs.Instruction {
	h.t.Helper()
	for _, r := range look(h, jobs.Tx.Reissues) {
		if r.Replaces == old.ID {
			return look(h, func(tx jobs.Tx) (jobs.Instruction, error) { i, _, err := tx.Instruction(r.Instruction); return i, err })
		}
	}
	h.t.Fatalf("%s is not paid anew", old.ID)
	return old
}

// reissues pays it anew, up to the bank.
func (h *installation) reissues(old jobs.Instruction) jobs.Instruction {
	h.t.Helper()
	made := h.done(h.stages.Reissue(h.ctx, old.ID, "account corrected"))
	h.ends(made, jobs.OutcomeNeedsPerson)
	h.says(made.Notes[len(made.Notes)-1], "nostro cycle further "+h.cycle, "another person approves it")
	h.holds()
	h.ends(h.further(), jobs.OutcomeDone)
	_, err := h.stages.Send(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "first somebody other than its makers approves it")
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
	h.holds()
	return h.anew(old)
}

// What came back is paid anew in a release of its own, once, and then its cycle is settled.
func TestWhatCameBackIsPaidAnew(t *testing.T) {
	t.Parallel()
	h, old := cameBack(t)
	h.same("cycle", []string{string(h.state())}, "sent")
	before := len(h.filesOut())
	now := h.reissues(old)
	if now.UETR == old.UETR || now.ID == old.ID || now.Amount != old.Amount || now.ValueDate.Before(old.ValueDate) || now.State != "sent" {
		t.Errorf("paid anew by %+v", now)
	}
	h.same("files", []string{h.filesOut()[before].Cycle}, h.cycle)
	h.same("books", h.balances("participant:brixton", "transit"), "transit:rhein EUR -130.00")
	again := h.done(h.stages.Reissue(h.ctx, old.ID, "again"))
	h.ends(again, jobs.OutcomeNothing)
	h.says(again.Summary, "is paid anew by "+now.ID, "asked by ann")
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "1000.00", entries: []booked{byName(now, "-100.00")}}.xml())
	h.same("books", h.balances("participant:brixton", "transit", "suspense"), "transit:rhein EUR -30.00")
	h.same("breaks", h.breaks())
	h.holds()
}

// So is what the bank rejected; and where that is rejected too, it is paid anew once more.
func TestWhatWasRejectedIsPaidAnew(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	first := h.payment("brixton")
	h.gives(status(about(first, "RJCT", "AC04")))
	second := h.reissues(first)
	h.gives(status(about(second, "RJCT", "AC06")))
	h.same("books", h.balances("participant:brixton"), "participant:brixton EUR -100.00")
	third := h.reissues(second)
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 rejected", "brixton out EUR 100.00 rejected",
		"brixton out EUR 100.00 sent", "harbour out EUR 30.00 sent")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(third, "-100.00"), byName(h.payment("harbour"), "-30.00"),
		byName(h.payment("alfa"), "130.00")}}.xml())
	h.same("cycle", []string{string(h.state())}, "settled")
	h.holds()
}

// A bank that takes a return back after the payment was paid anew has paid twice: that is a break, and the books say what is so.
func TestAReturnThatIsTakenBackAfterItWasPaidAnew(t *testing.T) {
	t.Parallel()
	h, old := cameBack(t)
	now := h.reissues(old)
	again := byName(old, "-100.00")
	again.back = true
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "1000.00", entries: []booked{again, byName(now, "-100.00")}}.xml())
	h.same("books", h.balances("participant:brixton", "suspense"), "participant:brixton EUR 100.00")
	h.same("breaks", h.breaks(), "duplicate brixton EUR 100.00 open")
	v := h.breakView(look(h, jobs.Tx.Breaks)[0].ID)
	h.says(v.Text, old.ID+" was to come back, and is with brixton after all", "paid anew by "+now.ID, "nostro recall "+now.ID+" --reason DUPL")
	h.says(v.Next, "get one of the two back")
	h.same("cycle", []string{string(h.state())}, "sent")
	h.holds()
}

// A payment that was rejected and paid anew, and that the bank books after all, says so.
func TestARejectedPaymentIsBookedAfterItWasPaidAnew(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	old := h.payment("brixton")
	h.gives(status(about(old, "RJCT", "AC04")))
	now := h.reissues(old)
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(old, "-100.00"), byName(now, "-100.00")}}.xml())
	h.same("breaks", h.breaks(), "rejected-but-booked brixton EUR -100.00 open")
	h.says(h.breakView(look(h, jobs.Tx.Breaks)[0].ID).Text, "It was paid anew by "+now.ID)
	h.holds()
}

// What the bank rejected, and booked all the same, may be with its payee: nothing pays it anew before the bank has said which holds.
func TestARejectedPaymentThatIsBookedIsNotPaidAnew(t *testing.T) {
	t.Parallel()
	h := rejectedAndBooked(t)
	old := h.payment("brixton")
	_, err := h.stages.Reissue(h.ctx, old.ID, "account corrected")
	h.refused(err, jobs.ErrNeedsPerson, old.ID+" is rejected, and rhein has booked it all the same", "break 1 is open", "nostro breaks show 1")
	h.same("reissues", make([]string, len(look(h, jobs.Tx.Reissues))))
	back := byName(old, "100.00") // the bank takes the booking back: the rejection holds
	back.back = true
	h.gives(nextDay(back))
	h.agree(h.stages.PairBreaks(h.ctx, 1, 2, "a mistake of the bank"))
	h.reissues(old)
}

// What was to pay it anew, and has not left when the bank books it after all, does not leave: neither from the plan, nor from a release
// that waits for approval or was approved. Once the booking stands nothing is left to pay; once it is taken back, it leaves.
func TestWhatWasToPayItAnewDoesNotLeaveOnceItIsBooked(t *testing.T) {
	t.Parallel()
	for _, upTo := range []string{"planned", "written", "approved"} {
		h := paidOut(t)
		old := h.payment("brixton")
		h.gives(status(about(old, "RJCT", "AC04")))
		h.done(h.stages.Reissue(h.ctx, old.ID, "account corrected"))
		if upTo != "planned" {
			h.ends(h.further(), jobs.OutcomeDone)
		}
		if upTo == "approved" {
			h.approve()
		}
		h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(old, "-100.00"), byName(h.payment("harbour"), "-30.00"),
			byName(h.payment("alfa"), "130.00")}}.xml())
		anew := h.anew(old)
		switch upTo {
		case "planned":
			wrote := h.further()
			h.ends(wrote, jobs.OutcomeNeedsPerson)
			h.says(wrote.Notes[0], anew.ID, "is not written: it is to pay "+old.ID+" anew, which rhein rejected, and booked all the same", "breaks show 1")
		case "written":
			_, err := h.stages.Approve(h.ctx, h.cycle, "bea", true, "")
			h.refused(err, jobs.ErrNeedsPerson, anew.ID+" must not leave", "nostro reject "+h.cycle)
		case "approved":
			_, err := h.stages.Send(h.ctx, h.cycle)
			h.refused(err, jobs.ErrNeedsPerson, anew.ID+" must not leave", "nostro reject "+h.cycle)
		}
		if upTo != "planned" {
			h.done(h.stages.Approve(h.ctx, h.cycle, "bea", false, "it is paid"))
		}
		h.holds()
		h.agree(h.stages.MatchBreak(h.ctx, 1, []string{old.ID}, "the bank says that it paid"))
		h.ends(h.further(), jobs.OutcomeNeedsPerson)
		h.reconcile()
		h.same("breaks", h.breaks(), "rejected-but-booked brixton EUR -100.00 resolved")
		h.same("cycle", []string{string(h.state())}, "settled")
		h.same("state", []string{string(h.anew(old).State)}, "planned")
		funding, err := h.stages.Funding(h.ctx, calendar.MustDate("2026-12-31"))
		h.must(err)
		for _, n := range funding.Nostros {
			if n.Goes.Sign() != 0 {
				t.Errorf("%s is to be funded for what is not paid: %+v", n.Correspondent, n)
			}
		}
		h.holds()
		h.agree(h.stages.ReopenBreak(h.ctx, 1, "the bank was wrong"))
		back := byName(old, "100.00")
		back.back = true
		h.gives(statement{seq: 2, date: "2026-11-25", opening: "1000.00", entries: []booked{back}}.xml())
		h.same("breaks", h.breaks(), "rejected-but-booked brixton EUR -100.00 open", "returned-unknown brixton EUR 100.00 open")
		h.agree(h.stages.PairBreaks(h.ctx, 1, 2, "a mistake of the bank"))
		h.ends(h.further(), jobs.OutcomeDone)
		h.approve()
		h.ends(h.send(), jobs.OutcomeDone)
		h.same("state", []string{string(h.anew(old).State)}, "sent")
		h.holds()
	}
}

// Only what is owed again is paid anew.
func TestWhatIsNotPaidAnew(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	paid := h.payment("brixton")
	refuse := func(id, reason string, class error, says ...string) {
		t.Helper()
		_, err := h.stages.Reissue(h.ctx, id, reason)
		h.refused(err, class, says...)
		h.same("reissues", make([]string, len(look(h, jobs.Tx.Reissues))))
	}
	refuse("NOBODY", "why", jobs.ErrUnknownID, `instruction "NOBODY"`, "nostro trace")
	refuse(h.payment("alfa").ID, "why", nil, "is a pay-in of alfa")
	refuse(paid.ID, "why", nil, "is sent: only what the bank rejected, or what came back")
	h.gives(firstPaper(byName(paid, "-100.00")))
	refuse(paid.UETR, "why", nil, "is settled")
	h.gives(nextDay(returnedEntry(paid, "95.00", "")))
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "995.00", entries: []booked{returnedEntry(paid, "5.00", "")}}.xml())
	refuse(paid.ID, "  ", nil, "--reason")
	h.reissues(paid)
}

// While a further release waits, nothing of its cycle is paid anew; what the payment was asked back for is told.
func TestPayingAnewWaitsForTheReleaseBefore(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	first := h.payment("brixton")
	h.gives(status(about(first, "RJCT", "AC04")))
	h.done(h.stages.Reissue(h.ctx, first.ID, "account corrected"))
	h.further()
	_, err := h.stages.Reissue(h.ctx, h.anew(first).ID, "why")
	h.refused(err, nil, "is written")
	h.done(h.stages.Approve(h.ctx, h.cycle, "bea", false, "wrong account")) // refused: it is planned again, and may go later
	h.same("payments", h.payments(), "alfa in EUR 130.00 planned", "brixton out EUR 100.00 planned", "brixton out EUR 100.00 rejected",
		"harbour out EUR 30.00 sent")
	h.holds()
	h.further()
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
	h.holds()
}

// The message says its own day, so does its recall of the message that it asks back; the control finds it on that day, and what was
// known on the days before does not have it.
func TestWhatIsPaidAnewHasItsOwnDay(t *testing.T) {
	t.Parallel()
	h := settledOut(t)
	h.looksBackAt(false)
	old := h.payment("brixton")
	h.at("2026-11-25T18:00:00Z")
	h.gives(nextDay(returnedEntry(old, "100.00", "")))
	h.at("2026-11-26T09:00:00Z")
	now := h.reissues(old)
	h.same("value date", []string{now.ValueDate.String()}, "2026-11-27")
	data := string(h.remote(now.File))
	h.says(data, "<CreDtTm>2026-11-26T09:00:00", "<IntrBkSttlmDt>2026-11-27</IntrBkSttlmDt>", now.UETR)
	h.done(h.stages.AskRecall(h.ctx, now.ID, "DUPL", ""))
	all, err := h.stages.ApprovalsOf(h.ctx)
	h.must(err)
	last := all[len(all)-1]
	h.done(h.stages.Decide(h.ctx, last.Number, jobs.ApprovalSay{Person: "bea", Approved: true, Looked: last.Digest[:8]}))
	h.ends(h.done(h.stages.SendRecalls(h.ctx)), jobs.OutcomeDone)
	h.says(string(h.remote(look(h, jobs.Tx.Recalls)[0].File)), "<OrgnlCreDtTm>2026-11-26T09:00:00", now.UETR)
	h.at("2026-11-27T18:00:00Z")
	h.gives(statement{seq: 3, date: "2026-11-27", opening: "1000.00", entries: []booked{byName(now, "-100.00")}}.xml())
	h.at("2026-11-28T09:00:00Z")
	found := false
	for _, line := range h.control("") {
		found = found || line == "2026-11-27 files -100.00 bank -100.00 ledger -100.00"
	}
	if !found {
		t.Errorf("the control: %q", h.control(""))
	}
	h.holds()
}

// So is a person who undoes the match of the return; once the money of the second one is back, nothing is open.
func TestAReturnIsUndoneAfterItWasPaidAnew(t *testing.T) {
	t.Parallel()
	h, old := cameBack(t)
	now := h.reissues(old)
	key := ""
	for _, m := range look(h, jobs.Tx.Matches) {
		if m.Instruction == old.ID && m.Kind == "returned" {
			key = m.Journal
		}
	}
	h.undo(key, "it was of another payment")
	h.reconcile()
	lines := h.breaks()
	h.same("the last", lines[len(lines)-1:], "duplicate brixton EUR 100.00 open")
	h.says(h.breakView(look(h, jobs.Tx.Breaks)[len(lines)-1].ID).Text, "It was paid anew by "+now.ID)
	h.holds()
	h.gives(status(about(now, "RJCT", "AC04")))
	h.reconcile()
	lines = h.breaks()
	h.same("the last", lines[len(lines)-1:], "duplicate brixton EUR 100.00 resolved")
	h.holds()
}

// The books are found wrong where something pays anew what it does not say.
func TestTheCheckLooksAtReissues(t *testing.T) {
	t.Parallel()
	h, old := cameBack(t)
	now := h.reissues(old)
	h.tamper("DROP TRIGGER reissue_never_changes", "UPDATE reissue SET replaces = (SELECT id FROM instruction WHERE participant = 'harbour')")
	_, broken := h.checked()
	h.says(broken[nameInstructions], "instruction "+now.ID+" of EUR 100.00 to brixton pays anew", "which is EUR 30.00 to harbour")
}
