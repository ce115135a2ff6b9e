package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"nostro/jobs"
	"nostro/ledger"
)

// Many producers post at once: each is told what became of its own entry, and the books hold all of them.
func TestProducersShareCommits(t *testing.T) {
	s, _ := open(t)
	const producers, each = 40, 25
	var wait sync.WaitGroup
	numbers := make([][]int64, producers)
	for p := range producers {
		wait.Go(func() {
			for n := range each {
				posted, err := s.PostDurably(t.Context(), entryOf(fmt.Sprintf("%d:%d", p, n), 1), at)
				if err != nil || !posted.New {
					t.Errorf("producer %d: %v, %v", p, posted, err)
				}
				numbers[p] = append(numbers[p], posted.Number)
			}
		})
	}
	wait.Wait()
	all := get(t, s, entries)
	same(t, "entries", len(all), producers*each)
	for p := range producers {
		for n, number := range numbers[p] {
			same(t, "key", all[number-1].Key, fmt.Sprintf("%d:%d", p, n))
		}
	}
	same(t, "check", s.View(t.Context(), jobs.Tx.CheckLog), nil)
}

// One that is refused is refused alone, be it by the ledger or by the database itself.
func TestARefusedEntryDoesNotSpoilTheCommitOfOthers(t *testing.T) {
	s, _ := world(t)
	unbalanced := entryOf("unbalanced", 5)
	unbalanced.Postings[0].Amount = cents(-4)
	undo, err := ledger.Reverse(sent, "undo")
	same(t, "error", err, nil)
	undo.Reverses = "never"
	bad := map[string]ledger.Entry{"ledger": unbalanced, "database": undo, "key": entryOf(sent.Key, 1)}
	var wait sync.WaitGroup
	for n := range 30 {
		wait.Go(func() {
			if _, err := s.PostDurably(t.Context(), entryOf(fmt.Sprint("good", n), 1), at); err != nil {
				t.Error(err)
			}
		})
		for name, e := range bad {
			wait.Go(func() {
				if _, err := s.PostDurably(t.Context(), e, at); err == nil {
					t.Errorf("%s: it was posted", name)
				}
			})
		}
	}
	wait.Wait()
	same(t, "entries", len(get(t, s, entries)), 31)
	again, err := s.PostDurably(t.Context(), sent, at)
	same(t, "again", []any{again, err}, []any{jobs.Posted{Number: 1}, nil})
}

// Whoever stops waiting is told that the end is unknown, and that to post again is safe.
func TestPostDurablyAndAnEndedContext(t *testing.T) {
	s, _ := open(t)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 {
		_, err := s.PostDurably(ended, entryOf("k", 1), at)
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
	_, err := s.PostDurably(t.Context(), entryOf("k", 1), at)
	same(t, "error", err, nil)
	same(t, "entries", len(get(t, s, entries)), 1)
}
