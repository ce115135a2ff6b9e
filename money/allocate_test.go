package money_test

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

func TestAllocate(t *testing.T) {
	for _, tt := range []struct {
		name    string
		minor   int64
		weights []int64
		want    []int64
	}{
		{"even", 90, []int64{1, 1, 1}, []int64{30, 30, 30}},
		{"left over goes to the first of equals", 100, []int64{1, 1, 1}, []int64{34, 33, 33}},
		{"two left over", 101, []int64{1, 1, 1}, []int64{34, 34, 33}},
		{"left over goes to the largest remainder", 10, []int64{5, 3, 7}, []int64{3, 2, 5}},
		{"negative", -100, []int64{1, 1, 1}, []int64{-34, -33, -33}},
		{"nothing", 0, []int64{1, 2}, []int64{0, 0}},
		{"a weight of zero gets nothing", 7, []int64{0, 1, 0, 1}, []int64{0, 4, 0, 3}},
		{"one", 5, []int64{9}, []int64{5}},
		{"largest", math.MaxInt64, []int64{math.MaxInt64}, []int64{math.MaxInt64}},
		{"least", math.MinInt64, []int64{1}, []int64{math.MinInt64}},
		{"least halved", math.MinInt64, []int64{1, 1}, []int64{math.MinInt64 / 2, math.MinInt64 / 2}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parts, err := money.FromMinor(eur, tt.minor).Allocate(tt.weights)
			if err != nil {
				t.Fatal(err)
			}
			var got []int64
			for _, part := range parts {
				got = append(got, part.Minor())
				if part.Currency() != eur {
					t.Errorf("part %s is not in EUR", part)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestAllocateRefuses(t *testing.T) {
	for name, weights := range map[string][]int64{
		"none": nil, "all zero": {0, 0}, "negative": {2, -1}, "overflow": {math.MaxInt64, 1},
		"overflow and back": {math.MaxInt64, math.MaxInt64, 2},
	} {
		if parts, err := money.FromMinor(eur, 100).Allocate(weights); !errors.Is(err, money.ErrWeights) || parts != nil {
			t.Errorf("%s: got %v, %v; want ErrWeights", name, parts, err)
		}
	}
}

// Every part lies less than one minor unit from its exact share, and together they are the amount.
func TestAllocateLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minor := minors().Draw(t, "minor")
		weight := rapid.OneOf(rapid.Int64Range(0, 10), rapid.Int64Range(0, math.MaxInt64/8))
		weights := rapid.SliceOfN(weight, 1, 8).Draw(t, "weights")
		parts, err := money.FromMinor(eur, minor).Allocate(weights)
		total := new(big.Int)
		for _, w := range weights {
			total.Add(total, big.NewInt(w))
		}
		if total.Sign() == 0 {
			if !errors.Is(err, money.ErrWeights) {
				t.Fatalf("all weights zero: %v", err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		sum := new(big.Int)
		for i, part := range parts {
			sum.Add(sum, big.NewInt(part.Minor()))
			exact := new(big.Int).Mul(big.NewInt(minor), big.NewInt(weights[i]))
			off := new(big.Int).Mul(big.NewInt(part.Minor()), total)
			if off.Sub(off, exact).CmpAbs(total) >= 0 {
				t.Fatalf("part %d is %s, a whole minor unit or more from its share", i, part)
			}
		}
		if sum.Cmp(big.NewInt(minor)) != 0 {
			t.Fatalf("parts sum to %s, not %d", sum, minor)
		}
	})
}
