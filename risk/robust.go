package risk

import (
	"math/big"
	"slices"
)

// HistoryMin is how many earlier values it takes before one can be called unusual: with fewer, nobody knows what is usual.
const HistoryMin = 5

// Spread is what is usual of a history of values, told robustly: one large value moves it no more than a small one.
type Spread struct {
	Count  int
	Median int64 // where the count is even, the mean of the two in the middle, rounded down
	MAD    int64 // the median of the absolute distances from the median, rounded down in the same way
}

// SpreadOf computes it; the history, of values at least 0, is left as it is, in any order.
func SpreadOf(history []int64) Spread {
	median := medianOf(history)
	distances := make([]int64, len(history))
	for n, v := range history {
		distances[n] = max(v, median) - min(v, median)
	}
	return Spread{len(history), median, medianOf(distances)}
}

func medianOf(values []int64) int64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	low, high := sorted[(len(sorted)-1)/2], sorted[len(sorted)/2]
	return low + (high-low)/2
}

// TenthsOff returns how many tenths of its usual distance a value is away from the median, rounded down, at most
// TenthsOffMax; known is false where the history is too short. The usual distance is the MAD, and no less than a
// twentieth of the median, so that a history of equal values does not make the smallest difference unusual.
func (s Spread) TenthsOff(value int64) (tenths int64, known bool) {
	if s.Count < HistoryMin {
		return 0, false
	}
	usual := max(s.MAD, s.Median/20, 1)
	off := big.NewInt(max(value, s.Median) - min(value, s.Median))
	off.Quo(off.Mul(off, big.NewInt(10)), big.NewInt(usual))
	if !off.IsInt64() || off.Int64() > TenthsOffMax {
		return TenthsOffMax, true
	}
	return off.Int64(), true
}

// TenthsOffMax bounds what TenthsOff returns: farther is not more unusual.
const TenthsOffMax = 10_000

// UnusualTenths is from where on a value is called unusual: five times the usual distance.
const UnusualTenths = 50
