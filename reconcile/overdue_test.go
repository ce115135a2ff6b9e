package reconcile_test

import (
	"slices"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/lifecycle"
	"nostro/money"
	. "nostro/reconcile"
)

var (
	weekdays = calendar.New("weekdays", calendar.Weekend)
	friday   = calendar.MustDate("2026-11-27")
)

func on(date calendar.Date, i Instruction) Instruction {
	i.ValueDate = date
	return i
}

func TestOverdue(t *testing.T) {
	half := on(friday, payIn("HALF", "100.00"))
	half.Booked = dollars("60.00")
	covered := func(string, money.Currency, calendar.Date) bool { return true }
	for _, c := range []struct {
		name        string
		instruction Instruction
		days        int // after Friday
		covered     Covered
		reason      Reason // "" for none
		amount      string
		words       string
	}{
		{"due today", on(friday, payOut("A", "1.00")), 0, covered, "", "", ""},
		{"due in the future", on(friday, payOut("A", "1.00")), -3, covered, "", "", ""},
		{"over the weekend", on(friday, payOut("A", "1.00")), 2, covered, "", "", ""},
		{"late on Monday", on(friday, payOut("A", "1.00")), 3, nil, ReasonLate, "1.00", "late by 1 business days (weekdays)"},
		{"a pay-in is late", on(friday, payIn("A", "1.00")), 4, nil, ReasonLate, "-1.00", "late by 2 business days"},
		{"missing pay-in", on(friday, payIn("A", "1.00")), 3, covered, ReasonMissingAtBank, "-1.00", "Ask participant BOLT"},
		{"missing pay-out", on(friday, payOut("A", "1.00")), 3, covered, ReasonMissingAtBank, "1.00", "do not pay it again"},
		{"missing, not known whether sent", on(friday, in(lifecycle.InstructionUnknown, payOut("A", "1.00"))), 3, covered,
			ReasonMissingAtBank, "1.00", "not known whether it reached the bank"},
		{"missing, never sent", on(friday, in(lifecycle.InstructionWritten, payOut("A", "1.00"))), 3, covered,
			ReasonMissingAtBank, "1.00", "It was not sent"},
		{"missing in part", half, 3, covered, ReasonMissingAtBank, "-40.00", "USD 40.00"},
		{"settled", on(friday, in(lifecycle.InstructionSettled, payOut("A", "1.00"))), 9, covered, "", "", ""},
		{"rejected", on(friday, in(lifecycle.InstructionRejected, payOut("A", "1.00"))), 9, covered, "", "", ""},
		{"returned", on(friday, in(lifecycle.InstructionReturned, payOut("A", "1.00"))), 9, covered, "", "", ""},
		{"without a value date", on(calendar.Date{}, payOut("A", "1.00")), 0, covered, ReasonLate, "1.00",
			"without a value date"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Overdue([]Instruction{c.instruction}, friday.AddDays(c.days), weekdays, c.covered)
			if c.reason == "" {
				if len(got) != 0 {
					t.Fatalf("got %+v, want nothing", got)
				}
				return
			}
			if len(got) != 1 || got[0].Reason != c.reason || got[0].Amount != dollars(c.amount) ||
				got[0].Instruction != c.instruction.ID || !strings.Contains(got[0].Text, c.words) {
				t.Errorf("got %+v, want %s %s with %q", got, c.reason, c.amount, c.words)
			}
		})
	}
}

// What is asked about coverage is the correspondent, the currency and the value date of the instruction.
func TestOverdueAsksForTheRightStatement(t *testing.T) {
	far := on(friday, payIn("FAR", "1.00"))
	far.Correspondent = "DEUT"
	later := on(friday.AddDays(3), payIn("LATER", "1.00"))
	list := []Instruction{later, far, on(friday, payIn("NEAR", "1.00"))}
	covered := func(correspondent string, c money.Currency, d calendar.Date) bool {
		return correspondent == "CITI" && c == usd && d == friday
	}
	var got []string
	for _, b := range Overdue(list, friday.AddDays(7), weekdays, covered) {
		got = append(got, string(b.Reason)+" "+b.Instruction)
	}
	want := []string{"late FAR", "missing-at-bank NEAR", "late LATER"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if list[0].ID != "LATER" {
		t.Error("Overdue sorted what belongs to the caller")
	}
}

// By terms of a correspondent a payment can be late on its very value date, or not yet the day after.
func TestOverdueByTerms(t *testing.T) {
	list := []Instruction{on(friday, payOut("A", "1.00")), on(friday, payOut("B", "2.00"))}
	onlyA := func(i Instruction) bool { return i.ID == "A" }
	got := OverdueBy(list, friday, weekdays, nil, onlyA)
	if len(got) != 1 || got[0].Instruction != "A" || !strings.Contains(got[0].Text, "was to be on a statement by now") {
		t.Errorf("%+v", got)
	}
	covered := func(string, money.Currency, calendar.Date) bool { return true }
	if got := OverdueBy(list, friday.AddDays(3), weekdays, covered, onlyA); len(got) != 1 || got[0].Reason != ReasonMissingAtBank {
		t.Errorf("%+v", got)
	}
	settled := in(lifecycle.InstructionSettled, list[0])
	if got := OverdueBy([]Instruction{settled}, friday, weekdays, nil, onlyA); len(got) != 0 {
		t.Errorf("settled, and late: %+v", got)
	}
}
