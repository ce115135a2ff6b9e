package limit

import (
	"fmt"
	"testing"

	"nostro/money"
)

// held gives each of the participants, who may owe nothing beyond it, so much money to start with.
func held(minors map[string]int64) Limits {
	own := map[string]Caps{}
	for who, n := range minors {
		own[who] = Caps{Cycle: []money.Amount{minor(eur, n)}}
	}
	l := netDebit(0)
	l.Own = own
	return l
}

// against is one bank that owes each of the sums to another bank.
func against(sums ...int64) (lines []string) {
	for n, s := range sums {
		lines = append(lines, fmt.Sprintf("a b%d EUR %d", n, s))
	}
	return lines
}

// Instances of the shapes that the literature on clearing knows, each with an optimum that is known, and proven here again by
// trying every choice. In its words a deposit is a cap of that height on what a bank may owe net.
//
// Güntzer, Jungnickel and Leclerc (Efficient algorithms for the clearing of interbank payments, EJOR 106, 1998) take the
// volume that is cleared as the aim and the deposits as the bounds; one bank alone is then a subset sum, for which the
// instances below are well known. Bech and Soramäki (Bank of Finland 9/2001) call a gridlock what cannot settle one by one and
// can at once, and a deadlock what cannot at all; their algorithm takes payments out of the queue from its end, so it
// keeps to the order, which costs volume where the last is worth more.
func TestInstancesOfTheLiterature(t *testing.T) {
	for name, c := range map[string]struct {
		owed    []string
		limits  Limits
		optimum int64
		queue   int64 // what one by one in the order of the queue settles
		groups  int
	}{
		"subset sum, 53 of 15 22 14 26 32 9 16 8": {against(15, 22, 14, 26, 32, 9, 16, 8), held(map[string]int64{"a": 53}), 53, 51, 0},
		"subset sum, 9 of 3 34 4 12 5 2":          {against(3, 34, 4, 12, 5, 2), held(map[string]int64{"a": 9}), 9, 9, 0},
		"subset sum, 5842 of 267 493 869 961 1000 1153 1246 1598 1766 1922": {
			against(267, 493, 869, 961, 1000, 1153, 1246, 1598, 1766, 1922), held(map[string]int64{"a": 5842}), 5842, 4743, 0},
		"subset sum that no choice fills: 11 of 2 4 6 8":                    {against(2, 4, 6, 8), held(map[string]int64{"a": 11}), 10, 6, 0},
		"a circle of three without money":                                   {[]string{"a b EUR 5", "b c EUR 5", "c a EUR 5"}, held(nil), 15, 0, 1},
		"a circle whose unlike debts the deposits carry":                    {[]string{"a b EUR 7", "b c EUR 5", "c a EUR 4"}, held(map[string]int64{"a": 3}), 16, 0, 1},
		"a deadlock: the deposit is too small for any choice":               {[]string{"a b EUR 7", "b c EUR 5", "c a EUR 4"}, held(map[string]int64{"a": 2}), 0, 0, 0},
		"the end of the queue is worth more than its start":                 {[]string{"a b EUR 4", "a c EUR 10", "b a EUR 4", "c a EUR 10"}, held(nil), 28, 0, 1},
		"two gridlocks at once, one within the other's reach":               {[]string{"a b EUR 6", "b a EUR 6", "c d EUR 9", "d c EUR 9", "d a EUR 1"}, held(nil), 30, 0, 2},
		"one large payment that only two small ones together bring about":   {[]string{"a b EUR 10", "c a EUR 6", "d a EUR 4", "b c EUR 6", "b d EUR 4"}, held(nil), 30, 0, 1},
		"a deposit that settles one by one what a gridlock would have held": {[]string{"a b EUR 5", "b c EUR 5", "c a EUR 5"}, held(map[string]int64{"b": 5}), 15, 15, 0},
	} {
		t.Run(name, func(t *testing.T) {
			b := Book{Obligations: owed(t, c.owed...), Limits: c.limits, Base: eur}
			o := oracleOf(b)
			if best := o.best(); best != c.optimum {
				t.Fatalf("the best of all choices settles %d, want %d", best, c.optimum)
			}
			got := choose(t, b)
			if broken := o.broken(got.Taken); broken != "" {
				t.Errorf("takes %v: %s", got.Taken, broken)
			}
			v := got.Values[0]
			if v.Settled != c.optimum || v.Bound < c.optimum || len(got.Together) != c.groups {
				t.Errorf("settles %d of %d, bound %d, together %v", v.Settled, c.optimum, v.Bound, got.Together)
			}
			if v.Queue > c.optimum {
				t.Errorf("the queue settles %d, more than the best", v.Queue)
			}
			if v.Queue != c.queue {
				t.Errorf("the queue settles %d, want %d", v.Queue, c.queue)
			}
		})
	}
}
