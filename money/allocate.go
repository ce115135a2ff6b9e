package money

import (
	"cmp"
	"errors"
	"fmt"
	"math/bits"
	"slices"
)

// ErrWeights is wrapped by the error of Allocate for weights that divide nothing.
var ErrWeights = errors.New("weights cannot divide an amount")

// Allocate divides the amount in proportion to the weights, without losing or making a minor unit: the
// parts sum to a exactly. Each gets its exact share cut off to the minor unit, and the units left over go
// one each to the largest remainders, of equal ones to the earlier (the largest remainder method of
// Hamilton). A negative amount is divided as its opposite is. A weight of zero gets nothing. Weights that
// are negative, all zero, none, or whose sum overflows 64 bits are an error that wraps ErrWeights.
func (a Amount) Allocate(weights []int64) ([]Amount, error) {
	total, err := sumWeights(weights)
	if err != nil {
		return nil, fmt.Errorf("allocate %s: %w", a, err)
	}
	magnitude := uint64(a.minor)
	if a.minor < 0 {
		magnitude = -magnitude
	}
	shares := divide(magnitude, weights, total)
	parts := make([]Amount, len(shares))
	for i, share := range shares {
		if a.minor < 0 {
			share = -share
		}
		parts[i] = Amount{int64(share), a.currency}
	}
	return parts, nil
}

func sumWeights(weights []int64) (uint64, error) {
	var total int64
	for i, weight := range weights {
		if weight < 0 {
			return 0, fmt.Errorf("%w: weight %d is %d, below zero", ErrWeights, i+1, weight)
		}
		if total += weight; total < 0 {
			return 0, fmt.Errorf("%w: their sum overflows 64 bits", ErrWeights)
		}
	}
	if total == 0 {
		return 0, fmt.Errorf("%w: there are none above zero", ErrWeights)
	}
	return uint64(total), nil
}

// divide multiplies in 128 bits, so that no share is rounded before its one cut.
func divide(magnitude uint64, weights []int64, total uint64) []uint64 {
	shares := make([]uint64, len(weights))
	remainders := make([]uint64, len(weights))
	order := make([]int, len(weights))
	left := magnitude
	for i, weight := range weights {
		high, low := bits.Mul64(magnitude, uint64(weight))
		shares[i], remainders[i] = bits.Div64(high, low, total)
		left -= shares[i]
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(remainders[y], remainders[x]) })
	for _, i := range order[:left] {
		shares[i]++
	}
	return shares
}
