package identifiers_test

import (
	"fmt"

	"nostro/identifiers"
)

func ExampleCheckIBAN() {
	fmt.Println(identifiers.CheckIBAN("DE89370400440532013000"))
	fmt.Println(identifiers.CheckIBAN("DE89370400440532013008"))
	// Output:
	// <nil>
	// IBAN "DE89370400440532013008" has wrong check digits: compare it with the source, a character is mistyped
}

func ExampleDeriver() {
	d, err := identifiers.NewDeriver([]byte("0123456789abcdef"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.UETR("2026-11-24", "ACME", "EUR"))
	fmt.Println(d.InstrID("2026-11-24", "ACME", "EUR"))
	// Output:
	// 74c7d998-43f8-4dbf-ac46-cef527eeb962
	// N3MFES6DPWMY5F2V
}

func ExampleMaskAccount() {
	fmt.Println(identifiers.MaskAccount("DE89370400440532013000"))
	// Output: DE89**************3000
}
