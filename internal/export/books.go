package export

import (
	"context"
	"fmt"
	"time"

	"nostro/jobs"
	"nostro/ledger"
)

// Books is the journal at one instant. It can be read, as often as one likes, while the work runs that Read
// gave it to, and no longer.
type Books struct {
	source source
}

// source is the part of jobs.Tx that an export reads.
type source interface {
	Journal(visit func(number int64, at time.Time, e ledger.Entry) error) error
	JournalBalances() ([]ledger.Row, error)
}

// Read gives the work one consistent state of the journal, and returns its error or that of the store:
//
//	err := export.Read(ctx, store, func(b export.Books) error { return export.Beancount(w, b) })
//
// What is posted meanwhile is not in these books. The state is held until the work returns, so a slow
// reader of what is written should be given a file first.
func Read(ctx context.Context, store jobs.Store, work func(Books) error) error {
	return store.View(ctx, func(tx jobs.Tx) error { return work(Books{tx}) })
}

// posted is an entry of the journal with its number, from 1, and the instant at which it was booked.
type posted struct {
	ledger.Entry
	number int64
	at     time.Time
}

// each calls visit with every entry in the order of posting. An entry that is not valid ends it: its texts
// could hold a line feed, which in a journal of lines is a way to write what nobody booked.
func (b Books) each(visit func(posted) error) error {
	return b.source.Journal(func(number int64, at time.Time, e ledger.Entry) error {
		if err := e.Validate(); err != nil {
			return fmt.Errorf("journal entry %d: %w: run nostro check, and restore a backup", number, err)
		}
		return visit(posted{e, number, at})
	})
}

// detail is a fact about an entry that the other programs keep without understanding it.
type detail struct {
	name, text string
}

// details returns the facts that are there: number, key, kind, booked-at (RFC 3339, in UTC),
// evidence-sha256, evidence-place and reverses.
func (p posted) details() []detail {
	all := []detail{{"number", fmt.Sprint(p.number)}, {"key", p.Key}, {"kind", string(p.Kind)},
		{"booked-at", instant(p.at)}, {"evidence-sha256", p.Evidence.SHA256},
		{"evidence-place", p.Evidence.Place}, {"reverses", p.Reverses}}
	given := all[:0]
	for _, d := range all {
		if d.text != "" {
			given = append(given, d)
		}
	}
	return given
}

func instant(at time.Time) string { return at.UTC().Format(time.RFC3339Nano) }
