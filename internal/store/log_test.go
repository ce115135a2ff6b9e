package store_test

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"nostro/internal/store"
	"nostro/jobs"
	"nostro/ledger"
)

const tileWidth = 256

// postSome posts entries in so many transactions, all of one size.
func postSome(t testing.TB, s *store.Store, transactions, each int) {
	t.Helper()
	for n := range transactions {
		update(t, s, func(tx jobs.Tx) error {
			for k := range each {
				if _, err := tx.Post(entryOf(fmt.Sprintf("many:%d:%d", n, k), int64(k+1)), at); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// leavesOf computes the leaves from the journal, without the store's log.
func leavesOf(t testing.TB, s *store.Store) (leaves []tlog.Hash) {
	t.Helper()
	for n, e := range get(t, s, entries) {
		leaves = append(leaves, ledger.NewSeal(int64(n+1), "2026-11-24T09:30:00.000000000Z", e).Leaf())
	}
	return leaves
}

// rootOf is the definition of RFC 6962 section 2.1, by recursion.
func rootOf(leaves []tlog.Hash) tlog.Hash {
	if len(leaves) == 1 {
		return leaves[0]
	}
	half := 1
	for half*2 < len(leaves) {
		half *= 2
	}
	return tlog.NodeHash(rootOf(leaves[:half]), rootOf(leaves[half:]))
}

// The world's only entry has the leaf that Python computed for it; see the test of package ledger.
func TestTheLogOfTheWorld(t *testing.T) {
	s, path := world(t)
	const want = "fe2ff2bb5616a43354b7d228a621c7c77064dbd68680d4055285cf225fa64515"
	root := get(t, s, func(tx jobs.Tx) (tlog.Hash, error) { return tx.LogRoot(1) })
	same(t, "root", hex.EncodeToString(root[:]), want)
	same(t, "hashes", names(t, raw(t, path), "SELECT number || lower(hex(leaf)) FROM journal_entry"), []string{"1" + want})
	same(t, "tags", names(t, raw(t, path), "SELECT lower(hex(tags)) FROM journal_entry"), []string{
		"64280be38fb38fdbb1df05aec50d1d310db0b46a6b6f5c8dc2cf7c3de0f1ab66238fdae77f815c3b" +
			"e2e55b9d95379913545a66d6df0d077ef2fbbc82357bc22568a7147a3064081d6e59265ec8fb9d8c"})
}

func TestRootsOfEverySizeAreThoseOfTheDefinition(t *testing.T) {
	s, _ := world(t)
	postSome(t, s, 3, 7)
	postSome(t, s, 1, 8) // the same keys, save one: known entries add no leaf
	leaves := leavesOf(t, s)
	same(t, "entries", len(leaves), 23)
	same(t, "size", get(t, s, jobs.Tx.LogSize), int64(23))
	for size := range leaves {
		root := get(t, s, func(tx jobs.Tx) (tlog.Hash, error) { return tx.LogRoot(int64(size + 1)) })
		same(t, fmt.Sprintf("root of %d", size+1), root, rootOf(leaves[:size+1]))
	}
	same(t, "check", s.View(t.Context(), jobs.Tx.CheckLog), nil)
}

func TestProofsOfEverySize(t *testing.T) {
	s, _ := world(t)
	postSome(t, s, 1, 12)
	leaves := leavesOf(t, s)
	err := s.View(t.Context(), func(tx jobs.Tx) error {
		for size := int64(1); size <= 13; size++ {
			for n := int64(1); n <= size; n++ {
				root, older := rootOf(leaves[:size]), rootOf(leaves[:n])
				path, err := tx.ProveEntry(n, size)
				if err = errors.Join(err, tlog.CheckRecord(path, size, root, n-1, leaves[n-1])); err != nil {
					return err
				}
				proof, err := tx.ProveExtension(n, size)
				if err = errors.Join(err, tlog.CheckTree(proof, size, root, n, older)); err != nil {
					return err
				}
			}
		}
		return nil
	})
	same(t, "error", err, nil)
}

func TestProofsBeyondTheLogAreRefused(t *testing.T) {
	s, _ := world(t)
	for name, ask := range map[string]func(jobs.Tx) error{
		"root beyond":      func(tx jobs.Tx) error { _, err := tx.LogRoot(2); return err },
		"root below":       func(tx jobs.Tx) error { _, err := tx.LogRoot(-1); return err },
		"entry 0":          func(tx jobs.Tx) error { _, err := tx.ProveEntry(0, 1); return err },
		"entry beyond":     func(tx jobs.Tx) error { _, err := tx.ProveEntry(2, 1); return err },
		"tree beyond":      func(tx jobs.Tx) error { _, err := tx.ProveEntry(1, 2); return err },
		"extension of 0":   func(tx jobs.Tx) error { _, err := tx.ProveExtension(0, 1); return err },
		"extension beyond": func(tx jobs.Tx) error { _, err := tx.ProveExtension(1, 2); return err },
		"extension turned": func(tx jobs.Tx) error { _, err := tx.ProveExtension(2, 1); return err },
	} {
		if err := s.View(t.Context(), ask); err == nil || !strings.Contains(err.Error(), "it has 1 entries") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAnEntryByNumberAndByKey(t *testing.T) {
	s, _ := world(t)
	postSome(t, s, 1, 1)
	want := &jobs.LoggedEntry{Number: 1, BookedAt: "2026-11-24T09:30:00.000000000Z", Entry: sent}
	same(t, "by number", find(t, s, func(tx jobs.Tx) (jobs.LoggedEntry, bool, error) { return tx.EntryByNumber(1) }), want)
	same(t, "by key", find(t, s, func(tx jobs.Tx) (jobs.LoggedEntry, bool, error) { return tx.EntryByKey(sent.Key) }), want)
	for _, number := range []int64{0, -1, 3} {
		same(t, "none", find(t, s, func(tx jobs.Tx) (jobs.LoggedEntry, bool, error) { return tx.EntryByNumber(number) }),
			(*jobs.LoggedEntry)(nil))
	}
	same(t, "none", find(t, s, func(tx jobs.Tx) (jobs.LoggedEntry, bool, error) { return tx.EntryByKey("1") }),
		(*jobs.LoggedEntry)(nil))
}

func TestCheckpointsComeBackExactly(t *testing.T) {
	s, _ := world(t)
	later, smaller := signed, signed
	later.MadeAt = at.Add(1)
	smaller.Size, smaller.MadeAt, smaller.Root = 3, at.Add(-1), tlog.Hash{31: 9}
	for _, c := range []jobs.SignedCheckpoint{smaller, later} {
		update(t, s, func(tx jobs.Tx) error { return tx.AddCheckpoint(c) })
	}
	same(t, "checkpoints", get(t, s, jobs.Tx.Checkpoints), []jobs.SignedCheckpoint{signed, later, smaller})
	refused(t, s, "append-only", func(tx jobs.Tx) error { return tx.AddCheckpoint(signed) })
	empty := signed
	empty.Size = 0
	refused(t, s, "CHECK", func(tx jobs.Tx) error { return tx.AddCheckpoint(empty) })
}

func TestAnEmptyLog(t *testing.T) {
	s, _ := open(t)
	same(t, "size", get(t, s, jobs.Tx.LogSize), int64(0))
	same(t, "check", s.View(t.Context(), jobs.Tx.CheckLog), nil)
	same(t, "checkpoints", get(t, s, jobs.Tx.Checkpoints), []jobs.SignedCheckpoint(nil))
	root := get(t, s, func(tx jobs.Tx) (tlog.Hash, error) { return tx.LogRoot(0) })
	same(t, "root", hex.EncodeToString(root[:4]), "e3b0c442") // SHA-256 of nothing
}
