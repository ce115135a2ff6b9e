package store

import (
	"fmt"
	"time"

	"nostro/jobs"
	"nostro/ledger"
)

const (
	selectJournalRows = `SELECT e.number, e.key, e.kind, e.value_date, e.booked_at, e.evidence_sha256, e.evidence_place,
  e.reverses, e.memo, e.content_hash, p.account, p.currency, p.minor
  FROM journal_entry e JOIN posting p ON p.entry = e.number `

	selectJournal       = selectJournalRows + "ORDER BY e.number, p.line"
	selectEntryByNumber = selectJournalRows + "WHERE e.number = ?1 ORDER BY p.line"
	selectEntryByKey    = selectJournalRows + "WHERE e.key = ?1 ORDER BY p.line"
)

// journalRow is one posting with the entry that it belongs to.
type journalRow struct {
	number   int64
	booked   string // as it stands in the column
	bookedAt time.Time
	entry    ledger.Entry
	hash     string
	posting  ledger.Posting
}

func intoJournalRow(r *journalRow) []any {
	e := &r.entry
	return flat(&r.number, &e.Key, choice(&e.Kind, ledger.Kinds()...), dateCell(&e.ValueDate), bookedCell(r),
		&e.Evidence.SHA256, &e.Evidence.Place, refCell(&e.Reverses), &e.Memo, &r.hash, &r.posting.Account,
		amountCells(&r.posting.Amount))
}

// bookedCell reads the instant, and keeps the text that the transparency log seals.
func bookedCell(r *journalRow) cell {
	instant := instantCell(&r.bookedAt)
	return textCell(func(text string) error {
		r.booked = text
		return instant(text)
	})
}

// Journal hands out one entry after the other, so memory does not grow with the journal. An entry whose
// content does not match its hash ends the walk with an error that wraps ErrTampered.
func (t *tx) Journal(visit func(number int64, at time.Time, e ledger.Entry) error) error {
	return t.entries(func(r journalRow) error {
		if hashOf(r.entry) != r.hash {
			return fmt.Errorf("journal entry %d %q: %w", r.number, r.entry.Key, ErrTampered)
		}
		return visit(r.number, r.bookedAt, r.entry)
	}, selectJournal)
}

// entries hands out the entries of a query as they are stored, each with all its postings.
func (t *tx) entries(visit func(journalRow) error, query string, args ...any) error {
	rows, err := t.sql.Query(query, args...) // not a kept statement: visit may read the journal too
	if err != nil {
		return t.fail("journal", err)
	}
	defer rows.Close()
	var open journalRow
	err = walk(t, "journal", rows, intoJournalRow, func(r journalRow) error {
		if r.number != open.number {
			if err := hand(open, visit); err != nil {
				return err
			}
			open = r
		}
		open.entry.Postings = append(open.entry.Postings, r.posting)
		return nil
	})
	if err != nil {
		return err
	}
	return hand(open, visit)
}

func hand(r journalRow, visit func(journalRow) error) error {
	if r.number == 0 {
		return nil
	}
	return visit(r)
}

func (t *tx) EntryByNumber(number int64) (jobs.LoggedEntry, bool, error) {
	return t.loggedEntry(selectEntryByNumber, number)
}

func (t *tx) EntryByKey(key string) (jobs.LoggedEntry, bool, error) {
	return t.loggedEntry(selectEntryByKey, key)
}

func (t *tx) loggedEntry(query string, by any) (e jobs.LoggedEntry, found bool, err error) {
	err = t.entries(func(r journalRow) error {
		e, found = jobs.LoggedEntry{Number: r.number, BookedAt: r.booked, Entry: r.entry}, true
		return nil
	}, query, by)
	return e, found, err
}
