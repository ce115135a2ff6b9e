package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"nostro/internal/store"
	"nostro/jobs"
	"nostro/ledger"
)

// many returns entries with keys from first on.
func many(first, count int) []ledger.Entry {
	all := make([]ledger.Entry, count)
	for n := range all {
		all[n] = entryOf(fmt.Sprintf("bulk:%d", first+n), int64((first+n)%9+1))
	}
	return all
}

func postAll(t testing.TB, s *store.Store, all []ledger.Entry) (posted []jobs.Posted, refused []error) {
	t.Helper()
	update(t, s, func(tx jobs.Tx) (err error) {
		posted, refused, err = tx.PostAll(all, at)
		return err
	})
	return posted, refused
}

// Posted together, entries become what they become one by one: same journal, same log, same balances.
func TestPostAllIsPostForEach(t *testing.T) {
	together, _ := open(t)
	alone, _ := open(t)
	for first, count := range map[int]int{0: 300, 200: 500} { // 100 of them twice
		postAll(t, together, many(first, count)[:count:count])
	}
	for _, e := range get(t, together, entries) {
		update(t, alone, func(tx jobs.Tx) error { _, err := tx.Post(e, at); return err })
	}
	for _, s := range []*store.Store{together, alone} {
		same(t, "check", s.View(t.Context(), jobs.Tx.CheckLog), nil)
		same(t, "entries", len(get(t, s, entries)), 700)
	}
	root := func(tx jobs.Tx) (tlog.Hash, error) { return tx.LogRoot(700) }
	same(t, "root", get(t, together, root), get(t, alone, root))
	same(t, "balances", get(t, together, jobs.Tx.JournalBalances), get(t, alone, jobs.Tx.JournalBalances))
}

// One bad entry is refused, with its reason; the others are posted, and what is known is told.
func TestPostAllRefusesOneByOne(t *testing.T) {
	s, _ := world(t)
	unbalanced, conflict := entryOf("unbalanced", 5), entryOf(sent.Key, 1)
	unbalanced.Postings[0].Amount = cents(-4)
	old := dated("old", "2026-10-31")
	again := entryOf("bulk:1", 2)
	posted, refused := postAll(t, s, []ledger.Entry{entryOf("bulk:1", 2), unbalanced, sent, conflict, again, old, entryOf("bulk:2", 3)})
	same(t, "posted", posted, []jobs.Posted{{Number: 2, New: true}, {}, {Number: 1}, {}, {Number: 2}, {}, {Number: 3, New: true}})
	for n, want := range []error{nil, ledger.ErrInvalid, nil, jobs.ErrKeyConflict, nil, ledger.ErrPeriodClosed, nil} {
		if !errors.Is(refused[n], want) {
			t.Errorf("entry %d: got %v, want %v", n, refused[n], want)
		}
	}
	same(t, "entries", len(get(t, s, entries)), 3)
}

// A key that is used twice in one transaction, before anything is written, is told like any other.
func TestAKeyThatWaitsIsKnown(t *testing.T) {
	s, _ := open(t)
	_, refused := postAll(t, s, []ledger.Entry{entryOf("k", 1), entryOf("k", 2)})
	if !errors.Is(refused[1], jobs.ErrKeyConflict) || !strings.Contains(refused[1].Error(), "it is entry 1") {
		t.Errorf("got %v", refused[1])
	}
}

// What the database refuses spoils the whole transaction.
func TestPostAllStopsWhereTheDatabaseRefuses(t *testing.T) {
	s, _ := world(t)
	undo, err := ledger.Reverse(sent, "undo")
	same(t, "error", err, nil)
	undo.Reverses = "never"
	err = s.Update(t.Context(), func(tx jobs.Tx) error {
		_, _, err := tx.PostAll([]ledger.Entry{entryOf("k", 1), undo}, at)
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "is not in the journal") {
		t.Errorf("got %v", err)
	}
	same(t, "entries", len(get(t, s, entries)), 1)
}

// A tree of more than 65536 leaves has tiles of two levels; roots and proofs are those of the definition.
func TestTilesOfTwoLevels(t *testing.T) {
	if testing.Short() {
		t.Skip("posts 66,000 entries")
	}
	s, path := open(t)
	const size = 66_000
	for first := 0; first < size; first += 1_650 { // so that tiles end within and between transactions
		postAll(t, s, many(first, 1_650))
	}
	same(t, "tiles", names(t, raw(t, path), "SELECT level || ':' || count(*) FROM log_tile GROUP BY level"), []string{"1:257", "2:1"})
	leaves := leavesOf(t, s)
	whole := rootOf(leaves)
	err := s.View(t.Context(), func(tx jobs.Tx) error {
		for _, n := range []int64{1, 255, 256, 257, 511, 4096, 65535, 65536, 65537, size} {
			root, err := tx.LogRoot(n)
			same(t, fmt.Sprint("root of ", n), root, rootOf(leaves[:n]))
			path, perr := tx.ProveEntry(n, size)
			if err = errors.Join(err, perr, tlog.CheckRecord(path, size, whole, n-1, leaves[n-1])); err != nil {
				return err
			}
		}
		return tx.CheckLog()
	})
	same(t, "error", err, nil)
}

// The balances, totals and the log of many small transactions are those of few large ones.
func TestTransactionsOfAnySizeMakeTheSameBooks(t *testing.T) {
	var want map[string]string
	for _, each := range []int{1, 7, 300} {
		s, path := open(t)
		for first := 0; first < 300; first += each {
			postAll(t, s, many(first, min(each, 300-first)))
		}
		got := dump(t, raw(t, path))
		if want == nil {
			want = got
		}
		same(t, fmt.Sprint("by ", each), got, want)
	}
}
