package store

import (
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"nostro/jobs"
	"nostro/ledger"
)

// ErrTampered marks a journal entry whose content is not what its hash says: the file was changed outside
// of this program.
var ErrTampered = errors.New("the books were changed from outside: restore a backup and compare")

const (
	journalColumns = "number, key, kind, value_date, booked_at, evidence_sha256, evidence_place, reverses, memo, " +
		"postings, content_hash"
	postingColumns = "entry, line, account, currency, minor"

	selectByKey   = "SELECT kind, value_date, content_hash FROM journal_entry WHERE key = ?1"
	selectNumber  = "SELECT coalesce(max(number), 0) + 1 FROM journal_entry"
	selectBalance = "SELECT account, currency, sum(minor) FROM posting " +
		"GROUP BY account, currency ORDER BY account, currency"
)

var insertJournal = insertInto("journal_entry", journalColumns)

// Post appends an entry. Its postings and its leaf of the transparency log are written first: when the row
// of the entry comes, the database checks the whole, and seals it.
func (t *tx) Post(e ledger.Entry, at time.Time) (bool, error) {
	what := fmt.Sprintf("journal entry %q", e.Key)
	hash := hashOf(e)
	known, err := t.isKnown(what, e, hash)
	if known || err != nil {
		return false, err
	}
	if err := e.Validate(); err != nil {
		return false, fmt.Errorf("%s: %w", what, err)
	}
	closedUntil, err := t.closedUntil()
	if err != nil {
		return false, err
	}
	if err := ledger.CheckPeriod(e, closedUntil); err != nil {
		return false, err
	}
	number, err := t.nextNumber(what)
	if err != nil {
		return false, err
	}
	if err := t.append(what, number, e, at, hash); err != nil {
		return false, err
	}
	t.next = number + 1
	return true, nil
}

// nextNumber asks the database once in a transaction: nobody else posts meanwhile.
func (t *tx) nextNumber(what string) (int64, error) {
	if t.next > 0 {
		return t.next, nil
	}
	number, _, err := value[int64](t, what, selectNumber)
	return number, err
}

// append writes the entry in the order in which the database checks it.
func (t *tx) append(what string, number int64, e ledger.Entry, at time.Time, hash string) error {
	rows := make([][]any, len(e.Postings))
	for n, p := range e.Postings {
		rows[n] = flat(number, n+1, string(p.Account), amount(p.Amount))
	}
	if err := t.insertRows(what, "posting", postingColumns, rows); err != nil {
		return err
	}
	bookedAt := instant(at)
	if text, given := bookedAt.(string); given { // the database refuses an entry without
		if err := t.addLeaf(what, number, ledger.NewSeal(number, text, e)); err != nil {
			return err
		}
	}
	return t.exec(what, insertJournal, number, e.Key, string(e.Kind), date(e.ValueDate), bookedAt, e.Evidence.SHA256,
		e.Evidence.Place, ref(e.Reverses), e.Memo, len(e.Postings), hash)
}

func hashOf(e ledger.Entry) string {
	hash := e.Hash()
	return hex.EncodeToString(hash[:])
}

// isKnown tells whether the entry is in the journal; its key with other content is an error.
func (t *tx) isKnown(what string, e ledger.Entry, hash string) (bool, error) {
	var kind, valueDate, stored string
	_, found, err := one(t, what, func(*struct{}) []any { return []any{&kind, &valueDate, &stored} }, selectByKey, e.Key)
	if err != nil || !found {
		return false, err
	}
	if stored != hash {
		return false, fmt.Errorf("%s: in the journal it is a %s of value date %s with hash %.12s, "+
			"here a %s of %s with hash %.12s: %w",
			what, kind, valueDate, stored, e.Kind, e.ValueDate, hash, jobs.ErrKeyConflict)
	}
	return true, nil
}

func (t *tx) JournalBalances() ([]ledger.Row, error) {
	return t.balances("balances of the journal", selectBalance)
}
