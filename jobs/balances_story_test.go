package jobs_test

import (
	"fmt"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

// ages books on three days with value dates that go back: what was known and what was worth are two things.
func ages(t *testing.T) *installation {
	t.Helper()
	h := newInstallation(t)
	for n, e := range []struct {
		correspondent, valueDate, bookedAt string
		minor                              int64
	}{
		{"rhein", "2026-11-23", "2026-11-23T18:00:00Z", 100},
		{"hudson", "2026-11-24", "2026-11-24T18:00:00Z", 20},
		{"rhein", "2026-11-23", "2026-11-25T18:00:00Z", 3},
		{"rhein-2", "2026-11-25", "2026-11-25T18:00:01Z", 1},
	} {
		h.at(e.bookedAt)
		h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error {
			entry, err := ledger.Opened(ledger.Movement{Key: fmt.Sprintf("opening:%d", n), Correspondent: e.correspondent,
				Amount: money.FromMinor(eur, e.minor), ValueDate: calendar.MustDate(e.valueDate)})
			if err != nil {
				return err
			}
			_, err = tx.Post(entry, h.now)
			return err
		}))
	}
	return h
}

func TestBalancesAsTheyWere(t *testing.T) {
	t.Parallel()
	h := ages(t)
	day := calendar.MustDate("2026-11-23")
	instant := time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)
	for _, story := range []struct {
		name    string
		dates   jobs.BalanceDates
		account string
		want    []string
	}{
		{"now", jobs.BalanceDates{}, "", []string{"nostro:hudson EUR 0.20", "nostro:rhein EUR 1.03", "nostro:rhein-2 EUR 0.01",
			"reserve EUR -1.24"}},
		{"by value date", jobs.BalanceDates{ValueDate: day}, "", []string{"nostro:rhein EUR 1.03", "reserve EUR -1.03"}},
		{"by booking", jobs.BalanceDates{Booked: instant.AddDate(0, 0, -1)}, "", []string{"nostro:hudson EUR 0.20", "nostro:rhein EUR 1.00",
			"reserve EUR -1.20"}},
		{"at the very instant", jobs.BalanceDates{Booked: instant}, "nostro", []string{"nostro:hudson EUR 0.20", "nostro:rhein EUR 1.03"}},
		{"by both", jobs.BalanceDates{ValueDate: day, Booked: instant.AddDate(0, 0, -1)}, "", []string{"nostro:rhein EUR 1.00",
			"reserve EUR -1.00"}},
		{"by both, the last instant", jobs.BalanceDates{ValueDate: day.AddDays(2), Booked: instant}, "nostro:rhein",
			[]string{"nostro:rhein EUR 1.03"}},
		{"before everything", jobs.BalanceDates{ValueDate: day.AddDays(-1)}, "", nil},
		{"one account", jobs.BalanceDates{}, "nostro:rhein", []string{"nostro:rhein EUR 1.03"}},
		{"an account of one word", jobs.BalanceDates{}, "reserve", []string{"reserve EUR -1.24"}},
		{"no account", jobs.BalanceDates{}, "nostro:rhe", nil},
	} {
		rows, err := h.stages.Balances(h.ctx, story.dates, story.account)
		h.must(err)
		var got []string
		for _, r := range rows {
			got = append(got, fmt.Sprintf("%s %s", r.Account, r.Balance))
		}
		h.same(story.name, got, story.want...)
	}
}
