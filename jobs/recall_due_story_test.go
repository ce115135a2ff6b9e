package jobs_test

import (
	"fmt"
	"testing"

	"nostro/formats/codeset"
	"nostro/jobs"
	"nostro/lifecycle"
)

// An answer is due by a date, which a word that the bank asks others does not move; once it has agreed the money is due; and
// what has ended awaits nothing.
func TestARecallAwaitsSomethingUntilADate(t *testing.T) {
	t.Parallel()
	h := paidOut(t, func(s *setup) { s.settings.Alarms.RecallDays = 3 })
	h.asksBack("FRAD")
	due := func() string { return fmt.Sprint(h.recall(1).Due) }
	if due() != "" {
		t.Errorf("before it is sent %s is due", due())
	}
	h.done(h.stages.SendRecalls(h.ctx)) // a Monday
	h.same("an answer", []string{due()}, "2026-11-26")
	h.at("2026-11-24T12:00:00Z")
	h.gives(resolves(h.recall(1), "payment", "PDCR", "PDCR", "PTNA"))
	h.same("it asks others", []string{due(), h.recall(1).Next}, "2026-11-26", "wait for the payee's bank; ask rhein where nothing comes")
	overdue := func() int {
		all, err := h.stages.OverdueRecalls(h.ctx)
		h.must(err)
		return len(all)
	}
	if overdue() != 0 {
		t.Error("it is overdue before its date")
	}
	h.at("2026-11-27T12:00:00Z") // a Friday
	if overdue() != 1 {
		t.Error("it is not overdue after its date")
	}
	v := h.recall(1)
	h.says(v.Next, "an answer was due until 2026-11-26: ring rhein, and name case "+v.CaseID, v.Payment.UETR, "then wait for")
	h.gives(resolves(v, "payment", "ACCR", "CNCL", ""))
	h.same("the money", []string{due()}, "2026-12-02")
	h.at("2026-12-03T12:00:00Z")
	h.says(h.recall(1).Next, "the money was due until 2026-12-02")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(v.Payment, "-100.00")}}.xml())
	h.gives(nextDay(returnedEntry(v.Payment, "100.00", "")))
	h.same("the end", append(h.recalls(), due()), "1 recovered", "")
}

// Every reason of ISO's list makes a message; each recall is a case of its own.
func TestEveryReasonOfARecall(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	payment, cases := h.payment("brixton").ID, map[string]bool{}
	number := int64(1)
	for code := range codeset.CancellationReasons.All() {
		number++
		h.ends(h.done(h.stages.AskRecall(h.ctx, payment, code, "as was told by telephone")), jobs.OutcomeNeedsPerson)
		h.done(h.stages.Decide(h.ctx, number, jobs.ApprovalSay{Person: "bea", Reason: "a test of words"}))
	}
	all := look(h, jobs.Tx.Recalls)
	for _, r := range all {
		cases[r.CaseID] = true
	}
	if len(all) < 30 || len(cases) != len(all) {
		t.Errorf("%d recalls, %d cases", len(all), len(cases))
	}
}

// What has come back, and what nobody knows of whether it left, is not recalled; the refusal says what to do.
func TestWhatIsBackOrInDoubtIsNotRecalled(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b := h.payment("brixton")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-100.00")}}.xml())
	h.gives(nextDay(returnedEntry(b, "100.00", "")))
	_, err := h.stages.AskRecall(h.ctx, b.ID, "DUPL", "")
	h.refused(err, nil, "is returned: there is nothing to recall")

	doubt := newInstallation(t, silentPayIns, takesAtOnce("rhein"))
	doubt.approved("O-1 alfa brixton EUR 100.00")
	m, undo := doubt.meddle()
	m.afterSend = func(string) { panic(crash{}) }
	doubt.crashes(func() { _, _ = doubt.stages.Send(doubt.ctx, doubt.cycle) })
	undo()
	one := doubt.payment("brixton")
	_, err = doubt.stages.AskRecall(doubt.ctx, one.ID, "DUPL", "")
	doubt.refused(err, jobs.ErrNeedsPerson, "it is not known whether "+one.ID+" has left", "nostro send looks again")
	if one.State != lifecycle.InstructionSending {
		t.Errorf("it is %s", one.State)
	}
}
