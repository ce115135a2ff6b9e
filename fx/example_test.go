package fx_test

import (
	"fmt"
	"os"
	"strings"

	"nostro/calendar"
	"nostro/fx"
	"nostro/money"
)

func read() (fx.Fixing, error) {
	raw, err := os.ReadFile("testdata/ecb-1999-01-04.xml")
	if err != nil {
		return fx.Fixing{}, err
	}
	return fx.ParseECB(raw)
}

func ExampleParseECB() {
	fixing, err := read()
	fmt.Println(fixing.Date, fixing.Rates[3].Pair, fixing.Rates[3].Mid, err)
	fmt.Println(fixing.Ignored[0])
	// Output:
	// 1999-01-04 EUR/USD 1.1789 <nil>
	// line 11: CYP 0.58231: CYP is not a currency of ISO 4217
}

func ExampleFixing_Quote() {
	fixing, _ := read()
	quote, err := fixing.Quote(money.MustCurrency("USD"), money.MustCurrency("JPY"))
	fmt.Println(quote.Mid, quote.MidText(), err)
	fmt.Println(strings.Join(quote.Derivation, "\n"))
	// Output:
	// 1337300/11789 113.43625414 <nil>
	// rates of ECB, fixed on 1999-01-04
	// USD/EUR is the inverse of EUR/USD 1.1789
	// direct EUR/JPY 133.73
	// USD/JPY is the cross through EUR: first x second
}

func ExampleFixing_CheckAge() {
	fixing, _ := read()
	target := calendar.New("TARGET", calendar.Weekend)
	fmt.Println(fixing.CheckAge(calendar.MustDate("1999-01-05"), target, 1))
	fmt.Println(fixing.CheckAge(calendar.MustDate("1999-01-08"), target, 1) != nil)
	// Output:
	// <nil>
	// true
}

func ExampleConvert() {
	fixing, _ := read()
	usd, jpy := money.MustCurrency("USD"), money.MustCurrency("JPY")
	quote, _ := fixing.Quote(usd, jpy)
	c, err := fx.Convert(money.FromMinor(usd, 10000), quote, 25)
	fmt.Println(c.From, "is", c.Mid, "at mid,", c.To, "for the participant", err)
	fmt.Println("spread", c.Spread, "residual", c.Residual, "client rate", c.ClientRateText)
	// Output:
	// USD 100.00 is JPY 11344 at mid, JPY 11315 for the participant <nil>
	// spread JPY 28 residual JPY 1 client rate 113.1526635
}

func ExampleCover() {
	fixing, _ := read()
	eur, usd := money.MustCurrency("EUR"), money.MustCurrency("USD")
	quote, _ := fixing.Quote(usd, eur)
	conversion, _ := fx.Convert(money.FromMinor(usd, 10000), quote, 0)
	exposure, _ := fx.Exposure([]fx.Conversion{conversion})
	fmt.Println(exposure)
	trades, err := fx.Cover(exposure, eur, fixing)
	fmt.Println("sell", trades[0].Sell, "buy", trades[0].Buy, "at", trades[0].Rate, err)
	// Output:
	// [EUR -84.82 USD 100.00]
	// sell USD 100.00 buy EUR 84.82 at 0.8482483671 <nil>
}
