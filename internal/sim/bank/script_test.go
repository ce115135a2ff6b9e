package bank

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nostro/calendar"
	"nostro/money"
)

const wholeScript = `
gen-zurich:
  accept: true
  reject:
    - party: "Acme GmbH"
      currency: USD
      code: AC04
      text: Account closed
  return:
    - party: PEERGB2L
      currency: JPY
      code: "0001"
      text: "see text"
      charges: "15"
      same_day: true
    - currency: USD
      code: AC01
  charge:
    - currency: KWD
      charges: "0.005"
  short:
    - party: Short Co
      currency: USD
      by: '5.00'
  missing_pay_in:
    - party: "007"
  unexpected:
    - currency: USD
      amount: "12.34"
      from: A Stranger
      text: for you
      on: "2026-11-25"
  statement_twice: [USD, JPY]
  recall:
    - party: Acme GmbH
      answer: refuse
      code: CUST
      text: "no"
    - currency: USD
      answer: credit
      charges: "1"
honest: {}
`

func TestParseScriptReadsEverything(t *testing.T) {
	got, err := ParseScript([]byte(wholeScript))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Script{
		"honest": {},
		"gen-zurich": {
			Accept: true,
			Reject: []Rule{{Party: "Acme GmbH", Currency: usd, Code: "AC04", Text: "Account closed"}},
			Return: []Rule{
				{Party: "PEERGB2L", Currency: jpy, Code: "0001", Text: "see text", Charges: amount(jpy, "15"), SameDay: true},
				{Currency: usd, Code: "AC01"},
			},
			Charge:       []Rule{{Currency: kwd, Charges: amount(kwd, "0.005")}},
			Short:        []Rule{{Party: "Short Co", Currency: usd, By: amount(usd, "5.00")}},
			MissingPayIn: []Rule{{Party: "007"}},
			Unexpected: []Credit{{Amount: amount(usd, "12.34"), From: "A Stranger", Text: "for you",
				On: calendar.MustDate("2026-11-25")}},
			StatementTwice: []money.Currency{usd, jpy},
			Recall: []Rule{{Party: "Acme GmbH", Answer: RefuseRecall, Code: "CUST", Text: "no"},
				{Currency: usd, Answer: CreditOnRecall, Charges: amount(usd, "1")}},
		},
	}
	equal := cmp.Comparer(func(a, b money.Amount) bool { return a == b })
	currencies := cmp.Comparer(func(a, b money.Currency) bool { return a == b })
	dates := cmp.Comparer(func(a, b calendar.Date) bool { return a == b })
	if diff := cmp.Diff(want, got, equal, currencies, dates); diff != "" {
		t.Error(diff)
	}
}

func TestNoScriptIsNoTroubles(t *testing.T) {
	for _, text := range []string{"", "# only words\n", "{}"} {
		got, err := ParseScript([]byte(text))
		if err != nil || len(got) != 0 {
			t.Errorf("%q: %v %v", text, got, err)
		}
	}
	if got, err := ParseScript([]byte("a:\nb:\n  reject:\n")); err != nil || len(got) != 2 || got["a"].Accept {
		t.Errorf("banks without troubles: %v %v", got, err)
	}
}

func TestBadScriptsAreRefused(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"[]", "script"},
		{"a: [", "script"},
		{"a: 7", "script"},
		{"a: {}\n---\nb: {}", "second document"},
		{"a:\n  reject:\n   !0 #", "not readable as YAML"},
		{"a:\n  accept: perhaps", "accept"},
		{"a:\n  explode: true", `unknown field "explode"`},
		{"a: {}\na: {}", "already"},
		{"a:\n  accept: true\n  accept: false", "already"},
		{rule("reject", `{party: X, code: AC04, colour: red}`), `unknown field "colour"`},
		{rule("return", `{party: X, code: AC04, amount: "1"}`), `unknown field "amount"`},
		{rule("charge", `{currency: USD, charge: "1"}`), `unknown field "charge"`},
		{rule("short", `{currency: USD, less: "1"}`), `unknown field "less"`},
		{rule("missing_pay_in", `{who: X}`), `unknown field "who"`},
		{rule("unexpected", `{currency: USD, amount: "1", from: X, party: Y}`), `unknown field "party"`},
		{rule("reject", `{party: X}`), `reject 1: code ""`},
		{rule("reject", `{party: X, code: AC4}`), `code "AC4" is not four`},
		{rule("reject", `{party: X, code: ac04}`), "is not four"},
		{rule("reject", `{party: X, code: AC045}`), "is not four"},
		{rule("reject", `{party: X, code: 0007}`), "line 3: 0007 is not a text"},
		{rule("reject", `{party: 123, code: AC04}`), "line 3: 123 is not a text"},
		{rule("reject", `{party: null, code: AC04}`), "neither party nor currency"},
		{rule("reject", `{code: AC04}`), "neither party nor currency"},
		{rule("reject", `{party: X, code: AC04, charges: "1"}`), "no currency"},
		{rule("reject", `{currency: USD, code: AC04, charges: "1"}`), "charges has no meaning here"},
		{rule("reject", `{party: X, code: AC04, same_day: true}`), "same_day has no meaning"},
		{rule("reject", `{party: X, code: AC04, text: "`+strings.Repeat("x", 106)+`"}`), "at most 105"},
		{rule("reject", `{party: X, code: AC04, text: "a\u0007b"}`), "printable"},
		{rule("reject", `{party: " X", code: AC04}`), "party"},
		{rule("reject", `{currency: USX, code: AC04}`), `"USX"`},
		{rule("return", `{currency: USD, code: AC04, by: "1"}`), "by has no meaning"},
		{rule("return", `{currency: USD, code: AC04, charges: 5.00}`), "line 3: 5.00 is not a text"},
		{rule("return", `{currency: USD, code: AC04, charges: "5.005"}`), "return 1: charges"},
		{rule("return", `{currency: JPY, code: AC04, charges: "5.5"}`), "return 1: charges"},
		{rule("return", `{currency: USD, code: AC04, charges: "-5"}`), "more than zero"},
		{rule("return", `{currency: USD, code: AC04, charges: "0"}`), "is nothing"},
		{rule("return", `{party: X, code: AC04, charges: "5"}`), "no currency"},
		{rule("charge", `{currency: USD}`), "charges is missing"},
		{rule("charge", `{currency: USD, charges: "1", code: AC04}`), "code or text has no meaning"},
		{rule("short", `{currency: USD}`), "by is missing"},
		{rule("short", `{currency: USD, by: "1e2"}`), "short 1: by"},
		{rule("short", `{currency: USD, by: "10000000000000000.00"}`), "at most 18 digits"},
		{rule("missing_pay_in", `{currency: USD, text: X}`), "missing_pay_in 1"},
		{rule("unexpected", `{currency: USD, from: X}`), "amount is missing"},
		{rule("unexpected", `{amount: "1", from: X}`), "unexpected 1"},
		{rule("unexpected", `{currency: USD, amount: "1"}`), `from ""`},
		{rule("unexpected", `{currency: USD, amount: "-1", from: X}`), "more than zero"},
		{rule("unexpected", `{currency: USD, amount: 1, from: X}`), "is not a text"},
		{rule("unexpected", `{currency: USD, amount: "1", from: X, on: "2026-11-31"}`), "on:"},
		{rule("unexpected", `{currency: USD, amount: "1", from: X, text: "`+strings.Repeat("x", 141)+`"}`), "at most 140"},
		{"a:\n  statement_twice: [XAU]", "statement_twice 1"},
		{"a:\n  statement_twice: [1]", "is not a text"},
		{"a:\n  recall: [{currency: USD, answer: maybe}]", `recall 1: answer "maybe" is none of agree`},
		{"a:\n  recall: [{currency: USD, answer: refuse}]", "recall 1: code"},
		{"a:\n  recall: [{currency: USD, code: CUST}]", "recall 1: a code or text has no meaning"},
		{"a:\n  recall: [{currency: USD, answer: refuse, code: CUST, charges: \"1\"}]", "recall 1: charges"},
		{"a:\n  return: [{currency: USD, code: AC01, answer: agree}]", "return 1: an answer has no meaning here"},
		{strings.Repeat("#", scriptBytesMax+1), "shorten it"},
	} {
		if _, err := ParseScript([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.80s\nerror %v\ndoes not say %q", c.text, err, c.want)
		}
	}
}

func rule(list, item string) string { return fmt.Sprintf("a:\n  %s:\n    - %s\n", list, item) }

func TestScriptsMadeInGoAreCheckedToo(t *testing.T) {
	for want, s := range map[string]Script{
		"reject 1":                     {Reject: []Rule{{Party: "X"}}},
		"not in the currency":          {Charge: []Rule{{Currency: usd, Charges: amount(jpy, "1")}}},
		"statement_twice 1":            {StatementTwice: []money.Currency{{}}},
		"EUR, in which there is no":    {Reject: []Rule{{Currency: eur, Code: "AC04"}}},
		"EUR, in which there is no ac": {StatementTwice: []money.Currency{eur}},
		"EUR, in which there is":       {Unexpected: []Credit{{Amount: amount(eur, "1"), From: "X"}}},
	} {
		if _, err := New(testConfig(s)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not say %q", err, want)
		}
	}
}

func FuzzParseScript(f *testing.F) {
	f.Add([]byte(wholeScript))
	f.Add([]byte("a:\n  reject:\n   !0 #"))
	f.Add([]byte(rule("reject", `{party: X, code: AC04}`)))
	f.Fuzz(func(t *testing.T, text []byte) {
		scripts, err := ParseScript(text)
		if err != nil {
			return
		}
		for id, s := range scripts {
			if err := s.check(); err != nil {
				t.Errorf("%q: taken, and then: %v", id, err)
			}
		}
	})
}
