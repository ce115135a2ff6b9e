package verify

import (
	"context"
	"errors"
	"fmt"
	"math/bits"
	"strings"
)

const (
	selectEntries = `SELECT number, key, kind, value_date, booked_at, evidence_sha256, evidence_place, reverses, memo,
  postings, content_hash FROM journal_entry NOT INDEXED ORDER BY number`
	selectPostings = `SELECT entry, account, currency, minor FROM posting ORDER BY entry, account, currency`
	selectLeaves   = `SELECT number, tags FROM log_leaf ORDER BY number`
	selectHashes   = `SELECT position, hash FROM log_hash ORDER BY position`
)

// walk goes through entries, postings, leaves and hashes side by side, once, in the order of numbers.
type walk struct {
	*run
	entries, postings, leaves, hashes *cursor

	leafer  leafer
	one     entry
	given   tree  // over the entries as they are
	stored  *tree // over the leaf hashes as they are stored; nil while the two are the same
	done    []hash
	other   []hash
	broken  bool // an entry is missing without trace: no tree can be built beyond it
	last    int64
	claimed int // claims that lie behind

	badHashes int

	changed  []mismatch
	evidence map[hash]place
}

// mismatch is an entry that is not what its leaf says.
type mismatch struct {
	entry  int64
	key    string
	fields []string // by the tags; none where these agree with the entry
}

// place is where a file is named first.
type place struct {
	entry     int64
	key, path string
}

// walk fills r.walked.
func (r *run) walk(ctx context.Context) (err error) {
	w := &walk{run: r, evidence: map[hash]place{}}
	r.walked = w
	for _, c := range []struct {
		into  **cursor
		query string
	}{{&w.entries, selectEntries}, {&w.postings, selectPostings}, {&w.leaves, selectLeaves}, {&w.hashes, selectHashes}} {
		if *c.into, err = r.source.scan(ctx, c.query); err != nil {
			return err
		}
		defer (*c.into).rows.Close()
	}
	for err == nil && (w.entries.live || w.leaves.live) {
		if err = ctx.Err(); err == nil {
			err = w.step()
		}
	}
	if err != nil {
		return err
	}
	return w.rest()
}

// step takes the next number.
func (w *walk) step() error {
	n := w.last + 1
	if err := w.strays(n); err != nil {
		return err
	}
	hasEntry, hasLeaf := w.entries.at(n), w.leaves.at(n)
	position := leafPosition(n)
	if !hasEntry && !hasLeaf && !w.hashes.at(position) && (w.entries.live || w.leaves.live) {
		return w.gap(n)
	}
	w.last = n
	var leaf hash
	if hasEntry {
		if err := w.one.read(w.entries, w.postings); err != nil {
			return err
		}
		leaf = w.leafer.leaf(&w.one.fields)
		w.checkEntry()
	} else {
		w.accuse(Finding{Entry: n, Field: "entry", What: "it is missing from the journal"})
	}
	storedLeaf, ok, err := w.grow(position, leaf)
	if err != nil {
		return err
	}
	if hasEntry {
		w.compareLeaf(n, hasLeaf, ok, leaf, storedLeaf)
	}
	w.claimsAt(n)
	if hasLeaf {
		w.Counted.Leaves++
		err = w.leaves.next()
	}
	if hasEntry && err == nil {
		w.Counted.Entries++
		err = w.entries.next()
	}
	return err
}

// at tells whether the row at hand has the number in its first column.
func (c *cursor) at(number int64) bool { return c.live && c.number(0) == number }

// leafPosition returns where the hash of a leaf is stored: n-1 leaves before it have completed so many.
func leafPosition(n int64) int64 {
	before := n - 1
	return 2*before - int64(bits.OnesCount64(uint64(before)))
}

// strays accuses rows that belong to no number from n on: numbers below 1, and postings without an entry.
func (w *walk) strays(n int64) error {
	for w.entries.live && w.entries.number(0) < n {
		w.accuse(Finding{Key: w.entries.text(1), Field: "number", What: fmt.Sprintf("%d is no number of an entry",
			w.entries.number(0))})
		if err := w.entries.next(); err != nil {
			return err
		}
	}
	for w.leaves.live && w.leaves.number(0) < n {
		w.accuse(Finding{Field: "leaf", What: fmt.Sprintf("%d is no number of an entry", w.leaves.number(0))})
		if err := w.leaves.next(); err != nil {
			return err
		}
	}
	upTo := n
	if w.entries.at(n) {
		upTo--
	}
	return w.lonelyPostings(upTo)
}

// lonelyPostings accuses the postings of entries up to the number that are still there.
func (w *walk) lonelyPostings(upTo int64) error {
	for w.postings.live && w.postings.number(0) <= upTo {
		entry := w.postings.number(0)
		w.accuse(Finding{Entry: max(entry, 0), Field: "postings", What: fmt.Sprintf("a posting to %s belongs to entry %d, "+
			"which the journal does not have", w.postings.text(1), entry)})
		for w.postings.at(entry) {
			w.Counted.Postings++
			if err := w.postings.next(); err != nil {
				return err
			}
		}
	}
	return nil
}

// gap jumps over numbers of which nothing is left.
func (w *walk) gap(n int64) error {
	to := int64(0)
	for _, c := range []*cursor{w.entries, w.leaves} {
		if c.live && (to == 0 || c.number(0) < to) {
			to = c.number(0)
		}
	}
	w.accuse(Finding{Entry: n, Field: "number", What: fmt.Sprintf("the numbers go on with %d: entries %d to %d are "+
		"missing with their leaves", to, n, to-1)})
	w.broken, w.last = true, to-1
	for w.hashes.live && w.hashes.number(0) < leafPosition(to) {
		if err := w.hashes.next(); err != nil {
			return err
		}
	}
	return w.lonelyPostings(to - 1)
}

// compareLeaf compares the entry with its leaf: the hash, which covers all, and the tags, which name the field.
func (w *walk) compareLeaf(n int64, hasLeaf, hasHash bool, leaf, stored hash) {
	var fields []string
	if hasLeaf {
		fields = w.leafer.changed(w.leaves.blob(1))
	} else {
		w.accuse(Finding{Entry: n, Key: w.one.key(), Field: "leaf", What: "it is missing from log_leaf"})
	}
	switch {
	case hasHash && leaf != stored:
		if len(w.changed) < findingsMax {
			w.changed = append(w.changed, mismatch{n, w.one.key(), fields})
		} else {
			w.Left++
		}
	case len(fields) > 0:
		w.accuse(Finding{Entry: n, Key: w.one.key(), Field: "tags", What: "the tags of " + strings.Join(fields, ", ") +
			" were changed; the entry is what its leaf hash says"})
	default:
		w.checkRow()
	}
}

// claimsAt compares the roots with what checkpoints of this size say.
func (w *walk) claimsAt(n int64) {
	for ; w.claimed < len(w.claims) && w.claims[w.claimed].Size <= n; w.claimed++ {
		c := w.claims[w.claimed]
		c.reached, c.notComparable = true, w.broken
		if w.broken {
			continue
		}
		c.entriesAgree = w.given.root() == c.root
		c.hashesAgree = c.entriesAgree
		if w.stored != nil {
			c.hashesAgree = w.stored.root() == c.root
		}
	}
}

// rest accuses what is left when the entries and leaves are at their end.
func (w *walk) rest() error {
	if w.hashes.live && w.hashes.number(0) >= leafPosition(w.last+1) {
		w.accuse(Finding{Entry: w.last + 1, Field: "entry", What: "the log has hashes beyond the last entry: entries " +
			"were deleted at the end"})
	}
	for w.hashes.live {
		w.Counted.Hashes++
		if err := w.hashes.next(); err != nil {
			return err
		}
	}
	return errors.Join(w.lonelyPostings(1<<62), w.postings.rows.Err())
}
