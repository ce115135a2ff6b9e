package store

import (
	"slices"
	"testing"

	"nostro/calendar"
	"nostro/money"
)

func numbers(to int) []int {
	all := make([]int, to)
	for n := range all {
		all[n] = n
	}
	return all
}

// What is prepared ahead comes in its order, all of it.
func TestAheadComesInOrder(t *testing.T) {
	for _, most := range []int{1, 3, 2000} {
		got := slices.Collect(ahead(most, slices.Values(numbers(1000)), func(n int) int { return n }))
		if !slices.Equal(got, numbers(1000)) {
			t.Errorf("at most %d ahead: %d came, or in another order", most, len(got))
		}
	}
}

// Who stops early leaves nothing running: what is prepared then was begun, and no more than may be ahead.
func TestAheadStops(t *testing.T) {
	for range 1000 {
		prepared := 0
		for n := range ahead(3, slices.Values(numbers(1000)), func(n int) int { prepared++; return n }) {
			if n == 10 {
				break
			}
		}
		if prepared < 11 || prepared > 11+3 {
			t.Fatalf("%d were prepared of 11 that came, and 3 ahead", prepared)
		}
	}
}

// A row has what was put into it, though most columns repeat what the row before had.
func TestCellRowsRepeat(t *testing.T) {
	eur, usd := money.MustCurrency("EUR"), money.MustCurrency("USD")
	day := calendar.MustDate("2026-11-24")
	rows := newCellRows(4, 3)
	for _, row := range []struct {
		amount money.Amount
		on     calendar.Date
	}{{money.FromMinor(eur, 5), day}, {money.Amount{}, calendar.Date{}}, {money.FromMinor(eur, 0), day}, {money.FromMinor(usd, 7), day.AddDays(1)}} {
		rows.amount(row.amount)
		rows.on(row.on)
	}
	want := []any{"EUR", int64(5), "2026-11-24", nil, nil, nil, "EUR", int64(0), "2026-11-24", "USD", int64(7), "2026-11-25"}
	for n, w := range want {
		if got := rows.column(n/3, n%3); got != w {
			t.Errorf("row %d, column %d: %v where %v belongs", n/3, n%3, got, w)
		}
	}
	if rows.rows() != 4 || rows.column(0, 3) != nil || rows.err != nil {
		t.Errorf("%d rows, %v", rows.rows(), rows.err)
	}
	rows.minor(usd, money.FromMinor(eur, 1))
	if rows.err == nil {
		t.Error("an amount of another currency is taken")
	}
}
