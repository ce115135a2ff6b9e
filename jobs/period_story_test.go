package jobs_test

import (
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
)

// A booking that comes late, with a value date in a period that is closed, is booked on the first open day
// and says so; it stops nothing.
func TestLateBookingIntoAClosedPeriod(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.approved("O-1 alfa brixton EUR 100.00")
	h.ends(h.send(), jobs.OutcomeDone)
	until := calendar.MustDate("2026-11-24")
	h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error {
		return tx.AddPeriodClose(jobs.PeriodClose{Until: until, At: h.now, By: "bea"})
	}))
	h.offer("rhein", "late.xml", statement{seq: 1, opening: "500.00", entries: []booked{byName(h.payment("brixton"), "-100.00")}}.xml())
	h.takes()
	if got := h.payment("brixton").State; got != "settled" {
		t.Errorf("the payment is %s", got)
	}
	late := 0
	h.must(h.store.View(h.ctx, func(tx jobs.Tx) error {
		return tx.Journal(func(_ int64, _ time.Time, e ledger.Entry) error {
			if strings.HasPrefix(e.Memo, "value date 2026-11-24, in a closed period") {
				late++
				if e.ValueDate != calendar.MustDate("2026-11-25") {
					t.Errorf("%s is booked on %s", e.Key, e.ValueDate)
				}
			}
			return nil
		})
	}))
	if late < 2 {
		t.Errorf("%d late bookings, want the opening balance and the payment", late)
	}
}
