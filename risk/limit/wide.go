package limit

import "math/bits"

// wide is a whole number of 128 bits in two's complement: the products of multipliers and amounts need it. Its sums
// are those of at most 2^31 products of an amount up to sumMax with a multiplier up to multiplierMax, so they fit.
type wide struct {
	high int64
	low  uint64
}

func (a wide) plus(b wide) wide {
	low, carry := bits.Add64(a.low, b.low, 0)
	return wide{a.high + b.high + int64(carry), low}
}

func (a wide) minus(b wide) wide {
	low, borrow := bits.Sub64(a.low, b.low, 0)
	return wide{a.high - b.high - int64(borrow), low}
}

func (a wide) less(b wide) bool { return a.high < b.high || a.high == b.high && a.low < b.low }

func (a wide) above() bool { return a.high > 0 || a.high == 0 && a.low > 0 }

// size returns the number without its sign.
func (a wide) size() wide {
	if a.high < 0 {
		return wide{}.minus(a)
	}
	return a
}

// times returns a x b; b is not negative.
func times(a, b int64) wide {
	high, low := bits.Mul64(uint64(max(a, -a)), uint64(b))
	product := wide{int64(high), low}
	if a < 0 {
		return wide{}.minus(product)
	}
	return product
}

// over returns the quotient rounded down, at most multiplierMax; a and b are not negative, b is not zero.
func (a wide) over(b int64) int64 {
	if uint64(a.high) >= uint64(b) {
		return multiplierMax
	}
	quotient, _ := bits.Div64(uint64(a.high), a.low, uint64(b))
	return int64(min(quotient, multiplierMax))
}

// shifted returns a / 2^scaleBits, rounded down.
func (a wide) shifted() int64 { return a.high<<(64-scaleBits) | int64(a.low>>scaleBits) }
