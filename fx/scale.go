package fx

import (
	"math"
	"math/big"
	"math/bits"

	"nostro/money"
)

// scale turns minor units of one currency into minor units of another at one exact ratio. Where numerator and
// denominator fit 64 bits, which those of market rates do, it multiplies into 128 bits and divides once; else it
// works without bound. Both ways give the same: the product is exact, and rounded once, half to even.
type scale struct {
	ratio    Ratio
	from, to money.Currency
	num, den uint64
	fits     bool
}

func newScale(r Ratio, from, to money.Currency) scale {
	inMinor := newRatio(new(big.Int).Mul(r.num, pow10(to.Exponent())), new(big.Int).Mul(r.den, pow10(from.Exponent())))
	s := scale{ratio: r, from: from, to: to, fits: inMinor.num.IsUint64() && inMinor.den.IsUint64()}
	if s.fits {
		s.num, s.den = inMinor.num.Uint64(), inMinor.den.Uint64()
	}
	return s
}

// of returns the value of minor units of from. It errs with money.ErrOverflow.
func (s *scale) of(minor int64) (money.Amount, error) {
	if s.fits {
		if value, ok := s.product(minor); ok {
			return money.FromMinor(s.to, value), nil
		}
	}
	return s.ratio.of(big.NewInt(minor), s.from, s.to)
}

// product is minor x num / den in 128 bits, rounded half to even; ok is false where the result has over 63.
func (s *scale) product(minor int64) (value int64, ok bool) {
	size := uint64(minor)
	if minor < 0 {
		size = -size // right for the least int64 too, which has no opposite as an int64
	}
	high, low := bits.Mul64(size, s.num)
	if high >= s.den {
		return 0, false
	}
	quotient, rest := bits.Div64(high, low, s.den)
	if up := s.den - rest; rest > up || rest == up && quotient&1 == 1 {
		quotient++
	}
	if quotient > math.MaxInt64 {
		return 0, false
	}
	if minor < 0 {
		return -int64(quotient), true
	}
	return int64(quotient), true
}

// size returns the value of minor units without their sign. It errs with money.ErrOverflow.
func (s *scale) size(minor int64) (money.Amount, error) {
	if minor == math.MinInt64 {
		return s.ratio.of(new(big.Int).Neg(big.NewInt(minor)), s.from, s.to)
	}
	return s.of(max(minor, -minor))
}
