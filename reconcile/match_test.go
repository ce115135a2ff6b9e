package reconcile_test

import (
	"slices"
	"testing"

	"nostro/lifecycle"
	. "nostro/reconcile"
)

// story is one anomaly, or its absence, in one statement.
type story struct {
	name         string
	instructions []Instruction
	entries      []Entry
	want         []string
}

// tell runs each story as it stands, and with all of its input in the other order.
func tell(t *testing.T, stories []story) {
	t.Helper()
	for _, s := range stories {
		t.Run(s.name, func(t *testing.T) {
			_, got := match(t, statement(s.entries...), s.instructions...)
			expect(t, got, s.want...)

			entries, instructions := slices.Clone(s.entries), slices.Clone(s.instructions)
			slices.Reverse(entries)
			slices.Reverse(instructions)
			_, got = match(t, statement(entries...), instructions...)
			expect(t, got, s.want...)
		})
	}
}

func charged(e Entry, charges string) Entry {
	e.Charges = dollars(charges)
	return e
}

func kept(d Detail, charges string) Detail {
	d.Charges = dollars(charges)
	return d
}

func of(participant string, i Instruction) Instruction {
	i.Participant = participant
	return i
}

func alias(endToEnd string, i Instruction) Instruction {
	i.EndToEndID = endToEnd
	return i
}

func TestPayOuts(t *testing.T) {
	tell(t, []story{
		{"UETR", []Instruction{payOut("A", "100.00")}, []Entry{entry(1, "-100.00", named("uetr", "A"))},
			[]string{"1/1 pay-out-booked A -100.00 settles by UETR + direction"}},
		{"mangled references", []Instruction{payOut("AB", "100.00"), payOut("C", "7.00")},
			[]Entry{entry(1, "-100.00", Detail{InstrID: " a b"}), entry(2, "-7.00", Detail{EndToEndID: "e2e -c"})},
			[]string{"1/1 pay-out-booked AB -100.00 settles by InstrId",
				"2/1 pay-out-booked C -7.00 settles by EndToEndId + amount"}},
		{"charges on top, stated for the entry", []Instruction{payOut("A", "100.00")},
			[]Entry{charged(entry(1, "-105.00", named("uetr", "A")), "5.00")},
			[]string{"1/1 charge A -5.00 by UETR + direction",
				"1/1 pay-out-booked A -100.00 settles by UETR + direction"}},
		{"charges on top, stated for the detail, found by end-to-end id", []Instruction{payOut("A", "100.00")},
			[]Entry{entry(1, "-105.00", kept(named("e2e", "A"), "5.00"))},
			[]string{"1/1 charge A -5.00 by EndToEndId + amount",
				"1/1 pay-out-booked A -100.00 settles by EndToEndId + amount"}},
		{"charges on top, nobody says why", []Instruction{payOut("A", "100.00")},
			[]Entry{entry(1, "-105.00", named("uetr", "A"))},
			[]string{"1/1 pay-out-booked A -100.00 settles by UETR + direction",
				"1/1 unexplained A -5.00 by UETR + direction", "1/1 break amount-differs A -5.00"}},
		{"charges stated but already within the amount", []Instruction{payOut("A", "100.00")},
			[]Entry{charged(entry(1, "-100.00", named("uetr", "A")), "5.00")},
			[]string{"1/1 pay-out-booked A -100.00 settles by UETR + direction"}},
		{"the fee comes alone", []Instruction{in(lifecycle.InstructionSettled, payOut("A", "100.00")), payOut("B", "9.00")},
			[]Entry{charged(entry(1, "-5.00", named("uetr", "A")), "5.00"), charged(entry(2, "-3.00", named("instr",
				"B")), "3.00"),
				charged(entry(3, "-1.00"), "1.00")},
			[]string{"1/1 charge A -5.00 by charges stated by the bank", "2/1 charge B -3.00 by charges stated by the bank",
				"3/0 charge - -1.00 by charges stated by the bank"}},
		{"less than instructed", []Instruction{payOut("A", "100.00")}, []Entry{entry(1, "-60.00", named("uetr", "A"))},
			[]string{"1/1 pay-out-booked A -60.00 by UETR + direction", "1/1 break amount-differs A 40.00"}},
		{"in two parts", []Instruction{payOut("A", "100.00")},
			[]Entry{entry(1, "-60.00", named("uetr", "A")), entry(2, "-40.00", named("instr", "A"))},
			[]string{"1/1 pay-out-booked A -60.00 by UETR + direction", "2/1 pay-out-booked A -40.00 settles by InstrId"}},
		{"another amount by a weak reference", []Instruction{payOut("A", "100.00")},
			[]Entry{entry(1, "-60.00", named("e2e", "A"))},
			[]string{"1/1 unexplained A -60.00 by none", "1/1 break amount-differs A 40.00"}},
		{"rejected but booked", []Instruction{in(lifecycle.InstructionRejected, payOut("A", "100.00"))},
			[]Entry{entry(1, "-100.00", named("uetr", "A"))},
			[]string{"1/1 unexplained A -100.00 by UETR + direction", "1/1 break rejected-but-booked A -100.00"}},
		{"twice in a statement", []Instruction{payOut("A", "100.00")},
			[]Entry{entry(1, "-100.00", named("e2e", "A")), entry(2, "-100.00", named("e2e", "A"))},
			[]string{"1/1 pay-out-booked A -100.00 settles by EndToEndId + amount",
				"2/1 unexplained A -100.00 by EndToEndId + amount", "2/1 break duplicate A -100.00"}},
		{"once more in a later statement", []Instruction{in(lifecycle.InstructionSettled, payOut("A", "100.00"))},
			[]Entry{entry(1, "-100.00", named("instr", "A"))},
			[]string{"1/1 unexplained A -100.00 by InstrId", "1/1 break duplicate A -100.00"}},
		{"settles from any state", []Instruction{in(lifecycle.InstructionUnknown, payOut("A", "100.00")),
			in(lifecycle.InstructionPlanned, payOut("B", "1.00"))},
			[]Entry{entry(1, "-100.00", named("uetr", "A")), entry(2, "-1.00", named("uetr", "B"))},
			[]string{"1/1 pay-out-booked A -100.00 settles by UETR + direction",
				"2/1 pay-out-booked B -1.00 settles by UETR + direction"}},
	})
}

func TestPayIns(t *testing.T) {
	tell(t, []story{
		{"end-to-end id and amount", []Instruction{payIn("A", "100.00")}, []Entry{entry(1, "100.00", named("e2e", "A"))},
			[]string{"1/1 pay-in-booked A 100.00 settles by EndToEndId + amount"}},
		{"the payer's own UETR does not disturb", []Instruction{payIn("A", "100.00")},
			[]Entry{entry(1, "100.00", Detail{UETR: "of the payer", EndToEndID: "E2E-A"})},
			[]string{"1/1 pay-in-booked A 100.00 settles by EndToEndId + amount"}},
		{"fee deducted and stated", []Instruction{payIn("A", "100.00")},
			[]Entry{charged(entry(1, "98.00", named("e2e", "A")), "2.00")},
			[]string{"1/1 pay-in-booked A 98.00 charges 2.00 settles by EndToEndId + amount"}},
		{"fee stated at both levels", []Instruction{payIn("A", "100.00")},
			[]Entry{charged(entry(1, "97.00", kept(named("uetr", "A"), "1.00")), "2.00")},
			[]string{"1/1 pay-in-booked A 97.00 charges 3.00 settles by UETR + direction"}},
		{"short, nothing stated", []Instruction{payIn("A", "100.00")}, []Entry{entry(1, "70.00", named("e2e", "A"))},
			[]string{"1/1 pay-in-booked A 70.00 by EndToEndId", "1/1 break amount-differs A -30.00"}},
		{"short by more than is stated", []Instruction{payIn("A", "100.00")},
			[]Entry{charged(entry(1, "90.00", named("e2e", "A")), "2.00")},
			[]string{"1/1 pay-in-booked A 90.00 by EndToEndId", "1/1 break amount-differs A -10.00"}},
		{"completed in the same statement", []Instruction{payIn("A", "100.00")},
			[]Entry{entry(1, "70.00", named("e2e", "A")), entry(2, "30.00", named("e2e", "A"))},
			[]string{"1/1 pay-in-booked A 70.00 by EndToEndId", "2/1 pay-in-booked A 30.00 settles by EndToEndId"}},
		{"more than expected", []Instruction{payIn("A", "100.00")}, []Entry{entry(1, "130.00", named("e2e", "A"))},
			[]string{"1/1 pay-in-booked A 100.00 settles by EndToEndId", "1/1 unexplained A 30.00 by EndToEndId",
				"1/1 break amount-differs A 30.00"}},
		{"twice", []Instruction{payIn("A", "100.00")},
			[]Entry{entry(1, "100.00", named("uetr", "A")), entry(2, "100.00", named("uetr", "A"))},
			[]string{"1/1 pay-in-booked A 100.00 settles by UETR + direction",
				"2/1 unexplained A 100.00 by UETR + direction", "2/1 break duplicate A 100.00"}},
		{"after a rejection", []Instruction{in(lifecycle.InstructionRejected, payIn("A", "100.00"))},
			[]Entry{entry(1, "100.00", named("e2e", "A"))},
			[]string{"1/1 unexplained A 100.00 by EndToEndId + amount", "1/1 break rejected-but-booked A 100.00"}},
		{"taken back by the bank", []Instruction{in(lifecycle.InstructionSettled, payIn("A", "100.00"))},
			[]Entry{reversal(entry(1, "-100.00", named("uetr", "A")))},
			[]string{"1/1 returned A -100.00 settles by UETR + direction"}},
		{"a debit never settles a pay-in", []Instruction{payIn("A", "100.00")},
			[]Entry{entry(1, "-100.00", named("uetr", "A"))},
			[]string{"1/1 unexplained A -100.00 by none", "1/1 break unknown-at-us A -100.00"}},
	})
}

func reversal(e Entry) Entry {
	e.Reversal = true
	return e
}

// A short pay-in is carried from statement to statement by what was booked of it.
func TestPayInCompletedLater(t *testing.T) {
	first := payIn("A", "100.00")
	_, got := match(t, statement(entry(1, "70.00", named("e2e", "A"))), first)
	expect(t, got, "1/1 pay-in-booked A 70.00 by EndToEndId", "1/1 break amount-differs A -30.00")

	first.Booked = dollars("70.00")
	_, got = match(t, statement(entry(1, "30.00", named("e2e", "A"))), first)
	expect(t, got, "1/1 pay-in-booked A 30.00 settles by EndToEndId + amount")

	_, got = match(t, statement(entry(1, "20.00", named("e2e", "A"))), first)
	expect(t, got, "1/1 pay-in-booked A 20.00 by EndToEndId", "1/1 break amount-differs A -10.00")
}

func TestTwins(t *testing.T) {
	twins := []Instruction{alias("SAME", payIn("A", "50.00")), alias("SAME", payIn("B", "50.00"))}
	same := Detail{EndToEndID: "same"}
	tell(t, []story{
		{"stay two", twins, []Entry{entry(1, "50.00", same), entry(2, "50.00", same)},
			[]string{"1/1 pay-in-booked A 50.00 settles by EndToEndId + amount",
				"2/1 pay-in-booked B 50.00 settles by EndToEndId + amount"}},
		{"a third is a duplicate", twins, []Entry{entry(1, "50.00", same), entry(2, "50.00", same), entry(3, "50.00", same)},
			[]string{"1/1 pay-in-booked A 50.00 settles by EndToEndId + amount",
				"2/1 pay-in-booked B 50.00 settles by EndToEndId + amount",
				"3/1 unexplained A 50.00 by EndToEndId + amount", "3/1 break duplicate A 50.00"}},
		{"the stronger key of a later entry goes first", twins,
			[]Entry{entry(1, "50.00", same), entry(2, "50.00", Detail{UETR: "UETR-A", EndToEndID: "same"})},
			[]string{"1/1 pay-in-booked B 50.00 settles by EndToEndId + amount",
				"2/1 pay-in-booked A 50.00 settles by UETR + direction"}},
		{"of two participants nobody is credited by chance", []Instruction{twins[0], of("CORE", twins[1])},
			[]Entry{entry(1, "50.00", same)},
			[]string{"1/1 unexplained - 50.00 by none", "1/1 break unknown-at-us - 50.00"}},
		{"a part of one of two cannot be told", twins, []Entry{entry(1, "20.00", same)},
			[]string{"1/1 unexplained - 20.00 by none", "1/1 break unknown-at-us - 20.00"}},
		{"one UETR for two", []Instruction{sameUETR(payOut("A", "5.00")), sameUETR(of("CORE", payOut("B", "6.00")))},
			[]Entry{entry(1, "-6.00", Detail{UETR: "one"}), entry(2, "-4.00", Detail{UETR: "one"})},
			[]string{"1/1 pay-out-booked B -6.00 settles by UETR + direction",
				"2/1 pay-out-booked A -4.00 by UETR + direction", "2/1 break amount-differs A 1.00"}},
		{"one UETR for two, none fits", []Instruction{sameUETR(payOut("A", "5.00")), sameUETR(of("CORE", payOut("B",
			"5.00")))},
			[]Entry{entry(1, "-5.00", Detail{UETR: "one"})},
			[]string{"1/1 unexplained - -5.00 by none", "1/1 break unknown-at-us - -5.00"}},
	})
}

func sameUETR(i Instruction) Instruction {
	i.UETR = "ONE"
	return i
}
