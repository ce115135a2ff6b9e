package codeset_test

import (
	"fmt"

	"nostro/formats/codeset"
)

func ExampleList_Say() {
	fmt.Println(codeset.StatusReasons.Say("AC01", false))
	fmt.Println(codeset.ReturnReasons.Say("AC01", false))
	fmt.Println(codeset.ReturnReasons.Say("R02", true))
	fmt.Println(codeset.StatusReasons.Say("E433", false))
	// Output:
	// AC01 account number is missing or wrong
	// AC01 account number has a wrong form
	// R02 (the bank's own code)
	// E433 (not among ISO's status reasons)
}

func ExampleStatusRank() {
	known, arrived := "ACSC", "ACSP"
	fmt.Println(codeset.StatusRank(arrived) <= codeset.StatusRank(known), codeset.StatusAdvice.Text(known))
	// Output: true book from the statement, not from this status
}

func ExampleBankTransaction() {
	fmt.Println(codeset.BankTransaction("PMNT", "RCDT", "ESCT"))
	// Output: payments: credit transfer received: SEPA
}
