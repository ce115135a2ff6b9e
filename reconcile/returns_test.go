package reconcile_test

import (
	"testing"

	"nostro/lifecycle"
	"nostro/money"
	. "nostro/reconcile"
)

func advised(charges string, i Instruction) Instruction {
	i.Advised, i.AdvisedCharges = true, dollars(charges)
	return i
}

func because(code string, d Detail) Detail {
	d.ReturnReason = code
	return d
}

func TestReturns(t *testing.T) {
	settled := in(lifecycle.InstructionSettled, payOut("A", "100.00"))
	back := named("uetr", "A")
	tell(t, []story{
		{"in full", []Instruction{settled}, []Entry{entry(1, "100.00", back)},
			[]string{"1/1 returned A 100.00 settles by UETR + direction"}},
		{"booked and returned in one statement, the credit listed first", []Instruction{payOut("A", "100.00")},
			[]Entry{entry(1, "100.00", back), entry(2, "-100.00", back)},
			[]string{"1/1 returned A 100.00 settles by UETR + direction",
				"2/1 pay-out-booked A -100.00 settles by UETR + direction"}},
		{"less charges that the detail states", []Instruction{settled}, []Entry{entry(1, "97.50", kept(back, "2.50"))},
			[]string{"1/1 returned A 97.50 charges 2.50 settles by UETR + direction"}},
		{"less charges that the pacs.004 announced", []Instruction{advised("2.50", settled)}, []Entry{entry(1,
			"97.50", back)},
			[]string{"1/1 returned A 97.50 charges 2.50 settles by UETR + direction"}},
		{"less charges that nobody explains", []Instruction{settled}, []Entry{entry(1, "97.50", back)},
			[]string{"1/1 returned A 97.50 by UETR + direction", "1/1 break amount-differs A -2.50"}},
		{"announced charges are others", []Instruction{advised("2.00", settled)}, []Entry{entry(1, "97.50", back)},
			[]string{"1/1 returned A 97.50 by UETR + direction", "1/1 break amount-differs A -2.50"}},
		{"in two parts", []Instruction{settled}, []Entry{entry(1, "60.00", back), entry(2, "40.00", back)},
			[]string{"1/1 returned A 60.00 by UETR + direction", "2/1 returned A 40.00 settles by UETR + direction"}},
		{"more than was paid", []Instruction{settled}, []Entry{entry(1, "101.00", back)},
			[]string{"1/1 returned A 100.00 settles by UETR + direction", "1/1 unexplained A 1.00 by UETR + direction",
				"1/1 break amount-differs A 1.00"}},
		{"twice", []Instruction{settled}, []Entry{entry(1, "100.00", back), entry(2, "100.00", back)},
			[]string{"1/1 returned A 100.00 settles by UETR + direction",
				"2/1 unexplained A 100.00 by UETR + direction", "2/1 break duplicate A 100.00"}},
		{"once more in a later statement", []Instruction{in(lifecycle.InstructionReturned, payOut("A", "100.00"))},
			[]Entry{entry(1, "100.00", named("e2e", "A"))},
			[]string{"1/1 unexplained A 100.00 by EndToEndId + amount", "1/1 break duplicate A 100.00"}},
		{"paid again after its return", []Instruction{in(lifecycle.InstructionReturned, payOut("A", "100.00"))},
			[]Entry{entry(1, "-100.00", back)},
			[]string{"1/1 unexplained A -100.00 by UETR + direction", "1/1 break duplicate A -100.00"}},
		{"by end-to-end id and amount", []Instruction{settled}, []Entry{entry(1, "100.00", named("e2e", "A"))},
			[]string{"1/1 returned A 100.00 settles by EndToEndId + amount"}},
		{"by end-to-end id and reason", []Instruction{settled}, []Entry{entry(1, "90.00", because("AC04", named("e2e",
			"A")))},
			[]string{"1/1 returned A 90.00 by EndToEndId", "1/1 break amount-differs A -10.00"}},
		{"by end-to-end id alone it cannot be told", []Instruction{settled}, []Entry{entry(1, "90.00", named("e2e", "A"))},
			[]string{"1/1 unexplained A 90.00 by none", "1/1 break amount-differs A -10.00"}},
		{"a reversal by the bank", []Instruction{settled}, []Entry{reversal(entry(1, "100.00", named("instr", "A")))},
			[]string{"1/1 returned A 100.00 settles by InstrId"}},
		{"the bank takes a double booking back, then returns the payment", []Instruction{payOut("A", "100.00")},
			[]Entry{entry(1, "-100.00", back), entry(2, "-100.00", back), entry(3, "100.00", back), entry(4, "100.00", back)},
			[]string{"1/1 pay-out-booked A -100.00 settles by UETR + direction",
				"2/1 unexplained A -100.00 by UETR + direction", "3/1 unexplained A 100.00 by UETR + direction",
				"4/1 returned A 100.00 settles by UETR + direction",
				"2/1 break duplicate A -100.00", "3/1 break duplicate A 100.00"}},
		{"a return with a reason is no correction", []Instruction{payOut("A", "100.00")},
			[]Entry{entry(1, "-100.00", back), entry(2, "-100.00", back), entry(3, "100.00", because("AC04", back))},
			[]string{"1/1 pay-out-booked A -100.00 settles by UETR + direction",
				"2/1 unexplained A -100.00 by UETR + direction", "3/1 returned A 100.00 settles by UETR + direction",
				"2/1 break duplicate A -100.00"}},
		{"the bank takes a double booking back", []Instruction{payOut("A", "100.00")},
			[]Entry{entry(1, "-100.00", back), entry(2, "-100.00", back), reversal(entry(3, "100.00", back))},
			[]string{"1/1 pay-out-booked A -100.00 settles by UETR + direction",
				"2/1 unexplained A -100.00 by UETR + direction", "3/1 unexplained A 100.00 by UETR + direction",
				"2/1 break duplicate A -100.00", "3/1 break duplicate A 100.00"}},
	})
}

func TestReturnsOfNothing(t *testing.T) {
	half := payOut("A", "100.00")
	half.Booked = dollars("50.00")
	tell(t, []story{
		{"never booked", []Instruction{payOut("A", "100.00")}, []Entry{entry(1, "100.00", named("uetr", "A"))},
			[]string{"1/1 unexplained A 100.00 by UETR + direction", "1/1 break returned-unknown A 100.00"}},
		{"never booked, weak reference", []Instruction{payOut("A", "100.00")}, []Entry{entry(1, "100.00", named("e2e", "A"))},
			[]string{"1/1 unexplained A 100.00 by none", "1/1 break returned-unknown A 100.00"}},
		{"rejected before", []Instruction{in(lifecycle.InstructionRejected, payOut("A", "100.00"))},
			[]Entry{entry(1, "100.00", named("uetr", "A"))},
			[]string{"1/1 unexplained A 100.00 by UETR + direction", "1/1 break returned-unknown A 100.00"}},
		{"booked in part only", []Instruction{half}, []Entry{entry(1, "50.00", named("uetr", "A"))},
			[]string{"1/1 unexplained A 50.00 by UETR + direction", "1/1 break returned-unknown A 50.00"}},
		{"names nothing of ours", nil, []Entry{entry(1, "8.00", because("AC01", Detail{UETR: "x"}))},
			[]string{"1/1 unexplained - 8.00 by none", "1/1 break returned-unknown - 8.00"}},
		{"a return never settles a pay-in", []Instruction{payIn("A", "8.00")},
			[]Entry{entry(1, "8.00", because("AC01", named("e2e", "A")))},
			[]string{"1/1 unexplained A 8.00 by none", "1/1 break returned-unknown A 8.00"}},
		{"the bank undoes a return", []Instruction{in(lifecycle.InstructionReturned, payOut("A", "8.00"))},
			[]Entry{reversal(entry(1, "-8.00", named("uetr", "A")))},
			[]string{"1/1 unexplained A -8.00 by none", "1/1 break unknown-at-us A -8.00"}},
	})
}

// Nothing more can come back than was booked; where the caller does not say, that is the whole.
func TestReturnOfWhatWasBooked(t *testing.T) {
	i := in(lifecycle.InstructionSettled, payOut("A", "100.00"))
	i.Booked = dollars("99.00")
	_, got := match(t, statement(entry(1, "99.00", named("uetr", "A"))), i)
	expect(t, got, "1/1 returned A 99.00 settles by UETR + direction")

	i.Booked = money.Amount{}
	_, got = match(t, statement(entry(1, "100.00", named("uetr", "A"))), i)
	expect(t, got, "1/1 returned A 100.00 settles by UETR + direction")
}

// What came back of a pay-out is carried from statement to statement.
func TestReturnCompletedLater(t *testing.T) {
	i := in(lifecycle.InstructionSettled, payOut("A", "100.00"))
	i.Returned = dollars("60.00")
	_, got := match(t, statement(entry(1, "40.00", named("uetr", "A"))), i)
	expect(t, got, "1/1 returned A 40.00 settles by UETR + direction")
}
