package netting

import (
	"strconv"
	"testing"
	"time"

	"nostro/money"
)

// benchRows are obligations of 500 participants, 30 currencies and 3 value dates, by a fixed sequence.
func benchRows(b *Book, count int) []Row {
	for n := range 500 {
		b.Participant("P" + strconv.Itoa(n))
	}
	for _, c := range money.Currencies()[:30] {
		for day := range 3 {
			b.Series(c, valueDate.AddDays(day))
		}
	}
	rows, state := make([]Row, count), uint64(1)
	for n := range rows {
		state = state*6364136223846793005 + 1442695040888963407
		x := state >> 11
		payer := uint32(x % 500)
		rows[n] = Row{Minor: int64(x>>20%1e9) + 1, Payer: payer, Payee: (payer + 1 + uint32(x>>9%499)) % 500, Series: uint32(x >> 30 % 90)}
	}
	return rows
}

// BenchmarkBook nets 10,000,000 obligations to positions and totals.
func BenchmarkBook(b *testing.B) {
	rows := benchRows(NewBook(Terms{}, true), 10_000_000)
	for b.Loop() {
		book := NewBook(Terms{}, true)
		benchRows(book, 0)
		if err := book.Add(rows); err != nil {
			b.Fatal(err)
		}
		positions, err := book.Positions(nil)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Totals(positions); err != nil {
			b.Fatal(err)
		}
	}
	perRow := b.Elapsed().Seconds() / float64(b.N) / float64(len(rows))
	b.ReportMetric(1/perRow/1e6, "M-obligations/s")
	b.ReportMetric(mapped(rows[:1_000_000])/perRow, "x-map")
}

// mapped is the baseline: the seconds that one obligation costs where the sums lie in a map and may overflow.
func mapped(rows []Row) float64 {
	type key struct{ participant, series uint32 }
	nets, begun := map[key]int64{}, time.Now()
	for _, r := range rows {
		nets[key{r.Payer, r.Series}] -= r.Minor
		nets[key{r.Payee, r.Series}] += r.Minor
	}
	return time.Since(begun).Seconds() / float64(len(rows))
}
