package reconcile_test

import (
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
	"nostro/reconcile"
)

// The proof finds out that a bank flips reversals, and blames nothing else on it.
func TestProofFindsFlippedReversals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		st := reconcile.Statement{ID: "S", Currency: eur, Opening: money.FromMinor(eur, 1000)}
		closing, reversed := int64(1000), int64(0)
		for n := range rapid.IntRange(0, 6).Draw(t, "entries") {
			minor := rapid.Int64Range(-500, 500).Draw(t, "minor")
			e := reconcile.Entry{Number: n + 1, Amount: money.FromMinor(eur, minor), Booked: rapid.Bool().Draw(t, "booked"), Reversal: rapid.Bool().Draw(t, "reversal")}
			if e.Booked {
				closing += minor
			}
			if e.Booked && e.Reversal {
				reversed += minor
			}
			st.Entries = append(st.Entries, e)
		}
		st.Closing = money.FromMinor(eur, closing)
		if p := prove(t, st); p.Flipped || len(p.Breaks) > 0 {
			t.Fatalf("as given it adds up: %+v", p)
		}
		flipped := st
		flipped.Entries = nil
		for _, e := range st.Entries {
			if e.Reversal {
				e = e.Flipped()
			}
			flipped.Entries = append(flipped.Entries, e)
		}
		if p := prove(t, flipped); p.Flipped != (reversed != 0) || (len(p.Breaks) > 0) != (reversed != 0) {
			t.Fatalf("reversals of %d: flipped %t, %d breaks", reversed, p.Flipped, len(p.Breaks))
		}
		flipped.Closing = money.FromMinor(eur, closing+7)
		if p := prove(t, flipped); p.Flipped && reversed*2 != 7 {
			t.Fatal("something else is missing, and reversals are blamed")
		}
	})
}

func prove(t *rapid.T, st reconcile.Statement) reconcile.Proof {
	t.Helper()
	p, err := reconcile.Prove(st, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The details turn with their entry, and what was given stays as it was.
func TestFlippedEntry(t *testing.T) {
	given := reconcile.Entry{Number: 1, Amount: money.FromMinor(eur, 5), Details: []reconcile.Detail{{Number: 1, Amount: money.FromMinor(eur, 5)}, {Number: 2}}}
	got := given.Flipped()
	if got.Amount.Minor() != -5 || got.Details[0].Amount.Minor() != -5 || got.Details[1].Amount != (money.Amount{}) || given.Details[0].Amount.Minor() != 5 {
		t.Errorf("%+v of %+v", got, given)
	}
}
