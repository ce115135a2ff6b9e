package fx

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

func moved(from, mid money.Amount) Conversion { return Conversion{From: from, Mid: mid} }

func TestExposure(t *testing.T) {
	m := money.FromMinor
	for _, test := range []struct {
		name        string
		conversions []Conversion
		want        []money.Amount
	}{
		{"none", nil, nil},
		{"one", []Conversion{moved(m(eur, 100), m(usd, 118))}, []money.Amount{m(eur, 100), m(usd, -118)}},
		{"they owe", []Conversion{moved(m(eur, -100), m(usd, -118))}, []money.Amount{m(eur, -100), m(usd, 118)}},
		{"flat rows are left out", []Conversion{moved(m(eur, 100), m(usd, 118)), moved(m(usd, 118), m(gbp, 70))},
			[]money.Amount{m(eur, 100), m(gbp, -70)}},
		{"all flat", []Conversion{moved(m(eur, 5), m(usd, 6)), moved(m(eur, -5), m(usd, -6))}, nil},
		{"nothing moved", []Conversion{moved(m(eur, 0), m(usd, 0))}, nil},
		{"sorted", []Conversion{moved(m(usd, 1), m(chf, 2)), moved(m(eur, 3), m(jpy, 4))},
			[]money.Amount{m(chf, -2), m(eur, 3), m(jpy, -4), m(usd, 1)}},
		{"fits in the end", []Conversion{moved(m(eur, math.MaxInt64), m(usd, 1)), moved(m(eur, 9), m(usd, -1)),
			moved(m(eur, -9), m(usd, 0))}, []money.Amount{m(eur, math.MaxInt64)}},
		{"the least fits", []Conversion{moved(m(eur, math.MinInt64), m(usd, 0))}, []money.Amount{m(eur, math.MinInt64)}},
	} {
		got, err := Exposure(test.conversions)
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, %v, want %v", test.name, got, err, test.want)
		}
	}
}

func TestExposureRefusals(t *testing.T) {
	m := money.FromMinor
	_, err := Exposure([]Conversion{moved(m(eur, math.MaxInt64), m(usd, 0)), moved(m(eur, 1), m(usd, 0))})
	wantError(t, err, money.ErrOverflow, "exposure in EUR is 9223372036854775808 minor units")
	_, err = Exposure([]Conversion{moved(m(eur, 1), m(usd, math.MinInt64))})
	wantError(t, err, money.ErrOverflow, "exposure in USD")
	none := money.Amount{}
	for _, bad := range []Conversion{{}, moved(m(eur, 1), m(eur, 1)), moved(m(eur, 1), none), moved(none, m(eur, 1))} {
		_, err = Exposure([]Conversion{moved(m(eur, 1), m(usd, 1)), bad})
		wantError(t, err, ErrBadConversion, "conversion 2")
	}
}

func TestCover(t *testing.T) {
	m := money.FromMinor
	f := fixing(t)
	trades, err := Cover([]money.Amount{m(usd, 100000), m(jpy, -1000000), m(eur, 777), m(gbp, 0)}, eur, f)
	want := []Trade{
		{Sell: m(eur, 747775), Buy: m(jpy, 1000000), Rate: "133.73"},
		{Sell: m(usd, 100000), Buy: m(eur, 84825), Rate: "0.8482483671"},
	}
	if err != nil || !slices.Equal(trades, want) {
		t.Fatalf("%v, %v, want %v", trades, err, want)
	}
	// Another pivot goes through the cross rate; bid and ask of the pound play no part at mid.
	trades, err = Cover([]money.Amount{m(gbp, -71110), m(eur, 100)}, usd, f)
	want = []Trade{
		{Sell: m(eur, 100), Buy: m(usd, 118), Rate: "1.1789"},
		{Sell: m(usd, 117890), Buy: m(gbp, 71110), Rate: "0.6031894139"},
	}
	if err != nil || !slices.Equal(trades, want) {
		t.Fatalf("%v, %v, want %v", trades, err, want)
	}
}

func TestCoverLeavesDust(t *testing.T) {
	f := fixing(t)
	trades, err := Cover([]money.Amount{money.FromMinor(kwd, 1)}, jpy, f) // worth 0.37 JPY
	if err != nil || trades != nil {
		t.Fatalf("%v, %v", trades, err)
	}
	trades, err = Cover([]money.Amount{money.FromMinor(kwd, -2)}, jpy, f) // worth 0.74 JPY
	if err != nil || len(trades) != 1 || trades[0].Sell != money.FromMinor(jpy, 1) {
		t.Fatalf("%v, %v", trades, err)
	}
}

func TestCoverRefusals(t *testing.T) {
	m := money.FromMinor
	f := fixing(t)
	for _, test := range []struct {
		name     string
		exposure []money.Amount
		pivot    money.Currency
		class    error
		want     string
	}{
		{"no pivot", nil, money.Currency{}, ErrBadConversion, "name the pivot"},
		{"currency twice", []money.Amount{m(usd, 1), m(eur, 2), m(usd, 3)}, eur, ErrBadConversion, `"USD" comes twice`},
		{"no currency", []money.Amount{m(money.Currency{}, 3)}, eur, ErrNoRate, "two different"},
		{"the least", []money.Amount{m(usd, math.MinInt64)}, eur, money.ErrOverflow, "cover USD"},
		{"does not fit", []money.Amount{m(eur, math.MaxInt64)}, usd, money.ErrOverflow, "cover EUR"},
	} {
		_, err := Cover(test.exposure, test.pivot, f)
		t.Run(test.name, func(t *testing.T) { wantError(t, err, test.class, test.want) })
	}
	_, err := Cover([]money.Amount{m(usd, 100)}, eur, Fixing{Source: "ECB", Date: fixingDay})
	wantError(t, err, ErrNoRate, "cover USD 1.00: quote USD/EUR")
}

// After the cover trades only the pivot, and dust, is left; and the order of the input does not matter.
func TestCoverFlattens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFixing(t)
		var conversions []Conversion
		for range rapid.IntRange(0, 12).Draw(t, "count") {
			from, to := drawPair(t)
			q, err := f.Quote(from, to)
			if err != nil {
				t.Fatal(err)
			}
			c, err := Convert(money.FromMinor(from, rapid.Int64Range(-1e5, 1e5).Draw(t, "minor")), q, 20)
			if err != nil {
				t.Fatal(err)
			}
			conversions = append(conversions, c)
		}
		exposure, err := Exposure(conversions)
		shuffled, errShuffled := Exposure(rapid.Permutation(conversions).Draw(t, "order"))
		if err != nil || errShuffled != nil || !slices.Equal(exposure, shuffled) {
			t.Fatalf("%v, %v, %v, %v", exposure, err, shuffled, errShuffled)
		}
		pivot := rapid.SampledFrom(allCurrencies).Draw(t, "pivot")
		trades, err := Cover(exposure, pivot, f)
		if err != nil {
			t.Fatal(err)
		}
		left := map[money.Currency]int64{}
		for _, e := range exposure {
			left[e.Currency()] += e.Minor()
		}
		for _, trade := range trades {
			if trade.Sell.Sign() <= 0 || trade.Buy.Sign() <= 0 {
				t.Fatalf("trade %v", trade)
			}
			left[trade.Sell.Currency()] -= trade.Sell.Minor()
			left[trade.Buy.Currency()] += trade.Buy.Minor()
		}
		for c, minor := range left {
			if c != pivot && minor != 0 && worth(t, f, c, minor, pivot) != 0 {
				t.Fatalf("%d minor units of %s are left after %v", minor, c, trades)
			}
		}
	})
}

func worth(t *rapid.T, f Fixing, c money.Currency, minor int64, pivot money.Currency) int64 {
	q, err := f.Quote(c, pivot)
	if err != nil {
		t.Fatal(err)
	}
	return halfEven(exact(minor, c, pivot, rat(q.Mid))).Int64()
}
