package formats

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"runtime"
	"testing"
	"time"
)

// manyProfile is a profile that takes a message of n transfers and checks everything that cbpr+ checks.
func manyProfile(t testing.TB, n int) Profile {
	p := mustProfile(t, "cbpr+")
	p.TransfersPerMessage, p.Totals = n, true
	return p
}

// payeesOfAll are creditors of whom one in four has letters that FIN-X lacks.
var payeesOfAll = func() (all [64]Party) {
	names := []string{"Harbour Freight Ltd", "Ferrum Stahl Düsseldorf AG", "Al Waha Trading Co", "Dojima Trading KK",
		"Café Łódź Sp. z o.o.", "Smith & Sons", "Brixton Books plc", "Cascade Outdoor Inc"}
	towns := []string{"London", "Düsseldorf", "Kuwait City", "Osaka", "Łódź", "Leeds", "Brixton", "Seattle"}
	for n := range all {
		all[n] = Party{Name: fmt.Sprintf("%s %d", names[n%8], n), Address: Address{Street: fmt.Sprintf("Street of Commerce %d", n),
			Building: fmt.Sprint(n), PostCode: fmt.Sprintf("PC%05d", n), Town: towns[n%8], Country: "GB"}}
	}
	return all
}()

// manySource gives n transfers without keeping them: one is changed and given again.
func manySource(n int) Source {
	return func(yield func(*Transfer, error) bool) {
		t := customerTransfer()
		t.Debtor.Address.Street, t.Debtor.Address.Building = "Speicherstadt", "7"
		instr, uetr := []byte("N000000000"), []byte("8a562c67-ca16-48ba-b074-000000000000")
		for i := range n {
			for at, rest := 0, i; at < 9; at, rest = at+1, rest/10 {
				digit := byte('0' + rest%10)
				instr[len(instr)-1-at], uetr[len(uetr)-1-at] = digit, digit
			}
			t.InstrID, t.UETR = string(instr), string(uetr)
			t.Creditor, t.Amount = payeesOfAll[i%len(payeesOfAll)], usd(int64(i)*997+1)
			if !yield(&t, nil) {
				return
			}
		}
	}
}

// BenchmarkWriteTransfers writes a pacs.008 of many transfers with all checks of cbpr+, and reports how much
// faster that is than encoding/xml.Marshal of the same fields. Both take turns, and the best of each counts, for
// the machine may be busy.
func BenchmarkWriteTransfers(b *testing.B) {
	for _, isCompact := range []bool{false, true} {
		for _, n := range []int{1_000, 100_000} {
			b.Run(fmt.Sprintf("%s/%d", layoutOf(isCompact), n), func(b *testing.B) {
				benchmarkWrite(b, n, isCompact)
			})
		}
	}
}

func benchmarkWrite(b *testing.B, n int, isCompact bool) {
	p, m := manyProfile(b, n), messageOf(CustomerTransfer)
	p.Compact, m.Transfers = isCompact, collect(manySource(n))
	data, err := AppendTransfers(nil, p, m)
	if err != nil {
		b.Fatal(err)
	}
	baseline := newBaseline(b, data)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	best := time.Duration(math.MaxInt64)
	for b.Loop() {
		start := time.Now()
		if data, err = AppendTransfers(data[:0], p, m); err != nil {
			b.Fatal(err)
		}
		best = min(best, time.Since(start))
		b.StopTimer()
		baseline.run(b)
		runtime.GC() // what the baseline leaves behind is collected in nobody's time
		b.StartTimer()
	}
	for range 4 {
		baseline.run(b)
	}
	reportBest(b, baseline, best, len(data), n)
}

func collect(source Source) (all []Transfer) {
	for t := range source {
		all = append(all, *t)
	}
	return all
}

// baseline is encoding/xml with what a message says.
type baseline struct {
	document baselineDocument
	least    int
	best     time.Duration
}

func newBaseline(b *testing.B, data []byte) *baseline {
	b.Helper()
	cut, _, err := cutElement(data, "Document")
	if err != nil {
		b.Fatal(err)
	}
	base := &baseline{least: len(data) / 3, best: math.MaxInt64}
	if err := xml.NewDecoder(bytes.NewReader(cut)).Decode(&base.document); err != nil {
		b.Fatal(err)
	}
	return base
}

// run marshals once; what comes out must be about as large as ours, or fields are lacking.
func (base *baseline) run(b *testing.B) {
	b.Helper()
	start := time.Now()
	out, err := xml.Marshal(&base.document)
	base.best = min(base.best, time.Since(start))
	if err != nil || len(out) < base.least {
		b.Fatalf("the baseline has %d bytes, error %v", len(out), err)
	}
}

// BenchmarkOneMessage writes one message of one transfer with header and all checks, which encoding/xml does
// not have.
func BenchmarkOneMessage(b *testing.B) {
	p, m := mustProfile(b, "cbpr+"), messageOf(CustomerTransfer)
	buffer := must(b)(WriteTransfers(p, m))
	baseline := newBaseline(b, buffer)
	best := time.Duration(math.MaxInt64)
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		var err error
		if buffer, err = AppendTransfers(buffer[:0], p, m); err != nil {
			b.Fatal(err)
		}
		best = min(best, time.Since(start))
	}
	for range 1000 {
		baseline.run(b)
	}
	b.ReportMetric(float64(baseline.best)/float64(best), "x-encoding/xml")
	b.ReportMetric(float64(best.Nanoseconds()), "best-ns/message")
}

// BenchmarkStreamTransfers streams the same, in pieces of 64 KiB, which stay in the cache of the processor.
func BenchmarkStreamTransfers(b *testing.B) {
	for _, isCompact := range []bool{false, true} {
		b.Run(fmt.Sprintf("%s/100000", layoutOf(isCompact)), func(b *testing.B) { benchmarkStream(b, 100_000, isCompact) })
	}
}

func benchmarkStream(b *testing.B, n int, isCompact bool) {
	p, m := manyProfile(b, n), messageOf(CustomerTransfer)
	p.Compact, m.Transfers = isCompact, collect(manySource(n))
	baseline := newBaseline(b, must(b)(WriteTransfers(p, m)))
	source := sourceOf(m.Transfers)
	m.Transfers = nil
	best, size := time.Duration(math.MaxInt64), counter(0)
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		size = 0
		if err := StreamTransfers(&size, p, m, source); err != nil {
			b.Fatal(err)
		}
		best = min(best, time.Since(start))
		b.StopTimer()
		baseline.run(b)
		runtime.GC() // what the baseline leaves behind is collected in nobody's time
		b.StartTimer()
	}
	reportBest(b, baseline, best, int(size), n)
}

// BenchmarkStreamMillion streams a million transfers that are made on the way, twice, to nowhere.
func BenchmarkStreamMillion(b *testing.B) {
	const n = 1_000_000
	p, m := manyProfile(b, n), messageOf(CustomerTransfer)
	m.Transfers = nil
	b.ReportAllocs()
	for b.Loop() {
		var size counter
		if err := StreamTransfers(&size, p, m, manySource(n)); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(size))
	}
}

func layoutOf(isCompact bool) string {
	if isCompact {
		return "compact"
	}
	return "indented"
}

func reportBest(b *testing.B, base *baseline, best time.Duration, size, n int) {
	b.ReportMetric(float64(base.best)/float64(best), "x-encoding/xml")
	b.ReportMetric(float64(size)/1e6/best.Seconds(), "best-MB/s")
	b.ReportMetric(float64(best.Nanoseconds())/float64(n), "best-ns/transfer")
}

type counter int64

func (c *counter) Write(data []byte) (int, error) {
	*c += counter(len(data))
	return len(data), nil
}

var _ io.Writer = (*counter)(nil)
