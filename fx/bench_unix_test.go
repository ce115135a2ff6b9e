//go:build unix

package fx

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"nostro/ledger"
	"nostro/money"
)

// BenchmarkConvert makes conversions with their journal entries: the four amounts by 128-bit integers, and the
// entry with its key, memo and up to six postings, validated. The baseline, in the same run, is what one multiplication
// and one DivRound of shopspring/decimal cost, without postings and for one of the four amounts. It reports
// conversions a second of one core, and how many of them are made in the time of one of the baseline. Time is that of the
// processor, with what the collector takes, for others may use the machine too.
func BenchmarkConvert(b *testing.B) {
	c, err := NewConverter(quote(b, fixing(b), gbp, chf), 15)
	if err != nil {
		b.Fatal(err)
	}
	participants := make([]string, 1000)
	for n := range participants {
		participants[n] = fmt.Sprintf("P%04d", n)
	}
	evidence := ledger.Evidence{SHA256: "00000000000000000000000000000000000000000000000000000000000000ff", Place: "ECB 2026-11-24"}
	postings := 0
	var entries ledger.Conversions
	b.ReportAllocs()
	begun := processorTime(b)
	for n := 0; b.Loop(); n++ {
		got, err := c.Convert(money.FromMinor(gbp, int64(n%1_000_000*37+101)))
		if err != nil {
			b.Fatal(err)
		}
		e, err := entries.Entry(&ledger.ConvertedPosition{Cycle: "2026-11-24-1", Participant: participants[n%1000],
			ValueDate: fixingDay, From: got.From, To: got.To, Mid: got.Mid, Spread: got.Spread, Residual: got.Residual,
			Terms: "spread 15 bp, tier standard", Evidence: evidence})
		if err != nil {
			b.Fatal(err)
		}
		postings += len(e.Postings)
	}
	each := (processorTime(b) - begun) / time.Duration(b.N)
	baseline := decimalBaseline(b, quote(b, fixing(b), gbp, chf), b.N)
	b.ReportMetric(float64(time.Second)/float64(each), "conversions/s")
	b.ReportMetric(float64(baseline)/float64(each), "x-of-DivRound")
	b.ReportMetric(float64(postings)/float64(b.N), "postings/op")
}

// BenchmarkConvertAmounts is the four amounts of a conversion alone.
func BenchmarkConvertAmounts(b *testing.B) {
	q := quote(b, fixing(b), gbp, chf)
	c, err := NewConverter(q, 15)
	if err != nil {
		b.Fatal(err)
	}
	begun := processorTime(b)
	for n := 0; b.Loop(); n++ {
		if _, err := c.Convert(money.FromMinor(gbp, int64(n%1_000_000*37+101))); err != nil {
			b.Fatal(err)
		}
	}
	each := float64((processorTime(b) - begun)) / float64(b.N)
	b.ReportMetric(float64(decimalBaseline(b, q, b.N))/each, "x-of-DivRound")
}

// decimalBaseline is the time of one amount by decimals.
func decimalBaseline(b *testing.B, q Quote, loops int) time.Duration {
	b.Helper()
	num, den := q.Mid.Fraction()
	factor, divisor := decimal.NewFromBigInt(num, 0), decimal.NewFromBigInt(den, 0)
	loops = min(loops, 1_000_000)
	sum := decimal.Zero
	begun := processorTime(b)
	for n := range loops {
		sum = decimal.NewFromInt(int64(n%1_000_000*37+101)).Mul(factor).DivRound(divisor, 0)
	}
	if sum.IsNegative() {
		b.Fatal("the baseline was not computed")
	}
	return (processorTime(b) - begun) / time.Duration(loops)
}

// processorTime is what this process has used of all cores.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
