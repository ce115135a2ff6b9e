package fx

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

func TestRoundHalfEven(t *testing.T) {
	for _, test := range []struct{ num, den, want int64 }{
		{0, 7, 0}, {1, 2, 0}, {3, 2, 2}, {5, 2, 2}, {7, 2, 4}, {-1, 2, 0}, {-3, 2, -2}, {-5, 2, -2}, {-7, 2, -4},
		{1, 3, 0}, {2, 3, 1}, {-1, 3, 0}, {-2, 3, -1}, {20, 3, 7}, {4, 1, 4}, {-4, 1, -4}, {49, 100, 0}, {51, 100, 1},
	} {
		if got := roundHalfEven(big.NewInt(test.num), big.NewInt(test.den)); got.Int64() != test.want {
			t.Errorf("%d/%d rounds to %s, want %d", test.num, test.den, got, test.want)
		}
	}
}

func TestRatioText(t *testing.T) {
	for _, test := range []struct {
		num, den int64
		want     string
	}{
		{11789, 10000, "1.1789"},
		{10000, 11789, "0.8482483671"},
		{1, 3, "0.3333333333"},
		{2, 3, "0.6666666667"},
		{100, 1, "100"},
		{0, 1, "0"},
		{1, 20_000_000_000, "0"},            // half of the last digit, to even
		{3, 20_000_000_000, "0.0000000002"}, // likewise, upwards
		{99_999_999_999, 10_000_000_000, "9.9999999999"},
		{999_999_999_999, 100_000_000_000, "10"}, // the carry leaves zeros only
		{1_234_567, 100, "12345.67"},             // an exact text is not cut
		{50_000_000_000, 3, "16666666667"},
		{500_000, 3, "166666.66667"},              // 6 + 5 digits
		{12_345_678_901_234, 1, "12345678901234"}, // more digits than the message takes: never cut
		{123_456_789_015, 10, "12345678902"},      // 11 digits, no decimals, half to even
		{math.MaxInt64, math.MaxInt64 - 1, "1"},   // next to 1
		{math.MaxInt64 - 1, math.MaxInt64, "1"},   // from below: rounds up to 1
		{1_000_000_000_000, 7, "142857142857"},    // 12 digits
		{100_000_000_000, 7, "14285714286"},
	} {
		got := ratioOfInts(test.num, test.den).Text()
		if got != test.want {
			t.Errorf("%d/%d is %q, want %q", test.num, test.den, got, test.want)
		}
	}
	if (Ratio{}).Text() != "" || (Ratio{}).String() != "" {
		t.Error("a missing ratio has a text")
	}
	if num, den := (Ratio{}).Fraction(); num != nil || den != nil {
		t.Error("a missing ratio has a fraction")
	}
}

// A text fits ISO 20022 BaseOneRate for every rate below 10^11, and is the nearest such text.
func TestRatioTextFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		num := rapid.Int64Range(0, math.MaxInt64).Draw(t, "num")
		den := rapid.Int64Range(1+num/90_000_000_000, math.MaxInt64).Draw(t, "den")
		text := ratioOfInts(num, den).Text()
		back, ok := new(big.Rat).SetString(text)
		if !ok {
			t.Fatalf("%q is no number", text)
		}
		digits, decimals := countDigits(text)
		if digits > 11 || decimals > 10 {
			t.Fatalf("%d/%d is %q: %d digits, %d decimals", num, den, text, digits, decimals)
		}
		off := new(big.Rat).Sub(back, big.NewRat(num, den))
		whole := len(new(big.Int).Quo(big.NewInt(num), big.NewInt(den)).String())
		places := min(10, 11-whole)
		half := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Mul(big.NewInt(2), power(places)))
		if off.Abs(off).Cmp(half) > 0 {
			t.Fatalf("%d/%d is %q, off by %s", num, den, text, off)
		}
	})
}

// countDigits counts as XML Schema does: leading zeros are no digits.
func countDigits(text string) (digits, decimals int) {
	afterPoint, begun := false, false
	for _, r := range text {
		if r == '.' {
			afterPoint = true
			continue
		}
		begun = begun || r != '0' || afterPoint
		if begun {
			digits++
		}
		if afterPoint {
			decimals++
		}
	}
	return digits, decimals
}

func TestFractionIsACopy(t *testing.T) {
	r := ratioOfInts(3, 2)
	num, den := r.Fraction()
	num.SetInt64(99)
	den.SetInt64(99)
	if r.String() != "3/2" {
		t.Fatalf("the ratio changed to %s", r)
	}
}

func TestRatioOfOverflow(t *testing.T) {
	minor := big.NewInt(math.MaxInt64)
	if _, err := ratioOfInts(2, 1).of(minor, usd, eur); !errors.Is(err, money.ErrOverflow) {
		t.Fatalf("no overflow: %v", err)
	}
	got, err := ratioOfInts(1, 1).of(minor, usd, eur)
	if err != nil || got.Minor() != math.MaxInt64 {
		t.Fatalf("the greatest amount does not fit: %v, %v", got, err)
	}
	if _, err := ratioOfInts(1, 1).of(minor, jpy, clf); !errors.Is(err, money.ErrOverflow) {
		t.Fatalf("no overflow through the exponent: %v", err)
	}
}

func TestRatioAgreesWithRat(t *testing.T) {
	positive := rapid.Int64Range(1, math.MaxInt64)
	rapid.Check(t, func(t *rapid.T) {
		a := ratioOfInts(positive.Draw(t, "a"), positive.Draw(t, "b"))
		b := ratioOfInts(positive.Draw(t, "c"), positive.Draw(t, "d"))
		difference := new(big.Rat).Sub(rat(a), rat(b))
		for name, pair := range map[string][2]*big.Rat{
			"times":    {rat(a.times(b)), new(big.Rat).Mul(rat(a), rat(b))},
			"inverse":  {rat(a.inverse()), new(big.Rat).Inv(rat(a))},
			"distance": {rat(a.distance(b)), difference.Abs(difference)},
		} {
			if pair[0].Cmp(pair[1]) != 0 {
				t.Fatalf("%s of %s and %s is %s, want %s", name, a, b, pair[0], pair[1])
			}
		}
		if a.cmp(b) != rat(a).Cmp(rat(b)) {
			t.Fatalf("cmp of %s and %s", a, b)
		}
	})
}
