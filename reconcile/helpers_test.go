package reconcile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/lifecycle"
	"nostro/money"
	. "nostro/reconcile"
)

var (
	usd = money.MustCurrency("USD")
	eur = money.MustCurrency("EUR")
	day = calendar.MustDate("2026-11-24")
)

// dollars reads "100.00" as USD.
func dollars(text string) money.Amount {
	a, err := money.Parse(usd, text)
	if err != nil {
		panic(err)
	}
	return a
}

// payOut is an accepted pay-out of participant ACME with references made of its ID.
func payOut(id, amount string) Instruction {
	return Instruction{ID: id, UETR: "uetr-" + id, EndToEndID: "E2E-" + id, MsgID: "MSG-1", Participant: "ACME",
		Correspondent: "CITI", Direction: Out, Amount: dollars(amount), ValueDate: day,
		State: lifecycle.InstructionAccepted}
}

// payIn is an expected pay-in of participant BOLT with references made of its ID.
func payIn(id, amount string) Instruction {
	i := payOut(id, amount)
	i.Direction, i.Participant, i.MsgID, i.State = In, "BOLT", "NOTICE-1", lifecycle.InstructionSent
	return i
}

// in returns the instruction in another state, booked in full where it is settled or returned.
func in(state lifecycle.Instruction, i Instruction) Instruction {
	i.State = state
	if state == lifecycle.InstructionSettled || state == lifecycle.InstructionReturned {
		i.Booked = i.Amount
	}
	return i
}

// entry is a booked entry with the given details.
func entry(number int, amount string, details ...Detail) Entry {
	for n := range details {
		details[n].Number = n + 1
	}
	return Entry{Number: number, Amount: dollars(amount), Booked: true, BookingDate: day, ValueDate: day,
		Details: details}
}

// named returns a detail with one reference of instruction id: "uetr", "instr", "e2e" or "msg".
func named(kind, id string) Detail {
	switch kind {
	case "uetr":
		return Detail{UETR: "uetr-" + id}
	case "instr":
		return Detail{InstrID: id}
	case "e2e":
		return Detail{EndToEndID: "E2E-" + id}
	}
	return Detail{MsgID: id}
}

// worth returns the detail with its own amount.
func worth(d Detail, amount string) Detail {
	d.Amount = dollars(amount)
	return d
}

// statement is a statement of CITI whose closing balance its booked entries give.
func statement(entries ...Entry) Statement {
	closing := money.Zero(usd)
	for _, e := range entries {
		if e.Booked {
			closing, _ = closing.Add(e.Amount)
		}
	}
	return Statement{Correspondent: "CITI", Account: "1234", ID: "S1", Sequence: 1, Currency: usd,
		Opening: money.Zero(usd), Closing: closing, Entries: entries}
}

// render writes an outcome as short lines: findings, then breaks.
func render(o Outcome) []string {
	var lines []string
	for _, f := range o.Findings {
		line := fmt.Sprintf("%s %s %s %s", place(f.Entry, f.Detail), f.Kind, name(f.Instruction), f.Signed().Decimal())
		if !f.Charges.IsZero() {
			line += " charges " + f.Charges.Decimal()
		}
		if f.Settles {
			line += " settles"
		}
		lines = append(lines, line+" by "+f.Rule)
	}
	for _, b := range o.Breaks {
		lines = append(lines, fmt.Sprintf("%s break %s %s %s", place(b.Entry, b.Detail), b.Reason,
			name(b.Instruction), b.Amount.Decimal()))
	}
	return lines
}

func place(entry, detail int) string { return fmt.Sprintf("%d/%d", entry, detail) }

func name(instruction string) string {
	if instruction == "" {
		return "-"
	}
	return instruction
}

// match runs Match, checks what must hold for every outcome, and returns the lines.
func match(t *testing.T, s Statement, instructions ...Instruction) (Outcome, []string) {
	t.Helper()
	o, err := Match(s, instructions)
	if err != nil {
		t.Fatalf("Match: %v", err)
	}
	if err := sound(s, o); err != nil {
		t.Fatalf("%v\n%s", err, strings.Join(render(o), "\n"))
	}
	return o, render(o)
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// sound tells what is wrong with an outcome whatever the story: findings that do not sum to their entry,
// that say nothing, that are not unique, or that are unexplained without a break.
func sound(s Statement, o Outcome) error {
	left := make(map[int]int64)
	for _, e := range s.Entries {
		if e.Booked {
			left[e.Number] = e.Amount.Minor()
		}
	}
	keys, broken := make(map[string]bool), make(map[string]bool)
	for _, b := range o.Breaks {
		broken[place(b.Entry, b.Detail)] = true
		if b.Text == "" || b.Statement != s.ID || b.Amount.Currency() != s.Currency {
			return fmt.Errorf("break without text, statement or amount: %+v", b)
		}
	}
	for _, f := range o.Findings {
		key := fmt.Sprint(f.Entry, f.Detail, f.Kind, f.Instruction)
		if keys[key] {
			return fmt.Errorf("two findings are named %s", key)
		}
		keys[key] = true
		left[f.Entry] -= f.Signed().Minor()
		if f.Amount.Sign() <= 0 || f.Charges.Sign() < 0 || f.Because() == "" || f.Rule == "" {
			return fmt.Errorf("finding without amount, rule or reason: %+v", f)
		}
		if f.Kind == FindingUnexplained && !broken[place(f.Entry, f.Detail)] {
			return fmt.Errorf("unexplained without a break: %s", f)
		}
	}
	for number, minor := range left {
		if minor != 0 {
			return fmt.Errorf("the findings of entry %d miss it by %d minor units", number, minor)
		}
	}
	return nil
}
