package fx

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

func TestValueRoundsOnceAtMid(t *testing.T) {
	f := fixing(t)
	for _, tt := range []struct{ position, base, want, rate string }{
		{"USD 100.00", "EUR", "EUR 84.82", "0.8482483671"},
		{"USD -100.00", "EUR", "EUR -84.82", "0.8482483671"},
		{"JPY 7", "KWD", "KWD 0.019", "0.0027076946"},         // no decimals to three
		{"CLF 0.0001", "JPY", "JPY 0", "4862.9090909"},        // four to none: 0.486
		{"GBP 1000.00", "EUR", "EUR 1406.27", "1.4062719730"}, // at mid, not at bid or ask
		{"EUR 5.00", "EUR", "EUR 5.00", ""},
		{"CHF 0.00", "EUR", "EUR 0.00", ""},
	} {
		v, err := Value(parsed(t, tt.position), money.MustCurrency(tt.base), f)
		if err != nil || v.Value != parsed(t, tt.want) || v.Rate != strings.TrimSuffix(tt.rate, "0") {
			t.Errorf("%s in %s: %+v, %v", tt.position, tt.base, v, err)
		}
		if (v.Rate != "") != (v.Date == fixingDay && v.Source == "ECB" && len(v.Words) > 0) {
			t.Errorf("%s: rate %q without its origin: %+v", tt.position, v.Rate, v)
		}
	}
}

func TestValueRefuses(t *testing.T) {
	f := fixing(t)
	sek := money.MustCurrency("SEK")
	for name, tt := range map[string]struct {
		position money.Amount
		base     money.Currency
		want     error
	}{
		"a missing rate":   {amount(t, sek, "1.00"), eur, ErrNoRate},
		"a missing cross":  {amount(t, sek, "1.00"), usd, ErrNoRate},
		"no base":          {amount(t, usd, "1.00"), money.Currency{}, ErrBadConversion},
		"no currency":      {money.Amount{}, eur, ErrBadConversion},
		"what has no room": {money.FromMinor(eur, math.MaxInt64), jpy, money.ErrOverflow},
	} {
		if v, err := Value(tt.position, tt.base, f); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, %v", name, v, err)
		}
	}
	// A currency that is not held asks for nothing.
	if v, err := Value(money.Zero(sek), eur, Fixing{}); err != nil || v.Value != money.Zero(eur) {
		t.Errorf("nothing of SEK: %v, %v", v, err)
	}
}

func parsed(t testing.TB, text string) money.Amount {
	t.Helper()
	return amount(t, money.MustCurrency(text[:3]), text[4:])
}

func change(t testing.TB, amount, worth string) Change {
	return Change{parsed(t, amount), parsed(t, worth)}
}

func holding(t testing.TB, position, cost, realised string) Holding {
	return Holding{parsed(t, position), parsed(t, cost), parsed(t, realised)}
}

func TestHoldingsAtAverageCost(t *testing.T) {
	for name, tt := range map[string]struct {
		before  Holding
		changes []Change
		after   Holding
	}{
		"opened": {NewHolding(usd, eur), []Change{change(t, "USD 100.00", "EUR 90.00")}, holding(t, "USD 100.00", "EUR 90.00", "EUR 0.00")},
		"made larger": {holding(t, "USD 100.00", "EUR 90.00", "EUR 1.00"), []Change{change(t, "USD 100.00", "EUR 95.00")},
			holding(t, "USD 200.00", "EUR 185.00", "EUR 1.00")},
		"made smaller, a gain": {holding(t, "USD 200.00", "EUR 185.00", "EUR 1.00"), []Change{change(t, "USD -50.00", "EUR -50.00")},
			holding(t, "USD 150.00", "EUR 138.75", "EUR 4.75")},
		"closed, a loss": {holding(t, "USD 150.00", "EUR 138.75", "EUR 4.75"), []Change{change(t, "USD -150.00", "EUR -130.00")},
			holding(t, "USD 0.00", "EUR 0.00", "EUR -4.00")},
		"a short one bought back": {holding(t, "JPY -1000", "EUR -8.00", "EUR 0.00"), []Change{change(t, "JPY 400", "EUR 3.00")},
			holding(t, "JPY -600", "EUR -4.80", "EUR 0.20")},
		"turned from long to short": {holding(t, "USD 100.00", "EUR 90.00", "EUR 0.00"), []Change{change(t, "USD -300.00", "EUR -300.00")},
			holding(t, "USD -200.00", "EUR -200.00", "EUR 10.00")},
		"both ways in a day: first what makes it larger": {holding(t, "USD 100.00", "EUR 90.00", "EUR 0.00"),
			[]Change{change(t, "USD -100.00", "EUR -100.00"), change(t, "USD 100.00", "EUR 100.00")},
			holding(t, "USD 100.00", "EUR 95.00", "EUR 5.00")},
		"both ways in a day on a short one: first what makes it larger": {holding(t, "USD -100.00", "EUR -90.00", "EUR 0.00"),
			[]Change{change(t, "USD 100.00", "EUR 100.00"), change(t, "USD -100.00", "EUR -100.00")},
			holding(t, "USD -100.00", "EUR -95.00", "EUR -5.00")},
		"a third of a cent is kept in the cost": {holding(t, "USD 0.03", "EUR 0.01", "EUR 0.00"), []Change{change(t, "USD -0.01", "EUR -0.01")},
			holding(t, "USD 0.02", "EUR 0.01", "EUR 0.01")},
		"half a cent goes to the even one": {holding(t, "USD 0.02", "EUR 0.01", "EUR 0.00"), []Change{change(t, "USD -0.01", "EUR 0.00")},
			holding(t, "USD 0.01", "EUR 0.01", "EUR 0.00")},
		"nothing": {holding(t, "USD 0.02", "EUR 0.01", "EUR 0.00"), nil, holding(t, "USD 0.02", "EUR 0.01", "EUR 0.00")},
	} {
		if got, err := tt.before.Add(tt.changes); err != nil || got != tt.after {
			t.Errorf("%s: %v, %v; want %v", name, got, err, tt.after)
		}
	}
}

func TestHoldingsRefuse(t *testing.T) {
	h := NewHolding(usd, eur)
	for name, c := range map[string]Change{"another currency": change(t, "JPY 1", "EUR 1.00"), "another base": change(t, "USD 1.00", "JPY 1")} {
		if got, err := h.Add([]Change{c}); !errors.Is(err, money.ErrMixedCurrency) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	most := Change{money.FromMinor(usd, math.MaxInt64), money.FromMinor(eur, 1)}
	if got, err := h.Add([]Change{most, most}); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("twice the most: %v, %v", got, err)
	}
}

// drawChanges draws changes whose worth is the amount at a rate near to one.
func drawChanges(t *rapid.T, label string) []Change {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Change {
		minor := rapid.Int64Range(-100_000, 100_000).Draw(t, "minor")
		rate := rapid.Int64Range(80, 120).Draw(t, "rate")
		worth := roundHalfEven(big.NewInt(minor*rate), big.NewInt(100))
		return Change{money.FromMinor(usd, minor), money.FromMinor(eur, worth.Int64())}
	}), 0, 6).Draw(t, label)
}

// The book value is what came in at its worth, and what was realised; a position of nothing has none; the order
// within a day does not matter.
func TestHoldingsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, worth, quantity := NewHolding(usd, eur), int64(0), int64(0)
		for range rapid.IntRange(1, 6).Draw(t, "days") {
			changes := drawChanges(t, "changes")
			shuffled := rapid.Permutation(changes).Draw(t, "shuffled")
			next, err := h.Add(changes)
			other, err2 := h.Add(shuffled)
			if err != nil || err2 != nil || next != other {
				t.Fatalf("%v, %v; in another order %v, %v", next, err, other, err2)
			}
			h = next
			for _, c := range changes {
				quantity += c.Amount.Minor()
				worth += c.Worth.Minor()
			}
			if h.Position.Minor() != quantity || h.Cost.Minor() != worth+h.Realised.Minor() {
				t.Fatalf("%v: bought %d for %d", h, quantity, worth)
			}
			if h.Position.IsZero() && !h.Cost.IsZero() {
				t.Fatalf("%v: a closed position has a book value", h)
			}
			if h.Position.Sign()*h.Cost.Sign() < 0 {
				t.Fatalf("%v: the book value has the other sign", h)
			}
		}
	})
}
