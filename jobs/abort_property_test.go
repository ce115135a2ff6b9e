package jobs_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/jobs"
)

// Whatever is owed, and wherever a cycle is aborted, once or more often: the cycle after it nets to just the positions,
// conversions and payments of a house in which nobody ever aborted one, and every invariant holds at each instant.
func TestAbortAnywhereAndRunAgainIsAsIfNever(t *testing.T) {
	setChecks(t)
	folder := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		book := drawBook(rt)
		house := func() *installation {
			dir, err := os.MkdirTemp(folder, "")
			if err != nil {
				rt.Fatalf("%v", err)
			}
			h := openInstallation(rt, dir)
			h.rates("2026-11-23", "USD 1.1634", "GBP 0.87945")
			h.people()
			h.owes(book...)
			return h
		}
		calm := house()
		defer calm.close()
		calm.run()
		h := house()
		defer h.close()
		aborts := rapid.IntRange(1, 2).Draw(rt, "aborts")
		for n := range aborts {
			h.cycle = fmt.Sprintf("2026-11-24-%d", n+1)
			h.upTo(rapid.SampledFrom(abortStages).Draw(rt, "stage").state)
			h.abort()
			h.same("balances", h.balances())
		}
		h.run()
		if want := fmt.Sprintf("2026-11-24-%d", aborts+1); h.cycle != want {
			rt.Fatalf("cycle %s, want %s", h.cycle, want)
		}
		h.same("positions", h.positionsOf(h.cycle), calm.positionsOf(calm.cycle)...)
		h.same("balances", h.balances(), calm.balances()...)
		h.same("payments", slices.DeleteFunc(h.payments(), func(p string) bool { return strings.HasSuffix(p, "withdrawn") }), calm.payments()...)
	})
}

// positionsOf are the positions and conversions of a cycle.
func (h *installation) positionsOf(cycle string) []string {
	h.t.Helper()
	return look(h, func(tx jobs.Tx) (lines []string, err error) {
		positions, err := tx.Positions(cycle)
		if err != nil {
			return nil, err
		}
		for _, p := range positions {
			lines = append(lines, fmt.Sprint(p.Participant, p.Set, p.GrossIn, p.GrossOut, p.Net, p.Count))
		}
		conversions, err := tx.Conversions(cycle)
		for _, v := range conversions {
			lines = append(lines, fmt.Sprint(v.Participant, v.From, v.To, v.Mid, v.Spread, v.Residual))
		}
		return lines, err
	})
}

// A cycle that is aborted days after it converted: what was revalued in between was so, and from then on nothing is held.
func TestAbortAfterARevaluation(t *testing.T) {
	t.Parallel()
	h := abortHouse(t)
	h.upTo("written")
	h.rates("2026-11-24", "USD 1.1700")
	h.at("2026-11-25T09:00:00Z")
	_, err := h.stages.Revalue(h.ctx, calendar.MustDate("2026-11-24"))
	h.must(err)
	if len(h.balances("fx:unrealised")) == 0 {
		t.Fatal("nothing was revalued")
	}
	h.abort()
	h.rates("2026-11-25", "USD 1.1800")
	h.at("2026-11-26T09:00:00Z")
	_, err = h.stages.Revalue(h.ctx, calendar.MustDate("2026-11-25"))
	h.must(err)
	h.same("balances", h.balances())
	h.holds()
}

// What was dealt for a cycle stands with its counterparty, so the cycle goes on; one that was refused counts for nothing.
func TestACoveredCycleIsNotAborted(t *testing.T) {
	t.Parallel()
	h := exposed(t)
	h.done(h.stages.RecordDeal(h.ctx, h.dealt(cheap), h.cycle))
	_, err := h.stages.Abort(h.ctx, h.cycle, "x")
	h.refused(err, jobs.ErrNeedsPerson, "deal T-1", "was dealt", "nostro cover refuse T-1")
	h.done(h.stages.DecideDeal(h.ctx, "T-1", "bea", false, "never dealt"))
	h.abort()
	views, err := h.stages.Cover(h.ctx, h.cycle)
	h.must(err)
	h.same("exposure", []string{fmt.Sprint(views[0].Exposure, views[0].Open)}, "[] []")
}

// Books that are a copy cannot know that nothing has left.
func TestACycleOfBeforeARestoreIsNotAborted(t *testing.T) {
	t.Parallel()
	h := abortHouse(t)
	h.upTo("netted")
	h.must(h.stages.MarkRestored(h.ctx, h.now, "for the story"))
	_, err := h.stages.Abort(h.ctx, h.cycle, "x")
	h.refused(err, jobs.ErrNeedsPerson, "are a copy as of", "nostro catch-up")
}

// The check sees an abort that was not whole.
func TestCheckNamesAnAbortThatIsNotWhole(t *testing.T) {
	t.Parallel()
	h := abortHouse(t)
	h.upTo("approved")
	h.abort()
	h.cycle = "2026-11-24-2"
	h.upTo("instructed")
	h.closeDisk()
	for name, story := range map[string]struct{ sql, want string }{
		"an obligation": {"UPDATE taking SET cycle = '2026-11-24-1'", "cycle 2026-11-24-1 was aborted, and has 3 obligations, such as O-1"},
		"a payment": {"UPDATE instruction SET state = 'planned' WHERE cycle = '2026-11-24-1' AND participant = 'brixton'",
			"cycle 2026-11-24-1 was aborted, and instruction"},
		"a file":           {"DELETE FROM release_withdrawn", "is written after 0 attempts"},
		"another's":        {"UPDATE instruction SET state = 'withdrawn' WHERE cycle = '2026-11-24-2'", "its cycle 2026-11-24-2 is instructed"},
		"the cycle itself": {"UPDATE cycle SET state = 'aborted' WHERE id = '2026-11-24-2'", `journal entry "netting:2026-11-24-2" stands`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			spoiled := brokenCopy(t, h.dir, t.TempDir(), story.sql, "")
			_, broken := spoiled.checked()
			spoiled.says(broken[nameAborted], story.want)
		})
	}
	t.Cleanup(h.openDisk)
}
