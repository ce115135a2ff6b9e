package jobs_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"nostro/jobs"
	"nostro/money"
)

// Whatever a bank books by whatever references, and whatever of it is undone: no rule brings together again what a person took
// apart, the books hold, and once all is tried nothing more is posted.
func TestNoRuleFindsAgainWhatWasUndone(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(seed, 3))
			h := paidOut(t)
			opening := int64(100_000)
			for seq := 1; seq <= 3; seq++ {
				paper := statement{seq: seq, date: fmt.Sprintf("2026-11-%d", 23+seq), opening: cents(opening)}
				for range 2 + rng.IntN(4) {
					e := h.misnamed(rng)
					paper.entries = append(paper.entries, e)
					opening += amount(eur, e.amount).Minor()
				}
				h.gives(paper.xml())
			}
			gone := map[string]bool{}
			for range 6 {
				h.undoesOne(rng, gone)
				h.reconcile()
				h.holds()
				for _, m := range h.standingMatches() {
					if place := placeOf(m); gone[place] {
						t.Fatalf("%s is matched again by %s", place, m.Rule)
					}
				}
			}
			h.postsNothing()
		})
	}
}

// misnamed is a booking that names payments of the house: one, or two of them, of any amount.
func (h *installation) misnamed(rng *rand.Rand) booked {
	all := []jobs.Instruction{h.payment("brixton"), h.payment("harbour"), h.payment("alfa")}
	named, amountOf, other := all[rng.IntN(3)], all[rng.IntN(3)], all[rng.IntN(3)]
	e := byName(named, amountOf.Amount.Decimal())
	if amountOf.Direction == jobs.PayOut {
		e.amount = "-" + e.amount
	}
	if rng.IntN(2) == 0 {
		e.instr, e.endToEnd = other.ID, other.ID
	}
	if rng.IntN(4) == 0 {
		e.uetr = ""
	}
	if amountOf.Direction == jobs.PayOut && rng.IntN(5) == 0 {
		e.amount, e.returned = e.amount[1:], "AC04"
	}
	return e
}

// undoesOne undoes a match of a rule by chance, and keeps what it was. One that later events build on cannot be undone.
func (h *installation) undoesOne(rng *rand.Rand, gone map[string]bool) {
	h.t.Helper()
	all := h.standingMatches()
	if len(all) == 0 {
		return
	}
	m := all[rng.IntN(len(all))]
	asked, err := h.stages.UndoMatch(h.ctx, m.Journal, "it is something else")
	if err != nil {
		h.t.Fatalf("%s: %v", m.Journal, err)
	}
	open := look(h, jobs.Tx.ApprovalRequests)
	number := open[len(open)-1].Number
	_, err = h.stages.Decide(h.ctx, number, jobs.ApprovalSay{Person: "bea", Approved: true})
	if err != nil {
		h.says(err.Error(), "undo")
		_, err = h.stages.Decide(h.ctx, number, jobs.ApprovalSay{Person: "bea", Reason: "not now"})
		h.must(err)
		return
	}
	h.ends(asked, jobs.OutcomeNeedsPerson)
	gone[placeOf(m)] = true
}

// standingMatches are the matches that rules made and that hold.
func (h *installation) standingMatches() (all []jobs.Match) {
	h.t.Helper()
	undone := map[string]bool{}
	for _, e := range h.journal() {
		undone[e.Reverses] = true
	}
	for _, m := range look(h, jobs.Tx.Matches) {
		if !undone[m.Journal] && m.Kind != "unexplained" && m.Rule != "by hand" {
			all = append(all, m)
		}
	}
	return all
}

func placeOf(m jobs.Match) string {
	return fmt.Sprintf("%d/%d/%d %s", m.Statement, m.Entry, m.Detail, m.Instruction)
}

func cents(minor int64) string { return money.FromMinor(eur, minor).Decimal() }
