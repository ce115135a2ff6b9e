package store_test

import (
	"fmt"
	"testing"
	"time"

	"nostro/internal/store"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

// past posts entries whose value dates come in no order, and whose instants rise.
func past(t *testing.T) *store.Store {
	t.Helper()
	s, _ := open(t)
	update(t, s, func(tx jobs.Tx) error {
		for n := range 60 {
			e := entryOf(fmt.Sprint("k", n), int64(n*n%17+1))
			e.ValueDate = day.AddDays(n * 5 % 7)
			e.Postings[0].Account = []ledger.Account{"reserve", "suspense:B", "rounding"}[n%3]
			if _, err := tx.Post(e, at.Add(time.Duration(n/5)*time.Hour)); err != nil {
				return err
			}
		}
		return nil
	})
	return s
}

// Balances as they were, by value date, by booking and by both, are those of a plain fold over the journal.
func TestBalancesAsTheyWere(t *testing.T) {
	s := past(t)
	dates := []jobs.BalanceDates{{}}
	for n := -1; n <= 12; n++ {
		value, booked := day.AddDays(n), at.Add(time.Duration(n)*time.Hour)
		dates = append(dates, jobs.BalanceDates{ValueDate: value}, jobs.BalanceDates{Booked: booked},
			jobs.BalanceDates{ValueDate: value, Booked: at.Add(5 * time.Hour)}, jobs.BalanceDates{ValueDate: day.AddDays(3), Booked: booked})
	}
	for _, on := range dates {
		want := fold(t, s, func(e ledger.Entry, booked time.Time) bool {
			return (on.ValueDate.IsZero() || !e.ValueDate.After(on.ValueDate)) && (on.Booked.IsZero() || !booked.After(on.Booked))
		})
		got := get(t, s, func(tx jobs.Tx) ([]ledger.Row, error) { return tx.JournalBalancesOn(on) })
		same(t, "balances "+on.String(), got, want)
		for _, account := range []ledger.Account{"nostro:ALPHA", "reserve", "suspense:B", "nostro:NEVER"} {
			one := get(t, s, func(tx jobs.Tx) (money.Amount, error) { return tx.JournalBalance(account, eur, on) })
			same(t, fmt.Sprintf("balance of %s %s", account, on), one, of(want, account))
		}
	}
}

func of(rows []ledger.Row, account ledger.Account) money.Amount {
	for _, row := range rows {
		if row.Account == account {
			return row.Balance
		}
	}
	return cents(0)
}

// What waits to be written counts: a balance is asked for within the transaction that posts.
func TestBalancesWithinTheTransaction(t *testing.T) {
	s, _ := open(t)
	update(t, s, func(tx jobs.Tx) error {
		for n := range 3 {
			if _, err := tx.Post(entryOf(fmt.Sprint(n), 5), at); err != nil {
				return err
			}
			balance, err := tx.JournalBalance("nostro:ALPHA", eur, jobs.BalanceDates{ValueDate: day})
			if err != nil {
				return err
			}
			same(t, "balance", balance, cents(int64(5*(n+1))))
		}
		return nil
	})
}

func TestABalanceDateInWords(t *testing.T) {
	for want, on := range map[string]jobs.BalanceDates{
		"now":                      {},
		"by value date 2026-11-24": {ValueDate: day},
		"now as booked until 2026-11-24T09:30:00Z":                      {Booked: at},
		"by value date 2026-11-24 as booked until 2026-11-24T09:30:00Z": {ValueDate: day, Booked: at},
	} {
		same(t, "words", on.String(), want)
	}
}

func fold(t testing.TB, s *store.Store, counts func(ledger.Entry, time.Time) bool) []ledger.Row {
	t.Helper()
	var balances ledger.Balances
	err := s.View(t.Context(), func(tx jobs.Tx) error {
		return tx.Journal(func(_ int64, booked time.Time, e ledger.Entry) error {
			if !counts(e, booked) {
				return nil
			}
			return balances.Add(e)
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if rows := balances.Rows(); len(rows) > 0 {
		return rows
	}
	return nil
}
