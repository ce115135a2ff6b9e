package intake_test

import (
	"fmt"

	. "nostro/intake"
)

func ExampleReadObligations() {
	data := []byte(`id,payer,payee,currency,amount,value_date,reference
O-1,ACME,BOLT,USD,10.50,2026-11-24,"rent, November"
O-2,ACME,BOLT,USD,1.005,2026-11-31,
`)
	rows, refusals := ReadObligations("in/obligations.csv", data, nil)
	for _, row := range rows {
		fmt.Println(row.Line, row.Value.ID, row.Value.Amount, row.Value.Reference)
	}
	for _, r := range refusals {
		fmt.Printf("%d %s %q: %s\n", r.Line, r.Field, r.Value, r.Remedy)
	}
	// Output:
	// 2 O-1 USD 10.50 rent, November
	// 3 amount "1.005": write USD 1.00 or 1.01: USD has 2 decimals
	// 3 value_date "2026-11-31": write year-month-day, such as 2026-11-24
}

func ExampleReadAccounts() {
	data := []byte("participant,currency,account,agent_bic\nACME,EUR,DE89 3704 0044 0532 0130 00,DEUTDEFF\n")
	_, refusals := ReadAccounts("in/accounts.csv", data, nil)
	fmt.Println(refusals[0].Remedy)
	// Output:
	// write DE89370400440532013000
}

func ExampleReadParticipants() {
	data := []byte("id,name,kind,bic,street,building,postcode,town,country,settlement_currency\n" +
		"BOLT,Bolt Bank,institution,,,,,Oslo,NO,\n")
	_, refusals := ReadParticipants("in/participants.csv", data)
	fmt.Println(refusals[0].Field, refusals[0].Remedy)
	// Output:
	// bic an institution is paid by BIC (pacs.009): give it, or make it a company
}

func ExampleDetect() {
	kind, err := Detect("in/a.csv", []byte("agent_bic,account,currency,participant\n"))
	fmt.Println(kind, err)
	_, err = Detect("in/b.csv", []byte("participant,currency,iban\n"))
	fmt.Println(err.(Refusal).Reason)
	// Output:
	// accounts <nil>
	// the header comes nearest to accounts, but lacks account, agent_bic; does not know iban
}
