package limit

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

// smallBook draws a book that can be gone through choice by choice.
func smallBook(t *rapid.T) Book {
	names := []string{"a", "b", "c", "d"}
	b := Book{Base: eur, Converts: map[string]bool{"d": rapid.Bool().Draw(t, "converts")}}
	for i := range rapid.IntRange(1, 11).Draw(t, "n") {
		payer := rapid.IntRange(0, 3).Draw(t, "payer")
		payee := (payer + rapid.IntRange(1, 3).Draw(t, "payee")) % 4
		o := Obligation{ID: fmt.Sprintf("O%02d", i), Seq: int64(i), Payer: names[payer], Payee: names[payee],
			Amount: minor(rapid.SampledFrom([]money.Currency{eur, usd}).Draw(t, "currency"), rapid.Int64Range(1, 60).Draw(t, "amount"))}
		switch rapid.IntRange(0, 3).Draw(t, "model") {
		case 0: // bilateral
			o.PayerSet, o.PayeeSet = "with "+o.Payee, "with "+o.Payer
		case 1: // gross
			o.PayerSet, o.PayeeSet = o.ID, o.ID
		}
		b.Obligations = append(b.Obligations, o)
	}
	valued(b.Obligations)
	cap := func(name string) int64 { return rapid.Int64Range(0, 80).Draw(t, name) }
	b.Limits.Cycle = []money.Amount{minor(eur, cap("eur"))}
	if rapid.Bool().Draw(t, "day") {
		b.Limits.Day = []money.Amount{minor(usd, cap("day"))}
		b.Earlier = []Earlier{{"a", "", minor(usd, cap("earlier")-40), minor(eur, 10)}, {"b", "with c", minor(eur, -30), minor(eur, -30)}}
	}
	if rapid.Bool().Draw(t, "base") {
		b.Limits.CycleBase = minor(eur, cap("in base"))
	}
	if rapid.Bool().Draw(t, "own") {
		b.Limits.Own = map[string]Caps{"b": {DayBase: minor(eur, cap("own")), Obligations: rapid.IntRange(1, 3).Draw(t, "count")}}
	}
	if rapid.Bool().Draw(t, "share") {
		b.Limits.Concentration = Concentration{OfNetDebit: rapid.Bool().Draw(t, "of net"), Percent: rapid.IntRange(1, 99).Draw(t, "percent"),
			Above: []money.Amount{minor(eur, 50)}}
	}
	return b
}

// On every book: no cap is broken, or further than before; at least the value of the queue is settled; the bound holds
// for the best of all choices, and small books are decided best; what is left would break the caps it names.
func TestChooseAgainstEveryChoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := smallBook(t)
		c, err := Choose(b)
		if err != nil {
			t.Fatal(err)
		}
		o := oracleOf(b)
		if broken := o.broken(c.Taken); broken != "" {
			t.Fatalf("takes %v: %s", c.Taken, broken)
		}
		best := o.best()
		settled, bound := int64(0), int64(0)
		for _, v := range c.Values {
			if v.Queue > v.Settled || v.Settled > v.Bound || v.Bound > v.Offered {
				t.Fatalf("not in order: %+v", v)
			}
			settled, bound = settled+v.Settled, bound+v.Bound
		}
		if got := o.value(c.Taken); got != settled {
			t.Fatalf("says that it settles %d, and settles %d", settled, got)
		}
		if best > bound || settled < best {
			t.Fatalf("settles %d, the best is %d, the bound %d", settled, best, bound)
		}
		for _, l := range c.Left {
			if len(l.Breaches) == 0 || o.broken(append(slices.Clone(c.Taken), l.ID)) == "" {
				t.Fatalf("%s is left for %v, and could be taken", l.ID, l.Breaches)
			}
		}
	})
}

// The order of the input changes nothing.
func TestAnyOrderOfInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := smallBook(t)
		one, err := Choose(b)
		if err != nil {
			t.Fatal(err)
		}
		b.Obligations = rapid.Permutation(b.Obligations).Draw(t, "order")
		b.Earlier = rapid.Permutation(b.Earlier).Draw(t, "earlier")
		other, err := Choose(b)
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(one) != fmt.Sprint(other) {
			t.Fatalf("in one order\n%v\nin another\n%v", one, other)
		}
	})
}

// Larger books: still at least the queue, within the bound, within the caps.
func TestChooseLargerBooks(t *testing.T) {
	for seed := range uint64(40) {
		for _, most := range []int64{100_000, 1_000_000, 20_000_000} {
			b := Book{Base: eur, Obligations: market(seed, 300, 12, eur, usd), Limits: Limits{
				Caps: Caps{Cycle: []money.Amount{minor(eur, most)}, CycleBase: minor(eur, 2*most)}}}
			c := choose(t, b)
			if broken := oracleOf(b).broken(c.Taken); broken != "" {
				t.Fatalf("seed %d: %s", seed, broken)
			}
			v := c.Values[0]
			if v.Settled < v.Queue || v.Settled > v.Bound {
				t.Errorf("seed %d, cap %d: %+v", seed, most, v)
			}
		}
	}
}
