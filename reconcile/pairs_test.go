package reconcile_test

import (
	"slices"
	"testing"

	. "nostro/reconcile"

	"pgregory.net/rapid"
)

// A pair is what either side has once, by what is kept of a hash. What shares it on either side is none, nor is what has no
// hash or is not taken.
func TestPairsAreAloneOnBothSides(t *testing.T) {
	hashes := func(t *rapid.T, label string) []uint32 {
		few := rapid.SampledFrom([]uint32{0, 1, 2, 3, 1 << 20, 1<<31 | 1, 1<<31 | 1<<20, 7, 9, 1<<32 - 1})
		return rapid.SliceOfN(few, 0, 12).Draw(t, label)
	}
	rapid.Check(t, func(t *rapid.T) {
		named, known := hashes(t, "named"), hashes(t, "known")
		takes := rapid.SliceOfN(rapid.Bool(), len(known), len(known)).Draw(t, "takes")
		for n, got := range Pairs(named, known, takes) {
			var same, partners []int
			for other, h := range named {
				if h == named[n] && h != 0 {
					same = append(same, other)
				}
			}
			for place, h := range known {
				if h == named[n] && h != 0 && takes[place] {
					partners = append(partners, place)
				}
			}
			alone := len(same) == 1 && len(partners) == 1
			if got > 0 != alone || alone && int(got-1) != partners[0] {
				t.Fatalf("%d of %x goes with %d of %x: the same are %v, the partners %v", n, named, got-1, known, same, partners)
			}
		}
	})
}

// Where there are many parts all pairs are found.
func TestPairsOfManyParts(t *testing.T) {
	named := make([]uint32, 20_000)
	for n := range named {
		named[n] = HashOf(string(rune('A'+n%26)) + string(rune('A'+n/26%26)) + string(rune('A'+n/26/26%26)) + string(rune('A'+n/26/26/26)))
	}
	known := slices.Clone(named)
	slices.Reverse(known)
	takes := make([]bool, len(known))
	for n := range takes {
		takes[n] = true
	}
	for n, got := range Pairs(named, known, takes) {
		if int(got-1) != len(known)-1-n {
			t.Fatalf("%d goes with %d", n, got-1)
		}
	}
}
