package money_test

import (
	"fmt"

	"nostro/money"
)

func ExampleParse() {
	usd := money.MustCurrency("USD")
	amount, err := money.Parse(usd, "1234.5")
	fmt.Println(amount, err)
	_, err = money.Parse(usd, "1.005")
	fmt.Println(err)
	// Output:
	// USD 1234.50 <nil>
	// amount "1.005" has more than the 2 decimals of USD: it is not rounded, correct it
}

func ExampleParseCurrency() {
	kwd, err := money.ParseCurrency("KWD")
	fmt.Println(kwd, kwd.Exponent(), kwd.Name(), err)
	_, err = money.ParseCurrency("BGN")
	fmt.Println(err)
	// Output:
	// KWD 3 Kuwaiti Dinar <nil>
	// currency "BGN" was withdrawn from ISO 4217: use EUR
}

func ExampleAmount_Allocate() {
	charge := money.FromMinor(money.MustCurrency("EUR"), 1000)
	parts, err := charge.Allocate([]int64{1, 1, 1})
	fmt.Println(parts, err)
	// Output: [EUR 3.34 EUR 3.33 EUR 3.33] <nil>
}

func ExampleAmount_Grouped() {
	fmt.Println(money.FromMinor(money.MustCurrency("JPY"), -1234567).Grouped())
	// Output: -1,234,567
}
