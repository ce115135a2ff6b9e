package reconcile_test

import (
	"testing"

	"nostro/lifecycle"
	. "nostro/reconcile"
)

func TestDetails(t *testing.T) {
	two := []Instruction{payOut("A", "100.00"), payOut("B", "200.00")}
	a, b := worth(named("uetr", "A"), "-100.00"), worth(named("uetr", "B"), "-200.00")
	tell(t, []story{
		{"each for itself", two, []Entry{entry(1, "-300.00", a, b)},
			[]string{"1/1 pay-out-booked A -100.00 settles by UETR + direction",
				"1/2 pay-out-booked B -200.00 settles by UETR + direction"}},
		{"charges of the entry explain the rest", two, []Entry{charged(entry(1, "-306.00", a, b), "6.00")},
			[]string{"1/0 charge - -6.00 by charges stated by the bank",
				"1/1 pay-out-booked A -100.00 settles by UETR + direction",
				"1/2 pay-out-booked B -200.00 settles by UETR + direction"}},
		{"charges of the details explain the rest", two, []Entry{entry(1, "-303.00", kept(a, "1.00"), kept(b, "2.00"))},
			[]string{"1/1 charge A -1.00 by UETR + direction", "1/1 pay-out-booked A -100.00 settles by UETR + direction",
				"1/2 charge B -2.00 by UETR + direction", "1/2 pay-out-booked B -200.00 settles by UETR + direction"}},
		{"charges of both explain the rest", two,
			[]Entry{charged(entry(1, "-309.00", kept(a, "1.00"), kept(b, "2.00")), "6.00")},
			[]string{"1/0 charge - -6.00 by charges stated by the bank",
				"1/1 charge A -1.00 by UETR + direction", "1/1 pay-out-booked A -100.00 settles by UETR + direction",
				"1/2 charge B -2.00 by UETR + direction", "1/2 pay-out-booked B -200.00 settles by UETR + direction"}},
		{"pay-ins with fees deducted", []Instruction{payIn("A", "10.00"), payIn("B", "20.00")},
			[]Entry{entry(1, "28.00", kept(worth(named("e2e", "A"), "10.00"), "1.00"), kept(worth(named("e2e", "B"),
				"20.00"), "1.00"))},
			[]string{"1/1 pay-in-booked A 9.00 charges 1.00 settles by EndToEndId + amount",
				"1/2 pay-in-booked B 19.00 charges 1.00 settles by EndToEndId + amount"}},
		{"one is known, one is not", two[:1], []Entry{entry(1, "-300.00", a, b)},
			[]string{"1/1 pay-out-booked A -100.00 settles by UETR + direction", "1/2 unexplained - -200.00 by none",
				"1/2 break unknown-at-us - -200.00"}},
		{"a debit and a credit", []Instruction{two[0], payIn("P", "30.00")},
			[]Entry{entry(1, "-70.00", a, worth(named("e2e", "P"), "30.00"))},
			[]string{"1/1 pay-out-booked A -100.00 settles by UETR + direction",
				"1/2 pay-in-booked P 30.00 settles by EndToEndId + amount"}},
		{"a detail of nothing", two[:1], []Entry{entry(1, "-100.00", a, worth(named("uetr", "B"), "0.00"))},
			[]string{"1/1 pay-out-booked A -100.00 settles by UETR + direction"}},
		{"no amounts, but the names sum", two, []Entry{entry(1, "-300.00", named("uetr", "A"), named("e2e", "B"))},
			[]string{"1/0 pay-out-booked A -100.00 settles by instructions named in one entry",
				"1/0 pay-out-booked B -200.00 settles by instructions named in one entry"}},
		{"no amounts, the names and charges sum", two,
			[]Entry{charged(entry(1, "-301.00", named("uetr", "A"), named("e2e", "B")), "1.00")},
			[]string{"1/0 charge - -1.00 by instructions named in one entry",
				"1/0 pay-out-booked A -100.00 settles by instructions named in one entry",
				"1/0 pay-out-booked B -200.00 settles by instructions named in one entry"}},
		{"no amounts, the names do not sum", two, []Entry{entry(1, "-299.00", named("uetr", "A"), named("uetr", "B"))},
			[]string{"1/0 unexplained - -299.00 by none", "1/0 break amount-differs - 1.00"}},
		{"a reversal settles no names", two, []Entry{reversal(entry(1, "-300.00", named("uetr", "A"), named("e2e", "B")))},
			[]string{"1/0 unexplained - -300.00 by none", "1/0 break unknown-at-us - -300.00"}},
		{"no amounts, one name twice", two, []Entry{entry(1, "-300.00", named("uetr", "A"), named("uetr", "A"))},
			[]string{"1/0 unexplained A -300.00 by none", "1/0 break amount-differs A -200.00"}},
	})
}

func TestMessageTotals(t *testing.T) {
	two := []Instruction{payOut("A", "100.00"), payOut("B", "200.00")}
	message := named("msg", "msg - 1")
	paid := []Instruction{in(lifecycle.InstructionSettled, two[0]), in(lifecycle.InstructionSettled, two[1])}
	both := []string{"1/1 pay-out-booked A -100.00 settles by message total",
		"1/1 pay-out-booked B -200.00 settles by message total"}
	tell(t, []story{
		{"one total", two, []Entry{entry(1, "-300.00", message)}, both},
		{"one total and NOTPROVIDED", two,
			[]Entry{entry(1, "-300.00", Detail{MsgID: "MSG-1", EndToEndID: "NotProvided"})}, both},
		{"one total with stated charges", two, []Entry{charged(entry(1, "-301.00", message), "1.00")},
			append([]string{"1/1 charge - -1.00 by message total"}, both...)},
		{"the rejected one is not in it", []Instruction{two[0], in(lifecycle.InstructionRejected, two[1])},
			[]Entry{entry(1, "-100.00", message)}, both[:1]},
		{"details with amounts but only the message named", two,
			[]Entry{entry(1, "-300.00", worth(message, "-150.00"), worth(message, "-150.00"))},
			[]string{"1/0 pay-out-booked A -100.00 settles by message total",
				"1/0 pay-out-booked B -200.00 settles by message total"}},
		{"pay-ins of one notice", []Instruction{payIn("A", "1.00"), payIn("B", "2.00")},
			[]Entry{entry(1, "3.00", named("msg", "NOTICE-1"))},
			[]string{"1/1 pay-in-booked A 1.00 settles by message total", "1/1 pay-in-booked B 2.00 settles by message total"}},
		{"another total", two, []Entry{entry(1, "-310.00", message)},
			[]string{"1/1 unexplained - -310.00 by none", "1/1 break amount-differs - -10.00"}},
		{"the total once more", paid, []Entry{entry(1, "-300.00", message)},
			[]string{"1/1 unexplained - -300.00 by message total", "1/1 break duplicate - -300.00"}},
		{"a credit is no total of pay-outs", two, []Entry{entry(1, "300.00", message)},
			[]string{"1/1 unexplained - 300.00 by none", "1/1 break unknown-at-us - 300.00"}},
		{"two messages in one entry", append(two, byMessage("MSG-2", payOut("C", "5.00"))),
			[]Entry{entry(1, "-305.00", message, named("msg", "MSG-2"))},
			[]string{"1/0 unexplained - -305.00 by none", "1/0 break unknown-at-us - -305.00"}},
		{"one detail is named, the others are the rest of the message", append(two, payOut("C", "5.00")),
			[]Entry{entry(1, "-305.00", worth(named("uetr", "A"), "-100.00"), worth(message, "-50.00"), worth(message,
				"-155.00"))},
			[]string{"1/0 pay-out-booked B -200.00 settles by message total",
				"1/0 pay-out-booked C -5.00 settles by message total",
				"1/1 pay-out-booked A -100.00 settles by UETR + direction"}},
		{"debits and credits are no total", two[:1],
			[]Entry{entry(1, "-100.00", worth(message, "-150.00"), worth(message, "50.00"))},
			[]string{"1/1 unexplained A -150.00 by none", "1/2 unexplained - 50.00 by none",
				"1/1 break amount-differs A -50.00", "1/2 break unknown-at-us - 50.00"}},
		{"a reversal settles no message", two, []Entry{reversal(entry(1, "-300.00", message))},
			[]string{"1/1 unexplained - -300.00 by none", "1/1 break unknown-at-us - -300.00"}},
		{"a reversal is no total once more", paid, []Entry{reversal(entry(1, "-300.00", message))},
			[]string{"1/1 unexplained - -300.00 by none", "1/1 break unknown-at-us - -300.00"}},
		{"returned one by one later", paid,
			[]Entry{entry(1, "200.00", because("AC04", named("e2e", "B"))), entry(2, "100.00", because("AC04",
				named("e2e", "A")))},
			[]string{"1/1 returned B 200.00 settles by EndToEndId + amount",
				"2/1 returned A 100.00 settles by EndToEndId + amount"}},
	})
}

func byMessage(id string, i Instruction) Instruction {
	i.MsgID = id
	return i
}
