package netting

import (
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// Rows that are split among books in any way, and merged in any order, give what one book gives.
func TestMergedBooksAreOneBook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := rapid.SampledFrom([]Terms{{}, {Default: Bilateral}, {Agreements: []Agreement{
			{Name: "pair", Model: Bilateral, Participants: []string{"a", "b"}}, {Name: "core", Participants: []string{"b", "c", "d"}}}}}).Draw(t, "terms")
		one := NewBook(terms, true)
		parts := make([]*Book, rapid.IntRange(1, 4).Draw(t, "books"))
		for n := range parts {
			parts[n] = NewBook(terms, true)
		}
		for _, o := range drawObligations(t) {
			o.ValueDate = o.ValueDate.AddDays(rapid.IntRange(0, 2).Draw(t, "day"))
			for _, b := range []*Book{one, rapid.SampledFrom(parts).Draw(t, "book")} {
				if err := b.Add([]Row{{o.Amount.Minor(), b.Participant(o.Payer), b.Participant(o.Payee), b.Series(o.Amount.Currency(), o.ValueDate)}}); err != nil {
					t.Fatal(err)
				}
			}
		}
		merged := NewBook(terms, true)
		for _, b := range rapid.Permutation(parts).Draw(t, "order") {
			if err := merged.Merge(b); err != nil {
				t.Fatal(err)
			}
		}
		want, err := one.Positions(nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := merged.Positions(nil)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%v\n%v\nwant\n%v", err, got, want)
		}
	})
}

func TestTalliesThatAreMergedDoNotOverflow(t *testing.T) {
	var one, two tally
	for range 3 {
		one.add(math.MaxInt64)
		two.add(math.MaxInt64)
	}
	one.merge(two)
	if one.low != 6*(1<<63-1)&math.MaxUint64 || one.high != 2 || one.count != 6 {
		t.Fatalf("%+v", one)
	}
}

func TestMergeRefuses(t *testing.T) {
	gross := NewBook(Terms{Default: Gross}, true)
	a, b := gross.Participant("a"), gross.Participant("b")
	if err := gross.Add([]Row{{1, a, b, gross.Series(eur, valueDate)}}); err != nil {
		t.Fatal(err)
	}
	wantError(t, NewBook(Terms{Default: Gross}, true).Merge(gross), ErrRefused, "settled by themselves")
	full, more := NewBook(Terms{}, true), NewBook(Terms{}, true)
	full.count, more.count = ObligationsMax, 1
	wantError(t, full.Merge(more), ErrRefused, "one netting takes")
	if full.Cells() != 0 {
		t.Error("an empty book has cells")
	}
}
