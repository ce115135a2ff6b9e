package reconcile

import (
	"nostro/calendar"
	"nostro/lifecycle"
)

// tally is an instruction with what this statement did to it. It fits a line of the cache.
type tally struct {
	*Instruction
	amount     int64         // minor units
	booked     int64         // likewise, earlier statements included
	returned   int64         // likewise
	lastBooked *unit         // the last one that booked a part of it here
	lastReturn *unit         // the last one that returned a part of it here
	alone      [1]*tally     // itself: the list that it is where nothing else is meant
	date       calendar.Date // the value date
	rejected   bool
	settled    bool // nothing more is to be booked
	ended      bool // returned in full
	touched    bool // booked or returned here by a rule as it is written
}

func newTally(i *Instruction) tally {
	t := tally{Instruction: i, amount: i.Amount.Minor(), booked: i.Booked.Minor(), returned: i.Returned.Minor(), date: i.ValueDate}
	t.rejected = i.State == lifecycle.InstructionRejected
	t.ended = i.State == lifecycle.InstructionReturned
	t.settled = t.ended || i.State == lifecycle.InstructionSettled
	if t.settled && t.booked == 0 {
		t.booked = t.amount
	}
	return t
}

// rest returns what is still to be booked, in minor units; 0 where the instruction is not open.
func (t *tally) rest() int64 {
	if t.settled || t.rejected {
		return 0
	}
	return t.amount - t.booked
}

func (t *tally) open() bool { return t.rest() > 0 }

// returnable returns what of a settled pay-out can still come back, in minor units.
func (t *tally) returnable() int64 {
	if t.Direction != Out || !t.settled || t.ended {
		return 0
	}
	return t.booked - t.returned
}

// off returns what the unit lacks of what is outstanding of the instruction, or of a debit what it has beyond that; ok
// is false where nothing is outstanding, or a credit is more than that, or a debit less.
func (t *tally) off(u *unit) (minor, of int64, ok bool) {
	of = t.rest()
	if u.credit() && t.Direction == Out {
		of = t.returnable()
	}
	if minor = of - u.size(); !u.credit() {
		minor = -minor
	}
	return minor, of, of > 0 && minor >= 0
}

// fits tells whether the unit is just what is outstanding of the instruction, stated charges included.
func (t *tally) fits(u *unit) bool {
	if u.undoes(t.Direction) {
		return t.undoable(u) == u.size()
	}
	off, _, ok := t.off(u)
	if ok && u.credit() && t.Direction == Out {
		return off == 0 || t.explainsReturn(u, off)
	}
	return ok && (off == 0 || u.explains(off))
}

// within tells whether what is off is within the tolerance of the rule.
func (t *tally) within(u *unit, r *Rule) bool {
	if u.undoes(t.Direction) {
		return false
	}
	off, of, ok := t.off(u)
	return ok && off > 0 && off <= r.tolerance(t.Correspondent, t.Amount.Currency()).allows(of)
}

// explainsReturn tells whether the bank states, or announced, that it kept just so much of a return.
func (t *tally) explainsReturn(u *unit, missing int64) bool {
	return u.explains(missing) || (t.Advised && t.AdvisedCharges.Minor() == missing)
}
