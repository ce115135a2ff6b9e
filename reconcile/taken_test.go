package reconcile_test

import (
	"testing"

	"nostro/lifecycle"
	. "nostro/reconcile"
)

// back is a booking that the bank undoes.
func back(number int, amount string, d Detail) Entry {
	return reversal(entry(number, amount, d))
}

func TestWhatTheBankTakesBack(t *testing.T) {
	whole := func(i Instruction) Instruction {
		i.Returned = i.Amount
		return in(lifecycle.InstructionReturned, i)
	}
	for name, test := range map[string]struct {
		instruction Instruction
		entries     []Entry
		want        []string
	}{
		"a pay-in of an earlier statement": {in(lifecycle.InstructionSettled, payIn("A", "9.00")), []Entry{back(1, "-9.00", named("e2e", "A"))},
			[]string{"1/1 returned A -9.00 settles by EndToEndId + amount"}},
		"a pay-in of the same statement, wherever it stands": {payIn("A", "9.00"), []Entry{back(1, "-9.00", named("uetr", "A")), entry(2, "9.00", named("uetr", "A"))},
			[]string{"1/1 returned A -9.00 settles by UETR + direction", "2/1 pay-in-booked A 9.00 settles by UETR + direction"}},
		"a part of a pay-in": {in(lifecycle.InstructionSettled, payIn("A", "9.00")), []Entry{back(1, "-8.00", named("uetr", "A"))},
			[]string{"1/1 unexplained A -8.00 by none", "1/1 break unknown-at-us A -8.00"}},
		"a pay-in that never came": {payIn("A", "9.00"), []Entry{back(1, "-9.00", named("uetr", "A"))},
			[]string{"1/1 unexplained A -9.00 by none", "1/1 break unknown-at-us A -9.00"}},
		"a return of an earlier statement": {whole(payOut("A", "9.00")), []Entry{back(1, "-9.00", named("uetr", "A"))},
			[]string{"1/1 returned A -9.00 settles by UETR + direction"}},
		"a return of the same statement": {in(lifecycle.InstructionSettled, payOut("A", "9.00")),
			[]Entry{back(1, "-9.00", named("uetr", "A")), entry(2, "9.00", Detail{UETR: "uetr-A", ReturnReason: "AC04"})},
			[]string{"1/1 returned A -9.00 settles by UETR + direction", "2/1 returned A 9.00 settles by UETR + direction"}},
		"a return less charges of the same statement": {in(lifecycle.InstructionSettled, payOut("A", "9.00")),
			[]Entry{entry(1, "8.00", kept(Detail{UETR: "uetr-A", ReturnReason: "AC04"}, "1.00")), back(2, "-8.00", named("uetr", "A"))},
			[]string{"1/1 returned A 8.00 charges 1.00 settles by UETR + direction", "2/1 unexplained A -8.00 by none", "2/1 break unknown-at-us A -8.00"}},
		"a pay-in less charges of the same statement": {payIn("A", "9.00"),
			[]Entry{entry(1, "8.00", kept(named("uetr", "A"), "1.00")), back(2, "-8.00", named("uetr", "A"))},
			[]string{"1/1 pay-in-booked A 8.00 charges 1.00 settles by UETR + direction", "2/1 unexplained A -8.00 by none", "2/1 break unknown-at-us A -8.00"}},
		"more than came back": {whole(payOut("A", "9.00")), []Entry{back(1, "-9.01", named("uetr", "A"))},
			[]string{"1/1 unexplained A -9.01 by none", "1/1 break unknown-at-us A -9.01"}},
		"what it took back of a pay-in": {whole(payIn("A", "9.00")), []Entry{back(1, "9.00", named("uetr", "A"))},
			[]string{"1/1 returned A 9.00 settles by UETR + direction"}},
		"a pay-out, which is a return": {in(lifecycle.InstructionSettled, payOut("A", "9.00")), []Entry{back(1, "9.00", named("uetr", "A"))},
			[]string{"1/1 returned A 9.00 settles by UETR + direction"}},
		"twice": {in(lifecycle.InstructionSettled, payIn("A", "9.00")), []Entry{back(1, "-9.00", named("uetr", "A")), back(2, "-9.00", named("uetr", "A"))},
			[]string{"1/1 returned A -9.00 settles by UETR + direction", "2/1 unexplained A -9.00 by none", "2/1 break unknown-at-us A -9.00"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, got := match(t, statement(test.entries...), test.instruction)
			expect(t, got, test.want...)
		})
	}
}

// A return that is taken back leaves the pay-out as it was, so it may come back again.
func TestAReturnTakenBackMayComeAgain(t *testing.T) {
	i := in(lifecycle.InstructionReturned, payOut("A", "9.00"))
	i.Returned = i.Amount
	o, _ := match(t, statement(back(1, "-9.00", named("uetr", "A"))), i)
	if f := o.Findings[0]; !f.Undone || f.Credit || !f.Settles || f.Because() == "" {
		t.Errorf("%+v", f)
	}
	i.State, i.Returned = lifecycle.InstructionSettled, i.AdvisedCharges
	_, got := match(t, statement(entry(1, "9.00", Detail{UETR: "uetr-A", ReturnReason: "AC04"})), i)
	expect(t, got, "1/1 returned A 9.00 settles by UETR + direction")
}
