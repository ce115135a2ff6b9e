package store

import (
	"fmt"
	"time"

	"nostro/ledger"
)

const selectJournal = `SELECT e.number, e.key, e.kind, e.value_date, e.booked_at, e.evidence_sha256, e.evidence_place,
  e.reverses, e.memo, e.content_hash, p.account, p.currency, p.minor
  FROM journal_entry e JOIN posting p ON p.entry = e.number ORDER BY e.number, p.line`

// journalRow is one posting with the entry that it belongs to.
type journalRow struct {
	number   int64
	bookedAt time.Time
	entry    ledger.Entry
	hash     string
	posting  ledger.Posting
}

func intoJournalRow(r *journalRow) []any {
	e := &r.entry
	return flat(&r.number, &e.Key, choice(&e.Kind, ledger.Kinds()...), dateCell(&e.ValueDate), instantCell(&r.bookedAt),
		&e.Evidence.SHA256, &e.Evidence.Place, refCell(&e.Reverses), &e.Memo, &r.hash, &r.posting.Account,
		amountCells(&r.posting.Amount))
}

// Journal hands out one entry after the other, so memory does not grow with the journal. An entry whose
// content does not match its hash ends the walk with an error that wraps ErrTampered.
func (t *tx) Journal(visit func(number int64, at time.Time, e ledger.Entry) error) error {
	rows, err := t.sql.Query(selectJournal) // not a kept statement: visit may read the journal too
	if err != nil {
		return t.fail("journal", err)
	}
	defer rows.Close()
	var open journalRow
	err = walk(t, "journal", rows, intoJournalRow, func(r journalRow) error {
		if r.number != open.number {
			if err := t.hand(open, visit); err != nil {
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
	return t.hand(open, visit)
}

func (t *tx) hand(r journalRow, visit func(int64, time.Time, ledger.Entry) error) error {
	if r.number == 0 {
		return nil
	}
	if hashOf(r.entry) != r.hash {
		return fmt.Errorf("journal entry %d %q: %w", r.number, r.entry.Key, ErrTampered)
	}
	return visit(r.number, r.bookedAt, r.entry)
}
