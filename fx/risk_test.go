package fx

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

func held(t testing.TB, position, value string) Valued {
	return Valued{Position: parsed(t, position), Value: parsed(t, value)}
}

func TestOpenPositionIsTheGreaterSide(t *testing.T) {
	for name, tt := range map[string]struct {
		positions []Valued
		want      string
	}{
		"none": {nil, "long 0.00 short 0.00 net 0.00 total 0.00"},
		"more long": {[]Valued{held(t, "USD 110.00", "EUR 100.00"), held(t, "GBP -70.00", "EUR -80.00"), held(t, "JPY 160", "EUR 1.00")},
			"long 101.00 short 80.00 net 21.00 total 101.00"},
		"more short":                {[]Valued{held(t, "USD -110.00", "EUR -100.00"), held(t, "JPY 160", "EUR 1.00")}, "long 1.00 short 100.00 net -99.00 total 100.00"},
		"the base currency is none": {[]Valued{held(t, "EUR 5.00", "EUR 5.00")}, "long 0.00 short 0.00 net 0.00 total 0.00"},
	} {
		o, err := Open(tt.positions, eur)
		if err != nil {
			t.Fatal(err)
		}
		same(t, name, fmt.Sprintf("long %s short %s net %s total %s", o.Long.Decimal(), o.Short.Decimal(), o.Net.Decimal(), o.Total.Decimal()), tt.want)
	}
	if _, err := Open([]Valued{held(t, "USD 1.00", "USD 1.00")}, eur); !errors.Is(err, money.ErrMixedCurrency) {
		t.Error(err)
	}
	most := Valued{Position: parsed(t, "USD 1.00"), Value: money.FromMinor(eur, math.MaxInt64)}
	if _, err := Open([]Valued{most, most}, eur); !errors.Is(err, money.ErrOverflow) {
		t.Error(err)
	}
}

func TestLimitsAreInclusive(t *testing.T) {
	limits := Limits{Currencies: []money.Amount{parsed(t, "JPY 1000"), parsed(t, "USD 100.00")}, Total: parsed(t, "EUR 50.00")}
	for name, tt := range map[string]struct {
		positions []money.Amount
		want      string
	}{
		"at the limits":     {[]money.Amount{parsed(t, "USD 100.00"), parsed(t, "JPY -1000")}, "[]"},
		"beyond both":       {[]money.Amount{parsed(t, "USD 100.01"), parsed(t, "JPY -1002")}, "[{JPY JPY 1002 JPY 1000 false JPY 2} {USD USD 100.01 USD 100.00 true USD 0.01}]"},
		"one without limit": {[]money.Amount{parsed(t, "GBP 1000000.00")}, "[]"},
	} {
		got, err := limits.CheckCurrencies(tt.positions)
		if err != nil {
			t.Fatal(err)
		}
		same(t, name, fmt.Sprint(got), tt.want)
	}
	if _, err := limits.CheckCurrencies([]money.Amount{money.FromMinor(usd, math.MinInt64)}); !errors.Is(err, money.ErrOverflow) {
		t.Error(err)
	}
	for total, want := range map[string]string{"EUR 50.00": "[]", "EUR 50.01": "[{total EUR 50.01 EUR 50.00 true EUR 0.01}]"} {
		got, err := limits.CheckTotal(OpenPosition{Total: parsed(t, total)})
		if err != nil {
			t.Fatal(err)
		}
		same(t, total, fmt.Sprint(got), want)
	}
	if got, err := (Limits{}).CheckTotal(OpenPosition{Total: parsed(t, "EUR 50.01")}); got != nil || err != nil {
		t.Errorf("without a limit: %v, %v", got, err)
	}
	if _, err := limits.CheckTotal(OpenPosition{Total: parsed(t, "USD 50.01")}); !errors.Is(err, money.ErrMixedCurrency) {
		t.Error(err)
	}
}

func TestAMoveOfOnePercent(t *testing.T) {
	for value, want := range map[string]string{"EUR 1000.00": "EUR 10.00", "EUR -1000.00": "EUR -10.00", "EUR 0.50": "EUR 0.00",
		"EUR 1.50": "EUR 0.02", "EUR 2.50": "EUR 0.02", "JPY 149": "JPY 1", "KWD 0.151": "KWD 0.002"} {
		got, err := Move(parsed(t, value), 100)
		if err != nil {
			t.Fatal(err)
		}
		same(t, value, got.String(), want)
	}
}

// dollarDays is a fixing a day, with the dollar at each of the rates.
func dollarDays(t testing.TB, mids ...string) []Fixing {
	t.Helper()
	var list []Fixing
	for n, mid := range mids {
		f := dollarAt(t, mid)
		f.Date = fixingDay.AddDays(n)
		list = append(list, f)
	}
	return list
}

// ladder is days+1 fixings where the dollar loses n basis points on day n.
func ladder(t testing.TB, days int) []Fixing {
	t.Helper()
	mids, rate := []string{"1"}, big.NewRat(1, 1)
	for n := 1; n <= days; n++ {
		rate.Mul(rate, big.NewRat(10000, int64(10000-n)))
		mids = append(mids, rate.FloatString(15))
	}
	return dollarDays(t, mids...)
}

// On a ladder, day n loses n basis points of the position, so that the loss of each rank is known.
func TestValueAtRiskIsTheNearestRank(t *testing.T) {
	long := []Valued{held(t, "USD 1000000.00", "EUR 1000000.00")}
	fixings := ladder(t, 250)
	for confidence, want := range map[int]string{
		9900: "EUR 24800.00 rank 3 on day 248",  // ceil(247.5) = 248
		9500: "EUR 23800.00 rank 13 on day 238", // ceil(237.5) = 238
		9960: "EUR 24900.00 rank 2 on day 249",  // 249 exactly
		9999: "EUR 25000.00 rank 1 on day 250",
		9000: "EUR 22500.00 rank 26 on day 225",
	} {
		got, err := ValueAtRisk(long, eur, fixings, 250, confidence)
		if err != nil {
			t.Fatal(err)
		}
		day := 0
		for fixingDay.AddDays(day) != got.Day {
			day++
		}
		same(t, fmt.Sprint(confidence), fmt.Sprintf("%s rank %d on day %d", got.Loss, got.Rank, day), want)
	}
	// Of the last 100 days, the losses are those of days 151 to 250.
	got, err := ValueAtRisk(long, eur, fixings, 100, 9900)
	if err != nil || got.Loss != parsed(t, "EUR 24900.00") || got.From != fixingDay.AddDays(150) || got.To != fixingDay.AddDays(250) {
		t.Errorf("%+v, %v", got, err)
	}
	// Short of it, every day is a gain: nothing is at risk, in no scenario.
	got, err = ValueAtRisk([]Valued{held(t, "USD -1.00", "EUR -1000.00")}, eur, fixings, 250, 9900)
	if err != nil || got.Loss != money.Zero(eur) || !got.Day.IsZero() {
		t.Errorf("%+v, %v", got, err)
	}
	// Nothing is held, or only the base currency: no rate is asked for.
	got, err = ValueAtRisk([]Valued{held(t, "SEK 0.00", "EUR 0.00"), held(t, "EUR 7.00", "EUR 7.00")}, eur, fixings, 250, 9900)
	if err != nil || got.Loss != money.Zero(eur) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestValueAtRiskRefuses(t *testing.T) {
	long := []Valued{held(t, "USD 1.00", "EUR 1.00")}
	fixings := ladder(t, 250)
	gap := slices.Clone(fixings)
	gap[7].Rates = []Rate{flat(t, eur, jpy, "130")}
	unsorted := slices.Clone(fixings)
	unsorted[3], unsorted[4] = unsorted[4], unsorted[3]
	for name, tt := range map[string]struct {
		positions        []Valued
		fixings          []Fixing
		days, confidence int
		want             error
		says             string
	}{
		"a fixing too few":       {long, fixings[1:], 250, 9900, ErrTooFewFixings, "250 days need 251 fixings, and there are 250"},
		"none":                   {long, nil, 250, 9900, ErrTooFewFixings, "there are 0"},
		"a day without the rate": {long, gap, 250, 9900, ErrNoRate, "fixing of 2026-12-01"},
		"no order":               {long, unsorted, 250, 9900, ErrBadConversion, "give them in order"},
		"19 days":                {long, fixings, 19, 9900, ErrBadConversion, "20 to 2500"},
		"2501 days":              {long, fixings, 2501, 9900, ErrBadConversion, "20 to 2500"},
		"89.99 %":                {long, fixings, 250, 8999, ErrBadConversion, "9000 to 9999"},
		"100 %":                  {long, fixings, 250, 10000, ErrBadConversion, "9000 to 9999"},
		"more than all money":    {[]Valued{{Position: parsed(t, "USD 1.00"), Value: money.FromMinor(eur, math.MinInt64)}}, dollarDays(t, dearTenfold()...), 20, 9900, money.ErrOverflow, "value at risk"},
	} {
		got, err := ValueAtRisk(tt.positions, eur, tt.fixings, tt.days, tt.confidence)
		if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// dearTenfold is the dollar getting ten times as dear on the last day.
func dearTenfold() []string { return append(slices.Repeat([]string{"1"}, 20), "0.1") }

// At most the stated share of days lost more; and the figure does not depend on the order of positions.
func TestValueAtRiskBoundsTheLosses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.IntRange(ScenariosMin, 60).Draw(t, "days")
		confidence := rapid.IntRange(ConfidenceBPMin, ConfidenceBPMax).Draw(t, "confidence")
		var fixings []Fixing
		for n := range days + 1 {
			f := drawFixing(t)
			f.Date = fixingDay.AddDays(n)
			fixings = append(fixings, f)
		}
		var positions []Valued
		for _, c := range []money.Currency{usd, jpy, kwd} {
			v, err := Value(money.FromMinor(c, rapid.Int64Range(-10000, 10000).Draw(t, "minor")), eur, fixings[days])
			if err != nil {
				t.Fatal(err)
			}
			positions = append(positions, v)
		}
		got, err := ValueAtRisk(positions, eur, fixings, days, confidence)
		slices.Reverse(positions)
		other, err2 := ValueAtRisk(positions, eur, fixings, days, confidence)
		if err != nil || err2 != nil || got != other {
			t.Fatal(got, err, other, err2)
		}
		worse := 0
		for n := range days {
			if oracleLoss(t, positions, fixings[n], fixings[n+1]) > got.Loss.Minor() {
				worse++
			}
		}
		if worse*basisPoints > days*(basisPoints-confidence) || worse != min(worse, got.Rank-1) {
			t.Fatalf("%d of %d days lost more than %s, at %d basis points", worse, days, got.Loss, confidence)
		}
	})
}

// oracleLoss is the loss between two fixings by the values, each scenario apart.
func oracleLoss(t *rapid.T, positions []Valued, before, after Fixing) int64 {
	sum := new(big.Rat)
	for _, p := range positions {
		q0, err0 := before.Quote(p.Position.Currency(), eur)
		q1, err1 := after.Quote(p.Position.Currency(), eur)
		if err0 != nil || err1 != nil {
			t.Fatal(err0, err1)
		}
		moved := new(big.Rat).Mul(rat(q1.Mid), new(big.Rat).Inv(rat(q0.Mid)))
		moved.Mul(moved.Sub(moved, big.NewRat(1, 1)), new(big.Rat).SetInt64(p.Value.Minor()))
		sum.Sub(sum, moved)
	}
	return halfEven(sum).Int64()
}
