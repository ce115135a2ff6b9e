package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/ledger"
)

const (
	selectEntriesOn = selectEntry + `WHERE e.number IN (SELECT entry FROM posting WHERE account IN
  (SELECT id FROM account WHERE name IN (SELECT value FROM json_each(?1)))) ORDER BY e.number, p.line`

	selectFixingsUntil = "SELECT " + fixingColumns + " FROM fixing WHERE source = ?1 AND date <= ?2 ORDER BY date DESC LIMIT ?3"
)

// EntriesOn hands out whole entries, one after the other. An entry that is not what its leaf says ends the walk with
// an error that wraps ErrTampered.
func (t *tx) EntriesOn(accounts []ledger.Account, visit func(number int64, at time.Time, e ledger.Entry) error) error {
	if err := t.flush(); err != nil {
		return err
	}
	names, err := json.Marshal(accounts)
	if err != nil {
		return err
	}
	var open journalRow
	hand := func() error {
		if open.number == 0 {
			return nil
		}
		if err := open.checkSeal(); err != nil {
			return err
		}
		return visit(open.number, open.bookedAt, open.entry)
	}
	err = each(t, "journal", intoJournalRow, selectEntriesOn, []any{string(names)}, func(r journalRow) error {
		if r.number != open.number {
			if err := hand(); err != nil {
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
	return hand()
}

func (t *tx) FixingsUntil(source string, onOrBefore calendar.Date, most int) ([]fx.Fixing, error) {
	all, err := list(t, fmt.Sprintf("fixings of %s until %s", source, onOrBefore), intoFixing, selectFixingsUntil, source,
		onOrBefore.String(), most)
	if err != nil {
		return nil, err
	}
	slices.Reverse(all)
	return all, t.addRates(all, forever)
}
