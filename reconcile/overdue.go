package reconcile

import (
	"fmt"
	"slices"

	"nostro/calendar"
	"nostro/lifecycle"
	"nostro/money"
)

// Covered tells whether a proven statement of the correspondent in the currency covers the date: what
// should have been booked on it, and is not there, is missing.
type Covered func(correspondent string, c money.Currency, d calendar.Date) bool

// Overdue returns a break for each instruction that is not settled, rejected, returned, held or refused though its value
// date lies at least one business day of the calendar before today: missing-at-bank where a proven
// statement covers the value date, else late. A nil covered means that no statement covers anything. An
// instruction without a value date is late, since nobody would ever miss it. The breaks are in order of
// value date and ID, and name no statement and no entry.
func Overdue(instructions []Instruction, today calendar.Date, cal calendar.Calendar, covered Covered) []Break {
	return OverdueBy(instructions, today, cal, covered, func(i Instruction) bool { return i.due(today, cal) })
}

// OverdueBy is Overdue where due tells of an instruction that is still to come whether it should have been booked by now: by
// what was agreed with its correspondent.
func OverdueBy(instructions []Instruction, today calendar.Date, cal calendar.Calendar, covered Covered, due func(Instruction) bool) []Break {
	list := slices.Clone(instructions)
	slices.SortFunc(list, byDate)
	var breaks []Break
	for _, i := range list {
		if !Awaited(i) || !due(i) {
			continue
		}
		b := Break{Reason: ReasonLate, Instruction: i.ID, Amount: i.outstanding()}
		if covered != nil && !i.ValueDate.IsZero() && covered(i.Correspondent, i.Amount.Currency(), i.ValueDate) {
			b.Reason = ReasonMissingAtBank
		}
		b.Text = i.overdueText(b.Reason, today, cal)
		breaks = append(breaks, b)
	}
	return breaks
}

// Awaited tells whether a booking is still to come.
func Awaited(i Instruction) bool {
	switch i.State {
	case lifecycle.InstructionSettled, lifecycle.InstructionRejected, lifecycle.InstructionReturned, lifecycle.InstructionHeld,
		lifecycle.InstructionRefused, lifecycle.InstructionWithdrawn:
		return false
	}
	return true
}

func (i Instruction) due(today calendar.Date, cal calendar.Calendar) bool {
	return i.ValueDate.IsZero() || cal.BusinessDaysBetween(i.ValueDate, today) >= 1
}

// outstanding returns what the bank booked less what we expected, credit +.
func (i Instruction) outstanding() money.Amount {
	rest := i.Amount.Minor() - i.Booked.Minor()
	if i.Direction == In {
		rest = -rest
	}
	return money.FromMinor(i.Amount.Currency(), rest)
}

func (i Instruction) overdueText(reason Reason, today calendar.Date, cal calendar.Calendar) string {
	rest := money.FromMinor(i.Amount.Currency(), abs(i.outstanding().Minor()))
	name := fmt.Sprintf("%s %s of participant %s: %s", i.Direction.noun(), i.ID, i.Participant, rest)
	switch {
	case i.ValueDate.IsZero():
		return fmt.Sprintf("%s is outstanding without a value date. Give it one, or withdraw it.", name)
	case reason == ReasonMissingAtBank:
		return fmt.Sprintf("%s of value date %s is not on the proven statement of %s that covers that day. %s",
			name, i.ValueDate, i.Correspondent, i.nextStep())
	}
	if cal.BusinessDaysBetween(i.ValueDate, today) == 0 {
		return fmt.Sprintf("%s of value date %s was to be on a statement by now, and no proven statement of %s covers that day yet. "+
			"Fetch it, or ask %s for it.", name, i.ValueDate, i.Correspondent, i.Correspondent)
	}
	return fmt.Sprintf("%s of value date %s is late by %d business days (%s), and no proven statement of %s covers "+
		"that day yet. Fetch it, or ask %s for it.", name, i.ValueDate, cal.BusinessDaysBetween(i.ValueDate, today),
		cal.Name(), i.Correspondent, i.Correspondent)
}

// nextStep says what to do about an instruction that the bank has not booked.
func (i Instruction) nextStep() string {
	switch {
	case i.Direction == In:
		return "Ask participant " + i.Participant + " whether it paid, and with what reference."
	case i.State == lifecycle.InstructionPlanned, i.State == lifecycle.InstructionWritten:
		return "It was not sent: send it, or withdraw it."
	case i.State == lifecycle.InstructionSending, i.State == lifecycle.InstructionUnknown:
		return "It is not known whether it reached the bank: find out at " + i.Correspondent + " before it is sent again."
	}
	return "Ask " + i.Correspondent + " where it is; do not pay it again before the answer."
}
