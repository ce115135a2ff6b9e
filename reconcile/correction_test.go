package reconcile_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/reconcile"
)

// What is kept, gone, changed and new are all entries of both, each once, and the sums differ by just what is undone and added;
// equal entries stay as many as they are, in whatever order they stand.
func TestCorrectionsAccountForEachEntry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) (list []reconcile.Entry) {
			for n := range rapid.IntRange(0, 7).Draw(t, name) {
				e := *total(n+1, rapid.SampledFrom([]int64{-500, -300, 400}).Draw(t, name+" minor"), rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, name+" ref"))
				e.Booked = rapid.IntRange(0, 4).Draw(t, name+" booked") > 0
				list = append(list, e)
			}
			return list
		}
		was, is := draw("was"), draw("is")
		c := reconcile.Corrected(was, is)
		sum := func(list []reconcile.Entry) (minor int64, count int) {
			for _, e := range list {
				if e.Booked {
					minor, count = minor+e.Amount.Minor(), count+1
				}
			}
			return minor, count
		}
		wasSum, wasCount := sum(was)
		isSum, isCount := sum(is)
		undone, undoneCount := sum(c.Undone())
		added, addedCount := sum(c.Added())
		if wasSum-undone+added != isSum || wasCount-undoneCount != len(c.Kept) || isCount-addedCount != len(c.Kept) {
			t.Fatalf("%d - %d + %d is not %d; %d kept of %d and %d", wasSum, undone, added, isSum, len(c.Kept), wasCount, isCount)
		}
		for _, pair := range c.Kept {
			if !pair[0].Same(pair[1]) {
				t.Fatalf("%+v is not %+v", pair[0], pair[1])
			}
		}
		if same := reconcile.Corrected(was, rapid.Permutation(was).Draw(t, "order")); len(same.Undone())+len(same.Added()) != 0 {
			t.Fatalf("a statement differs from itself: %v", same.Lines(9))
		}
		if lines := c.Lines(2); len(lines) > 3 || len(c.Lines(99)) != len(c.Gone)+len(c.New)+len(c.Changed) {
			t.Fatalf("%v", lines)
		}
	})
}

// An entry is changed only where its reference is borne by it alone.
func TestChangedEntriesAreToldByTheirReference(t *testing.T) {
	was := []reconcile.Entry{*total(1, -500, "A"), *total(2, -300, "B"), *total(3, -300, "B")}
	is := []reconcile.Entry{*total(1, -501, "a"), *total(2, -301, "B"), *total(3, -302, "B")}
	c := reconcile.Corrected(was, is)
	if len(c.Changed) != 1 || len(c.Gone) != 2 || len(c.New) != 2 {
		t.Fatalf("%v", c.Lines(9))
	}
	if got := strings.Join(c.Lines(9), "\n"); !strings.Contains(got, "changed: entry 1 EUR -5.00 value 2026-11-24 (A) is now entry 1 EUR -5.01 value 2026-11-24 (a)") {
		t.Error(got)
	}
	gross, ok := c.Gross(eur)
	if !ok || gross.Minor() != 500+501+300+300+301+302 {
		t.Errorf("gross %s", gross)
	}
}

// What was converted at the same rate is the same, though it was read twice; at another rate it is changed.
func TestACorrectionKeepsWhatWasConverted(t *testing.T) {
	at := func(rate string) []reconcile.Entry {
		e := entry(1, "-108.70", converted(named("uetr", "A"), reconcile.Exchange{Source: "EUR", Rate: rate}))
		e.BankRef = "B-1"
		return []reconcile.Entry{e}
	}
	if c := reconcile.Corrected(at("1.0870"), at("1.0870")); len(c.Kept) != 1 {
		t.Errorf("%+v", c)
	}
	if c := reconcile.Corrected(at("1.0870"), at("1.0871")); len(c.Changed) != 1 {
		t.Errorf("%+v", c)
	}
	plain := entry(1, "-108.70", named("uetr", "A"))
	if plain.Same(at("1.0870")[0]) || at("1.0870")[0].Same(plain) {
		t.Error("a conversion is nothing")
	}
}
