package fx

import (
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

func TestRealisedGain(t *testing.T) {
	f := Fixing{Source: "test", Date: fixingDay, Rates: []Rate{flat(t, eur, usd, "1.1634")}}
	q := quote(t, f, eur, usd)
	c, err := Convert(amount(t, eur, "100000.00"), q, 15) // to USD 116165.49, mid 116340.00, spread 174.51
	if err != nil {
		t.Fatal(err)
	}
	d := Deal{Pair: Pair{eur, usd}, Rate: dec(t, "1.1630"), Sold: amount(t, eur, "100034.39"), Bought: amount(t, usd, "116340.00")}
	g, err := RealisedGain([]Conversion{c}, []Deal{d}, eur, f)
	if err != nil {
		t.Fatal(err)
	}
	// 174.51 / 1.1634 = 150.00; 116340.00 / 1.1634 - 100034.39 = -34.39.
	want := Gain{Spread: amount(t, eur, "150.00"), Slippage: amount(t, eur, "-34.39"), Residual: amount(t, eur, "0.00"),
		Total: amount(t, eur, "115.61")}
	if g != want {
		t.Errorf("got %v, want %v", g, want)
	}
	if _, err := RealisedGain([]Conversion{c}, []Deal{d}, chf, f); err == nil {
		t.Error("a gain in a currency without a rate")
	}
}

// The lines add up to the total exactly, and the total is what the open balances are worth.
func TestGainsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFixing(t)
		base := rapid.SampledFrom(allCurrencies).Draw(t, "base")
		balances := map[money.Currency]int64{}
		var conversions []Conversion
		for range rapid.IntRange(0, 6).Draw(t, "conversions") {
			from, to := drawPair(t)
			q, err := f.Quote(from, to)
			if err != nil {
				t.Fatal(err)
			}
			c, err := Convert(money.FromMinor(from, rapid.Int64Range(-1e9, 1e9).Draw(t, "minor")), q, rapid.IntRange(0, 200).Draw(t, "bp"))
			if err != nil {
				t.Fatal(err)
			}
			conversions = append(conversions, c)
			balances[from] += c.From.Minor()
			balances[to] += c.Spread.Minor() + c.Residual.Minor() - c.Mid.Minor()
		}
		var deals []Deal
		for range rapid.IntRange(0, 4).Draw(t, "deals") {
			bought, sold := drawPair(t)
			d := Deal{Bought: money.FromMinor(bought, rapid.Int64Range(1, 1e9).Draw(t, "bought")), Sold: money.FromMinor(sold, rapid.Int64Range(1, 1e9).Draw(t, "sold"))}
			deals = append(deals, d)
			balances[bought] += d.Bought.Minor()
			balances[sold] -= d.Sold.Minor()
		}
		g, err := RealisedGain(conversions, deals, base, f)
		if err != nil {
			t.Fatal(err)
		}
		if g.Spread.Minor()+g.Slippage.Minor()+g.Residual.Minor() != g.Total.Minor() {
			t.Fatalf("%v does not add up", g)
		}
		var open []money.Amount
		for c, minor := range balances {
			open = append(open, money.FromMinor(c, minor))
		}
		if worth, err := OpenGain(open, base, f); err != nil || worth != g.Total {
			t.Fatalf("total %s, the open balances are worth %s, %v", g.Total, worth, err)
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
			worth, err := OpenGain([]money.Amount{e}, pivot, f)
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
			worth, err := OpenGain([]money.Amount{money.FromMinor(c, minor)}, pivot, f)
			if err != nil {
				t.Fatal(err)
			}
			if c != pivot && !worth.IsZero() {
				t.Fatalf("%s is left of %s", worth, c)
			}
		}
	})
}
