package jobs

import (
	"context"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/ledger"
)

// BalanceDates asks for balances as they were. The two dates are two questions: what money was worth on a
// day, and what the books knew at an instant. A booking that comes late changes the first and not the second.
type BalanceDates struct {
	ValueDate calendar.Date // entries with a value date on or before it; the zero date: all
	Booked    time.Time     // entries that were booked at or before it; the zero instant: all
}

// String says it in words.
func (d BalanceDates) String() string {
	text := "now"
	if !d.ValueDate.IsZero() {
		text = "by value date " + d.ValueDate.String()
	}
	if !d.Booked.IsZero() {
		text += " as booked until " + d.Booked.UTC().Format(time.RFC3339Nano)
	}
	return text
}

// Balances returns the balances of the accounts, debit positive, by account and currency: of those entries
// alone that both dates let in. Account is a whole name, such as "nostro:rhein", or a class of accounts, such
// as "nostro"; "" is all of them. An account that no entry touched has no row.
func (s *Stages) Balances(ctx context.Context, dates BalanceDates, account string) ([]ledger.Row, error) {
	return view(ctx, s.Store, func(tx Tx) ([]ledger.Row, error) {
		rows, err := tx.JournalBalancesOn(dates)
		if err != nil || account == "" {
			return rows, err
		}
		var chosen []ledger.Row
		for _, r := range rows {
			if string(r.Account) == account || strings.HasPrefix(string(r.Account), account+":") {
				chosen = append(chosen, r)
			}
		}
		return chosen, nil
	})
}
