package reconcile_test

import (
	"fmt"

	"nostro/calendar"
	. "nostro/reconcile"
)

func ExampleProve() {
	s := statement(entry(1, "70.00"))
	s.Opening, s.Closing = dollars("30.00"), dollars("100.00")
	proof, err := Prove(s, &Previous{ID: "S0", Closing: dollars("30.00")})
	fmt.Println(proof.State, err)

	s.Closing = dollars("100.01")
	proof, err = Prove(s, nil)
	fmt.Println(proof.State, err)
	fmt.Println(proof.Breaks[0].Reason, proof.Breaks[0].Amount)
	// Output:
	// proven <nil>
	// disputed <nil>
	// statement-does-not-add-up USD 0.01
}

func ExampleMatch() {
	s := statement(
		entry(1, "-100.00", Detail{UETR: "uetr-N1"}),
		entry(2, "98.00", kept(Detail{EndToEndID: "E2E-N2"}, "2.00")),
		entry(3, "7.00"))
	outcome, err := Match(s, []Instruction{payOut("N1", "100.00"), payIn("N2", "100.00")})
	for _, f := range outcome.Findings {
		fmt.Println(f)
	}
	for _, b := range outcome.Breaks {
		fmt.Println(b.Entry, b.Reason, b.Amount)
	}
	fmt.Println(err)
	// Output:
	// entry 1 detail 1: pay-out-booked USD 100.00 of N1 (UETR + direction)
	// entry 2 detail 1: pay-in-booked USD 98.00 of N2, charges USD 2.00 (EndToEndId + amount)
	// entry 3: unexplained USD 7.00 (none)
	// 3 unknown-at-us USD 7.00
	// <nil>
}

func ExampleOverdue() {
	late := payIn("N2", "100.00")
	late.ValueDate = calendar.MustDate("2026-11-20") // a Friday
	today := calendar.MustDate("2026-11-24")
	for _, b := range Overdue([]Instruction{late}, today, calendar.New("weekdays", calendar.Weekend), nil) {
		fmt.Println(b.Reason, b.Amount)
	}
	// Output:
	// late USD -100.00
}
