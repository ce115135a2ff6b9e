package reconcile

import (
	"cmp"
	"fmt"

	"nostro/calendar"
	"nostro/lifecycle"
	"nostro/money"
)

// Direction tells which way the money of an instruction goes, seen from us.
type Direction string

// The directions: a pay-out leaves our account, a pay-in is expected on it.
const (
	Out Direction = "out"
	In  Direction = "in"
)

// noun returns the glossary word for an instruction of the direction.
func (d Direction) noun() string {
	if d == Out {
		return "pay-out"
	}
	return "pay-in"
}

// Instruction is one pay-out or one expected pay-in, with what the bank has booked of it so far.
type Instruction struct {
	ID             string // our InstrId, unique among the instructions
	UETR           string
	EndToEndID     string
	Direction      Direction
	Amount         money.Amount // > 0
	State          lifecycle.Instruction
	Booked         money.Amount // sum of the bookings of earlier statements, 0 to Amount; the zero value for none
	Returned       money.Amount // sum of earlier returns of a pay-out that is still settled; the zero value for none
	ValueDate      calendar.Date
	Advised        bool         // a pacs.004 announced its return
	AdvisedCharges money.Amount // what that pacs.004 says was kept; the zero value for nothing
	MsgID          string
	Participant    string
	Correspondent  string
	BankRefs       []string // under which the bank booked it on earlier statements; needed only where it undoes a booking
}

// check errs where the instruction cannot be reasoned about. Good is a state that is known to be one, or "".
func (i *Instruction) check(good lifecycle.Instruction) error {
	if i.ID == "" {
		return fmt.Errorf("an instruction of participant %q has no ID: derive one before matching", i.Participant)
	}
	if i.Direction != Out && i.Direction != In {
		return fmt.Errorf("instruction %s: direction %q is neither %q nor %q", i.ID, i.Direction, Out, In)
	}
	if i.State != good || good == "" {
		if _, err := lifecycle.Instructions.Parse(string(i.State)); err != nil {
			return fmt.Errorf("instruction %s: %w", i.ID, err)
		}
	}
	if i.Amount.Currency().IsZero() || i.Amount.Sign() <= 0 || i.Amount.Minor() > minorMax {
		return fmt.Errorf("instruction %s: amount %s is not above zero with at most 18 digits", i.ID, i.Amount)
	}
	if none := (money.Amount{}); i.Booked == none && i.Returned == none && i.AdvisedCharges == none {
		return nil
	}
	return cmp.Or(i.checkPart("booked", i.Booked), i.checkPart("returned", i.Returned),
		i.checkPart("advised charges", i.AdvisedCharges))
}

func (i *Instruction) checkPart(name string, a money.Amount) error {
	if a == (money.Amount{}) {
		return nil
	}
	if over, err := a.Cmp(i.Amount); err != nil || over > 0 || a.Sign() < 0 {
		return fmt.Errorf("instruction %s: %s %s is not within 0 and its amount %s", i.ID, name, a, i.Amount)
	}
	return nil
}

// checkUnique errs where two have the same ID. Who gives them in the order of IDs does not pay for this set.
func checkUnique(instructions []Instruction) error {
	seen := make(map[string]bool, len(instructions))
	for n := range instructions {
		id := instructions[n].ID
		if seen[id] {
			return fmt.Errorf("instruction %s is given twice: give each instruction once", id)
		}
		seen[id] = true
	}
	return nil
}

// byDate orders instructions by value date, then ID: of equal ones the oldest is settled first.
func byDate(a, b Instruction) int {
	return cmp.Or(a.ValueDate.Compare(b.ValueDate), cmp.Compare(a.ID, b.ID))
}

// older orders tallies as byDate does.
func older(a, b *tally) int {
	return cmp.Or(a.ValueDate.Compare(b.ValueDate), cmp.Compare(a.ID, b.ID))
}
