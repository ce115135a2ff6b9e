package jobs_test

import (
	"strings"
	"testing"

	"nostro/jobs"
)

// endedByHand is a house whose breaks were matched, paired, written off and closed by hand, each in its own way.
func endedByHand(t *testing.T) *installation {
	t.Helper()
	h := suspended(t, booked{amount: "130.00", endToEnd: "A"}, booked{amount: "-2.00", endToEnd: "B"}, booked{amount: "2.00", endToEnd: "C"},
		booked{amount: "-3.00", endToEnd: "D"}, booked{amount: "9.00", endToEnd: "E"})
	h.agree(h.stages.MatchBreak(h.ctx, 1, []string{h.payment("alfa").ID}, "alfa rang"))
	h.agree(h.stages.PairBreaks(h.ctx, 2, 3, "a mistake"))
	h.alone("5.00")
	h.done(h.stages.WriteOffBreak(h.ctx, 4, "a fee"))
	h.done(h.stages.SplitBreak(h.ctx, 5, []jobs.BreakPart{{Amount: "4.00", Reason: "duplicate"}, {Amount: "5.00", Reason: "duplicate"}}))
	return h
}

// What ended a break, changed behind the back of the store, is named.
func TestCheckNamesBreaksThatWereNotEnded(t *testing.T) {
	t.Parallel()
	h := endedByHand(t)
	for _, story := range []struct{ name, sql, check, want string }{
		{"opened", "UPDATE break_item SET state = 'open' WHERE id = 1", nameBreaks, "break 1: it is open, and its last step ended it"},
		{"silent", "UPDATE break_item SET resolution = '' WHERE id = 4", nameBreaks, "break 4: it is resolved, and nothing says by what"},
		{"told otherwise", "UPDATE break_item SET resolution = 'x' WHERE id = 4", nameBreaks, "break 4: its resolution is not that of the step"},
		{"without its entry", "UPDATE break_step SET journal = 'nothing' WHERE break = 1", nameBreaks, `journal entry "nothing", by which it was matched, is not there`},
		{"with an entry that is undone", "UPDATE break_step SET journal = 'booked:1:1:1:unexplained' WHERE break = 1", nameBreaks, "is undone"},
		{"paired with another", "UPDATE break_step SET partner = 4 WHERE break = 2", nameBreaks, "break 4, with which it was paired, does not cancel it out"},
		{"split into less", "UPDATE break_item SET minor = 399 WHERE id = 6", nameBreaks, "break 5: its parts do not sum to EUR 9.00"},
		{"above the limit", "UPDATE break_step SET value_minor = 501 WHERE break = 4", nameGivenUp, "break 4, step 1 (written-off by ann): it is above what one person"},
		{"by another's approval", "UPDATE break_step SET approval = 2 WHERE break = 2", nameGivenUp, "break 2, step 1 (paired by ann): approval 2 is about something else"},
		{"of another amount", "UPDATE break_step SET minor = minor + 1 WHERE break = 1", nameGivenUp, "approval 2 is about something else"},
		{"by another person", "UPDATE break_step SET person = 'zoe' WHERE break = 1", nameGivenUp, "approval 2 is about something else"},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			_, broken := brokenCopy(t, h.dir, t.TempDir(), story.sql, "").checked()
			if !strings.Contains(broken[story.check], story.want) {
				t.Errorf("%q does not say %q", broken[story.check], story.want)
			}
		})
	}
}

// The database itself lets nobody end a break alone above the limit, nor open one without a step.
func TestTheStoreHoldsTheSecondPerson(t *testing.T) {
	t.Parallel()
	h := suspended(t, booked{amount: "-3.00", endToEnd: "D"})
	step := jobs.BreakStep{Break: 1, Did: jobs.BreakWrittenOff, Person: "ann", At: h.now, Note: "x", Amount: amount(eur, "-3.00"),
		Value: amount(eur, "3.00"), Limit: amount(eur, "2.99")}
	for _, change := range []func(*jobs.BreakStep){
		func(*jobs.BreakStep) {},
		func(s *jobs.BreakStep) { s.Value = jobs.BreakStep{}.Value },
		func(s *jobs.BreakStep) { s.Limit = amount(usd, "5.00") },
		func(s *jobs.BreakStep) { s.Approval = 1 }, // of the release
	} {
		one := step
		change(&one)
		h.refused(h.store.Update(h.ctx, func(tx jobs.Tx) error { return tx.AddBreakStep(one) }), nil, "no other person has approved it")
	}
}
