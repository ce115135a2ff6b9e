package reconcile

import (
	"testing"

	"nostro/lifecycle"
	"nostro/money"

	"pgregory.net/rapid"
)

// A stub says of what is outstanding, and of what can book it, just what the tally that is made of it says, before and
// after it is settled, whichever is asked first.
func TestAStubSaysWhatItsTallySays(t *testing.T) {
	usd, eur := money.MustCurrency("USD"), money.MustCurrency("EUR")
	rapid.Check(t, func(t *rapid.T) {
		i := Instruction{ID: "A", Direction: rapid.SampledFrom([]Direction{Out, In}).Draw(t, "direction"),
			State:  rapid.SampledFrom(lifecycle.Instructions.States()).Draw(t, "state"),
			Amount: money.FromMinor(rapid.SampledFrom([]money.Currency{usd, eur}).Draw(t, "currency"), rapid.Int64Range(1, 9).Draw(t, "amount"))}
		i.Booked = money.FromMinor(i.Amount.Currency(), rapid.Int64Range(0, i.Amount.Minor()).Draw(t, "booked"))
		u := unit{place: 1}
		x := index{stubs: []stub{newStub(&i)}, units: []unit{{}, u}}
		plain, s := newTally(&i), &x.stubs[0]
		if s.outstanding() != plain.rest() {
			t.Fatalf("%d is outstanding by the stub, %d by the tally", s.outstanding(), plain.rest())
		}
		if by := s.bookedBy(usd); (by != booksNothing) != (plain.open() && i.Amount.Currency() == usd) ||
			by != booksNothing && (by == booksDebit) != (i.Direction == Out) {
			t.Fatalf("%v is booked by %d", i, by)
		}
		if rapid.Bool().Draw(t, "tally first") {
			x.tally(0)
		}
		if s.rest > 0 {
			s.settleBy(&x.units[1])
			plain.settleBy(&x.units[1])
		}
		if x.booking(0) != plain.lastBooked || s.outstanding() != plain.rest() {
			t.Fatalf("it was booked by %v, not %v, and %d is outstanding", x.booking(0), plain.lastBooked, s.outstanding())
		}
		if made := x.tally(0); made != x.tally(0) || *made != plain {
			t.Fatalf("the tally is\n%+v\nnot\n%+v", *made, plain)
		}
	})
}
