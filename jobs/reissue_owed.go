package jobs

import (
	"fmt"

	"nostro/lifecycle"
	"nostro/money"
)

// owedOf is how much of a pay-out is owed again: all of what was rejected or came back; of one of which a part came back that part, with
// what the house bears of the rest. It is never more than was paid.
func owedOf(i Instruction, given borne) money.Amount {
	c := i.Amount.Currency()
	switch {
	case i.Direction == PayIn:
		return money.Zero(c)
	case i.State == lifecycle.InstructionRejected, i.State == lifecycle.InstructionReturned:
		return i.Amount
	case i.State != lifecycle.InstructionSettled || i.Returned.Sign() <= 0:
		return money.Zero(c)
	}
	owed := i.Returned.Minor()
	if borne, some := given[i.ID]; some && borne.Currency() == c {
		owed += min(borne.Minor(), i.Amount.Minor())
	}
	return money.FromMinor(c, min(owed, i.Amount.Minor()))
}

// standing are those that were not withdrawn, and what they pay together in minor units.
func standing(all []Reissue) (left []Reissue, minor int64) {
	for _, r := range all {
		if r.Stands() {
			left, minor = append(left, r), minor+r.Amount.Minor()
		}
	}
	return left, minor
}

// unpaid is how much of a pay-out is owed again and not paid anew, in minor units, and what pays it anew.
func unpaid(tx Tx, i Instruction, given borne) (minor int64, by []Reissue, err error) {
	all, err := tx.ReissuesOf(i.ID)
	by, paid := standing(all)
	return owedOf(i, given).Minor() - paid, by, err
}

// paidAnew tells whether a pay-out was rejected or came back, and other instructions pay all of it.
func paidAnew(tx Tx, i Instruction, given borne) (bool, error) {
	if owedOf(i, given).IsZero() {
		return false, nil
	}
	left, _, err := unpaid(tx, i, given)
	return left <= 0, err
}

// paysTooMuch is by how much more is, or will be, with the payee of a pay-out than it was to pay, in minor units, since what pays it anew
// stands; negative or zero where it is no more. What of that was rejected or came back counts as what pays it anew in its turn, and what
// has not been written only where that is asked for.
func paysTooMuch(tx Tx, i Instruction, given borne, unwritten bool) (int64, error) {
	with, err := withPayee(tx, i, given, unwritten, 0)
	return with - i.Amount.Minor(), err
}

// reissuesDeepMax bounds how often one payment after the other is paid anew.
const reissuesDeepMax = 1000

// withPayee is what of a pay-out, and of all that pays it anew, is or will be with its payee.
func withPayee(tx Tx, i Instruction, given borne, unwritten bool, deep int) (int64, error) {
	if deep > reissuesDeepMax {
		return 0, fmt.Errorf("instruction %s was paid anew more than %d times over", i.ID, reissuesDeepMax)
	}
	switch i.State {
	case lifecycle.InstructionRefused, lifecycle.InstructionWithdrawn:
		return 0, nil
	case lifecycle.InstructionPlanned, lifecycle.InstructionHeld: // it does not leave while it is too much
		if !unwritten {
			return 0, nil
		}
	}
	with := i.Amount.Minor() - owedOf(i, given).Minor()
	all, err := tx.ReissuesOf(i.ID)
	if err != nil {
		return 0, err
	}
	by, _ := standing(all)
	for _, r := range by {
		anew, found, err := tx.Instruction(r.Instruction)
		if err != nil || !found {
			return 0, fmt.Errorf("instruction %q that pays %s anew: %w", r.Instruction, i.ID, err)
		}
		more, err := withPayee(tx, anew, given, unwritten, deep+1)
		if err != nil {
			return 0, err
		}
		with += min(more, r.Amount.Minor()) // what is beyond that is the matter of that one
	}
	return with, nil
}

// Owed tells of payments how much is owed again and not paid anew.
type Owed struct {
	given borne
	by    map[string][]Reissue
}

// NewOwed gathers it from the steps of breaks, those of each by number, and from reissues.
func NewOwed(steps []BreakStep, reissues []Reissue) Owed {
	o := Owed{given: forgiven(steps), by: map[string][]Reissue{}}
	for _, r := range reissues {
		if r.Stands() {
			o.by[r.Replaces] = append(o.by[r.Replaces], r)
		}
	}
	return o
}

// Of returns how much of a pay-out is owed again and not paid anew, zero or less where nothing is, and what pays it anew.
func (o Owed) Of(i Instruction) (left money.Amount, by []Reissue) {
	_, paid := standing(o.by[i.ID])
	return money.FromMinor(i.Amount.Currency(), owedOf(i, o.given).Minor()-paid), o.by[i.ID]
}
