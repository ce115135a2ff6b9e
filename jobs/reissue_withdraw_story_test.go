package jobs_test

import (
	"testing"

	"nostro/jobs"
)

// takesBack withdraws what was to pay anew.
func (h *installation) takesBack(id string) jobs.Result {
	h.t.Helper()
	out := h.done(h.stages.WithdrawReissue(h.ctx, id, "a mistake"))
	h.ends(out, jobs.OutcomeDone)
	return out
}

// stateOf is the state of one payment.
func (h *installation) stateOf(id string) string {
	h.t.Helper()
	i := look(h, func(tx jobs.Tx) (jobs.Instruction, error) { i, _, err := tx.Instruction(id); return i, err })
	return string(i.State)
}

// lastAnew is what pays a payment anew and is planned.
func (h *installation) lastAnew(old jobs.Instruction) jobs.Instruction {
	h.t.Helper()
	for _, r := range look(h, func(tx jobs.Tx) ([]jobs.Reissue, error) { return tx.ReissuesOf(old.ID) }) {
		if i := look(h, func(tx jobs.Tx) (jobs.Instruction, error) { i, _, err := tx.Instruction(r.Instruction); return i, err }); i.State == "planned" {
			return i
		}
	}
	h.t.Fatalf("nothing is planned that pays %s anew", old.ID)
	return old
}

// A reissue that was a mistake is withdrawn; the payment is owed again as before, and is paid anew later, by another one. All of it is kept.
func TestAReissueIsWithdrawnAndAskedForAgain(t *testing.T) {
	t.Parallel()
	h, old := cameBack(t)
	h.done(h.stages.Reissue(h.ctx, old.ID, "account corrected"))
	first := h.lastAnew(old)
	out := h.takesBack(first.ID)
	h.says(out.Summary, first.ID+" of EUR 100.00 to brixton is withdrawn and never leaves")
	h.says(out.Notes[0], old.ID+" is returned and owed again: nostro reissue "+old.ID+" --reason WHY")
	h.same("state", []string{h.stateOf(first.ID), h.stateOf(old.ID)}, "withdrawn", "returned")
	h.ends(h.further(), jobs.OutcomeNothing)
	again := h.done(h.stages.WithdrawReissue(h.ctx, first.ID, "once more"))
	h.ends(again, jobs.OutcomeNothing)
	h.says(again.Summary, "ann withdrew it on ", ": a mistake")

	h.done(h.stages.Reissue(h.ctx, old.ID, "now the account is right"))
	second := h.lastAnew(old)
	if second.ID == first.ID || second.UETR == first.UETR {
		t.Errorf("the second one is the first: %+v", second)
	}
	h.ends(h.further(), jobs.OutcomeDone)
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "1000.00", entries: []booked{byName(second, "-100.00"),
		byName(h.payment("harbour"), "-30.00"), byName(h.payment("alfa"), "130.00")}}.xml())
	h.same("cycle", []string{string(h.state())}, "settled")
	h.same("books", h.balances("participant", "transit", "suspense"))
	h.same("breaks", h.breaks())
	var history []string
	for _, r := range look(h, jobs.Tx.Reissues) {
		history = append(history, r.Reason+" "+r.AskedBy+" "+r.WithdrawnBy+" "+r.WithdrawnWhy)
	}
	h.unordered("history", history, "account corrected ann ann a mistake", "now the account is right ann  ")
	h.holds()
}

// Its release was refused: it is planned, and withdrawn by the payment that it was to pay anew. Nothing blocks the cycle then.
func TestAReissueIsWithdrawnAfterItsReleaseWasRefused(t *testing.T) {
	t.Parallel()
	h, old := cameBack(t)
	h.done(h.stages.Reissue(h.ctx, old.ID, "account corrected"))
	anew := h.lastAnew(old)
	h.ends(h.further(), jobs.OutcomeDone)
	_, err := h.stages.WithdrawReissue(h.ctx, old.ID, "a mistake")
	h.refused(err, jobs.ErrNeedsPerson, anew.ID+" is in a release that waits", "nostro reject "+h.cycle)
	h.done(h.stages.Approve(h.ctx, h.cycle, "bea", false, "wrong account"))
	h.takesBack(old.ID)
	h.same("state", []string{h.stateOf(anew.ID), string(h.state())}, "withdrawn", "sent")
	h.ends(h.further(), jobs.OutcomeNothing)
	h.holds()
}

// The payee got it after all while what pays it anew has not left: that does not leave, neither from the plan nor in a release, and once it
// is withdrawn nothing is left of it.
func TestThePayeeGotItBeforeItWasPaidAnew(t *testing.T) {
	t.Parallel()
	for _, written := range []bool{false, true} {
		h, old := cameBack(t)
		h.done(h.stages.Reissue(h.ctx, old.ID, "account corrected"))
		anew := h.lastAnew(old)
		if written {
			h.ends(h.further(), jobs.OutcomeDone)
			h.approve()
		}
		again := byName(old, "-100.00")
		again.back = true
		h.gives(statement{seq: 3, date: "2026-11-26", opening: "1000.00", entries: []booked{again, byName(h.payment("harbour"), "-30.00"),
			byName(h.payment("alfa"), "130.00")}}.xml())
		if written {
			h.same("breaks", h.breaks(), "duplicate brixton EUR 100.00 open")
			h.says(h.breakView(1).Text, "nostro reject "+h.cycle+", then nostro reissue withdraw "+anew.ID)
			_, err := h.stages.Send(h.ctx, h.cycle)
			h.refused(err, jobs.ErrNeedsPerson, anew.ID+" must not leave", "with brixton after all, by EUR 100.00", "nostro reject")
			h.done(h.stages.Approve(h.ctx, h.cycle, "bea", false, "the payee has it"))
			h.ends(h.further(), jobs.OutcomeNeedsPerson)
		}
		h.same("it does not leave", []string{h.stateOf(anew.ID)}, "planned")
		out := h.takesBack(anew.ID)
		h.says(out.Notes[0], old.ID+" is settled: its payee has it, and nothing is owed")
		h.reconcile()
		for _, line := range h.breaks() {
			h.same("breaks", []string{line}, "duplicate brixton EUR 100.00 resolved")
		}
		h.same("cycle", []string{string(h.state())}, "settled")
		h.same("books", h.balances("participant", "transit", "suspense"))
		h.holds()
	}
}

// What has left, or is nothing of the kind, is not withdrawn.
func TestWhatIsNotWithdrawn(t *testing.T) {
	t.Parallel()
	h, old := cameBack(t)
	refuse := func(id, reason string, class error, says ...string) {
		t.Helper()
		_, err := h.stages.WithdrawReissue(h.ctx, id, reason)
		h.refused(err, class, says...)
	}
	refuse("NOBODY", "why", jobs.ErrUnknownID, `instruction "NOBODY"`)
	refuse(h.payment("alfa").ID, "why", nil, "is a pay-in of alfa")
	refuse(old.ID, "why", nil, "pays nothing anew, and nothing pays it anew")
	now := h.reissues(old)
	refuse(now.ID, "", nil, "--reason")
	refuse(now.ID, "why", jobs.ErrNeedsPerson, "is sent after 1 attempt", "nostro recall "+now.ID)
	h.gives(status(about(now, "RJCT", "AC04")))
	refuse(now.ID, "why", jobs.ErrNeedsPerson, "is rejected", "nostro reissue "+now.ID)
	h.same("reissues", []string{look(h, jobs.Tx.Reissues)[0].WithdrawnBy}, "")
}

// The books are found wrong where a withdrawn one is not withdrawn, or the other way round, or together they pay too much.
func TestTheCheckLooksAtWithdrawnReissues(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]struct{ sql, want string }{
		"it may leave":  {"UPDATE instruction SET state = 'planned' WHERE state = 'withdrawn'", "is planned, and that it pays anew"},
		"never left":    {"UPDATE instruction SET intents = 1 WHERE state = 'withdrawn'", "was withdrawn before it left, and has"},
		"nobody did it": {"DELETE FROM reissue_withdrawn", "is withdrawn, and that it pays anew"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, old := cameBack(t)
			h.done(h.stages.Reissue(h.ctx, old.ID, "account corrected"))
			h.takesBack(old.ID)
			h.tamper("DROP TRIGGER instruction_withdrawn_stays", "DROP TRIGGER reissue_withdrawn_never_goes",
				"PRAGMA ignore_check_constraints = 1", story.sql)
			_, broken := h.checked()
			h.says(broken[nameInstructions], story.want)
		})
	}
}
