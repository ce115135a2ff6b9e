package config

import (
	"reflect"
	"strings"
	"testing"

	"nostro/money"
	rules "nostro/risk"
)

func TestReserveIsRead(t *testing.T) {
	if mustParse(t, Template()).Settings.Reserve != nil {
		t.Error("nothing is said, and something is set aside")
	}
	got := mustParse(t, limited(t, `reserve:
  USD: {percent: "0.01", of: exposure}
  EUR: {percent: "2.5", of: pay-outs, days: 7, minimum: "10.00", maximum: "50.00", alone_up_to: "1.00"}
  JPY: {minimum: 500}
`)).Settings.Reserve
	eur, usd, jpy := money.MustCurrency("EUR"), money.MustCurrency("USD"), money.MustCurrency("JPY")
	want := []rules.ReserveRule{
		{Currency: eur, BP: 250, Of: rules.ReserveOfPayOuts, Days: 7, Minimum: money.FromMinor(eur, 1000), Maximum: money.FromMinor(eur, 5000),
			AloneUpTo: money.FromMinor(eur, 100)},
		{Currency: jpy, Days: 30, Minimum: money.FromMinor(jpy, 500)},
		{Currency: usd, BP: 1, Of: rules.ReserveOfExposure, Days: 30, Minimum: money.Zero(usd)}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
}

func TestReserveIsStrict(t *testing.T) {
	for text, want := range map[string]string{
		"{EURO: {minimum: 1}}":                          "reserve.EURO",
		"{EUR: {}}":                                     "asks for nothing",
		"{EUR: {percent: \"0\", of: exposure}}":         "write per cent above 0",
		"{EUR: {percent: \"100.01\", of: exposure}}":    "write per cent above 0",
		"{EUR: {percent: \"1.001\", of: exposure}}":     "write per cent above 0",
		"{EUR: {percent: 1}}":                           "reserve.EUR.of: is missing",
		"{EUR: {percent: 1, of: wishes}}":               "is not known: use pay-outs, exposure",
		"{EUR: {percent: 1, of: exposure, days: 3}}":    "only pay-outs are counted over days",
		"{EUR: {percent: 1, of: pay-outs, days: 0}}":    "reserve.EUR.days",
		"{EUR: {minimum: \"1.001\"}}":                   "reserve.EUR.minimum",
		"{EUR: {minimum: \"0.00\"}}":                    "reserve.EUR.minimum",
		"{EUR: {minimum: \"2.00\", maximum: \"1.00\"}}": "maximum EUR 1.00 is below minimum EUR 2.00",
		"{EUR: {minimum: 1, colour: red}}":              "reserve.EUR.colour: is no key here",
	} {
		problems := problemsOf(t, limited(t, "reserve: "+text))
		if len(problems) != 1 || !strings.Contains(problems[0].Error(), want) {
			t.Errorf("%s:\n got %v\nwant %s", text, problems, want)
		}
	}
}
