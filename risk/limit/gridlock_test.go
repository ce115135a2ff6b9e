package limit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nostro/money"
)

// A circle of debts, none of which its payer can carry alone: the gridlock of the literature (Bech and Soramäki,
// Gridlock resolution in interbank payment systems, Bank of Finland 9/2001, in own words): there is not enough
// to settle one after another, and enough to settle at once.
func TestGridlockSettlesTogether(t *testing.T) {
	for name, c := range map[string]struct {
		owed   []string
		limits Limits
		taken  string
		left   string
		groups string
	}{
		"two who owe each other the same": {[]string{"a b EUR 100", "b a EUR 100"}, netDebit(0), "O1 O2", "", "[[O1 O2]]"},
		"three in a circle":               {[]string{"a b EUR 100", "b c EUR 100", "c a EUR 100"}, netDebit(0), "O1 O2 O3", "", "[[O1 O2 O3]]"},
		"a circle of unlike debts, whose differences the caps carry": {[]string{"a b EUR 100", "b c EUR 90", "c a EUR 80"}, netDebit(20),
			"O1 O2 O3", "", "[[O1 O2 O3]]"},
		"a difference too large":                    {[]string{"a b EUR 100", "b c EUR 90", "c a EUR 70"}, netDebit(20), "", "O1 O2 O3", "[]"},
		"a deadlock: who owes much is owed nothing": {[]string{"a b EUR 100", "b c EUR 50", "c b EUR 50"}, netDebit(0), "O2 O3", "O1", "[[O2 O3]]"},
		"one debt against two":                      {[]string{"a b EUR 100", "b a EUR 60", "b a EUR 40"}, netDebit(0), "O1 O2 O3", "", "[[O1 O2 O3]]"},
		"two circles that share a bank": {[]string{"a b EUR 10", "b a EUR 10", "a c EUR 20", "c a EUR 20"}, netDebit(0),
			"O1 O2 O3 O4", "", "[[O1 O2 O3 O4]]"},
		"one bank has enough to start: no gridlock": {[]string{"a b EUR 100", "b c EUR 100", "c a EUR 100"},
			Limits{Caps: Caps{Cycle: []money.Amount{minor(eur, 0)}}, Own: map[string]Caps{"b": {Cycle: []money.Amount{minor(eur, 100)}}}},
			"O1 O2 O3", "", "[]"},
		"no cap, no gridlock": {[]string{"a b EUR 100", "b a EUR 60"}, Limits{}, "O1 O2", "", "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			got := choose(t, Book{Obligations: owed(t, c.owed...), Limits: c.limits})
			takes(t, got, c.taken)
			var left []string
			for _, l := range got.Left {
				left = append(left, l.ID)
			}
			if strings.Join(left, " ") != c.left || fmt.Sprint(got.Together) != c.groups {
				t.Errorf("leaves %v, together %v", left, got.Together)
			}
		})
	}
}

// A circle of many banks among many others that cannot settle: it is found, and nothing of the rest.
func TestGridlockInAHaystack(t *testing.T) {
	var lines []string
	for n := range 400 { // each owes the one after it, and another that is owed only
		lines = append(lines, fmt.Sprintf("p%d p%d EUR 1000", n, (n+1)%400), fmt.Sprintf("p%d sink EUR %d", n, 10+n))
	}
	c := choose(t, Book{Obligations: owed(t, lines...), Limits: netDebit(5)})
	if len(c.Taken) != 400 || len(c.Together) != 1 || c.Values[0].Queue != 0 {
		t.Errorf("takes %d in %d groups: %+v", len(c.Taken), len(c.Together), c.Values)
	}
}

// The queue alone would let a large debt wait for ever behind small ones; the choice that settles most does not.
func TestBetterThanTheQueue(t *testing.T) {
	c := choose(t, Book{Obligations: owed(t, "a b EUR 30", "a b EUR 30", "a c EUR 100"), Limits: netDebit(100)})
	takes(t, c, "O3")
	if v := c.Values[0]; v != (Value{eur, 160, 60, 100, 100}) {
		t.Errorf("%+v", v)
	}
	if got := c.Left[0].Breaches[0].String(); got != "net debit of a in EUR would be EUR 1.30, beyond the cap of EUR 1.00 by EUR 0.30" {
		t.Error(got)
	}
}

// A cap that was broken before the cycle is not broken further, and who is owed can be paid.
func TestBrokenBefore(t *testing.T) {
	b := Book{Obligations: owed(t, "a b EUR 10", "b a EUR 5", "c a EUR 7"), Limits: Limits{Caps: Caps{Day: []money.Amount{minor(eur, 100)}}},
		Earlier: []Earlier{{Participant: "a", Net: minor(eur, -150)}}}
	c := choose(t, b)
	takes(t, c, "O1 O2 O3") // a owes 10 and is owed 12
	b.Obligations = b.Obligations[:2]
	c = choose(t, b)
	takes(t, c, "O2")
	at := slices.IndexFunc(c.Caps, func(k Cap) bool { return k.Participant == "a" })
	if k := c.Caps[at]; k.Before != 150 || k.Offered != 155 || k.Settled != 145 || k.Headroom() != -45 {
		t.Errorf("%+v", k)
	}
}
