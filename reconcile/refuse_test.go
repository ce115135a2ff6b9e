package reconcile_test

import (
	"errors"
	"strings"
	"testing"

	"nostro/money"
	. "nostro/reconcile"
)

// Statements that cannot be reasoned about are errors of Prove and Match alike.
func TestStatementsRefused(t *testing.T) {
	huge := money.FromMinor(usd, 1_000_000_000_000_000_000)
	euro := money.FromMinor(eur, 1)
	for _, c := range []struct {
		name  string
		spoil func(*Statement)
		words string
		class error
	}{
		{"no currency", func(s *Statement) { s.Currency = money.Currency{} }, "no currency", nil},
		{"sequence below zero", func(s *Statement) { s.Sequence = -1 }, "sequence number -1", nil},
		{"opening in another currency", func(s *Statement) { s.Opening = euro }, "opening balance", money.ErrMixedCurrency},
		{"closing in another currency", func(s *Statement) { s.Closing = euro }, "closing balance", money.ErrMixedCurrency},
		{"opening without currency", func(s *Statement) { s.Opening = money.Amount{} }, "opening", money.ErrMixedCurrency},
		{"closing too large", func(s *Statement) { s.Closing = huge }, "18 digits", money.ErrOverflow},
		{"entry in another currency", func(s *Statement) { s.Entries[0].Amount = euro }, "entry 1", money.ErrMixedCurrency},
		{"entry too large", func(s *Statement) { s.Entries[0].Amount = huge }, "entry 1", money.ErrOverflow},
		{"entry without number", func(s *Statement) { s.Entries[0].Number = 0 }, "entry number 0", nil},
		{"two entries of one number", func(s *Statement) { s.Entries = append(s.Entries, s.Entries[0]) },
			"entry number 1", nil},
		{"charges in another currency", func(s *Statement) { s.Entries[0].Charges = euro }, "charges",
			money.ErrMixedCurrency},
		{"charges below zero", func(s *Statement) { s.Entries[0].Charges = dollars("-1.00") }, "negative", nil},
		{"detail in another currency", func(s *Statement) { s.Entries[0].Details[0].Amount = euro }, "detail 1",
			money.ErrMixedCurrency},
		{"charges of a detail below zero", func(s *Statement) { s.Entries[0].Details[0].Charges = dollars("-1.00") },
			"detail 1: charges", nil},
		{"detail without number", func(s *Statement) { s.Entries[0].Details[0].Number = 0 }, "detail number 0", nil},
		{"two details of one number", func(s *Statement) {
			s.Entries[0].Details = append(s.Entries[0].Details, s.Entries[0].Details[0])
		}, "detail number 1", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := statement(entry(1, "5.00", named("e2e", "A")))
			c.spoil(&s)
			_, fromProve := Prove(s, nil)
			o, fromMatch := Match(s, nil)
			for _, err := range []error{fromProve, fromMatch} {
				if err == nil || !strings.Contains(err.Error(), c.words) || !strings.Contains(err.Error(), `"S1"`) {
					t.Fatalf("got %v, want an error that names S1 and says %q", err, c.words)
				}
				if c.class != nil && !errors.Is(err, c.class) {
					t.Errorf("%v is not %v", err, c.class)
				}
			}
			if len(o.Findings)+len(o.Breaks) != 0 {
				t.Error("findings beside an error")
			}
		})
	}
}

func TestInstructionsRefused(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*Instruction)
		words string
	}{
		{"no ID", func(i *Instruction) { i.ID = "" }, "has no ID"},
		{"given twice", func(i *Instruction) { i.ID = "B" }, "given twice"},
		{"no direction", func(i *Instruction) { i.Direction = "up" }, `direction "up"`},
		{"no state", func(i *Instruction) { i.State = "gone" }, `"gone" is no state`},
		{"amount of zero", func(i *Instruction) { i.Amount = money.Zero(usd) }, "not above zero"},
		{"amount without currency", func(i *Instruction) { i.Amount = money.Amount{} }, "not above zero"},
		{"amount too large", func(i *Instruction) { i.Amount = money.FromMinor(usd, 1_000_000_000_000_000_000) },
			"18 digits"},
		{"booked beyond the amount", func(i *Instruction) { i.Booked = dollars("5.01") }, "booked USD 5.01"},
		{"booked below zero", func(i *Instruction) { i.Booked = dollars("-0.01") }, "booked USD -0.01"},
		{"booked in another currency", func(i *Instruction) { i.Booked = money.FromMinor(eur, 1) }, "booked EUR 0.01"},
		{"returned beyond the amount", func(i *Instruction) { i.Returned = dollars("6.00") }, "returned USD 6.00"},
		{"announced charges beyond the amount", func(i *Instruction) { i.AdvisedCharges = dollars("6.00") },
			"advised charges"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bad := payOut("A", "5.00")
			c.spoil(&bad)
			for _, list := range [][]Instruction{{bad, payOut("B", "1.00")}, {payOut("B", "1.00"), bad}} {
				_, err := Match(statement(), list)
				if err == nil || !strings.Contains(err.Error(), c.words) {
					t.Errorf("got %v, want an error that says %q", err, c.words)
				}
			}
		})
	}
}

func TestReasonsAreTheTen(t *testing.T) {
	seen := make(map[Reason]bool)
	for _, r := range Reasons() {
		seen[r] = true
	}
	if len(seen) != 10 || len(Reasons()) != 10 {
		t.Errorf("got %d reasons, want 10", len(seen))
	}
}

// Sums beyond 64 bits within one entry are no match and no panic.
func TestHugeDetails(t *testing.T) {
	most := money.FromMinor(usd, 999_999_999_999_999_999)
	e := entry(1, "5.00")
	var list []Instruction
	for n := range 12 {
		e.Details = append(e.Details, Detail{Number: n + 1, MsgID: "NOTICE-1", Amount: most, Charges: most})
		i := payIn(string(rune('A'+n)), "1.00")
		i.Amount = most
		list = append(list, i)
	}
	_, got := match(t, statement(e), list...)
	expect(t, got, "1/0 unexplained - 5.00 by none", "1/0 break amount-differs - 5.00")

	for n := range list {
		list[n].State = "settled"
	}
	_, got = match(t, statement(e), list...)
	expect(t, got, "1/0 unexplained - 5.00 by none", "1/0 break unknown-at-us - 5.00")
}
