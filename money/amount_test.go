package money_test

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

var (
	eur = money.MustCurrency("EUR")
	jpy = money.MustCurrency("JPY")
	kwd = money.MustCurrency("KWD")
	usd = money.MustCurrency("USD")
	clf = money.MustCurrency("CLF")
)

// minors draws counts that crowd where arithmetic breaks: around zero and at both ends of 64 bits.
func minors() *rapid.Generator[int64] {
	return rapid.OneOf(rapid.Int64(), rapid.Int64Range(-3, 3),
		rapid.Int64Range(math.MaxInt64-3, math.MaxInt64), rapid.Int64Range(math.MinInt64, math.MinInt64+3))
}

func currencies() *rapid.Generator[money.Currency] { return rapid.SampledFrom(money.Currencies()) }

// agree compares a result in 64 bits with the exact one: equal where it fits, ErrOverflow where not.
func agree(t *rapid.T, what string, got money.Amount, err error, exact *big.Int) {
	if !exact.IsInt64() {
		if !errors.Is(err, money.ErrOverflow) {
			t.Fatalf("%s: exact result %s does not fit, error is %v", what, exact, err)
		}
		return
	}
	if err != nil || got.Minor() != exact.Int64() {
		t.Fatalf("%s: got %s, %v; exact result is %s", what, got, err, exact)
	}
}

func TestArithmeticAgreesWithUnboundedIntegers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := minors().Draw(t, "x"), minors().Draw(t, "y")
		a, b := money.FromMinor(eur, x), money.FromMinor(eur, y)
		bigX, bigY := big.NewInt(x), big.NewInt(y)

		sum, err := a.Add(b)
		agree(t, "Add", sum, err, new(big.Int).Add(bigX, bigY))
		difference, err := a.Sub(b)
		agree(t, "Sub", difference, err, new(big.Int).Sub(bigX, bigY))
		negated, err := a.Neg()
		agree(t, "Neg", negated, err, new(big.Int).Neg(bigX))
		absolute, err := a.Abs()
		agree(t, "Abs", absolute, err, new(big.Int).Abs(bigX))
		if order, err := a.Cmp(b); err != nil || order != bigX.Cmp(bigY) {
			t.Fatalf("Cmp: got %d, %v", order, err)
		}
		if a.Sign() != bigX.Sign() || a.IsZero() != (x == 0) {
			t.Fatalf("Sign %d, IsZero %t of %d", a.Sign(), a.IsZero(), x)
		}
	})
}

func TestSubUndoesAdd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := currencies().Draw(t, "currency")
		a, b := money.FromMinor(c, minors().Draw(t, "a")), money.FromMinor(c, minors().Draw(t, "b"))
		sum, err := a.Add(b)
		if err != nil {
			return
		}
		if back, err := sum.Sub(b); err != nil || back != a {
			t.Fatalf("(%s + %s) - %s = %s, %v", a, b, b, back, err)
		}
	})
}

func TestMixedCurrenciesAreRefused(t *testing.T) {
	a, b := money.FromMinor(eur, 1), money.FromMinor(usd, 1)
	_, addErr := a.Add(b)
	_, subErr := a.Sub(b)
	_, cmpErr := a.Cmp(b)
	_, sumErr := money.Sum(eur, a, b)
	_, emptyErr := a.Add(money.Amount{})
	for name, err := range map[string]error{"Add": addErr, "Sub": subErr, "Cmp": cmpErr, "Sum": sumErr,
		"no currency": emptyErr} {
		if !errors.Is(err, money.ErrMixedCurrency) {
			t.Errorf("%s: error %v, want ErrMixedCurrency", name, err)
		}
	}
}

func TestSum(t *testing.T) {
	if got, err := money.Sum(jpy); err != nil || got != money.Zero(jpy) {
		t.Errorf("sum of none: %s, %v", got, err)
	}
	got, err := money.Sum(jpy, money.FromMinor(jpy, 5), money.FromMinor(jpy, -7))
	if err != nil || got.Minor() != -2 || got.Currency() != jpy {
		t.Errorf("5 - 7: %s, %v", got, err)
	}
	_, err = money.Sum(jpy, money.FromMinor(jpy, math.MaxInt64), money.FromMinor(jpy, 1))
	if !errors.Is(err, money.ErrOverflow) {
		t.Errorf("beyond 64 bits: %v, want ErrOverflow", err)
	}
}

func TestAmountsCompareByValue(t *testing.T) {
	if money.FromMinor(eur, 1) != money.FromMinor(money.MustCurrency("EUR"), 1) {
		t.Error("equal amounts differ")
	}
	if money.FromMinor(eur, 0) == money.FromMinor(usd, 0) {
		t.Error("nothing in EUR equals nothing in USD")
	}
}
