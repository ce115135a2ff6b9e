package netting

import (
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

// Whatever is guessed, an obligation is found where it is, and one that is not there is not found.
func TestAWrongGuessFindsAllTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := drawObligations(t)
		f := newFinder(given)
		places := map[string]int{}
		for n, o := range given {
			places[o.ID] = n
		}
		names := rapid.SampledFrom([]string{"a", "b", "c", "nobody"})
		trail := f.trail(names.Draw(t, "participant"), rapid.SampledFrom([]money.Currency{eur, usd, kwd}).Draw(t, "currency"))
		for range 20 {
			id := rapid.SampledFrom([]string{"O-0", "O-1", "O-2", "O-5", "O-13", "O-99"}).Draw(t, "id")
			want, there := places[id]
			n, after, known := f.next(id, trail)
			if known != there || known && n != want {
				t.Fatalf("%s is found at %d, %v", id, n, known)
			}
			trail = after
		}
	})
}

// The obligations of a participant in a currency are found one after the other without looking anything up.
func TestATrailNeedsNoLookUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := drawObligations(t)
		r := mustNet(t, given)
		f := newFinder(r.Obligations)
		for _, p := range r.Positions {
			trail := f.trail(p.Participant, p.Net.Currency())
			if len(trail) != p.Count {
				t.Fatalf("%d of %d", len(trail), p.Count)
			}
			for _, id := range p.Obligations {
				var known bool
				if _, trail, known = f.next(id, trail); !known {
					t.Fatal(id)
				}
			}
		}
		if f.byID != nil {
			t.Fatal("it looked up")
		}
		for _, absent := range [][]uint32{f.trail("nobody", eur), f.trail("a", kwd)} {
			if len(absent) > 0 {
				t.Fatal(absent)
			}
		}
	})
}

// Under agreements, and given in another order than that of the lists, a result proves all the same.
func TestVerifyInAnyOrderUnderTerms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := drawObligations(t)
		terms := Terms{Default: Bilateral, Agreements: []Agreement{{Name: "core", Participants: []string{"a", "b", "c"}},
			{Name: "each", Model: Gross, Participants: []string{"c", "d", "e"}, Currencies: []money.Currency{eur}}}}
		r, err := terms.Net(given)
		if err != nil {
			t.Fatal(err)
		}
		if err := Verify(rapid.Permutation(given).Draw(t, "order"), r); err != nil {
			t.Fatal(err)
		}
	})
}
