package jobs_test

import (
	"strings"
	"testing"

	"nostro/jobs"
)

// wrongTotal is a house whose bank booked one of two equal payments in a total, which was matched with the message of the other:
// the advice that comes after tells it.
func wrongTotal(t *testing.T) (h *installation, alfa, brixton, harbour jobs.Instruction) {
	t.Helper()
	h = newInstallation(t, silentPayIns)
	h.people()
	h.imports("account.csv", "participant,currency,account,agent_bic\nbrixton,USD,0210000001055,CASCUS33XXX\n")
	h.owes("O-1 cascade alfa USD 5.00", "O-2 cascade brixton USD 7.00", "O-3 cascade harbour USD 7.00")
	h.run()
	h.approve()
	h.send()
	alfa, brixton, harbour = h.payment("alfa"), h.payment("brixton"), h.payment("harbour")
	h.takesFrom(totals(booked{amount: "-12.00", ref: "B-9", batch: alfa.MsgID}).xml())
	h.takesFrom(notification{id: "1", amount: "-12.00", ref: "B-9", payments: []booked{byName(alfa, "-5.00"), byName(harbour, "-7.00")}}.xml())
	h.same("advice", h.advices(), "USD -12.00 contradicts 1/1")
	h.same("breaks", h.breaks(), "amount-differs hudson USD 0.00 open")
	return h, alfa, brixton, harbour
}

// The break tells item by item what differs, and how it is put right. Once that is done, the payments that the bank tells are
// matched by themselves, and the break closes.
func TestAdviceThatProvesAMatchWrong(t *testing.T) {
	t.Parallel()
	h, _, brixton, harbour := wrongTotal(t)
	b := h.breakView(1)
	h.says(b.Text, "1 payment the same", "matched with "+brixton.ID+" (USD 7.00, by rule message total), which is not told",
		"told, and not matched: "+harbour.ID+" of USD 7.00 (pay-out of participant harbour, sent)")
	key := h.standing("brixton")
	h.says(b.Next, "nostro breaks undo "+key+" --reason WHY takes it from "+brixton.ID, "nostro reconcile then matches it")
	h.postsNothing()
	h.undo(key, "the bank tells harbour")
	h.reconcile()
	h.same("payments", h.payments(), "alfa out USD 5.00 settled", "brixton out USD 7.00 sent", "cascade in USD 19.00 planned",
		"harbour out USD 7.00 settled")
	h.same("advice", h.advices(), "USD -12.00 taken 1/1")
	h.says(look(h, jobs.Tx.Advices)[0].Why, "what was undone of its booking is matched by the 1 payment that it tells")
	h.same("breaks", h.breaks(), "amount-differs hudson USD 0.00 resolved", "unknown-at-us brixton USD -7.00 resolved")
	h.same("books", h.balances("suspense", "transit"), "transit:hudson USD -7.00")
	h.postsNothing()
}

// A person may match by hand what was undone: the break closes all the same, once the booking is settled with what is told.
func TestAContradictionThatAPersonSettles(t *testing.T) {
	t.Parallel()
	h, _, brixton, harbour := wrongTotal(t)
	h.undo(brixton.ID, "the bank tells harbour")
	h.agree(h.stages.MatchBreak(h.ctx, 2, []string{harbour.ID}, "as the bank says"))
	h.reconcile()
	h.same("advice", h.advices(), "USD -12.00 taken 1/1")
	h.same("breaks", h.breaks(), "amount-differs hudson USD 0.00 resolved", "unknown-at-us brixton USD -7.00 resolved")
	h.says(look(h, jobs.Tx.Advices)[0].Why, "settled with just these payments now")
	h.postsNothing()
}

// Matched by hand with something else again, it still contradicts.
func TestAContradictionThatStays(t *testing.T) {
	t.Parallel()
	h, _, brixton, _ := wrongTotal(t)
	h.undo(brixton.ID, "the bank tells harbour")
	h.agree(h.stages.MatchBreak(h.ctx, 2, []string{brixton.ID}, "no, it is"))
	h.reconcile()
	h.same("advice", h.advices(), "USD -12.00 contradicts 1/1")
	h.same("breaks", h.breaks(), "amount-differs hudson USD 0.00 open", "unknown-at-us brixton USD -7.00 resolved")
	if next := h.breakView(1).Next; strings.Contains(next, "undo") {
		t.Errorf("a person has decided: %s", next)
	}
}

// What came back since is undone first.
func TestAContradictionAboutWhatCameBack(t *testing.T) {
	t.Parallel()
	h, _, brixton, _ := wrongTotal(t)
	back := totals(returnedEntry(brixton, "7.00", ""))
	back.seq, back.date, back.opening = 2, "2026-11-25", "88.00"
	h.takesFrom(back.xml())
	h.same("returned", []string{string(h.payment("brixton").State)}, "returned")
	h.says(h.breakView(1).Next, brixton.ID+" came back since", "which is undone first")
}

// A statement that names its payments itself, and an advice that names others of ours for the same booking: the bank contradicts
// itself, and only it can say which holds. The same payments by other references contradict nothing, whichever comes first.
func TestAdviceThatNamesOthersThanTheStatement(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]struct {
		told   func(alfa, brixton jobs.Instruction) booked
		before bool
		state  string
	}{
		"the same":                {func(alfa, _ jobs.Instruction) booked { return byName(alfa, "-5.00") }, false, "taken"},
		"by another reference":    {func(alfa, _ jobs.Instruction) booked { return booked{amount: "-5.00", uetr: alfa.UETR} }, false, "taken"},
		"unknown here":            {func(_, _ jobs.Instruction) booked { return booked{amount: "-5.00", endToEnd: "ELSE"} }, false, "taken"},
		"another one":             {func(_, brixton jobs.Instruction) booked { return byName(brixton, "-5.00") }, false, "contradicts"},
		"another one, told first": {func(_, brixton jobs.Instruction) booked { return byName(brixton, "-5.00") }, true, "contradicts"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, alfa, brixton := twoInOne(t)
			paid := byName(alfa, "-5.00")
			paid.ref = "B-9"
			papers := []string{totals(paid).xml(), notification{id: "1", amount: "-5.00", ref: "B-9", payments: []booked{story.told(alfa, brixton)}}.xml()}
			if story.before {
				papers[0], papers[1] = papers[1], papers[0]
			}
			for _, paper := range papers {
				h.takesFrom(paper)
			}
			h.same("advice", h.advices(), "USD -5.00 "+story.state+" 1/1")
			h.same("payments", h.payments()[:2], "alfa out USD 5.00 settled", "brixton out USD 7.00 sent")
			for _, b := range look(h, jobs.Tx.Breaks) {
				if !strings.HasPrefix(b.Key, "advice:") {
					continue
				}
				h.same("only where it contradicts", []string{story.state}, "contradicts")
				v := h.breakView(b.ID)
				h.says(v.Text, "the statement names "+alfa.ID+", the advice tells "+brixton.ID)
				h.says(v.Next, "ask hudson; nostro statements advices")
			}
			h.postsNothing()
		})
	}
}
