package store_test

import (
	"fmt"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/internal/store"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// The figures of the world of tests are those of its lists.
func TestFiguresAreThoseOfTheLists(t *testing.T) {
	s, _ := world(t)
	for what, pair := range map[string][2]map[string]int{
		"cycles":    {get(t, s, jobs.Tx.CycleStates), countsOf(get(t, s, jobs.Tx.Cycles), func(c jobs.Cycle) string { return string(c.State) })},
		"files in":  {get(t, s, jobs.Tx.FileInStates), countsOf(get(t, s, jobs.Tx.FilesIn), func(f jobs.FileIn) string { return string(f.State) })},
		"files out": {get(t, s, jobs.Tx.FileOutStates), filesOut(t, s)},
	} {
		if len(pair[0]) == 0 {
			t.Errorf("%s: the world has none", what)
		}
		same(t, what, pair[0], pair[1])
	}
	same(t, "fixings", get(t, s, jobs.Tx.LatestFixings)["ECB"].IsZero(), false)
	if bytes := get(t, s, jobs.Tx.DatabaseBytes); bytes < 100_000 {
		t.Errorf("the database has %d bytes", bytes)
	}
}

func countsOf[T any](all []T, of func(T) string) map[string]int {
	counts := map[string]int{}
	for _, each := range all {
		counts[of(each)]++
	}
	return counts
}

func filesOut(t *testing.T, s *store.Store) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for _, c := range get(t, s, jobs.Tx.Cycles) {
		files := get(t, s, func(tx jobs.Tx) ([]jobs.FileOut, error) { return tx.FilesOut(c.ID) })
		for state, n := range countsOf(files, func(f jobs.FileOut) string { return string(f.State) }) {
			counts[state] += n
		}
	}
	return counts
}

// Open breaks are counted by reason and age; those that are over are not.
func TestOpenBreaksByAge(t *testing.T) {
	s, _ := open(t)
	days := func(n int) time.Time { return at.AddDate(0, 0, -n) }
	update(t, s, func(tx jobs.Tx) error {
		for n, age := range []int{0, 1, 3, 9, 40, 50} {
			b := jobs.Break{Key: fmt.Sprint("late:", n), Reason: reconcile.ReasonLate, Correspondent: "rhein", Text: "x", State: lifecycle.BreakOpen,
				OpenedAt: days(age)}
			if err := tx.AddBreak(b); err != nil {
				return err
			}
		}
		return tx.ResolveBreak("late:5", "it came", at)
	})
	got := get(t, s, func(tx jobs.Tx) ([]jobs.BreakCount, error) {
		return tx.OpenBreakCounts([3]time.Time{days(2), days(8), days(31)})
	})
	same(t, "breaks", got, []jobs.BreakCount{{Reason: "late", ByAge: [4]int{2, 1, 1, 1}}})
}

func TestTheLastBackupByHand(t *testing.T) {
	s, _ := open(t)
	last := func() (at time.Time, found bool) {
		update(t, s, func(tx jobs.Tx) (err error) { at, found, err = tx.LastBackup(); return err })
		return at, found
	}
	if _, found := last(); found {
		t.Error("a backup that was never made")
	}
	update(t, s, func(tx jobs.Tx) error {
		for n, outcome := range []string{"done", "done", "failed"} {
			if err := tx.AddRun(jobs.Run{Stage: "backup", StartedAt: at.Add(time.Duration(n) * time.Hour), Outcome: outcome}); err != nil {
				return err
			}
		}
		return nil
	})
	if got, found := last(); !found || !got.Equal(at.Add(time.Hour)) {
		t.Errorf("%s, %t", got, found)
	}
	if got := get(t, s, jobs.Tx.LatestFixings); len(got) != 0 || got["ECB"] != (calendar.Date{}) {
		t.Errorf("fixings %v", got)
	}
}

// Another participant, another account, and a name that was changed make another mark; anything else does not.
func TestTheMarkOfNames(t *testing.T) {
	s, _ := world(t)
	before := get(t, s, jobs.Tx.NamesMark)
	update(t, s, func(tx jobs.Tx) error { return tx.AddRun(jobs.Run{Stage: "send", StartedAt: at, Outcome: "done"}) })
	same(t, "mark", get(t, s, jobs.Tx.NamesMark), before)
	update(t, s, func(tx jobs.Tx) error {
		newcomer := shop
		newcomer.ID, newcomer.Name = "newcomer", "Newcomer plc"
		return tx.AddParticipant(newcomer, source)
	})
	if after := get(t, s, jobs.Tx.NamesMark); after == before {
		t.Errorf("the mark stays %q", after)
	}
}
