package store

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"nostro/jobs"
)

var insertMatches = insertAll("entry_match", matchColumns)

// PrepareBookings hashes the entries and encodes the matches, so that what it returns has nothing to do but to write.
func (t *tx) PrepareBookings(b jobs.Bookings) func(time.Time) error {
	var entries [][]candidate
	for lot := range slices.Chunk(b.Entries, preparedAtOnceMax) {
		entries = append(entries, prepareAll(lot))
	}
	matches := matchRows(b.Matches)
	return func(at time.Time) error {
		_, refused, err := t.postAll(b.Entries, slices.Values(entries), at)
		if err := errors.Join(append(refused, err)...); err != nil {
			return fmt.Errorf("%d entries of the journal: %w", len(b.Entries), err)
		}
		return t.execAll(fmt.Sprintf("%d matches", len(b.Matches)), insertMatches, matches)
	}
}

func matchRows(matches []jobs.Match) *cellRows {
	rows := newCellRows(len(matches), columnsIn(matchColumns))
	for n := range matches {
		m := &matches[n]
		rows.add(m.Statement, int64(m.Entry), int64(m.Detail), m.Kind, ref(m.Instruction))
		rows.amount(m.Amount)
		rows.amount(m.Charges)
		rows.yes(m.Credit)
		rows.add(m.Rule, m.Why, m.Journal)
	}
	return rows
}
