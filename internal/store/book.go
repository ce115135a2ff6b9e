package store

import (
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
)

// entriesWaitingMax bounds how many entries wait in memory: about 50 MiB of small ones. The more are written
// by one statement, the less often SQLite takes up each page of an index.
const entriesWaitingMax = 50_000

// book is the end of the journal within one transaction: what was posted and not yet written, and the
// balances that the next posting starts from. Entries wait here until something reads the journal, until
// there are many, or until the commit.
type book struct {
	opened   bool  // whether number and bookedAt were read
	number   int64 // of the last entry, written or waiting
	bookedAt string
	accounts map[accountKey]*account
	days     map[dayKey]daySpan
	waiting  map[string]int   // place in entries, by key
	known    map[string]keyed // what the journal has of the keys that are posted next; nil where nobody asked
	entries  entryFeed
	postings postingFeed
	sumsOnly bool // migration 3 posts before migration 36 keeps where a day lies
}

// entryRow is an entry that waits to be written.
type entryRow struct {
	entry     ledger.Entry
	number    int64
	valueDate string
	bookedAt  string
	leaf      tlog.Hash
	tags      []byte
}

// dayKey names what was posted to an account with a value date.
type dayKey struct {
	account   int64
	valueDate calendar.Date
}

// daySpan is what it sums to, and the entries of the journal between which it lies.
type daySpan struct{ minor, first, last int64 }

// with adds a posting of an entry that comes after those before it.
func (d daySpan) with(entry, minor int64) daySpan {
	if d.first == 0 {
		d.first = entry
	}
	return daySpan{d.minor + minor, d.first, entry}
}

const selectLastEntry = "SELECT number, booked_at FROM journal_entry ORDER BY number DESC LIMIT 1"

// openBook reads the end of the journal, once in a transaction: nobody else posts meanwhile.
func (t *tx) openBook() (*book, error) {
	b := &t.book
	if b.opened {
		return b, nil
	}
	b.accounts, b.days, b.waiting = map[accountKey]*account{}, map[dayKey]daySpan{}, map[string]int{}
	_, _, err := one(t, "end of the journal", func(*struct{}) []any { return []any{&b.number, &b.bookedAt} }, selectLastEntry)
	b.opened = err == nil
	return b, err
}

// enter puts an entry that every rule allows behind the last one. It writes nothing but accounts that are new.
func (t *tx) enter(b *book, p prepared, at time.Time) (jobs.Posted, error) {
	bookedAt, given := instant(at).(string)
	if !given {
		return jobs.Posted{}, fmt.Errorf("entry %q: there is no instant of booking", p.entry.Key)
	}
	moves, err := t.movesOf(b, p.entry)
	if err != nil {
		return jobs.Posted{}, err
	}
	b.number++
	b.bookedAt = max(b.bookedAt, bookedAt) // the clock went back, the books do not
	seal := p.content.Seal(b.number, b.bookedAt)
	for n, m := range moves {
		m.account.balance = m.balance
		posting := p.entry.Postings[n]
		b.postings = append(b.postings, postingRow{b.number, posting.Amount.Currency().Code(), m.account.id,
			posting.Amount.Minor(), m.balance, int64(n + 1)})
		key := dayKey{m.account.id, p.entry.ValueDate}
		b.days[key] = b.days[key].with(b.number, posting.Amount.Minor())
	}
	b.waiting[p.entry.Key] = len(b.entries)
	b.entries = append(b.entries, entryRow{p.entry, b.number, p.valueDate, b.bookedAt, seal.Leaf(), seal.Tags()})
	return jobs.Posted{Number: b.number, New: true}, t.flushWhenDue(b, p.entry)
}

// flushWhenDue writes when many entries wait, and what concerns another entry at once: only the database
// knows whether that one may be reversed.
func (t *tx) flushWhenDue(b *book, e ledger.Entry) error {
	if len(b.entries) < entriesWaitingMax && e.Reverses == "" {
		return nil
	}
	return t.flush()
}
