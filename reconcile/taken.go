package reconcile

import "fmt"

// A bank that booked by mistake takes the booking back. A pay-out that it takes back has come back, as a return has. What it
// takes back of a credit is here: a pay-in, which then is owed again; a return, and then the pay-out stands as it was; and
// what it took back of a pay-in by mistake, which then is paid after all. Only all of it, to the last unit, is posted.

// undoes tells whether a unit can undo something of an instruction of the direction, other than to give a pay-out back.
func (u *unit) undoes(d Direction) bool { return u.back && !(u.credit() && d == Out) }

// undoable returns what the unit can undo of the instruction, in minor units; 0 for nothing.
func (t *tally) undoable(u *unit) int64 {
	switch {
	case !u.credit() && t.Direction == In && t.settled && !t.ended:
		return t.booked - t.returned
	case u.credit() == (t.Direction == In) && t.ended:
		return t.returned
	}
	return 0
}

// undo takes back what the unit undoes.
func (m *matcher) undo(u *unit, t *tally, r *Rule) {
	f := Finding{Entry: u.entry.Number, Detail: int(u.detail), Kind: FindingReturned, Instruction: t.ID, Amount: m.money(u.size()),
		Credit: u.credit(), Rule: r.Name, Settles: true, Turn: m.nextTurn(t)}
	if f.Undone = t.ended; f.Undone {
		f.Why = fmt.Sprintf("what came back of %s goes again%s: it stands as it was", t.name(), u.reason())
		t.returned, t.ended, t.lastReturn = 0, false, nil
	} else {
		f.Why = fmt.Sprintf("the bank takes %s back%s: it is owed again", t.name(), u.reason())
		t.returned, t.ended = t.booked, true
	}
	m.changed(t)
	m.found(u, f)
}
