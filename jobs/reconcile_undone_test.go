package jobs

import (
	"testing"

	"nostro/money"
	"nostro/reconcile"
)

// What is posted in place of what was in suspense is the same money, entry by entry; anything else is refused.
func TestSameMoney(t *testing.T) {
	eur := money.MustCurrency("EUR")
	held := func(entry int, minor int64) reconcile.Held {
		return reconcile.Held{Entry: entry, Detail: 1, Amount: money.FromMinor(eur, minor)}
	}
	found := func(entry int, minor int64, credit bool) reconcile.Finding {
		return reconcile.Finding{Entry: entry, Detail: 1, Amount: money.FromMinor(eur, minor), Credit: credit}
	}
	for name, story := range map[string]struct {
		held  []reconcile.Held
		found []reconcile.Finding
		same  bool
	}{
		"one for one":      {[]reconcile.Held{held(1, -5)}, []reconcile.Finding{found(1, 5, false)}, true},
		"pieces":           {[]reconcile.Held{held(1, -5), held(1, -2)}, []reconcile.Finding{found(1, 4, false), found(1, 3, false)}, true},
		"the other side":   {[]reconcile.Held{held(1, -5)}, []reconcile.Finding{found(1, 5, true)}, false},
		"twice":            {[]reconcile.Held{held(1, -5)}, []reconcile.Finding{found(1, 5, false), found(1, 5, false)}, false},
		"lost":             {[]reconcile.Held{held(1, -5), held(2, 3)}, []reconcile.Finding{found(1, 5, false)}, false},
		"not in suspense":  {[]reconcile.Held{held(1, -5)}, []reconcile.Finding{found(1, 5, false), found(2, 1, true)}, false},
		"of another entry": {[]reconcile.Held{held(1, -5), held(2, -1)}, []reconcile.Finding{found(1, 4, false), found(2, 2, false)}, false},
	} {
		if err := sameMoney(story.held, story.found); (err == nil) != story.same {
			t.Errorf("%s: %v", name, err)
		}
	}
}
