package fx

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

func TestDivide(t *testing.T) {
	sells := Deal{Pair: Pair{eur, usd}, Rate: dec(t, "1.1"), Bought: amount(t, eur, "1000.00"), Sold: amount(t, usd, "1100.00")}
	buys := Deal{Pair: Pair{eur, usd}, Rate: dec(t, "1.1"), Bought: amount(t, usd, "1100.00"), Sold: amount(t, eur, "1000.00")}
	for name, tt := range map[string]struct {
		deal Deal
		open []string
		want []string // bought and sold of each share
	}{
		"one takes all of it":       {sells, []string{"USD 5.00"}, []string{"EUR 1000.00 USD 1100.00"}},
		"just what is open":         {sells, []string{"USD 700.00", "USD 400.00"}, []string{"EUR 636.36 USD 700.00", "EUR 363.64 USD 400.00"}},
		"the first first":           {sells, []string{"USD 700.00", "USD 900.00"}, []string{"EUR 636.36 USD 700.00", "EUR 363.64 USD 400.00"}},
		"none is left for the last": {sells, []string{"USD 1100.00", "USD 900.00"}, []string{"EUR 1000.00 USD 1100.00", "EUR 0.00 USD 0.00"}},
		"more than is open":         {sells, []string{"USD 100.00", "USD 900.00"}, []string{"EUR 90.91 USD 100.00", "EUR 909.09 USD 1000.00"}},
		"one is open the other way": {sells, []string{"USD 1400.00", "USD -300.00"}, []string{"EUR 1272.73 USD 1400.00", "EUR -272.73 USD -300.00"}},
		"that, and more than it needs": {sells, []string{"USD -300.00", "USD 1300.00"},
			[]string{"EUR -272.73 USD -300.00", "EUR 1272.73 USD 1400.00"}},
		"that, and less":      {sells, []string{"USD -300.00", "USD 2000.00"}, []string{"EUR -272.73 USD -300.00", "EUR 1272.73 USD 1400.00"}},
		"bought, where short": {buys, []string{"USD -700.00", "USD -400.00"}, []string{"USD 700.00 EUR 636.36", "USD 400.00 EUR 363.64"}},
		"one is flat":         {buys, []string{"USD -700.00", "USD 0.00", "USD -400.00"}, []string{"USD 700.00 EUR 636.36", "USD 0.00 EUR 0.00", "USD 400.00 EUR 363.64"}},
		"by the base":         {buys, []string{"EUR 600.00", "EUR 400.00"}, []string{"USD 660.00 EUR 600.00", "USD 440.00 EUR 400.00"}},
	} {
		shares, err := tt.deal.Divide(amounts(t, tt.open))
		if err != nil || len(shares) != len(tt.want) {
			t.Errorf("%s: %v, %v", name, shares, err)
			continue
		}
		for n, s := range shares {
			if got := s.Bought.String() + " " + s.Sold.String(); got != tt.want[n] {
				t.Errorf("%s: share %d is %s, want %s", name, n+1, got, tt.want[n])
			}
		}
	}
	for name, open := range map[string][]string{"nothing": {}, "flat together": {"USD 5.00", "USD -5.00"}, "short": {"USD -5.00"},
		"short together": {"USD 5.00", "USD -6.00"}, "another currency": {"CHF 5.00"}, "two currencies": {"USD 5.00", "EUR 5.00"}} {
		if shares, err := sells.Divide(amounts(t, open)); !errors.Is(err, ErrBadDeal) {
			t.Errorf("%s: %v, %v", name, shares, err)
		}
	}
	huge := []money.Amount{money.FromMinor(usd, -math.MaxInt64), money.FromMinor(usd, -math.MaxInt64), money.FromMinor(usd, math.MaxInt64)}
	buys.Bought = amount(t, usd, "0.01")
	if shares, err := buys.Divide(huge); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("a share beyond 64 bits: %v, %v", shares, err)
	}
}

func amounts(t testing.TB, texts []string) []money.Amount {
	t.Helper()
	var list []money.Amount
	for _, text := range texts {
		list = append(list, parsed(t, text))
	}
	return list
}

// Shares sum to the deal on both sides, each goes by the rate of the deal to a minor unit, none makes the position that
// it covers larger, and the position as a whole is what it would be after the deal.
func TestSharesSumToTheDeal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Deal{Bought: money.FromMinor(usd, rapid.Int64Range(1, 1e8).Draw(t, "bought")), Sold: money.FromMinor(eur, rapid.Int64Range(1, 1e8).Draw(t, "sold"))}
		covered, effect := usd, d.Bought.Minor()
		if rapid.Bool().Draw(t, "by the sold side") {
			covered, effect = eur, -d.Sold.Minor()
		}
		var open []money.Amount
		total := int64(0)
		for range rapid.IntRange(1, 8).Draw(t, "positions") {
			minor := rapid.Int64Range(-1e8, 1e8).Draw(t, "open")
			open, total = append(open, money.FromMinor(covered, minor)), total+minor
		}
		shares, err := d.Divide(open)
		if fits := total != 0 && (total > 0) != (effect > 0); fits != (err == nil) {
			t.Fatalf("%v of %s for %s: %v", open, d.Bought, d.Sold, err)
		}
		if err != nil {
			return
		}
		var bought, sold int64
		for n, s := range shares {
			bought, sold = bought+s.Bought.Minor(), sold+s.Sold.Minor()
			was, is := open[n].Minor(), open[n].Minor()+s.Bought.Minor()
			if covered == eur {
				is = open[n].Minor() - s.Sold.Minor()
			}
			if was == 0 && is != 0 || was > 0 && is > was || was < 0 && is < was {
				t.Fatalf("share %d makes %d into %d", n+1, was, is)
			}
			off := s.Bought.Minor()*d.Sold.Minor() - s.Sold.Minor()*d.Bought.Minor() // of equal fractions it is nothing
			if limit := map[money.Currency]int64{usd: d.Bought.Minor(), eur: d.Sold.Minor()}[covered]; off > limit || off < -limit {
				t.Fatalf("share %d is %s for %s, the deal %s for %s", n+1, s.Bought, s.Sold, d.Bought, d.Sold)
			}
		}
		if bought != d.Bought.Minor() || sold != d.Sold.Minor() {
			t.Fatalf("shares sum to %d and %d of %s and %s", bought, sold, d.Bought, d.Sold)
		}
	})
}
