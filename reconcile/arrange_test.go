package reconcile

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Wherever the others belong - before all, behind all, many in one place, on either side of the middle - they stand there
// afterwards, behind what is equal, in one lane and in two.
func TestOthersAreWovenInByPlace(t *testing.T) {
	two := newCrew(0, 0)
	defer two.leave()
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string, most int) []Finding {
			var list []Finding
			for range rapid.IntRange(0, most).Draw(t, label) {
				list = append(list, Finding{Entry: rapid.IntRange(1, 12).Draw(t, "entry"), Detail: rapid.IntRange(0, 1).Draw(t, "detail"),
					Why: label, Rule: rapid.StringN(0, 3, 3).Draw(t, "rule")})
			}
			slices.SortStableFunc(list, compareFindings)
			return list
		}
		all, others := draw("first", 12), draw("other", 12)
		want := slices.Concat(all, others)
		slices.SortStableFunc(want, compareFindings)
		for _, c := range []*crew{nil, two} {
			got := weave(slices.Grow(slices.Clone(all), rapid.IntRange(0, 20).Draw(t, "room")), others, c)
			if len(got) != len(want) || len(want) > 0 && !reflect.DeepEqual(got, want) {
				t.Fatalf("got\n%v\nwant\n%v", got, want)
			}
		}
	})
}
