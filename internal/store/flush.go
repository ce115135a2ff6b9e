package store

import (
	"cmp"
	"slices"
)

// flush writes the entries that wait, in the order in which the database checks them: the postings, then the
// entries, whose rows seal them, then the totals and the hashes that follow from both.
func (t *tx) flush() error {
	b := &t.book
	if len(b.entries) == 0 {
		return nil
	}
	days := takeDays
	if b.sumsOnly {
		days = takeSums
	}
	what := "journal entries from " + b.entries[0].entry.Key
	for _, step := range []struct {
		feed  string
		rows  feed
		query string
	}{{"posting", b.postings, takePostings}, {"entry", b.entries, takeEntries}, {"day", b.dayRows(), days}} {
		if err := t.take(what, step.feed, step.rows, step.query); err != nil {
			return err
		}
	}
	if err := t.addTiles(what, b.entries); err != nil {
		return err
	}
	if b.known != nil {
		for n := range b.entries {
			b.known[b.entries[n].entry.Key] = b.entries[n].keyed()
		}
	}
	clear(b.days)
	clear(b.waiting)
	clear(b.entries) // lets go of the texts
	b.entries, b.postings = b.entries[:0], b.postings[:0]
	return nil
}

// take runs a statement that takes the rows of a feed.
func (t *tx) take(what, name string, rows feed, query string) error {
	t.feeds[name] = rows
	return t.exec(what, query)
}

// dayRows returns the totals by account and value date.
func (b *book) dayRows() dayFeed {
	rows := make(dayFeed, 0, len(b.days))
	for key, total := range b.days {
		rows = append(rows, dayRow{key.account, key.valueDate.String(), total})
	}
	slices.SortFunc(rows, func(x, y dayRow) int {
		return cmp.Or(cmp.Compare(x.account, y.account), cmp.Compare(x.valueDate, y.valueDate))
	})
	return rows
}
