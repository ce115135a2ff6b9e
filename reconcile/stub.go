package reconcile

import (
	"nostro/calendar"
	"nostro/lifecycle"
	"nostro/money"
)

// stub is all that is asked of nearly every instruction: what would settle it, and what did. Two of them fit a line of the
// cache. The tally is made of it for those that a unit names otherwise than one to one.
type stub struct {
	*Instruction
	rest  int64         // what is still to be booked, in minor units, as it was given; 0 where it is not open
	date  calendar.Date // the value date
	by    int32         // the place of the unit that settled it exactly, one more than it; 0 for none
	tally *tally        // once it is made: it knows better
}

func newStub(i *Instruction) stub {
	s := stub{Instruction: i, date: i.ValueDate}
	switch i.State {
	case lifecycle.InstructionRejected, lifecycle.InstructionReturned, lifecycle.InstructionSettled:
	default:
		s.rest = i.Amount.Minor() - i.Booked.Minor()
	}
	return s
}

// bookedBy tells what can book the instruction on an account in a currency.
func (s *stub) bookedBy(c money.Currency) books {
	switch {
	case s.rest <= 0 || s.Amount.Currency() != c:
		return booksNothing
	case s.Direction == Out:
		return booksDebit
	}
	return booksCredit
}

// outstanding returns what is still to be booked by now, in minor units.
func (s *stub) outstanding() int64 {
	switch {
	case s.tally != nil:
		return s.tally.rest()
	case s.by > 0:
		return 0
	}
	return s.rest
}

// settleBy settles the whole instruction with a unit.
func (s *stub) settleBy(u *unit) {
	if s.by = u.place + 1; s.tally != nil {
		s.tally.settleBy(u)
	}
}

func (t *tally) settleBy(u *unit) { t.settled, t.booked, t.lastBooked = true, t.amount, u }

// tally returns the tally of an instruction, the same each time. Two lanes may ask for those of different ones.
func (x *index) tally(n int32) *tally {
	s := &x.stubs[n]
	if s.tally == nil {
		t := newTally(s.Instruction)
		if s.by > 0 {
			t.settleBy(&x.units[s.by-1])
		}
		s.tally = &t
	}
	return s.tally
}

// booking returns the unit that last booked the instruction here; nil where none did.
func (x *index) booking(n int) *unit {
	switch s := &x.stubs[n]; {
	case s.tally != nil:
		return s.tally.lastBooked
	case s.by > 0:
		return &x.units[s.by-1]
	}
	return nil
}
