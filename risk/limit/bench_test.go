package limit

import (
	"fmt"
	"testing"
	"time"

	"nostro/money"
)

// What the optimiser costs and gains against the rule of the queue on the same book, measured in the same run.
func BenchmarkChoose(b *testing.B) {
	for _, size := range []struct {
		name                      string
		obligations, participants int
		currencies                []money.Currency
		limits                    Limits
	}{
		{"one-currency", 100_000, 500, []money.Currency{eur}, netDebit(20_000_000)},
		{"one-currency-tight", 100_000, 500, []money.Currency{eur}, netDebit(500_000)},
		{"three-currencies-in-base", 100_000, 500, []money.Currency{eur, usd, jpy}, Limits{
			Caps: Caps{Cycle: []money.Amount{minor(eur, 20_000_000), minor(usd, 20_000_000)}, CycleBase: minor(eur, 25_000_000), Obligations: 300}}},
	} {
		b.Run(size.name, func(b *testing.B) {
			book := Book{Obligations: market(7, size.obligations, size.participants, size.currencies...), Base: eur, Limits: size.limits}
			queue := queued(book.Obligations)
			var c Choice
			var simple time.Duration
			for b.Loop() {
				c = choose(b, book)
				b.StopTimer()
				start := time.Now()
				p, _, err := book.compile(queue, book.joint())
				if err != nil {
					b.Fatal(err)
				}
				p.simple()
				simple += time.Since(start)
				b.StartTimer()
			}
			v := c.Values[0]
			b.ReportMetric(float64(b.Elapsed())/float64(simple), "x-queue-time")
			b.ReportMetric(100*float64(v.Queue)/float64(v.Offered), "%queue")
			b.ReportMetric(100*float64(v.Settled)/float64(v.Offered), "%settled")
			b.ReportMetric(100*float64(v.Bound)/float64(v.Offered), "%bound")
			b.ReportMetric(float64(len(c.Left)), "left")
			if testing.Verbose() {
				fmt.Println(size.name, v)
			}
		})
	}
}
