package fx

import (
	"fmt"
	"math/big"

	"github.com/shopspring/decimal"

	"nostro/money"
)

// Digits of a rate as text: ISO 20022 BaseOneRate has at most 11 digits, 10 of them decimals.
const (
	rateTextDigits   = 11
	rateTextDecimals = 10
)

// Ratio is an exact fraction, zero or above. The zero value is no ratio. It does not change once made.
type Ratio struct{ num, den *big.Int }

// IsZero tells whether the ratio is missing.
func (r Ratio) IsZero() bool { return r.num == nil || r.den == nil }

// Fraction returns a copy of the numerator and of the denominator, which have no common factor; both are
// nil where the ratio is missing.
func (r Ratio) Fraction() (num, den *big.Int) {
	if r.IsZero() {
		return nil, nil
	}
	return new(big.Int).Set(r.num), new(big.Int).Set(r.den)
}

// String returns the exact fraction, such as "2149/2000", or "" where it is missing.
func (r Ratio) String() string {
	if r.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s/%s", r.num, r.den)
}

// Text returns the ratio rounded once, half to even, to a plain decimal without trailing zeros that fits
// ISO 20022 BaseOneRate: at most 10 decimals, and fewer where the whole part needs more than one of the
// 11 digits. It is for people and messages; no amount is computed from it.
func (r Ratio) Text() string {
	if r.IsZero() {
		return ""
	}
	decimals := rateTextDecimals
	if whole := new(big.Int).Quo(r.num, r.den); whole.Sign() > 0 {
		decimals = max(0, min(decimals, rateTextDigits-len(whole.String())))
	}
	scaled := new(big.Int).Mul(r.num, pow10(decimals))
	return decimal.NewFromBigInt(roundHalfEven(scaled, r.den), int32(-decimals)).String()
}

// newRatio reduces the fraction; den must be above zero.
func newRatio(num, den *big.Int) Ratio {
	if factor := new(big.Int).GCD(nil, nil, num, den); factor.Sign() > 0 {
		return Ratio{new(big.Int).Quo(num, factor), new(big.Int).Quo(den, factor)}
	}
	return Ratio{num, den}
}

func ratioOf(d decimal.Decimal) Ratio {
	if d.Exponent() >= 0 {
		return newRatio(new(big.Int).Mul(d.Coefficient(), pow10(int(d.Exponent()))), big.NewInt(1))
	}
	return newRatio(d.Coefficient(), pow10(int(-d.Exponent())))
}

func ratioOfInts(num, den int64) Ratio { return newRatio(big.NewInt(num), big.NewInt(den)) }

func (r Ratio) inverse() Ratio { return Ratio{r.den, r.num} }

func (r Ratio) times(o Ratio) Ratio {
	return newRatio(new(big.Int).Mul(r.num, o.num), new(big.Int).Mul(r.den, o.den))
}

// distance returns |r - o|.
func (r Ratio) distance(o Ratio) Ratio {
	difference := new(big.Int).Mul(r.num, o.den)
	difference.Sub(difference, new(big.Int).Mul(o.num, r.den))
	return newRatio(difference.Abs(difference), new(big.Int).Mul(r.den, o.den))
}

func (r Ratio) cmp(o Ratio) int {
	return new(big.Int).Mul(r.num, o.den).Cmp(new(big.Int).Mul(o.num, r.den))
}

// of returns minor units of from, valued at r units of to for one of from, in minor units of to: one exact
// product, rounded once. It errs with money.ErrOverflow.
func (r Ratio) of(minor *big.Int, from, to money.Currency) (money.Amount, error) {
	num := new(big.Int).Mul(minor, r.num)
	num.Mul(num, pow10(to.Exponent()))
	den := new(big.Int).Mul(r.den, pow10(from.Exponent()))
	rounded := roundHalfEven(num, den)
	if !rounded.IsInt64() {
		return money.Amount{}, fmt.Errorf("%s %s at %s in minor units of %s: %w: check the rate, or split the position",
			minor, from, r.Text(), to, money.ErrOverflow)
	}
	return money.FromMinor(to, rounded.Int64()), nil
}

// roundHalfEven returns num/den as the nearest integer, the even one of two that are as near; den > 0.
func roundHalfEven(num, den *big.Int) *big.Int {
	quotient, rest := new(big.Int).QuoRem(num, den, new(big.Int))
	twice := new(big.Int).Abs(rest)
	side := twice.Lsh(twice, 1).Cmp(den)
	if side > 0 || (side == 0 && quotient.Bit(0) == 1) {
		quotient.Add(quotient, big.NewInt(int64(num.Sign())))
	}
	return quotient
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }
