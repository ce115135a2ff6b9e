package config

import (
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/money"
)

func TestPayOutsAreRead(t *testing.T) {
	eur, usd := money.MustCurrency("EUR"), money.MustCurrency("USD")
	for text, want := range map[string]string{
		"": "immediate immediate ",
		"pay_outs: {policy: pay-ins-booked, currencies: {USD: immediate}, funding: balance}":                                  "pay-ins-booked immediate balance",
		"pay_outs: {correspondents: {rhein: pay-ins-of-participant}, funding: balance-and-pay-ins}":                           "pay-ins-of-participant pay-ins-of-participant balance-and-pay-ins",
		"pay_outs: {policy: immediate, correspondents: {rhein: pay-ins-booked}, currencies: {EUR: immediate}, funding: none}": "immediate pay-ins-booked none",
	} {
		s := mustParse(t, limited(t, text)).Settings.PayOuts
		if got := fmt.Sprint(s.PolicyOf("rhein", eur), " ", s.PolicyOf("rhein", usd), " ", s.Funding); got != want {
			t.Errorf("%s:\n got %s\nwant %s", text, got, want)
		}
	}
	if p := (jobs.PayOutSettings{}).PolicyOf("any", eur); p != jobs.GateImmediate {
		t.Error(p)
	}
}

func TestPayOutsAreStrict(t *testing.T) {
	for text, want := range map[string]string{
		"{policy: later}":                      `pay_outs.policy: "later" is not known: use immediate, pay-ins-booked, pay-ins-of-participant`,
		"{correspondents: {rhine: immediate}}": "pay_outs.correspondents.rhine: no correspondent has that id",
		"{correspondents: {rhein: never}}":     `pay_outs.correspondents.rhein: "never" is not known`,
		"{currencies: {XXZ: immediate}}":       `pay_outs.currencies.XXZ: currency "XXZ"`,
		"{currencies: {EUR: never}}":           `pay_outs.currencies.EUR: "never" is not known`,
		"{funding: all}":                       `pay_outs.funding: "all" is not known: use none, balance, balance-and-pay-ins`,
		"{gate: immediate}":                    "pay_outs.gate: is no key here",
	} {
		problems := problemsOf(t, limited(t, "pay_outs: "+text))
		if len(problems) != 1 || !strings.Contains(problems[0].Error(), want) {
			t.Errorf("%s:\n got %v\nwant %s", text, problems, want)
		}
	}
}
