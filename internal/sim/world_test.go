package sim

import (
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/formats"
	"nostro/internal/sim/bank"
	"nostro/jobs"
	"nostro/money"
)

var (
	eur = money.MustCurrency("EUR")
	jpy = money.MustCurrency("JPY")
)

func correspondents() []jobs.Correspondent {
	return []jobs.Correspondent{{ID: "rhein", Name: "Rheinbank", BIC: "RHBKDEDKXXX", Accounts: []jobs.NostroAccount{
		{Currency: eur, ID: formats.AccountID{IBAN: "DE41370400440053201300"}},
		{Currency: jpy, ID: formats.AccountID{Other: "4711"}}}}}
}

func TestBanksAreMadeFromTheirFiles(t *testing.T) {
	banks, err := Banks("NWSLGB2LXXX", correspondents(),
		[]byte("rhein: {layout: {envelope: true, prefix: r, encoding: ISO-8859-1}, opening: {EUR: \"12.50\"}}\n"),
		[]byte("rhein: {accept: true}\n"))
	if err != nil || len(banks) != 1 {
		t.Fatalf("%d banks: %v", len(banks), err)
	}
	b := banks[0]
	if !b.Layout.Envelope || b.Layout.Prefix != "r" || b.Layout.Encoding != bank.Latin1 || !b.Script.Accept || b.CustomerBIC != "NWSLGB2LXXX" {
		t.Errorf("got %+v", b)
	}
	if len(b.Accounts) != 2 || b.Accounts[0].Opening != money.FromMinor(eur, 1250) || !b.Accounts[0].IBAN ||
		b.Accounts[1].Number != "4711" || !b.Accounts[1].Opening.IsZero() {
		t.Errorf("accounts %+v", b.Accounts)
	}
}

// What a scenario means and the world cannot do is an error: else the trouble would silently not happen.
func TestBanksRefuse(t *testing.T) {
	for name, c := range map[string]struct{ setup, script, says string }{
		"a setup for nobody":           {"other: {}", "", `"other" is no correspondent`},
		"a script for nobody":          {"", "other: {accept: true}", `"other" is no correspondent`},
		"an unknown key":               {"rhein: {colour: red}", "", "banks.yaml"},
		"an opening without account":   {`rhein: {opening: {USD: "1.00"}}`, "", "without an account"},
		"an opening that is no money":  {`rhein: {opening: {EUR: "1.005"}}`, "", "1.005"},
		"a script that makes no sense": {"", "rhein: {reject: [{party: x, code: ac4}]}", "script.yaml"},
		"malformed YAML":               {"a:\n  b:\n   !0 #", "", "banks.yaml"},
	} {
		if _, err := Banks("NWSLGB2LXXX", correspondents(), []byte(c.setup), []byte(c.script)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: want an error that says %q, got %v", name, c.says, err)
		}
	}
}

// A bank reads what lies in its folder once, answers into the other one, and refuses what is no payment.
func TestWorldAnswers(t *testing.T) {
	world, err := Start([]string{"rhein"})
	if err != nil {
		t.Fatal(err)
	}
	defer world.Close()
	banks, err := Banks("NWSLGB2LXXX", correspondents(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := world.Furnish(banks[0], "/in", "/out"); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 24, 18, 0, 0, 0, time.UTC)
	taken, given, err := world.Answer(at, calendar.MustDate("2026-11-24"))
	if err != nil || taken != 0 || given != 2 {
		t.Fatalf("an idle day: took %d, gave %d: %v; want a statement for each of two accounts", taken, given, err)
	}
	if !strings.Contains(world.Describe(), "booked 0") {
		t.Errorf("the world says %q", world.Describe())
	}
	if err := world.place("rhein").server.Tree(User).Put("/in/letter.txt", []byte("hello")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := world.Answer(at, calendar.MustDate("2026-11-25")); err == nil || !strings.Contains(err.Error(), "bank rhein") {
		t.Errorf("a letter was taken as a payment: %v", err)
	}
	for _, err := range []error{world.Put("other", "x", nil), world.MakeFolder("other", "/x"), world.Furnish(bank.Config{ID: "other"}, "/in", "/out")} {
		if err == nil {
			t.Error("a bank that is not in the world was served")
		}
	}
	if world.Addr("other") != "" || world.Addr("rhein") == "" {
		t.Errorf("addresses %q and %q", world.Addr("other"), world.Addr("rhein"))
	}
}
