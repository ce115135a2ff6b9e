package money_test

import (
	"slices"
	"strings"
	"testing"

	"nostro/money"
)

func TestParseCurrencyKnowsExponents(t *testing.T) {
	for code, exponent := range map[string]int{
		"EUR": 2, "USD": 2, "GBP": 2, "CHF": 2, "MGA": 2, "HUF": 2,
		"JPY": 0, "KRW": 0, "ISK": 0, "CLP": 0, "UGX": 0, "VND": 0, "XOF": 0, "XAF": 0, "XPF": 0, "UYI": 0,
		"KWD": 3, "BHD": 3, "IQD": 3, "JOD": 3, "LYD": 3, "OMR": 3, "TND": 3,
		"CLF": 4, "UYW": 4,
		"SLE": 2, "VES": 2, "VED": 2, "XCG": 2, "ZWG": 2, "XAD": 2,
	} {
		c, err := money.ParseCurrency(code)
		if err != nil {
			t.Errorf("%s: %v", code, err)
			continue
		}
		if c.Exponent() != exponent || c.Code() != code || c.String() != code || c.Name() == "" || c.IsZero() {
			t.Errorf("%s: exponent %d, code %q, name %q; want exponent %d", code, c.Exponent(), c.Code(), c.Name(), exponent)
		}
	}
}

func TestParseCurrencyRefuses(t *testing.T) {
	for _, tt := range []struct{ code, reason string }{
		{"", "not in ISO 4217"},
		{"eur", "not in ISO 4217"},
		{" EUR", "not in ISO 4217"},
		{"EURO", "not in ISO 4217"},
		{"ABC", "not in ISO 4217"},
		{"XAU", "gold"},
		{"XAG", "no minor unit"},
		{"XDR", "special drawing right"},
		{"XTS", "reserved for testing"},
		{"XXX", "no currency"},
		{"BGN", "use EUR"},
		{"HRK", "use EUR"},
		{"SLL", "use SLE"},
		{"ANG", "use XCG"},
		{"ZWL", "use ZWG"},
		{"CUC", "use CUP"},
	} {
		c, err := money.ParseCurrency(tt.code)
		if err == nil || !strings.Contains(err.Error(), tt.reason) {
			t.Errorf("%q: error %v, want one that says %q", tt.code, err, tt.reason)
		}
		if !c.IsZero() {
			t.Errorf("%q: refused, but a currency came back: %s", tt.code, c)
		}
	}
}

func TestCurrenciesIsWholeAndSorted(t *testing.T) {
	all := money.Currencies()
	if len(all) != 165 {
		t.Errorf("%d currencies with a minor unit, list one of 2026-01-01 has 165", len(all))
	}
	codes := make([]string, len(all))
	for i, c := range all {
		codes[i] = c.Code()
		if c.Exponent() > 4 || c.Name() == "" || len(c.Code()) != 3 {
			t.Errorf("%s: exponent %d, name %q", c, c.Exponent(), c.Name())
		}
	}
	if !slices.IsSorted(codes) {
		t.Errorf("codes are not sorted: %v", codes)
	}
}

func TestIsFund(t *testing.T) {
	var got []string
	for _, c := range money.Currencies() {
		if c.IsFund() {
			got = append(got, c.Code())
		}
	}
	if want := "BOV CHE CHW CLF COU MXV USN UYI UYW"; strings.Join(got, " ") != want {
		t.Errorf("funds are %v, want %s", got, want)
	}
}

func TestZeroCurrency(t *testing.T) {
	var none money.Currency
	if !none.IsZero() || none.Code() != "" || none.Name() != "" || none.IsFund() || none.Exponent() != 0 {
		t.Errorf("the zero value is not empty: %+v", none)
	}
}

func TestMustCurrencyPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic for a code that is not in ISO 4217")
		}
	}()
	money.MustCurrency("ZZZ")
}
