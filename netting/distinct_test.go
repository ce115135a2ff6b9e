package netting

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func named(ids []string) []Obligation {
	obligations := make([]Obligation, len(ids))
	for n, id := range ids {
		obligations[n].ID = id
	}
	return obligations
}

// The first that came before is the one that a map finds.
func TestFirstTwiceIsWhatAMapFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOf(rapid.OneOf(rapid.StringMatching(`O-[0-9]{1,3}`), rapid.String())).Draw(t, "ids")
		want, seen := -1, map[string]bool{}
		for n, id := range ids {
			if seen[id] {
				want = n
				break
			}
			seen[id] = true
		}
		if got := firstTwice(named(ids)); got != want {
			t.Fatalf("%q: %d, want %d", ids, got, want)
		}
	})
}

// Of many that differ none is taken for another; one that comes twice is found wherever it lies.
func TestDistinctOfMany(t *testing.T) {
	ids := make([]string, 100_000)
	for n := range ids {
		ids[n] = fmt.Sprintf("P%03d/2026-11-24/%d", n%500, n)
	}
	obligations := named(ids)
	if !distinct(obligations) || firstTwice(obligations) != -1 {
		t.Fatal("all differ")
	}
	for _, at := range []int{1, 4711, len(ids) - 1} {
		obligations[at].ID = ids[at-1]
		if distinct(obligations) || firstTwice(obligations) != at {
			t.Error(at)
		}
		obligations[at].ID = ids[at]
	}
}

// Sums that are the same, that are 0, or that crowd one slot prove nothing.
func TestSumsThatProveNothing(t *testing.T) {
	crowd := make([]uint64, 1000)
	for n := range crowd {
		crowd[n] = uint64(n+1) << 32
	}
	few := crowd[:20]
	for name, test := range map[string]struct {
		sums []uint64
		want bool
	}{
		"none": {nil, true}, "one": {[]uint64{7}, true}, "same": {[]uint64{7, 9, 7}, false}, "zero": {[]uint64{0}, false},
		"a crowd": {crowd, false}, "a few in one slot": {few, true}, "one slot, and the same": {append([]uint64{few[19]}, few...), false},
	} {
		if got := allNew(make([]uint64, slotsFor(len(test.sums))), test.sums); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
