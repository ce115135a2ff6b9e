package netting

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

// Whatever comes, also Seq and ID twice and no currency at all, lies in order as if it had been sorted.
func TestInOrderIsSorted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := drawObligations(t)
		if len(given) > 0 && rapid.Bool().Draw(t, "odd") {
			given[0].Amount = money.Amount{}
			given = append(given, given[0], given[len(given)-1])
		}
		if rapid.Bool().Draw(t, "by sequence") {
			slices.SortStableFunc(given, func(a, b Obligation) int { return int(a.Seq - b.Seq) })
		}
		want := slices.Clone(given)
		before := slices.Clone(given)
		slices.SortFunc(want, func(a, b Obligation) int { return compareObligations(&a, &b) })
		if got := inOrder(given); !slices.Equal(got, want) || !slices.Equal(given, before) {
			t.Fatalf("%v\nis %v\nwant %v", before, got, want)
		}
	})
}
