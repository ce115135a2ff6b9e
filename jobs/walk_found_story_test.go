package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
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

// A bank may take a pay-in back, book it after all and take it back once more, on any statements: how it ends is what the order of
// events says, and the latest is undone first.
func TestAPayInToAndFro(t *testing.T) {
	t.Parallel()
	const in, back, again = "130.00", "-130.00 taken back", "130.00 booked after all"
	for name, story := range map[string]struct {
		days  [][]string
		state string
		owed  []string
	}{
		"on three days":               {[][]string{{in}, {back}, {again}}, "settled", nil},
		"to and fro on one day":       {[][]string{{in}, {back}, {again, back}}, "returned", []string{"participant:alfa EUR 130.00"}},
		"listed the other way round":  {[][]string{{in}, {back}, {back, again}}, "returned", []string{"participant:alfa EUR 130.00"}},
		"taken back twice on one day": {[][]string{{in, back}, {again, back}, {again}}, "settled", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := paidOut(t)
			a, opening := h.payment("alfa"), int64(100_000)
			for n, day := range story.days {
				paper := statement{seq: n + 1, date: date24.AddDays(n).String(), opening: cents(opening)}
				for _, what := range day {
					amountOf, kind, _ := strings.Cut(what, " ")
					e := byName(a, amountOf)
					e.back = kind != ""
					paper.entries, opening = append(paper.entries, e), opening+amount(eur, amountOf).Minor()
				}
				h.gives(paper.xml())
			}
			h.same("state", []string{string(h.payment("alfa").State)}, story.state)
			h.same("books", h.balances("participant:alfa", "suspense"), story.owed...)
			h.same("breaks", h.breaks())
			for len(h.standingMatches()) > 0 {
				h.undo(h.latestMatch(), "it is something else")
			}
			h.same("all undone", append(h.balances("participant:alfa"), string(h.payment("alfa").State)), "participant:alfa EUR 130.00", "planned")
		})
	}
}

// latestMatch is the key of the last entry of the journal that a match stands on.
func (h *installation) latestMatch() (last string) {
	h.t.Helper()
	standing := map[string]bool{}
	for _, m := range h.standingMatches() {
		standing[m.Journal] = true
	}
	for _, e := range h.journal() {
		if standing[e.Key] {
			last = e.Key
		}
	}
	return last
}

// Of a payment that comes in parts one break says what is missing now, and no more than that is written off.
func TestWhatIsMissingAfterEveryPart(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.alone("1000.00")
	part := func(seq int, opening, what string) {
		h.gives(statement{seq: seq, date: date24.AddDays(seq - 1).String(), opening: opening, entries: []booked{byName(h.payment("alfa"), what)}}.xml())
	}
	part(1, "1000.00", "10.00")
	part(2, "1010.00", "20.00")
	h.same("two parts", h.breaks(), "amount-differs alfa EUR -120.00 resolved", "amount-differs alfa EUR -100.00 open")
	second := h.latestMatch()
	part(3, "1030.00", "40.00")
	h.same("three parts", h.breaks(), "amount-differs alfa EUR -120.00 resolved", "amount-differs alfa EUR -100.00 resolved", "amount-differs alfa EUR -60.00 open")
	h.done(h.stages.UndoMatch(h.ctx, second, "it was of another payment"))
	_, err := h.stages.WriteOffBreak(h.ctx, 99, "unknown")
	h.refused(err, jobs.ErrUnknownID, "break 99")
	h.reconcile()
	h.same("one is undone", h.breaks(), "amount-differs alfa EUR -120.00 resolved", "amount-differs alfa EUR -100.00 resolved",
		"amount-differs alfa EUR -60.00 resolved", "unknown-at-us alfa EUR 20.00 open", "amount-differs alfa EUR -80.00 open")
	h.says(h.breakView(5).Text, "EUR 50.00 of EUR 130.00 came", "Ask participant alfa")
	h.postsNothing()
	h.done(h.stages.WriteOffBreak(h.ctx, 5, "not worth a letter"))
	h.same("books", h.balances("participant:alfa", "suspense", "charges"), "charges:rhein EUR 80.00", "suspense:rhein EUR -20.00")
	h.postsNothing()
}

// A break that says more than what is missing, since another part came and nobody has reconciled, writes off nothing.
func TestNoMoreIsWrittenOffThanIsMissing(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.alone("1000.00")
	a := h.payment("alfa")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(a, "10.00"), {amount: "5.00", endToEnd: "THANKS"}}}.xml())
	h.same("breaks", h.breaks(), "amount-differs alfa EUR -120.00 open", "unknown-at-us rhein EUR 5.00 open")
	h.done(h.stages.MatchBreak(h.ctx, 2, []string{a.ID}, "alfa rang"))
	_, err := h.stages.WriteOffBreak(h.ctx, 1, "not worth a letter")
	h.refused(err, nil, "EUR 15.00 came", "EUR -120.00 is no longer what is missing", "nostro reconcile")
	h.reconcile()
	h.same("breaks", h.breaks(), "amount-differs alfa EUR -120.00 resolved", "unknown-at-us rhein EUR 5.00 resolved", "amount-differs alfa EUR -115.00 open")
	h.postsNothing()
}

// What lies in suspense since more was booked than was paid stays in its break, whatever comes back of the payment in parts.
func TestWhatIsTooMuchStaysWhenTheRestComesBack(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	b := h.payment("brixton")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-120.00")}}.xml())
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "880.00", entries: []booked{returnedEntry(b, "95.00", "")}}.xml())
	h.same("a part came back", h.breaks(), "amount-differs brixton EUR -20.00 open", "amount-differs brixton EUR -5.00 open")
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "975.00", entries: []booked{returnedEntry(b, "5.00", "")}}.xml())
	h.same("the rest came back", h.breaks(), "amount-differs brixton EUR -20.00 open", "amount-differs brixton EUR -5.00 resolved")
	h.same("books", h.balances("suspense"), "suspense:rhein EUR 20.00")
	h.postsNothing()
}

// What is found on a later statement, once a match was undone, may explain what lies in suspense of an earlier one: one run finds both.
func TestOneRunFindsAllThatFollowsFromWhatWasUndone(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	a := h.payment("alfa")
	back, after := byName(a, "-130.00"), byName(a, "130.00")
	back.back, after.back = true, true
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{after}}.xml())
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "1130.00", entries: []booked{back}}.xml())
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "1000.00", entries: []booked{byName(a, "130.00")}}.xml())
	h.same("breaks", h.breaks(), "returned-unknown alfa EUR 130.00 open", "unknown-at-us alfa EUR -130.00 open")
	h.undo(a.ID, "it is something else")
	h.agree(h.stages.MatchBreak(h.ctx, 3, []string{a.ID}, "it is that after all"))
	h.reconcile()
	h.same("breaks", h.breaks(), "returned-unknown alfa EUR 130.00 resolved", "unknown-at-us alfa EUR -130.00 resolved", "unknown-at-us alfa EUR 130.00 resolved")
	h.same("books", h.balances("participant:alfa", "suspense"))
	h.same("state", []string{string(h.payment("alfa").State)}, "settled")
	h.postsNothing()
}

// What comes back by hand is of a payment that is booked whole, as it is by the rules: of a part of it nobody knows yet what it is.
func TestAPartIsNoPaymentThatComesBack(t *testing.T) {
	t.Parallel()
	h := suspended(t, booked{amount: "-7.00", endToEnd: "A PART"}, booked{amount: "6.00", endToEnd: "BACK"})
	h.alone("1000.00")
	b := h.payment("brixton").ID
	h.done(h.stages.MatchBreak(h.ctx, 1, []string{b}, "a part of it"))
	_, err := h.stages.MatchBreak(h.ctx, 2, []string{b}, "it came back")
	h.refused(err, nil, "only EUR 7.00 of its EUR 100.00 is booked", "match the booking of the rest first")
	h.same("books", h.balances("participant:brixton", "suspense"), "suspense:rhein EUR -6.00")
	h.holds()
}

// A booking that was matched with less than it is leaves what is beyond in a break of its own. Reopened, it is whole again, where nobody
// has done anything about the rest; else each says what it holds, and together they say what the bank booked.
func TestWhatWasBeyondAMatchIsAPartAgain(t *testing.T) {
	t.Parallel()
	beyond := func() *installation {
		h := suspended(t, booked{amount: "-130.00", endToEnd: "RENT"})
		h.agree(h.stages.MatchBreak(h.ctx, 1, []string{h.payment("brixton").ID}, "it is that, and more"))
		h.same("what is beyond", h.breaks(), "unknown-at-us rhein EUR -130.00 resolved", "amount-differs brixton EUR -30.00 open")
		return h
	}
	holds := func(h *installation, want ...string) {
		t.Helper()
		var got []string
		all, err := h.stages.BreakViews(h.ctx, false)
		h.must(err)
		for _, v := range all {
			if v.State == lifecycle.BreakOpen {
				got = append(got, fmt.Sprintf("%d: %s, holds %s", v.ID, v.Amount, v.Held))
			}
		}
		h.same("open breaks", got, want...)
		h.same("suspense", h.balances("suspense"), "suspense:rhein EUR 130.00")
		h.holds()
	}
	h := beyond()
	h.agree(h.stages.ReopenBreak(h.ctx, 1, "it was not"))
	holds(h, "1: EUR -130.00, holds EUR -130.00")
	h.says(h.breakView(2).Resolution, "it is in break 1 again")
	before := h.entries()
	h.reconcile()
	if h.entries() != before {
		t.Errorf("reconciled again, it posts %d entries", h.entries()-before)
	}
	h.agree(h.stages.MatchBreak(h.ctx, 1, []string{h.payment("brixton").ID}, "it was, after all"))
	h.agree(h.stages.ReopenBreak(h.ctx, 1, "no"))
	holds(h, "1: EUR -130.00, holds EUR -130.00")

	h = beyond()
	h.done(h.stages.SplitBreak(h.ctx, 2, []jobs.BreakPart{{Amount: "-10.00", Reason: reconcile.ReasonUnknownAtUs, Note: "a fee"},
		{Amount: "-20.00", Reason: reconcile.ReasonUnknownAtUs, Note: "rent"}}))
	h.agree(h.stages.ReopenBreak(h.ctx, 1, "it was not"))
	holds(h, "1: EUR -100.00, holds EUR -100.00", "3: EUR -10.00, holds EUR -10.00", "4: EUR -20.00, holds EUR -20.00")
}

// What is missing is said by one break: where a person opened one again, and a part that came meanwhile is undone, no second one comes.
func TestWhatIsMissingIsSaidOnce(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	a := h.payment("alfa")
	h.gives(firstPaper(byName(h.payment("brixton"), "-100.00"), byName(h.payment("harbour"), "-30.00")))
	h.at("2026-11-26T09:00:00Z")
	h.reconcile()
	missing := h.openAbout(a)
	h.agree(h.stages.WriteOffBreak(h.ctx, missing, "alfa does not pay"))
	h.gives(statement{seq: 2, date: "2026-11-26", opening: "870.00", entries: []booked{byName(a, "0.06")}}.xml())
	h.agree(h.stages.ReopenBreak(h.ctx, missing, "some of it came"))
	h.reconcile()
	h.undo(a.ID, "it is something else")
	open := func() (said []string) {
		for _, b := range look(h, jobs.Tx.Breaks) {
			if b.State == lifecycle.BreakOpen && b.Instruction == a.ID && b.Reason == reconcile.ReasonMissingAtBank {
				said = append(said, b.Amount.String())
			}
		}
		return said
	}
	for range 2 {
		h.reconcile()
		h.same("missing", open(), "EUR -130.00")
	}
	h.holds()
}
