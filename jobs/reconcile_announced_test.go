package jobs

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestWhatAnnouncedReturnsSayTogether(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]struct {
		of   []told
		want told
	}{
		"one":                        {[]told{{95, 5}}, told{95, 5}},
		"two parts":                  {[]told{{58, 2}, {37, 3}}, told{95, 5}},
		"two parts before charges":   {[]told{{60, 2}, {40, 3}}, told{100, 5}},
		"two equal parts":            {[]told{{50, 0}, {50, 1}}, told{100, 1}},
		"the first part again":       {[]told{{58, 2}, {37, 3}, {58, 2}}, told{95, 5}},
		"the second part again":      {[]told{{58, 2}, {37, 3}, {37, 3}}, told{95, 5}},
		"the whole, corrected":       {[]told{{95, 5}, {93, 7}}, told{93, 7}},
		"the whole, without charges": {[]told{{95, 5}, {95, 0}}, told{95, 5}},
		"more than was paid":         {[]told{{101, 0}}, told{}},
		"charges beyond it":          {[]told{{10, 60}, {10, 61}}, told{20, 0}},
		"none":                       {nil, told{}},
	} {
		if got := addTold(story.of, 100); got != story.want {
			t.Errorf("%s: %+v, want %+v", name, got, story.want)
		}
	}
}

// Whatever banks announce, together it is never more than was paid; and telling all of it once more changes nothing, where that is more
// than was paid and no two parts are alike.
func TestWhatIsAnnouncedIsNeverMoreThanWasPaid(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		paid := rapid.Int64Range(1, math.MaxInt64).Draw(rt, "paid")
		largest := paid / rapid.Int64Range(1, 4).Draw(rt, "share")
		of := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) told {
			return told{rapid.Int64Range(0, largest).Draw(rt, "returned"), rapid.Int64Range(0, paid).Draw(rt, "charges")}
		}), 0, 5).Draw(rt, "told")
		sum := addTold(of, paid)
		if sum.returned < 0 || sum.returned > paid || sum.charges < 0 || sum.charges > paid {
			rt.Fatalf("%+v of %d: %+v", of, paid, sum)
		}
		if twice := append(slices.Clone(of), of...); fitsIn(of, paid) && len(distinct(of)) == len(of) && !fitsIn(twice, paid) {
			if again := addTold(twice, paid); again != sum {
				rt.Fatalf("%+v of %d: %+v, told twice %+v", of, paid, sum, again)
			}
		}
	})
}
