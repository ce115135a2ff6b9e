package netting

import (
	"math/big"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		obligations := drawObligations(t)
		shuffled := rapid.Permutation(obligations).Draw(t, "order")
		first, second := mustNet(t, obligations), mustNet(t, shuffled)
		if !reflect.DeepEqual(first, second) {
			t.Fatalf("%v\n%v", first, second)
		}
		if err := Verify(shuffled, first); err != nil {
			t.Fatal(err)
		}
	})
}

func TestNetsSumToZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sums := map[string]int64{}
		for _, p := range mustNet(t, drawObligations(t)).Positions {
			sums[p.Net.Currency().Code()] += p.Net.Minor()
			if p.Net.Minor() != p.GrossIn.Minor()-p.GrossOut.Minor() || p.GrossIn.Sign() < 0 || p.GrossOut.Sign() < 0 {
				t.Fatalf("%v", p)
			}
			if net := p.Net.Minor(); net > p.GrossIn.Minor() || -net > p.GrossOut.Minor() {
				t.Fatalf("net beyond gross: %v", p)
			}
		}
		for c, sum := range sums {
			if sum != 0 {
				t.Fatalf("nets of %s sum to %d", c, sum)
			}
		}
	})
}

func TestTotalsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		obligations := drawObligations(t)
		count := 0
		for _, total := range mustNet(t, obligations).Totals {
			count += total.Count
			if total.Net.Sign() < 0 || total.Net.Minor() > total.Gross.Minor() {
				t.Fatalf("%v", total)
			}
			saved := big.NewRat(total.Gross.Minor()-total.Net.Minor(), total.Gross.Minor())
			off := saved.Mul(saved, big.NewRat(basisPoints, 1)).Sub(saved, big.NewRat(int64(total.EfficiencyBP), 1))
			if off.Abs(off).Cmp(big.NewRat(1, 2)) > 0 {
				t.Fatalf("efficiency of %v is off by %s", total, off)
			}
		}
		if count != len(obligations) {
			t.Fatalf("%d obligations in the totals, %d given", count, len(obligations))
		}
	})
}

// Netting two parts and adding the positions gives the same as netting the whole.
func TestPartsMakeTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		obligations := drawObligations(t)
		cut := rapid.IntRange(0, len(obligations)).Draw(t, "cut")
		type sums struct{ in, out, net int64 }
		merged, whole := map[positionKey]sums{}, map[positionKey]sums{}
		add := func(into map[positionKey]sums, r Result) {
			for _, p := range r.Positions {
				key := positionKey{participant: p.Participant, currency: p.Net.Currency()}
				s := into[key]
				into[key] = sums{s.in + p.GrossIn.Minor(), s.out + p.GrossOut.Minor(), s.net + p.Net.Minor()}
			}
		}
		add(merged, mustNet(t, obligations[:cut]))
		add(merged, mustNet(t, obligations[cut:]))
		add(whole, mustNet(t, obligations))
		if !reflect.DeepEqual(merged, whole) {
			t.Fatalf("%v\n%v", merged, whole)
		}
	})
}

// An obligation and the opposite one of the same amount leave every net as it was.
func TestOppositeCancels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		obligations := drawObligations(t)
		before := mustNet(t, append([]Obligation{owed("X", 99, "a", "b", eur, 1)}, obligations...))
		after := mustNet(t, append([]Obligation{owed("X", 99, "a", "b", eur, 1), owed("Y", 100, "a", "b", eur, 77),
			owed("Z", 101, "b", "a", eur, 77)}, obligations...))
		for i, p := range before.Positions {
			if q := after.Positions[i]; p.Participant != q.Participant || p.Net != q.Net {
				t.Fatalf("%v became %v", p, q)
			}
		}
	})
}
