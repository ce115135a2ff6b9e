package fx

import (
	"math"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"nostro/money"
)

// byDecimal is the conversion that a reader of the books would write: one product and one QuoRem, rounded half to
// even by hand, for DivRound rounds a half away from zero.
func byDecimal(minor int64, from, to money.Currency, rate Ratio) decimal.Decimal {
	num, den := rate.Fraction()
	product := decimal.NewFromInt(minor).Mul(decimal.NewFromBigInt(num, int32(to.Exponent())))
	divisor := decimal.NewFromBigInt(den, int32(from.Exponent()))
	quotient, rest := product.QuoRem(divisor, 0)
	twice := rest.Abs().Mul(decimal.NewFromInt(2))
	odd := quotient.Coefficient().Bit(0) == 1
	if twice.GreaterThan(divisor) || twice.Equal(divisor) && odd {
		quotient = quotient.Add(decimal.NewFromInt(int64(product.Sign())))
	}
	return quotient
}

// The integers of 128 bits, the integers without bound and the decimals give the same, to the last unit and to
// the same overflows.
func TestScaleEqualsTheDecimalPath(t *testing.T) {
	fast := 0
	rapid.Check(t, func(t *rapid.T) {
		from, to := drawPair(t)
		r := newRatio(new(big.Int).SetUint64(rapid.Uint64Min(1).Draw(t, "num")), new(big.Int).SetUint64(rapid.Uint64Min(1).Draw(t, "den")))
		if rapid.Bool().Draw(t, "wide") {
			r = r.times(ratioOfInts(rapid.Int64Min(1).Draw(t, "num2"), rapid.Int64Min(1).Draw(t, "den2")))
		}
		minor := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-10, 10), rapid.Just(int64(math.MinInt64)), rapid.Just(int64(math.MaxInt64))).Draw(t, "minor")
		s := newScale(r, from, to)
		if s.fits {
			fast++
		}
		want := byDecimal(minor, from, to, r).BigInt()
		got, err := s.of(minor)
		slow, errSlow := r.of(big.NewInt(minor), from, to)
		if (err == nil) != want.IsInt64() || (errSlow == nil) != want.IsInt64() {
			t.Fatalf("%d at %s is %s: errors %v, %v", minor, r, want, err, errSlow)
		}
		if err == nil && (got.Minor() != want.Int64() || slow != got) {
			t.Fatalf("%d at %s: %s by 128 bits, %s without bound, %s by decimals", minor, r, got, slow, want)
		}
	})
	if fast == 0 {
		t.Error("no ratio fitted 64 bits: the property says nothing")
	}
}

// Ties and their neighbours, near zero and near the end of 64 bits.
func TestScaleRoundsHalfToEven(t *testing.T) {
	for _, tt := range []struct {
		num, den, minor, want int64
	}{
		{1, 2, 1, 0}, {1, 2, 3, 2}, {1, 2, 5, 2}, {1, 2, -1, 0}, {1, 2, -3, -2}, {1, 2, -5, -2},
		{3, 2, 1, 2}, {5, 2, 1, 2}, {7, 2, 1, 4}, {1, 3, 1, 0}, {1, 3, 2, 1}, {2, 3, 1, 1},
		{1, 2, math.MaxInt64, 1 << 62}, {1, 2, math.MinInt64, -1 << 62}, {1, 1, math.MinInt64, math.MinInt64},
		{1, math.MaxInt64, math.MaxInt64, 1}, {1, math.MaxInt64, 1 << 62, 1}, {1, math.MaxInt64, 1<<62 - 1, 0},
		{math.MaxInt64, math.MaxInt64 - 1, 1 << 62, 1<<62 + 1},
	} {
		s := newScale(ratioOfInts(tt.num, tt.den), eur, usd)
		if got, err := s.of(tt.minor); err != nil || got.Minor() != tt.want || !s.fits {
			t.Errorf("%d x %d/%d is %d (%v), want %d", tt.minor, tt.num, tt.den, got.Minor(), err, tt.want)
		}
	}
}

// The market's rates take the fast way, crosses with a spread too.
func TestMarketRatesFit(t *testing.T) {
	f := fixing(t)
	for _, from := range allCurrencies {
		for _, to := range allCurrencies {
			if from == to {
				continue
			}
			c, err := NewConverter(quote(t, f, from, to), 15)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range []scale{c.mid, c.buy.client, c.buy.spread, c.pay.client, c.pay.spread} {
				if !s.fits {
					t.Errorf("%s to %s: %s does not fit", from, to, s.ratio)
				}
			}
		}
	}
}

// A converter says what Convert says.
func TestConverterIsConvert(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuote(t)
		spreadBP := rapid.IntRange(0, SpreadBPMax).Draw(t, "spread")
		c, err := NewConverter(q, spreadBP)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			position := money.FromMinor(q.From, rapid.Int64().Draw(t, "minor"))
			one, err1 := Convert(position, q, spreadBP)
			two, err2 := c.Convert(position)
			if (err1 == nil) != (err2 == nil) || one.To != two.To || one.Mid != two.Mid || one.Spread != two.Spread ||
				one.Residual != two.Residual || one.ClientRateText != two.ClientRateText {
				t.Fatalf("%v %v\n%v %v", one, err1, two, err2)
			}
		}
	})
}

// Whoever converts both legs of a position and back has never more than before but for the half minor units of
// two roundings: in units of the first currency, half of one of it and half of one of the second at the rate
// back. With the spread he is below by about twice the spread.
func TestThereAndBackIsNeverInTheCustomersFavour(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFixing(t)
		from, to := drawPair(t)
		there, err1 := f.Quote(from, to)
		back, err2 := f.Quote(to, from)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		spreadBP := rapid.IntRange(0, 300).Draw(t, "spread")
		minor := rapid.Int64Range(-1e10, 1e10).Draw(t, "minor")
		out, err := Convert(money.FromMinor(from, minor), there, spreadBP)
		if err != nil {
			return
		}
		home, err := Convert(out.To, back, spreadBP)
		if err != nil {
			return
		}
		gain := new(big.Rat).SetInt64(home.To.Minor() - minor) // + is the customer's: we owe him more, or he owes us less
		rounding := new(big.Rat).Add(big.NewRat(1, 2), exact(1, to, from, new(big.Rat).Mul(clientOracle(back, minor, spreadBP), big.NewRat(1, 2))))
		kept := new(big.Rat).SetInt64(minor) // what both spreads take at the least
		factor := big.NewRat(2*int64(spreadBP), basisPoints)
		if minor > 0 { // (1-s)(1-s) = 1 - 2s + s2
			factor.Sub(factor, big.NewRat(int64(spreadBP)*int64(spreadBP), basisPoints*basisPoints))
		}
		kept.Mul(kept.Abs(kept), factor)
		if most := rounding.Sub(rounding, kept); gain.Cmp(most) > 0 {
			t.Fatalf("%s becomes %s becomes %s: the customer gained %s, at most %s", out.From, out.To, home.To, gain, most)
		}
	})
}
