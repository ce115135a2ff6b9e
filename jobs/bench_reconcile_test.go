package jobs_test

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/netting"
)

// benchEntries is how many entries the statement has; NOSTRO_BENCH_ENTRIES sets another number.
func benchEntries(b *testing.B) int {
	b.Helper()
	text := os.Getenv("NOSTRO_BENCH_ENTRIES")
	if text == "" {
		return 20_000
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		b.Fatalf("NOSTRO_BENCH_ENTRIES=%q is no number of entries", text)
	}
	return n
}

// manyPayments adds pay-outs and expected pay-ins that are with the bank, made of one of each that is there.
func (h *installation) manyPayments(count int) []jobs.Instruction {
	models := []jobs.Instruction{h.payment("brixton"), h.payment("alfa")}
	all := make([]jobs.Instruction, count)
	for n := range all {
		i := models[n%2]
		i.ID, i.UETR = fmt.Sprintf("N%015d", n), fmt.Sprintf("%08x-0000-4000-8000-000000000000", n)
		i.State, i.File, i.Booked, i.Returned = lifecycle.InstructionAccepted, "", money.Zero(eur), money.Zero(eur)
		i.IntentOpen, i.Intents = i.Direction == jobs.PayOut, 1
		i.Amount = money.FromMinor(eur, 100+int64(n%9999))
		i.Set = netting.Set{Model: netting.Gross, Counterparty: "alfa", Obligation: i.ID}
		all[n] = i
	}
	h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error { return tx.AddInstructions(all) }))
	return all
}

// largePaper is a statement on which nearly all of them are booked; two in a hundred are something else.
func largePaper(all []jobs.Instruction) string {
	s, total := statement{seq: 1, opening: "1000000000.00", account: "DE41370400440053201300", ccy: "EUR", date: "2026-11-24"}, int64(0)
	var entries strings.Builder
	for n := range all {
		i := all[n*1_000_003%len(all)]
		minor := i.Amount.Minor()
		if n%50 == 0 {
			minor += int64(n % 3)
		}
		if i.Direction == jobs.PayOut {
			minor = -minor
		}
		total += minor
		entry := byName(i, money.FromMinor(eur, minor).Decimal())
		if n%100 == 0 {
			entry = booked{amount: entry.amount, endToEnd: "UNKNOWN" + i.ID}
		}
		entries.WriteString(entry.xml(n+1, s))
	}
	s.closing = money.FromMinor(eur, 100_000_000_000+total).Decimal()
	before, after, _ := strings.Cut(s.xml(), "</Stmt>")
	return before + entries.String() + "</Stmt>" + after
}

// BenchmarkReconcile takes a statement from the bank's file to the posted journal: read, kept, proven, matched, posted. The
// baseline of the same run is the ledger alone: as many entries of two postings, posted in bulk.
func BenchmarkReconcile(b *testing.B) {
	count := benchEntries(b)
	var reading, booking, posting, spent time.Duration
	for b.Loop() {
		b.StopTimer()
		h := openInstallation(b, b.TempDir(), silentPayIns)
		h.sent("O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 30.00")
		paper := largePaper(h.manyPayments(count))
		h.offer("rhein", "large.xml", paper)
		runtime.GC()
		b.StartTimer()
		begun, before := time.Now(), processorTime(b)
		_, err := h.stages.Collect(h.ctx)
		h.must(err)
		reading += time.Since(begun)
		begun = time.Now()
		_, err = h.stages.Reconcile(h.ctx)
		h.must(err)
		booking += time.Since(begun)
		spent += processorTime(b) - before
		b.StopTimer()
		if matches := len(look(h, jobs.Tx.Matches)); matches < count {
			b.Fatalf("%d matches of %d entries", matches, count)
		}
		posting += h.postedAlone(count)
		h.close()
		b.StartTimer()
	}
	rate := func(d time.Duration) float64 { return float64(count*b.N) / d.Seconds() }
	b.ReportMetric(rate(reading+booking), "entries/s")
	b.ReportMetric(rate(reading), "kept/s")
	b.ReportMetric(rate(booking), "booked/s")
	b.ReportMetric(rate(posting), "posted-alone/s")
	b.ReportMetric(float64(spent.Microseconds())/float64(count*b.N), "cpu-µs/entry")
	b.ReportMetric(float64(usage(b).Maxrss)/1024, "peak-MiB")
	b.ReportMetric(posting.Seconds()/(reading+booking).Seconds(), "x-ledger")
}

// usage is what the process has used so far.
func usage(b *testing.B) (all syscall.Rusage) {
	b.Helper()
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &all); err != nil {
		b.Fatal(err)
	}
	return all
}

// processorTime is what the process has spent so far on all cores.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	all := usage(b)
	return time.Duration(all.Utime.Nano() + all.Stime.Nano())
}

// postedAlone returns how long the ledger takes for as many entries.
func (h *installation) postedAlone(count int) time.Duration {
	valueDate := look(h, jobs.Tx.Cycles)[0].ValueDate
	all := make([]ledger.Entry, count)
	for n := range all {
		entry, err := ledger.PayOutBooked(ledger.Movement{Key: ledger.BookedKey("9", n+1, 1, ledger.KindPayOutBooked) + ":N" + strings.Repeat("X", 15),
			Correspondent: "rhein", Amount: money.FromMinor(eur, 100+int64(n%9999)), ValueDate: valueDate, Memo: strings.Repeat("m", 80)})
		h.must(err)
		all[n] = entry
	}
	begun := time.Now()
	h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error {
		_, _, err := tx.PostAll(all, h.now)
		return err
	}))
	return time.Since(begun)
}
