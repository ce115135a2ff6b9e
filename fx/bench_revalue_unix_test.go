//go:build unix

package fx

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"nostro/money"
)

// BenchmarkRevalue values a book in every currency of the fixing at the end of a day, after one flow in each came into it.
// The baseline of the same run is one multiplication and one DivRound of shopspring/decimal for each currency: the value
// alone, without cost, realised gain or explanation. Time is that of the processor.
func BenchmarkRevalue(b *testing.B) {
	f := fixing(b)
	book, pricer := NewBook(eur), NewPricer(eur, f)
	currencies := []money.Currency{usd, jpy, gbp, chf}
	begun := processorTime(b)
	for n := 0; b.Loop(); n++ {
		var flows []Flow
		for _, c := range currencies {
			a := money.FromMinor(c, int64(n%1000*37-18_000))
			worth, err := pricer.Worth(a)
			if err != nil {
				b.Fatal(err)
			}
			flows = append(flows, Flow{"C1", PartTrade, Change{a, worth}})
		}
		if err := book.Add(flows); err != nil {
			b.Fatal(err)
		}
		if _, err := book.Value(f); err != nil {
			b.Fatal(err)
		}
	}
	each := (processorTime(b) - begun) / time.Duration(b.N)
	baseline := time.Duration(len(currencies)) * decimalBaseline(b, quote(b, f, usd, eur), b.N)
	b.ReportMetric(float64(time.Second)/float64(each), "days/s")
	b.ReportMetric(float64(each)/float64(baseline), "x-DivRound")
}

// The values of the benchmark are those of the decimals.
func TestRevalueBenchmarkMeasuresWhatItSays(t *testing.T) {
	f := fixing(t)
	q := quote(t, f, usd, eur)
	v, err := Value(amount(t, usd, "1234.56"), eur, f)
	if err != nil {
		t.Fatal(err)
	}
	num, den := q.Mid.Fraction()
	want := decimal.NewFromInt(123456).Mul(decimal.NewFromBigInt(num, 0)).DivRound(decimal.NewFromBigInt(den, 0), 0)
	if v.Value.Minor() != want.IntPart() {
		t.Errorf("%s, by decimals %s", v.Value, want)
	}
}
