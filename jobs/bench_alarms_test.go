package jobs_test

import (
	"runtime"
	"testing"
	"time"

	"nostro/jobs"
)

// houseOf is a house with so many payments of one day, booked by its bank but for one in fifty, which are breaks or not
// booked at all.
func houseOf(b *testing.B, payments int) *installation {
	b.Helper()
	h := openInstallation(b, b.TempDir(), silentPayIns)
	h.sent("O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 30.00")
	h.offer("rhein", "large.xml", largePaper(h.manyPayments(payments)))
	_, err := h.stages.Collect(h.ctx)
	h.must(err)
	_, err = h.stages.Reconcile(h.ctx)
	h.must(err)
	if open := len(look(h, jobs.Tx.OpenBreaks)); open < payments/100 { // a statement of more than 64 MiB is not taken
		b.Fatalf("%d breaks of %d payments: the statement was not taken", open, payments)
	}
	h.now = h.now.AddDate(0, 0, 3) // its breaks have an age
	runtime.GC()
	return h
}

// looking returns how long a look at all alarms takes, and the figures of a scrape, each the least of five.
func (h *installation) looking() (look, scrape time.Duration) {
	look, scrape = time.Hour, time.Hour
	for range 5 {
		begun := time.Now()
		_, err := h.stages.LookAtAlarms(h.ctx, nil)
		h.must(err)
		look = min(look, time.Since(begun))
		begun = time.Now()
		_, err = jobs.LookInside(h.ctx, h.store, h.stages.Settings.Jobs, h.now)
		h.must(err)
		scrape = min(scrape, time.Since(begun))
	}
	return look, scrape
}

// listing returns how long the list of open breaks takes, and the whole desk for one of them, which reads all that the books have.
func (h *installation) listing() (list, whole time.Duration) {
	begun := time.Now()
	open, err := h.stages.BreakViews(h.ctx, false)
	h.must(err)
	list = time.Since(begun)
	begun = time.Now()
	_, err = h.stages.BreakView(h.ctx, open[0].ID)
	h.must(err)
	return list, time.Since(begun)
}

// BenchmarkLookAtAlarms looks at a house of as many payments as NOSTRO_BENCH_ENTRIES says (20,000), one in fifty of them an open
// break, and at one of a tenth of that. Both are looked at every minute: what it costs follows from what is open, not from how
// many payments there were. x-tenth is how much longer it takes than in the small house, which has a tenth of the breaks too. ms/list is the list of all
// open breaks, and x-desk how much longer it takes to read all for one of them.
func BenchmarkLookAtAlarms(b *testing.B) {
	count := benchEntries(b)
	for b.Loop() {
		b.StopTimer()
		small := houseOf(b, count/10)
		smallLook, smallScrape := small.looking()
		small.close()
		large := houseOf(b, count)
		b.StartTimer()
		look, scrape := large.looking()
		b.StopTimer()
		list, whole := large.listing()
		large.close()
		b.ReportMetric(float64(list.Microseconds())/1000, "ms/list")
		b.ReportMetric(whole.Seconds()/list.Seconds(), "x-desk")
		b.ReportMetric(float64(look.Microseconds())/1000, "ms/look")
		b.ReportMetric(look.Seconds()/smallLook.Seconds(), "x-tenth-look")
		b.ReportMetric(float64(scrape.Microseconds())/1000, "ms/scrape")
		b.ReportMetric(scrape.Seconds()/smallScrape.Seconds(), "x-tenth-scrape")
		b.StartTimer()
	}
}
