package reconcile

import (
	"fmt"

	"nostro/lifecycle"
)

// resolve says what the unit is, now that its instruction is found.
func (m *matcher) resolve(u *unit, t *tally, r *Rule) {
	switch {
	case t.Amount.Currency() != m.statement.Currency:
		m.exchanged(u, t, r)
	case u.undoes(t.Direction):
		m.undo(u, t, r)
	case u.credit() && t.Direction == Out:
		m.giveBack(u, t, r)
	case t.open():
		m.book(u, t, r)
	default:
		m.bookedAgain(u, t, r)
	}
}

// book settles an open instruction, or a part of it, with the unit.
func (m *matcher) book(u *unit, t *tally, r *Rule) {
	rest, size := t.rest(), u.size()
	switch {
	case t.Direction == In && rest > size && u.explains(rest-size):
		m.settle(u, t, size, rest-size, r, fmt.Sprintf(
			"with the charges of %s that the bank states it is the %s that %s waits for",
			m.money(rest-size), m.money(rest), t.name()))
	case t.Direction == In && t.within(u, r):
		m.settle(u, t, size, rest-size, r, fmt.Sprintf(
			"it is %s short of the %s that %s waits for, which is within the tolerance of the rule: banks on the way kept it",
			m.money(rest-size), m.money(rest), t.name()))
	case rest > size:
		m.part(u, t, r)
	case rest == size:
		m.settle(u, t, size, 0, r, "")
	case t.Direction == Out && u.explains(size-rest):
		why := fmt.Sprintf("it is the %s that %s waits for, and charges of %s that the bank states",
			m.money(rest), t.name(), m.money(size-rest))
		m.settle(u, t, rest, 0, r, why)
		m.charge(u, size-rest, t.ID, r, why)
	case t.Direction == Out && t.within(u, r):
		why := fmt.Sprintf("it is %s more than the %s that %s waits for, which is within the tolerance of the rule: the bank "+
			"added its charges", m.money(size-rest), m.money(rest), t.name())
		m.settle(u, t, rest, 0, r, why)
		m.charge(u, size-rest, t.ID, r, why)
	default:
		m.over(u, t, r)
	}
}

// settle books minor units of the instruction, which with the charges are all that was outstanding.
func (m *matcher) settle(u *unit, t *tally, minor, charges int64, r *Rule, why string) {
	t.settled = true
	m.bookPart(u, t, minor, charges, r, why)
}

// bookPart adds the finding for a booking of the instruction. What the bank kept of a pay-in counts as booked, on this statement as on
// the next one: what it takes back of it is all of it, or for a person.
func (m *matcher) bookPart(u *unit, t *tally, minor, charges int64, r *Rule, why string) {
	var f Finding
	t.booked += minor
	if t.Direction == In {
		t.booked += charges
	}
	t.lastBooked = u
	m.changed(t)
	m.booking(&f, u, t.Instruction, minor, charges, r)
	f.Why, f.Settles = why, t.settled
	m.found(u, f)
}

// booking makes the finding for a booking of the instruction.
func (m *matcher) booking(f *Finding, u *unit, i *Instruction, minor, charges int64, r *Rule) {
	f.Entry, f.Detail, f.Kind = u.entry.Number, int(u.detail), FindingPayOutBooked
	if i.Direction == In {
		f.Kind, f.Credit = FindingPayInBooked, true
	}
	f.Instruction, f.Amount, f.Charges, f.Rule, f.waits = i.ID, m.money(minor), m.money(charges), r.Name, i
}

// part books less than what is outstanding. Whether that is a break is known at the end of the statement,
// for the rest may stand in a later entry.
func (m *matcher) part(u *unit, t *tally, r *Rule) {
	rest := t.rest()
	// A debit that the bank itself explains as nothing but charges is a fee for the instruction.
	if !u.credit() && u.explains(u.size()) {
		m.charge(u, u.size(), t.ID, statedRule, fmt.Sprintf("the bank states all of it as charges for %s", t.name()))
		return
	}
	m.bookPart(u, t, u.size(), 0, r, "it is a part of the "+m.money(rest).String()+" that "+t.name()+" waits for")
}

// over books what was expected, and leaves what is beyond it in suspense.
func (m *matcher) over(u *unit, t *tally, r *Rule) {
	rest, name := m.money(t.rest()).String(), t.name()
	beyond := u.size() - t.rest()
	m.settle(u, t, t.rest(), 0, r, name+" waits for "+rest+" of the "+m.money(u.size()).String())
	if !u.credit() {
		beyond = -beyond
	}
	m.unexplained(u, beyond, ReasonAmountDiffers, t, beyond, r, u.String()+" is more than the "+rest+" of "+name+": "+
		m.money(abs(beyond)).String()+" came on top, and is in suspense. Ask "+m.partner(t)+" what it is; "+
		"charges can be posted as such, money sent by mistake goes back.")
}

// partner names whom to ask about an amount that differs: the payer of a pay-in, else the bank.
func (m *matcher) partner(t *tally) string {
	if t.Direction == In {
		return "participant " + t.Participant
	}
	return m.statement.Correspondent
}

// bookedAgain leaves in suspense what books an instruction that nothing is outstanding of.
func (m *matcher) bookedAgain(u *unit, t *tally, r *Rule) {
	switch {
	case !u.credit() && u.explains(u.size()):
		m.charge(u, u.size(), t.ID, statedRule, fmt.Sprintf("the bank states all of it as charges for %s", t.name()))
	case t.State == lifecycle.InstructionRejected:
		m.unexplained(u, u.minor, ReasonRejectedButBooked, t, u.minor, r, fmt.Sprintf(
			"%s books %s, which was rejected. It is in suspense. Ask %s whether the rejection or the booking stands.",
			u, t.name(), m.statement.Correspondent))
	default:
		m.again[t] = append(m.again[t], u)
		m.unexplained(u, u.minor, ReasonDuplicate, t, u.minor, r, u.String()+" books "+t.name()+
			" once more: it is settled already"+t.bookedHere(u)+". It is in suspense. Ask "+m.statement.Correspondent+
			" to take the second booking back, or find out what else it pays.")
	}
}

// bookedHere returns where in this statement the instruction was booked, for texts; "" where it was not,
// or by the same unit.
func (t *tally) bookedHere(u *unit) string {
	if t.lastBooked == nil || t.lastBooked == u {
		return ""
	}
	return " by " + t.lastBooked.String()
}

// name returns "pay-out N1 of participant ACME (USD 10.00)".
func (i *Instruction) name() string {
	return i.Direction.noun() + " " + i.ID + " of participant " + i.Participant + " (" + i.Amount.String() + ")"
}

func (m *matcher) charge(u *unit, minor int64, instruction string, r *Rule, why string) {
	m.found(u, Finding{Entry: u.entry.Number, Detail: int(u.detail), Kind: FindingCharge, Instruction: instruction,
		Amount: m.money(minor), Rule: r.Name, Why: why})
}

// unexplained puts signed minor units of the unit into suspense, with the break that says why. t may be
// nil; difference is what the bank booked less what we expected.
func (m *matcher) unexplained(u *unit, minor int64, reason Reason, t *tally, difference int64, r *Rule, text string) {
	instruction := ""
	if t != nil {
		instruction = t.ID
	}
	m.found(u, Finding{Entry: u.entry.Number, Detail: int(u.detail), Kind: FindingUnexplained, Instruction: instruction,
		Amount: m.money(abs(minor)), Credit: minor > 0, Rule: r.Name, Why: text})
	m.broken(u, reason, instruction, difference, text)
}

func (m *matcher) broken(u *unit, reason Reason, instruction string, difference int64, text string) {
	m.outcome.Breaks = append(m.outcome.Breaks, Break{Reason: reason, Statement: m.statement.ID,
		Entry: u.entry.Number, Detail: int(u.detail), Instruction: instruction, Amount: m.money(difference), Text: text})
}
