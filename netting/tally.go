package netting

import (
	"math"
	"math/bits"
)

// ObligationsMax is how many obligations one Book takes: so many amounts of 63 bits cannot overflow a tally.
const ObligationsMax = math.MaxUint32

// tally is the exact sum of up to ObligationsMax amounts, and how many they are.
type tally struct {
	low         uint64
	high, count uint32
}

// add adds an amount above zero.
func (t *tally) add(minor int64) {
	low, carry := bits.Add64(t.low, uint64(minor), 0)
	t.low, t.high, t.count = low, t.high+uint32(carry), t.count+1
}

// merge adds another tally; together they may be of ObligationsMax amounts.
func (t *tally) merge(other tally) {
	low, carry := bits.Add64(t.low, other.low, 0)
	t.low, t.high, t.count = low, t.high+other.high+uint32(carry), t.count+other.count
}

// minor returns the sum; fits is false where it is beyond 63 bits.
func (t tally) minor() (sum int64, fits bool) {
	return int64(t.low), t.high == 0 && t.low <= math.MaxInt64
}

// sums is what a position receives and pays.
type sums struct{ in, out tally }
