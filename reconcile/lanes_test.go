package reconcile

import (
	"slices"
	"testing"
)

// Each place of a range is worked on once, and each lane keeps what it finds apart from the other, also where there is
// one place only and both halves begin with it.
func TestLanesShareARange(t *testing.T) {
	c := newCrew(0, 0)
	defer c.leave()
	for count := range 9 {
		var found [lanes][]int
		c.inLanes(count, func(lane, from, to int) {
			half := []int{}
			for n := from; n < to; n++ {
				half = append(half, n)
			}
			found[lane] = half
		})
		want := make([]int, count)
		for n := range want {
			want[n] = n
		}
		if got := append(slices.Clone(found[0]), found[1]...); !slices.Equal(got, want) {
			t.Errorf("of %d places %v were worked on", count, found)
		}
	}
}
