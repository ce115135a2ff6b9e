package store

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"nostro/jobs"
	"nostro/ledger"
)

const (
	journalColumns = `e.number, e.key, e.kind, e.value_date, e.booked_at, e.evidence_sha256, e.evidence_place, e.reverses,
  e.memo, e.leaf, e.tags`

	selectEntry = "SELECT " + journalColumns + `, a.name, p.currency, p.minor
  FROM journal_entry e CROSS JOIN posting p ON p.entry = e.number CROSS JOIN account a ON a.id = p.account `
	selectEntryByNumber = selectEntry + "WHERE e.number = ?1 ORDER BY p.line"
	selectEntryByKey    = selectEntry + "WHERE e.key = ?1 ORDER BY p.line"
)

// journalRow is an entry as it is stored.
type journalRow struct {
	number   int64
	booked   string // as it stands in the column
	bookedAt time.Time
	entry    ledger.Entry
	leaf     tlog.Hash
	tags     []byte
	posting  ledger.Posting // where the row is that of one posting
}

func (r *journalRow) cells() []any {
	e := &r.entry
	return []any{&r.number, &e.Key, choice(&e.Kind, ledger.Kinds()...), dateCell(&e.ValueDate), bookedCell(r),
		&e.Evidence.SHA256, &e.Evidence.Place, refCell(&e.Reverses), &e.Memo, hashCell(r.leaf[:]), &r.tags}
}

func intoJournalRow(r *journalRow) []any {
	return flat(r.cells(), &r.posting.Account, amountCells(&r.posting.Amount))
}

// bookedCell reads the instant, and keeps the text that the transparency log seals.
func bookedCell(r *journalRow) cell {
	instant := instantCell(&r.bookedAt)
	return textCell(func(text string) error {
		r.booked = text
		return instant(text)
	})
}

// what names the entry for people.
func (r *journalRow) what() string { return fmt.Sprintf("journal entry %d %q", r.number, r.entry.Key) }

// checkSeal errs where the entry is not what its leaf and tags say, and names the fields that differ.
func (r *journalRow) checkSeal() error {
	seal := ledger.NewSeal(r.number, r.booked, r.entry)
	if changed := seal.Changed(r.tags); len(changed) > 0 {
		return fmt.Errorf("%s: its %s is not what was sealed: %w", r.what(), strings.Join(changed, ", "), ErrTampered)
	}
	if seal.Leaf() != r.leaf {
		return fmt.Errorf("%s: its leaf of the transparency log is not what the journal makes: %w", r.what(), ErrTampered)
	}
	return nil
}

// Journal hands out one entry after the other, so memory does not grow with the journal. An entry that is not
// what its leaf says ends the walk with an error that wraps ErrTampered.
func (t *tx) Journal(visit func(number int64, at time.Time, e ledger.Entry) error) error {
	return t.walkJournal(func(r *journalRow, _ []balancedPosting) error {
		if err := r.checkSeal(); err != nil {
			return err
		}
		return visit(r.number, r.bookedAt, r.entry)
	})
}

func (t *tx) EntryByNumber(number int64) (jobs.LoggedEntry, bool, error) {
	return t.loggedEntry(selectEntryByNumber, number)
}

func (t *tx) EntryByKey(key string) (jobs.LoggedEntry, bool, error) {
	return t.loggedEntry(selectEntryByKey, key)
}

func (t *tx) loggedEntry(query string, by any) (e jobs.LoggedEntry, found bool, err error) {
	if err := t.flush(); err != nil {
		return e, false, err
	}
	err = each(t, "journal", intoJournalRow, query, []any{by}, func(r journalRow) error {
		if !found {
			e, found = jobs.LoggedEntry{Number: r.number, BookedAt: r.booked, Entry: r.entry}, true
		}
		e.Entry.Postings = append(e.Entry.Postings, r.posting)
		return nil
	})
	return e, found, err
}

const selectReversed = "SELECT reverses FROM journal_entry WHERE reverses IS NOT NULL" // in its index

func (t *tx) Reversed() (map[string]bool, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	reversed := map[string]bool{}
	return reversed, each(t, "reversed entries", func(key *string) []any { return []any{key} }, selectReversed, nil, func(key string) error {
		reversed[key] = true
		return nil
	})
}
