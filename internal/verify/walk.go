package verify

import (
	"context"
	"errors"
	"fmt"
)

// walk goes through the entries with their postings, once, in the order of numbers.
type walk struct {
	*run
	given  tree  // over the entries as they are
	stored *tree // over the leaves as they are stored; nil while the two are the same
	done   []hash
	other  []hash

	last    int64 // number
	gaps    int   // places where numbers are missing: no tree can be built beyond the first
	claimed int   // claims that lie behind
	booked  string
	back    int64 // entries that were booked before the one before them
	backAt  int64 // the first of them

	books    *books
	tiles    tiles
	sums     []currencySum // of the entry at hand
	lines    []bool
	changed  []mismatch // entries that are not what their leaf says
	unnamed  []mismatch // those where perhaps an account is to blame
	dropped  int64      // of these, those that were not kept
	moving   moving
	unsealed map[int64]bool // numbers of all these
	evidence map[hash]place
}

// place is where a file is named first.
type place struct {
	entry     int64
	key, path string
}

// walk fills r.walked.
func (r *run) walk(ctx context.Context) error {
	w := &walk{run: r, unsealed: map[int64]bool{}, evidence: map[hash]place{}}
	r.walked = w
	for _, load := range []func(context.Context) error{w.loadAccounts, w.loadTiles} {
		if err := load(ctx); err != nil {
			return err
		}
	}
	if err := w.journal(ctx); err != nil {
		return err
	}
	w.leftTiles()
	return errors.Join(w.checkDays(ctx), w.checkSequence(ctx))
}

// journal takes every entry.
func (w *walk) journal(ctx context.Context) error {
	entries, err := w.source.scan(ctx, selectEntries)
	if err != nil {
		return err
	}
	defer entries.rows.Close()
	postings, err := w.source.scan(ctx, selectPostings)
	if err != nil {
		return err
	}
	defer postings.rows.Close()
	feed := newFeed(ctx, entries, postings, w.books.names())
	for b := range feed.sealed {
		for n := range b.used {
			w.take(&b.entries[n])
		}
		feed.free <- b
	}
	w.claimsUpTo(w.last)
	return feed.err
}

func (w *walk) take(e *entry) {
	w.Counted.Postings += int64(len(e.rows))
	switch {
	case e.stray:
		w.strayPostings(e)
		return
	case e.number < 1:
		w.accuse(Finding{Key: e.key(), Field: "number", What: fmt.Sprintf("%d is no number of an entry", e.number)})
		return
	case e.number > w.last+1:
		w.gap(e.number)
	}
	w.last = e.number
	w.Counted.Entries++
	w.checkEntry(e)
	w.grow(e)
	w.checkPostings(e, w.compareLeaf(e))
	w.claimsUpTo(e.number)
}

// strayPostings accuses postings of a number that no entry has.
func (w *walk) strayPostings(e *entry) {
	w.accuseSome(Finding{Entry: max(e.number, 0), Field: namePostings, What: fmt.Sprintf("%d belong to entry %d, which the "+
		"journal does not have, the first to %s", len(e.rows), e.number, w.books.label(e.rows[0].account))})
}

// gap jumps over numbers that are missing.
func (w *walk) gap(to int64) {
	what := fmt.Sprintf("it is missing: the journal goes on with entry %d", to)
	if to-w.last > 2 {
		what = fmt.Sprintf("entries %d to %d are missing: the journal goes on with entry %d", w.last+1, to-1, to)
	}
	w.accuse(Finding{Entry: w.last + 1, Field: "entry", What: what})
	w.claimsUpTo(w.last)
	w.gaps, w.last = w.gaps+1, to-1
	w.claimsUpTo(w.last)
}

// claimsUpTo compares the roots with what checkpoints of this size say.
func (w *walk) claimsUpTo(n int64) {
	for ; w.claimed < len(w.claims) && w.claims[w.claimed].Size <= n; w.claimed++ {
		c := w.claims[w.claimed]
		c.reached, c.notComparable = true, w.gaps > 0
		if c.notComparable {
			continue
		}
		c.entriesAgree = w.given.root() == c.root
		c.hashesAgree = c.entriesAgree
		if w.stored != nil {
			c.hashesAgree = w.stored.root() == c.root
		}
	}
}

// grow adds the leaf to both trees, and compares the tiles that it completes.
func (w *walk) grow(e *entry) {
	if w.gaps > 0 {
		return
	}
	if e.leaf != e.storedLeaf && w.stored == nil {
		w.stored = w.given.copy()
	}
	w.done = w.given.push(e.leaf, w.done[:0])
	w.other = append(w.other[:0], w.done...)
	if w.stored != nil {
		w.other = w.stored.push(e.storedLeaf, w.other[:0])
	}
	for level := int64(1); level*tileHeight < int64(len(w.done)); level++ {
		w.compareTile(level, w.done[level*tileHeight], w.other[level*tileHeight])
	}
}

// noteOrder says where the clock went back. It may have: journals of before schema version 3 hold what was
// booked then.
func (w *walk) noteOrder() {
	if w.back > 0 {
		w.note("%d entries, the first is entry %d, were booked at an instant before that of the entry before them: a "+
			"journal from before schema version 3 may have such; the program of today writes none", w.back, w.backAt)
	}
}
