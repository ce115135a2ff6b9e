package store

import (
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"nostro/jobs"
	"nostro/ledger"
)

// ErrTampered marks a journal entry whose content is not what its leaf says: the file was changed outside
// of this program.
var ErrTampered = errors.New("the books were changed from outside: restore a backup and compare")

const (
	selectByKey  = "SELECT number, booked_at, leaf, kind, value_date FROM journal_entry WHERE key = ?1"
	selectByKeys = "SELECT j.key, j.number, j.booked_at, j.leaf, j.kind, j.value_date FROM temp.feed_key k " +
		"CROSS JOIN journal_entry j ON j.key = k.key"
)

// prepared is an entry that the ledger finds right, with what can be computed before its place is known.
type prepared struct {
	entry     ledger.Entry
	valueDate string
	content   ledger.Content
}

// prepare validates the entry and hashes what it says.
func prepare(e ledger.Entry) (prepared, error) {
	if err := e.Validate(); err != nil {
		return prepared{}, fmt.Errorf("journal entry %q: %w", e.Key, err)
	}
	return prepared{e, e.ValueDate.String(), ledger.NewContent(e)}, nil
}

// Post appends an entry. It is written with its postings and its leaf of the transparency log: when the row
// of the entry comes, the database checks the whole, and seals it.
func (t *tx) Post(e ledger.Entry, at time.Time) (jobs.Posted, error) {
	b, err := t.openBook()
	if err != nil {
		return jobs.Posted{}, err
	}
	first, known, err := t.firstOf(b, e)
	if known || err != nil {
		return first, err
	}
	p, err := prepare(e)
	if err != nil {
		return jobs.Posted{}, err
	}
	return t.postNew(b, p, at)
}

// postNew appends an entry whose key is new.
func (t *tx) postNew(b *book, p prepared, at time.Time) (jobs.Posted, error) {
	closedUntil, err := t.closedUntil()
	if err != nil {
		return jobs.Posted{}, err
	}
	if err := ledger.CheckPeriod(p.entry, closedUntil); err != nil {
		return jobs.Posted{}, err
	}
	return t.enter(b, p, at)
}

// firstOf tells whether an entry with the key is in the journal or waits to be written, and which; one with
// other content is an error.
func (t *tx) firstOf(b *book, e ledger.Entry) (jobs.Posted, bool, error) {
	if place, waits := b.waiting[e.Key]; waits {
		w := &b.entries[place]
		return sameEntry(e, w.keyed())
	}
	if b.known != nil {
		if k, known := b.known[e.Key]; known {
			return sameEntry(e, k)
		}
		return jobs.Posted{}, false, nil
	}
	k, found, err := one(t, fmt.Sprintf("journal entry %q", e.Key), intoKeyed, selectByKey, e.Key)
	if err != nil || !found {
		return jobs.Posted{}, false, err
	}
	return sameEntry(e, k)
}

func (r *entryRow) keyed() keyed {
	return keyed{r.number, r.bookedAt, r.leaf, string(r.entry.Kind), r.valueDate}
}

// keyed is what is stored under a key.
type keyed struct {
	number    int64
	bookedAt  string
	leaf      tlog.Hash
	kind      string
	valueDate string
}

func intoKeyed(k *keyed) []any {
	return []any{&k.number, &k.bookedAt, hashCell(k.leaf[:]), &k.kind, &k.valueDate}
}

// sameEntry compares an entry with what is stored under its key: what it would be there is hashed.
func sameEntry(e ledger.Entry, k keyed) (jobs.Posted, bool, error) {
	if ledger.NewSeal(k.number, k.bookedAt, e).Leaf() == k.leaf {
		return jobs.Posted{Number: k.number}, true, nil
	}
	return jobs.Posted{}, false, fmt.Errorf("journal entry %q: in the journal it is entry %d, a %s of value date %s, "+
		"here a %s of %s with other content: %w", e.Key, k.number, k.kind, k.valueDate, e.Kind, e.ValueDate,
		jobs.ErrKeyConflict)
}
