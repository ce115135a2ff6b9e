package fx

import (
	"errors"
	"math"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/money"
)

func goodDeal(t testing.TB) Deal {
	return Deal{Pair: Pair{eur, usd}, Rate: dec(t, "1.1634"), Bought: amount(t, usd, "1163.40"), Sold: amount(t, eur, "1000.00"),
		TradeDate: fixingDay, ValueDate: calendar.MustDate("2026-11-27")}
}

func TestDealCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*Deal)
		want   string // "": it is good
	}{
		{"as dealt", func(*Deal) {}, ""},
		{"the other way round", func(d *Deal) { d.Bought, d.Sold = d.Sold, d.Bought }, ""},
		{"quoted the other way round", func(d *Deal) {
			d.Pair, d.Rate = Pair{usd, eur}, dec(t, "0.8595495960")
			d.Sold = amount(t, eur, "1000.00")
		}, ""},
		{"the quote amount agreed on", func(d *Deal) { d.Bought, d.Sold = amount(t, usd, "1000000.00"), amount(t, eur, "859549.60") }, ""},
		{"and a unit off", func(d *Deal) { d.Bought, d.Sold = amount(t, usd, "1000000.00"), amount(t, eur, "859549.61") }, "not USD 1000000.00"},
		{"a unit off", func(d *Deal) { d.Bought = amount(t, usd, "1163.41") }, "EUR 1000.00 at EUR/USD 1.1634 is USD 1163.40, not USD 1163.41"},
		{"half a unit, rounded up", func(d *Deal) {
			d.Sold, d.Rate, d.Bought = amount(t, eur, "0.01"), dec(t, "1.5"), amount(t, usd, "0.02")
		}, ""},
		{"half a unit, rounded down", func(d *Deal) {
			d.Sold, d.Rate, d.Bought = amount(t, eur, "0.01"), dec(t, "1.5"), amount(t, usd, "0.01")
		}, ""},
		{"in yen", func(d *Deal) {
			d.Pair, d.Rate, d.Bought, d.Sold = Pair{eur, jpy}, dec(t, "180.12"), amount(t, eur, "100.00"), amount(t, jpy, "18012")
		}, ""},
		{"the rate of the inverse", func(d *Deal) { d.Rate = dec(t, "0.8595") }, "is USD 859.50, not"},
		{"no rate", func(d *Deal) { d.Rate = decimal.Zero }, "not above zero"},
		{"a rate below zero", func(d *Deal) { d.Rate = dec(t, "-1") }, "not above zero"},
		{"a rate of 21 digits", func(d *Deal) { d.Rate = dec(t, "1.16340000000000000001") }, "more than 20 digits"},
		{"nothing bought", func(d *Deal) { d.Bought = money.Zero(usd) }, "above zero"},
		{"sold below zero", func(d *Deal) { d.Sold = amount(t, eur, "-1.00") }, "above zero"},
		{"another currency", func(d *Deal) { d.Bought = amount(t, gbp, "1163.40") }, "not the two sides of EUR/USD"},
		{"one currency", func(d *Deal) { d.Bought = amount(t, eur, "1163.40") }, "not the two sides"},
		{"a pair of one", func(d *Deal) { d.Pair = Pair{eur, eur} }, "two different currencies"},
		{"settled before it was dealt", func(d *Deal) { d.ValueDate = calendar.MustDate("2026-11-23") }, "before the trade"},
		{"never dealt", func(d *Deal) { d.TradeDate = calendar.Date{} }, "before the trade"},
		{"never settled", func(d *Deal) { d.ValueDate = calendar.Date{} }, "before the trade"},
		{"more than fits", func(d *Deal) { d.Sold = money.FromMinor(eur, math.MaxInt64) }, "overflow"},
	} {
		d := goodDeal(t)
		tt.change(&d)
		t.Run(tt.name, func(t *testing.T) { wantError(t, d.Check(), ErrBadDeal, tt.want) })
	}
}

func TestParseDealRate(t *testing.T) {
	for text, good := range map[string]bool{"1.0834": true, "180": true, "0.000123": true, "1e3": false, "+1": false, "-1": false, ".5": false,
		"1.": false, "1,08": false, "": false, "1.0834 ": false, "12345678901": false, "0.1234567890123456": false} {
		got, err := ParseDealRate(text)
		if (err == nil) != good || good && got.String() != text {
			t.Errorf("%q is %s, %v", text, got, err)
		}
	}
}

// Whichever side was agreed on, the other one as the rate makes it is taken, and one that is two units off is not.
func TestDealTakesWhatTheRateMakes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, quote := drawPair(t)
		rate := drawRate(t, base, quote)
		from, to, ratio := base, quote, ratioOf(rate.Mid)
		if rapid.Bool().Draw(t, "quote agreed on") {
			from, to, ratio = quote, base, ratio.inverse()
		}
		agreed := money.FromMinor(from, rapid.Int64Range(1, 1e12).Draw(t, "minor"))
		s := newScale(ratio, from, to)
		made, err := s.of(agreed.Minor())
		if err != nil || made.IsZero() {
			return
		}
		d := Deal{Pair: rate.Pair, Rate: rate.Mid, Bought: agreed, Sold: made, TradeDate: fixingDay, ValueDate: fixingDay}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		// The inverse may be coarser: then so many units of this side are one of the other.
		coarse := newScale(ratio.inverse(), to, from)
		other, err := coarse.of(made.Minor() + 2)
		if d.Sold = money.FromMinor(to, made.Minor()+2); err == nil && other != agreed && d.Check() == nil {
			t.Fatalf("%s and %s pass at %s", d.Bought, d.Sold, d.Rate)
		}
	})
}

func TestGainOf(t *testing.T) {
	worth := func(origin string, part Part, amount, base string) Flow {
		return Flow{Origin: origin, Part: part, Change: change(t, amount, base)}
	}
	flows := []Flow{worth("C1", PartExchange, "EUR 100000.00", "EUR 100000.00"), worth("C1", PartExchange, "USD -116340.00", "EUR -99999.99"),
		worth("C1", PartSpread, "USD 174.51", "EUR 150.00"), worth("C1", PartRounding, "USD -0.01", "EUR -0.01"),
		worth("C1", PartTrade, "USD 116340.00", "EUR 100010.00"), worth("C1", PartTrade, "EUR -100034.39", "EUR -100034.39")}
	g, err := GainOf(flows, eur)
	want := Gain{Spread: amount(t, eur, "150.00"), Slippage: amount(t, eur, "-24.39"), Residual: amount(t, eur, "0.00"),
		Total: amount(t, eur, "125.61")}
	if err != nil || g != want {
		t.Errorf("got %v, %v, want %v", g, err, want)
	}
	if _, err := GainOf([]Flow{worth("C1", "gift", "EUR 1.00", "EUR 1.00")}, eur); !errors.Is(err, ErrBadConversion) {
		t.Errorf("a part that is none: %v", err)
	}
	if _, err := GainOf(flows[:1], chf); !errors.Is(err, money.ErrMixedCurrency) {
		t.Errorf("worth in another currency than the base: %v", err)
	}
}

// A gain is what the explanation of its origin says, whatever rates did since, and its lines add up.
func TestGainsAreThoseOfTheExplanation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFixing(t)
		base := rapid.SampledFrom(allCurrencies).Draw(t, "base")
		flows := map[string][]Flow{}
		var all []Flow
		for range rapid.IntRange(0, 12).Draw(t, "flows") {
			a := money.FromMinor(rapid.SampledFrom(allCurrencies).Draw(t, "currency"), rapid.Int64Range(-1e9, 1e9).Draw(t, "minor"))
			v, err := Value(a, base, f)
			if err != nil {
				t.Fatal(err)
			}
			worth := v.Value
			if a.Currency() != base { // it came at another rate
				worth = money.FromMinor(base, worth.Minor()+rapid.Int64Range(-50, 50).Draw(t, "moved"))
			}
			flow := Flow{rapid.SampledFrom([]string{"C1", "C2"}).Draw(t, "origin"),
				rapid.SampledFrom([]Part{PartExchange, PartSpread, PartRounding, PartTrade}).Draw(t, "part"), Change{a, worth}}
			flows[flow.Origin], all = append(flows[flow.Origin], flow), append(all, flow)
		}
		origins, err := ExplainOrigins(all, base, f)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range origins {
			g, err := GainOf(flows[o.Origin], base)
			if err != nil || g.Spread != o.Spread || g.Slippage != o.Slippage || g.Residual != o.Residual {
				t.Fatalf("%s: gain %v, %v; explained %v", o.Origin, g, err, o.Explained)
			}
			if g.Spread.Minor()+g.Slippage.Minor()+g.Residual.Minor() != g.Total.Minor() ||
				g.Total.Minor()+o.Revaluation.Minor() != o.Closing.Minor() {
				t.Fatalf("%v does not add up to %v", g, o.Explained)
			}
		}
	})
}

// No fewer trades flatten an exposure through the pivot: each trade touches one currency beside the pivot, and each
// currency that is not flat needs one. After them nothing but the pivot is left.
func TestCoverIsMinimalAndFlattens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFixing(t)
		pivot := rapid.SampledFrom(allCurrencies).Draw(t, "pivot")
		var exposure []money.Amount
		for _, c := range allCurrencies {
			exposure = append(exposure, money.FromMinor(c, rapid.SampledFrom([]int64{0, 1, -1, 250, -99999, 1e9, -1e9}).Draw(t, c.Code())))
		}
		trades, err := Cover(exposure, pivot, f)
		if err != nil {
			t.Fatal(err)
		}
		left := map[money.Currency]int64{}
		for _, e := range exposure {
			left[e.Currency()] = e.Minor()
		}
		need := 0
		for _, e := range exposure {
			worth, err := worthOf(e, pivot, f)
			if err != nil {
				t.Fatal(err)
			}
			if e.Currency() != pivot && !worth.IsZero() {
				need++
			}
		}
		for _, trade := range trades {
			if trade.Sell.Currency() != pivot && trade.Buy.Currency() != pivot {
				t.Fatalf("%v does not go through %s", trade, pivot)
			}
			left[trade.Sell.Currency()] -= trade.Sell.Minor()
			left[trade.Buy.Currency()] += trade.Buy.Minor()
		}
		if len(trades) != need {
			t.Fatalf("%d trades, %d currencies are open", len(trades), need)
		}
		for c, minor := range left {
			worth, err := worthOf(money.FromMinor(c, minor), pivot, f)
			if err != nil {
				t.Fatal(err)
			}
			if c != pivot && !worth.IsZero() {
				t.Fatalf("%s is left of %s", worth, c)
			}
		}
	})
}

func worthOf(a money.Amount, base money.Currency, f Fixing) (money.Amount, error) {
	v, err := Value(a, base, f)
	return v.Value, err
}
