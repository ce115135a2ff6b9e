package netting

import (
	"strconv"
	"testing"

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
}
