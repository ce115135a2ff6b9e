package ledger_test

import (
	"fmt"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/money"
)

func ExampleNetted() {
	eur := money.MustCurrency("EUR")
	e, err := ledger.Netted("2026-11-24", calendar.MustDate("2026-11-24"), []ledger.NetPosition{
		{Participant: "ACME", Net: money.FromMinor(eur, 7000)},
		{Participant: "BETA", Net: money.FromMinor(eur, -7000)},
	}, ledger.Evidence{})
	fmt.Println(e.Key, err)
	for _, p := range e.Postings {
		fmt.Println(p.Account, p.Amount)
	}
	// Output:
	// netting:2026-11-24 <nil>
	// participant:ACME EUR -70.00
	// participant:BETA EUR 70.00
}

func ExamplePayOutSent() {
	e, err := ledger.PayOutSent(ledger.Movement{Key: ledger.PayOutKey("N1"), Participant: "ACME", Correspondent: "ALPHA",
		Amount: money.FromMinor(money.MustCurrency("EUR"), 7000), ValueDate: calendar.MustDate("2026-11-24")})
	fmt.Println(e.Key, err)
	for _, p := range e.Postings {
		fmt.Println(p.Account, p.Amount)
	}
	// Output:
	// pay-out:N1 <nil>
	// participant:ACME EUR 70.00
	// transit:ALPHA EUR -70.00
}

func ExampleBalances() {
	var books ledger.Balances
	m := ledger.Movement{Key: "opening:ALPHA:EUR", Correspondent: "ALPHA",
		Amount: money.FromMinor(money.MustCurrency("EUR"), 25000), ValueDate: calendar.MustDate("2026-11-24")}
	e, err := ledger.Opened(m)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := books.Add(e); err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range books.Rows() {
		fmt.Println(row.Account, row.Balance)
	}
	// Output:
	// nostro:ALPHA EUR 250.00
	// reserve EUR -250.00
}
