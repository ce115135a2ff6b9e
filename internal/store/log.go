package store

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"nostro/ledger"
)

const selectLogHash = "SELECT hash FROM log_hash WHERE position = ?1"

var insertLogLeaf = insertInto("log_leaf", "number, tags")

// treeLevelsMax is more than the levels that a tree over numbers of 63 bits can have.
const treeLevelsMax = 64

// logReader reads hashes of the tree. It remembers the last one that this transaction wrote on each level,
// which is all that the next leaf ever needs.
type logReader struct {
	t    *tx
	last [treeLevelsMax]struct {
		position int64
		hash     tlog.Hash
		known    bool
	}
}

// ReadHashes implements tlog.HashReader.
func (r *logReader) ReadHashes(positions []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(positions))
	for n, position := range positions {
		level, _ := tlog.SplitStoredHashIndex(position)
		if last := &r.last[level]; last.known && last.position == position {
			hashes[n] = last.hash
			continue
		}
		hash, found, err := one(r.t, "transparency log", intoHash, selectLogHash, position)
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, fmt.Errorf("transparency log: its hash %d is missing: %w", position, ErrTampered)
		}
		hashes[n] = hash
	}
	return hashes, nil
}

// keep remembers the hash that was written last on the level.
func (r *logReader) keep(level int, position int64, hash tlog.Hash) {
	last := &r.last[level]
	last.position, last.hash, last.known = position, hash, true
}

func intoHash(h *tlog.Hash) []any { return []any{hashCell(h[:])} }

// hashCell reads a column of exactly as many bytes as the destination has.
func hashCell(into []byte) cell {
	return func(column any) error {
		raw, ok := column.([]byte)
		if !ok || len(raw) != len(into) {
			return fmt.Errorf("%T of %d bytes stands where %d bytes belong", column, len(raw), len(into))
		}
		copy(into, raw)
		return nil
	}
}

// addLeaf appends the leaf of an entry and the hashes of the tree that it completes. The row of the entry
// comes after it: the database takes none without its leaf.
func (t *tx) addLeaf(what string, number int64, seal ledger.Seal) error {
	if t.log == nil {
		t.log = &logReader{t: t}
	}
	hashes, err := tlog.StoredHashesForRecordHash(number-1, seal.Leaf(), t.log)
	if err != nil {
		return t.fail(what, err)
	}
	if err := t.exec(what, insertLogLeaf, number, seal.Tags()); err != nil {
		return err
	}
	first := tlog.StoredHashIndex(0, number-1)
	rows := make([][]any, len(hashes))
	for level, hash := range hashes {
		position := first + int64(level)
		rows[level] = []any{position, hash[:]}
		t.log.keep(level, position, hash)
	}
	return t.insertRows(what, "log_hash", "position, hash", rows)
}

// sealJournal gives the entries of a journal that has no log their leaves, in order.
func (t *tx) sealJournal() error {
	return t.entries(func(r journalRow) error {
		what := fmt.Sprintf("journal entry %d %q", r.number, r.entry.Key)
		if hashOf(r.entry) != r.hash {
			return fmt.Errorf("%s: %w", what, ErrTampered)
		}
		return t.addLeaf(what, r.number, ledger.NewSeal(r.number, r.booked, r.entry))
	}, selectJournal)
}
