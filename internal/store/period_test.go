package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/internal/store"
	"nostro/jobs"
	"nostro/ledger"
)

func closeOf(until string) jobs.PeriodClose {
	return jobs.PeriodClose{Until: calendar.MustDate(until), At: at, By: "ann"}
}

func dated(key, valueDate string) ledger.Entry {
	e := entryOf(key, 1)
	e.ValueDate = calendar.MustDate(valueDate)
	return e
}

func TestNothingIsBookedInAClosedPeriod(t *testing.T) {
	s, _ := world(t)
	post := func(e ledger.Entry) func(jobs.Tx) error {
		return func(tx jobs.Tx) error { _, err := tx.Post(e, at); return err }
	}
	update(t, s, post(dated("before", "2026-11-01")))
	for _, valueDate := range []string{"2026-10-31", "2026-10-30", "0001-01-01"} {
		err := refused(t, s, "everything until 2026-10-31 is closed", post(dated("late", valueDate)))
		if !errors.Is(err, ledger.ErrPeriodClosed) {
			t.Errorf("%v is not ErrPeriodClosed", err)
		}
	}
	// A close counts at once, within its own transaction; what is in the books already is still a no-op.
	update(t, s, func(tx jobs.Tx) error {
		if err := tx.AddPeriodClose(closeOf("2026-11-30")); err != nil {
			return err
		}
		if _, err := tx.Post(dated("late", "2026-11-30"), at); !errors.Is(err, ledger.ErrPeriodClosed) {
			t.Errorf("got %v", err)
		}
		posted, err := tx.Post(dated("before", "2026-11-01"), at)
		same(t, "posted", posted, false)
		return err
	})
	undo, err := ledger.Reverse(sent, "reversal:1")
	same(t, "error", err, nil)
	refused(t, s, "is closed", post(undo))
	undo.ValueDate = calendar.MustDate("2026-12-01")
	update(t, s, post(undo))
}

func TestPeriodsAreClosedForward(t *testing.T) {
	s, _ := world(t)
	for _, until := range []string{"2026-10-31", "2026-10-30", "2025-12-31"} {
		refused(t, s, "closed already", func(tx jobs.Tx) error { return tx.AddPeriodClose(closeOf(until)) })
	}
	refused(t, s, "CHECK", func(tx jobs.Tx) error {
		return tx.AddPeriodClose(jobs.PeriodClose{Until: calendar.MustDate("2026-11-30"), At: at})
	})
	update(t, s, func(tx jobs.Tx) error { return tx.AddPeriodClose(closeOf("2026-11-30")) })
	same(t, "closes", get(t, s, jobs.Tx.PeriodCloses), []jobs.PeriodClose{october, closeOf("2026-11-30")})
}

// Another program is refused by the database itself.
func TestTheDatabaseKnowsClosedPeriods(t *testing.T) {
	for _, foreignKeys := range []bool{true, false} {
		s, path := world(t)
		update(t, s, func(tx jobs.Tx) error { return tx.AddPeriodClose(closeOf("2026-11-24")) })
		err := inOne(t, path, foreignKeys, debit, credit, leaf(2), entryRow(2))
		if err == nil || err.Error() != "constraint failed: journal_entry: its value date lies in a closed period (1811)" {
			t.Errorf("got %v", err)
		}
	}
	_, path := world(t)
	attack(t, raw(t, path), "append-only", "INSERT OR REPLACE INTO period_close VALUES ('2026-01-01', 'x', 'y')")
}

// Balances as they were are those of a plain fold over the journal.
func TestBalancesAsTheyWere(t *testing.T) {
	s, _ := open(t)
	update(t, s, func(tx jobs.Tx) error {
		for n := range 60 { // neither the value dates nor the instants come in order
			e := entryOf(fmt.Sprint("k", n), int64(n*n%17+1))
			e.ValueDate = day.AddDays(n * 5 % 7)
			e.Postings[0].Account = []ledger.Account{"reserve", "suspense:B", "rounding"}[n%3]
			if _, err := tx.Post(e, at.Add(time.Duration(n*3%11)*time.Hour)); err != nil {
				return err
			}
		}
		return nil
	})
	for n := -1; n <= 11; n++ {
		date, instant := day.AddDays(n), at.Add(time.Duration(n)*time.Hour)
		byDate := get(t, s, func(tx jobs.Tx) ([]ledger.Row, error) { return tx.JournalBalancesAt(date) })
		same(t, "balances at the date", byDate, fold(t, s, func(e ledger.Entry, _ time.Time) bool { return !e.ValueDate.After(date) }))
		asOf := get(t, s, func(tx jobs.Tx) ([]ledger.Row, error) { return tx.JournalBalancesAsOf(instant) })
		same(t, "balances as of", asOf, fold(t, s, func(_ ledger.Entry, booked time.Time) bool { return !booked.After(instant) }))
		if n < 0 && (byDate != nil || asOf != nil) {
			t.Errorf("before the first entry: %v, %v", byDate, asOf)
		}
	}
	same(t, "at the end", get(t, s, func(tx jobs.Tx) ([]ledger.Row, error) { return tx.JournalBalancesAt(day.AddDays(11)) }),
		get(t, s, jobs.Tx.JournalBalances))
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

// The indices are used: no walk over the whole journal for a question about its beginning.
func TestBalancesAsTheyWereUseTheIndices(t *testing.T) {
	_, path := world(t)
	db := raw(t, path)
	for column, index := range map[string]string{"value_date": "journal_entry_by_value_date", "booked_at": "journal_entry_by_booking"} {
		var plan string
		rows, err := db.Query("EXPLAIN QUERY PLAN SELECT account, currency, sum(minor) FROM posting WHERE entry IN (SELECT number " +
			"FROM journal_entry WHERE " + column + " <= '2026') GROUP BY account, currency")
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			plan += detail + "\n"
		}
		if want := "USING COVERING INDEX " + index; !strings.Contains(plan, want) || !strings.Contains(plan, "SEARCH posting USING PRIMARY KEY") {
			t.Errorf("plan is\n%s", plan)
		}
	}
}
