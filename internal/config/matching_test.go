package config

import (
	"reflect"
	"strings"
	"testing"

	"nostro/money"
	"nostro/reconcile"
)

// uncommented is the section of the template as it is meant to be used.
func uncommented(t *testing.T) string {
	t.Helper()
	_, section, found := strings.Cut(string(Template()), "# matching:")
	if !found {
		t.Fatal("the template says nothing of matching")
	}
	var text strings.Builder
	for n, line := range strings.Split("matching:"+section, "\n") {
		if !strings.HasPrefix(line, "#   # ") { // remarks
			text.WriteString(strings.TrimPrefix(line, "# "))
		}
		if text.WriteByte('\n'); n > 0 && line == "" {
			break
		}
	}
	return text.String()
}

// What the template spells out is what holds where the section is left out.
func TestTheTemplateSpellsOutTheRules(t *testing.T) {
	if got := mustParse(t, Template()).Settings.Matching; got != nil {
		t.Errorf("nothing is said, and %v is read", got)
	}
	got := mustParse(t, limited(t, uncommented(t))).Settings.Matching
	if want := reconcile.DefaultRules(); got.Text() != want.Text() {
		t.Errorf("got\n%swant\n%s", got.Text(), want.Text())
	}
}

func TestMatchingIsRead(t *testing.T) {
	got := mustParse(t, limited(t, `matching:
  rules:
    - {name: own, keys: [end-to-end-id, amount], for: [pay-in], may: post, window: {before: 2, after: 5}, tolerance: [{currency: EUR, amount: "5.00", percent: "0.5"}, {correspondent: rhein, currency: USD, percent: "10"}]}
    - {name: fx, keys: [uetr], may: post, exchange: [{currency: EUR, percent: "0.5"}, {correspondent: rhein, currency: USD, percent: "1"}]}
    - {name: alike, keys: [amount, value-date], may: suggest}
`)).Settings.Matching
	eur, usd := money.MustCurrency("EUR"), money.MustCurrency("USD")
	want := reconcile.Rules{
		{Name: "own", Keys: []reconcile.Key{reconcile.KeyEndToEndID, reconcile.KeyAmount}, Events: []reconcile.Event{reconcile.EventPayIn},
			May: reconcile.MayPost, Window: &reconcile.Window{Before: 2, After: 5}, Tolerances: []reconcile.Tolerance{
				{Currency: eur, Amount: money.FromMinor(eur, 500), BasisPoints: 50}, {Correspondent: "rhein", Currency: usd, BasisPoints: 1000}}},
		{Name: "fx", Keys: []reconcile.Key{reconcile.KeyUETR}, May: reconcile.MayPost, Exchanges: []reconcile.Tolerance{
			{Currency: eur, BasisPoints: 50}, {Correspondent: "rhein", Currency: usd, BasisPoints: 100}}},
		{Name: "alike", Keys: []reconcile.Key{reconcile.KeyAmount, reconcile.KeyValueDate}, May: reconcile.MaySuggest},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%swant\n%s", got.Text(), want.Text())
	}
}

func TestMatchingIsStrict(t *testing.T) {
	for rule, want := range map[string]string{
		"{keys: [uetr], may: post}":                                                                           "matching.rules[0].name: is missing",
		"{name: 'a/b', keys: [uetr], may: post}":                                                              `"a/b" is no name`,
		"{name: a, keys: [iban], may: post}":                                                                  `"iban" is not known: use uetr,`,
		"{name: a, keys: [uetr, uetr], may: post}":                                                            "is there twice",
		"{name: a, keys: [uetr, instr-id], may: post}":                                                        "more than one key that finds instructions",
		"{name: a, keys: [value-date], may: suggest}":                                                         "no key that finds instructions",
		"{name: a, keys: [amount], may: post}":                                                                "what is alike is not the same: let it suggest",
		"{name: a, keys: [message-id], may: post}":                                                            "add amount to its keys",
		"{name: a, keys: [uetr], may: guess}":                                                                 `"guess" is not known: use post, suggest`,
		"{name: a, keys: [uetr], may: post, for: [loan]}":                                                     `"loan" is not known: use pay-out, pay-in, return`,
		"{name: a, keys: [uetr], may: post, colour: red}":                                                     "matching.rules[0].colour: is no key here",
		"{name: a, keys: [uetr], may: post, window: {before: 1}}":                                             "matching.rules[0].window.after: is missing",
		"{name: a, keys: [uetr], may: post, tolerance: [{amount: '1.00'}]}":                                   "tolerance[0].currency: is missing",
		"{name: a, keys: [uetr], may: post, tolerance: [{currency: EUR}]}":                                    "neither an amount nor a percentage",
		"{name: a, keys: [uetr], may: post, tolerance: [{currency: EUR, amount: '1.005'}]}":                   "tolerance[0].amount",
		"{name: a, keys: [uetr], may: post, tolerance: [{currency: EUR, percent: '0'}]}":                      "write per cent from",
		"{name: a, keys: [uetr], may: post, tolerance: [{currency: EUR, percent: '0.005'}]}":                  "write per cent from",
		"{name: a, keys: [uetr], may: post, tolerance: [{currency: EUR, percent: '1', correspondent: none}]}": `"none" is no correspondent of yours`,
		"{name: a, keys: [uetr], may: post, exchange: [{currency: EUR, percent: '1', correspondent: none}]}":  `"none" is no correspondent of yours`,
		"{name: a, keys: [uetr], may: post, exchange: [{currency: EUR}]}":                                     "exchange[0].percent: is missing",
		"{name: a, keys: [uetr], may: post, exchange: [{percent: '1'}]}":                                      "exchange[0].currency: is missing",
		"{name: a, keys: [uetr], may: post, exchange: [{currency: EUR, amount: '1.00', percent: '1'}]}":       "exchange[0].amount",
		"{name: a, keys: [end-to-end-id], may: post, exchange: [{currency: EUR, percent: '1'}]}":              "reference that is ours alone",
	} {
		data := limited(t, "matching:\n  rules:\n    - "+rule+"\n")
		problems := problemsOf(t, data)
		if len(problems) != 1 || !strings.Contains(problems[0].Error(), want) || problems[0].Line == 0 {
			t.Errorf("%s:\n got %v\nwant %s", rule, problems, want)
		}
	}
	twice := problemsOf(t, limited(t, "matching:\n  rules:\n    - {name: a, keys: [uetr], may: post}\n    - {name: a, keys: [instr-id], may: post}\n"))
	if len(twice) != 1 || !strings.Contains(twice[0].Error(), "give each rule a name of its own") {
		t.Errorf("got %v", twice)
	}
	problemsOf(t, limited(t, "matching: {}"))
}
