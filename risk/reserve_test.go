package risk_test

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
	"nostro/risk"
)

var reserveEUR = money.MustCurrency("EUR")

func TestRequiredReserve(t *testing.T) {
	t.Parallel()
	eur := func(minor int64) money.Amount { return money.FromMinor(reserveEUR, minor) }
	for _, tt := range []struct {
		name            string
		bp              int
		minimum         money.Amount
		maximum         money.Amount
		basis, required int64
	}{
		{"a share", 250, eur(0), money.Amount{}, 100_00, 2_50},
		{"upwards to the cent", 250, eur(0), money.Amount{}, 1, 1},
		{"exactly", 1, eur(0), money.Amount{}, 10000, 1},
		{"just above", 1, eur(0), money.Amount{}, 10001, 2},
		{"the minimum", 250, eur(500), money.Amount{}, 100_00, 500},
		{"the maximum", 250, eur(0), eur(200), 100_00, 200},
		{"no share", 0, eur(700), money.Amount{}, 100_00, 700},
		{"nothing", 250, eur(0), eur(5), 0, 0},
		{"all of the largest", 10000, eur(0), money.Amount{}, math.MaxInt64, math.MaxInt64},
	} {
		r := risk.ReserveRule{Currency: reserveEUR, BP: tt.bp, Minimum: tt.minimum, Maximum: tt.maximum}
		got, err := r.Required(eur(tt.basis))
		if err != nil || got.Minor() != tt.required {
			t.Errorf("%s: got %v, %v, want %d", tt.name, got, err, tt.required)
		}
	}
	r := risk.ReserveRule{Currency: reserveEUR, BP: 1}
	for _, basis := range []money.Amount{eur(-1), money.FromMinor(money.MustCurrency("USD"), 1), {}} {
		if got, err := r.Required(basis); err == nil {
			t.Errorf("of %v: %v, want an error", basis, got)
		}
	}
}

// Without bounds the requirement is the least whole amount that is not below the exact share.
func TestRequiredReserveIsTheLeastThatSuffices(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		basis, bp := rapid.Int64Range(0, math.MaxInt64).Draw(t, "basis"), rapid.IntRange(0, 10000).Draw(t, "bp")
		got, err := risk.ReserveRule{Currency: reserveEUR, BP: bp}.Required(money.FromMinor(reserveEUR, basis))
		if err != nil {
			t.Fatal(err)
		}
		exact := new(big.Int).Mul(big.NewInt(basis), big.NewInt(int64(bp)))
		times := func(minor int64) *big.Int { return new(big.Int).Mul(big.NewInt(minor), big.NewInt(10000)) }
		if times(got.Minor()).Cmp(exact) < 0 || got.Minor() > 0 && times(got.Minor()-1).Cmp(exact) >= 0 {
			t.Fatalf("%d bp of %d: %d", bp, basis, got.Minor())
		}
	})
}

func TestOnePersonMovesLittle(t *testing.T) {
	t.Parallel()
	limit := money.FromMinor(reserveEUR, 100)
	for _, tt := range []struct {
		alone, amount money.Amount
		want          bool
	}{
		{limit, money.FromMinor(reserveEUR, 100), true}, {limit, money.FromMinor(reserveEUR, 101), false},
		{limit, money.FromMinor(money.MustCurrency("USD"), 1), false}, {money.Amount{}, money.FromMinor(reserveEUR, 1), false},
	} {
		if got := (risk.ReserveRule{AloneUpTo: tt.alone}).Alone(tt.amount); got != tt.want {
			t.Errorf("%v alone up to %v: %t", tt.amount, tt.alone, got)
		}
	}
}
