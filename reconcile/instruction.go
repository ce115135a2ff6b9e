package reconcile

import (
	"cmp"
	"fmt"
	"slices"

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
	MsgID          string
	Participant    string
	Correspondent  string
	Direction      Direction
	Amount         money.Amount // > 0
	Booked         money.Amount // sum of the bookings of earlier statements, 0 to Amount; the zero value for none
	Returned       money.Amount // sum of earlier returns of a pay-out that is still settled; the zero value for none
	ValueDate      calendar.Date
	State          lifecycle.Instruction
	Advised        bool         // a pacs.004 announced its return
	AdvisedCharges money.Amount // what that pacs.004 says was kept; the zero value for nothing
}

// check errs where the instruction cannot be reasoned about.
func (i Instruction) check() error {
	if i.ID == "" {
		return fmt.Errorf("an instruction of participant %q has no ID: derive one before matching", i.Participant)
	}
	if i.Direction != Out && i.Direction != In {
		return fmt.Errorf("instruction %s: direction %q is neither %q nor %q", i.ID, i.Direction, Out, In)
	}
	if _, err := lifecycle.Instructions.Parse(string(i.State)); err != nil {
		return fmt.Errorf("instruction %s: %w", i.ID, err)
	}
	if i.Amount.Currency().IsZero() || i.Amount.Sign() <= 0 || i.Amount.Minor() > minorMax {
		return fmt.Errorf("instruction %s: amount %s is not above zero with at most 18 digits", i.ID, i.Amount)
	}
	for _, part := range []struct {
		name   string
		amount money.Amount
	}{{"booked", i.Booked}, {"returned", i.Returned}, {"advised charges", i.AdvisedCharges}} {
		if err := i.checkPart(part.name, part.amount); err != nil {
			return err
		}
	}
	return nil
}

func (i Instruction) checkPart(name string, a money.Amount) error {
	if a == (money.Amount{}) {
		return nil
	}
	if over, err := a.Cmp(i.Amount); err != nil || over > 0 || a.Sign() < 0 {
		return fmt.Errorf("instruction %s: %s %s is not within 0 and its amount %s", i.ID, name, a, i.Amount)
	}
	return nil
}

// sorted returns the instructions by ID and checks each; two of one ID are an error.
func sorted(instructions []Instruction) ([]Instruction, error) {
	list := slices.Clone(instructions)
	slices.SortFunc(list, func(a, b Instruction) int { return cmp.Compare(a.ID, b.ID) })
	for n := 1; n < len(list); n++ {
		if list[n].ID == list[n-1].ID && list[n].ID != "" {
			return nil, fmt.Errorf("instruction %s is given twice: give each instruction once", list[n].ID)
		}
	}
	for _, i := range list {
		if err := i.check(); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(list, byDate)
	return list, nil
}

// byDate orders instructions by value date, then ID: of equal ones the oldest is settled first.
func byDate(a, b Instruction) int {
	return cmp.Or(a.ValueDate.Compare(b.ValueDate), cmp.Compare(a.ID, b.ID))
}
