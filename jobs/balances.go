package jobs

import (
	"context"
	"fmt"
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

// Balances returns the balances of the accounts, debit positive, by account and currency: of those entries
// alone that both dates let in. Account is a whole name, such as "nostro:rhein", or a class of accounts, such
// as "nostro"; "" is all of them. An account that no entry touched has no row.
func (s *Stages) Balances(ctx context.Context, dates BalanceDates, account string) ([]ledger.Row, error) {
	return view(ctx, s.Store, func(tx Tx) ([]ledger.Row, error) {
		rows, err := balancesAt(tx, dates)
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

func balancesAt(tx Tx, dates BalanceDates) ([]ledger.Row, error) {
	switch {
	case dates.ValueDate.IsZero() && dates.Booked.IsZero():
		return tx.JournalBalances()
	case dates.Booked.IsZero():
		return tx.JournalBalancesAt(dates.ValueDate)
	case dates.ValueDate.IsZero():
		return tx.JournalBalancesAsOf(dates.Booked)
	}
	var b ledger.Balances
	err := tx.Journal(func(number int64, at time.Time, e ledger.Entry) error {
		if at.After(dates.Booked) || e.ValueDate.After(dates.ValueDate) {
			return nil
		}
		if err := b.Add(e); err != nil {
			return fmt.Errorf("journal entry %d: %w", number, err)
		}
		return nil
	})
	return b.Rows(), err
}
