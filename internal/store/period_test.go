package store_test

import (
	"errors"
	"testing"

	"nostro/calendar"
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
		same(t, "posted", posted, jobs.Posted{Number: 2})
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
		err := inOne(t, path, foreignKeys, debit, credit, entryRow(2))
		if err == nil || err.Error() != "constraint failed: journal_entry: its value date lies in a closed period (1811)" {
			t.Errorf("got %v", err)
		}
	}
	_, path := world(t)
	attack(t, raw(t, path), "append-only", "INSERT OR REPLACE INTO period_close VALUES ('2026-01-01', 'x', 'y')")
}
