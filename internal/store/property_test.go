package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"nostro/internal/store"
	"nostro/internal/store/storetest"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

// Whatever is posted, in whatever order and however often: the balances of the database are those of the
// ledger, and the journal is what was posted first under each key.
func TestBalancesAreThoseOfTheLedger(t *testing.T) {
	folder := t.TempDir()
	run := 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		s, err := storetest.Open(context.Background(), filepath.Join(folder, fmt.Sprint(run, ".db")), at)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		var books ledger.Balances
		var want []ledger.Entry
		for _, e := range rapid.SliceOfN(entriesOf(), 0, 12).Draw(t, "entries") {
			known := keyKnown(want, e.Key)
			err := s.Update(context.Background(), func(tx jobs.Tx) error { _, err := tx.Post(e, at); return err })
			if (err == nil) == (known != nil && known.Hash() != e.Hash()) {
				t.Fatalf("post %q: %v", e.Key, err)
			}
			if known == nil {
				want = append(want, e)
				if err := books.Add(e); err != nil {
					t.Fatal(err)
				}
			}
		}
		compareBooks(t, s, want, books.Rows())
	})
}

func compareBooks(t *rapid.T, s *store.Store, want []ledger.Entry, rows []ledger.Row) {
	err := s.View(context.Background(), func(tx jobs.Tx) error {
		balances, err := tx.JournalBalances()
		if err != nil {
			return err
		}
		if fmt.Sprint(balances) != fmt.Sprint(rows) {
			t.Fatalf("balances %v, of the ledger %v", balances, rows)
		}
		got, err := entries(tx)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("journal %v, posted %v", got, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func keyKnown(entries []ledger.Entry, key string) *ledger.Entry {
	for n := range entries {
		if entries[n].Key == key {
			return &entries[n]
		}
	}
	return nil
}

// entriesOf draws balanced entries of one or two currencies under few keys, so that keys repeat.
func entriesOf() *rapid.Generator[ledger.Entry] {
	return rapid.Custom(func(t *rapid.T) ledger.Entry {
		e := ledger.Entry{Key: rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f", "g"}).Draw(t, "key"),
			Kind: ledger.KindCover, ValueDate: day, Memo: rapid.SampledFrom([]string{"", "ä"}).Draw(t, "memo")}
		accounts := []ledger.Account{"nostro:A", "transit:A", "suspense:A", ledger.FXPosition, ledger.Rounding}
		for _, c := range []money.Currency{eur, jpy}[:rapid.IntRange(1, 2).Draw(t, "currencies")] {
			chosen := rapid.Permutation(accounts).Draw(t, "accounts")[:rapid.IntRange(2, 5).Draw(t, "legs")]
			rest := int64(0)
			for n, account := range chosen {
				minor := rapid.Int64Range(1, 1<<55).Draw(t, "minor")
				if n == len(chosen)-1 {
					minor = -rest
				}
				rest += minor
				e.Postings = append(e.Postings, ledger.Posting{Account: account, Amount: money.FromMinor(c, minor)})
			}
		}
		return e
	})
}
