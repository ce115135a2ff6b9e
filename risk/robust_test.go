package risk

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSpreadOf(t *testing.T) {
	for _, test := range []struct {
		history []int64
		want    Spread
	}{
		{nil, Spread{}},
		{[]int64{7}, Spread{1, 7, 0}},
		{[]int64{4, 1}, Spread{2, 2, 1}},
		{[]int64{1, 2, 3, 4, 100}, Spread{5, 3, 1}},
		{[]int64{10, 10, 10, 10, 10}, Spread{5, 10, 0}},
		{[]int64{math.MaxInt64, math.MaxInt64, 0}, Spread{3, math.MaxInt64, 0}},
	} {
		given := slices.Clone(test.history)
		if got := SpreadOf(test.history); got != test.want || !slices.Equal(given, test.history) {
			t.Errorf("%v: %+v, want %+v", test.history, got, test.want)
		}
	}
}

func TestTenthsOff(t *testing.T) {
	for _, test := range []struct {
		spread Spread
		value  int64
		tenths int64
		known  bool
	}{
		{Spread{4, 100, 10}, 1000, 0, false}, // too short to tell
		{Spread{5, 100, 10}, 150, 50, true},
		{Spread{5, 100, 10}, 50, 50, true},
		{Spread{5, 100, 10}, 149, 49, true},
		{Spread{5, 100, 0}, 110, 20, true}, // the usual distance is no less than a twentieth
		{Spread{5, 0, 0}, 3, 30, true},
		{Spread{9, 1, 1}, math.MaxInt64, TenthsOffMax, true},
	} {
		if tenths, known := test.spread.TenthsOff(test.value); tenths != test.tenths || known != test.known {
			t.Errorf("%+v of %d: %d %t", test.spread, test.value, tenths, known)
		}
	}
}

// A few outliers, however large, do not make themselves usual.
func TestSpreadIsRobust(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		calm := rapid.SliceOfN(rapid.Int64Range(900, 1100), 11, 40).Draw(t, "calm")
		wild := rapid.SliceOfN(rapid.Int64Range(1_000_000, math.MaxInt64), 0, len(calm)/4).Draw(t, "wild")
		s := SpreadOf(append(slices.Clone(calm), wild...))
		if s.Median < 900 || s.Median > 1100 || s.MAD > 200 {
			t.Fatalf("median %d, MAD %d", s.Median, s.MAD)
		}
		if tenths, known := s.TenthsOff(1_000_000); !known || tenths < UnusualTenths {
			t.Fatalf("a million is %d tenths off", tenths)
		}
	})
}
