package bank

import (
	"bytes"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/money"
)

func TestRejectedPaymentIsAnsweredAndNotBooked(t *testing.T) {
	reject := Rule{Party: "closed ltd", Currency: usd, Code: "AC04", Text: "Account closed"}
	b := testBank(t, Script{Reject: []Rule{reject}})
	take(t, b, pacs008("M1", payment{n: 1, name: "Closed Ltd"}, payment{n: 2},
		payment{n: 3, name: "Closed Ltd", currency: "JPY", amount: "1"}))
	a := answerOn(t, b, day1())
	if len(a.statuses) != 1 {
		t.Fatalf("statuses %+v", a.statuses)
	}
	want := readStatus{OriginalMsgID: "M1", InstrID: "I1", UETR: uetr(1), Code: "RJCT", Reason: "AC04",
		Text: "Account closed"}
	if a.statuses[0] != want {
		t.Errorf("status %+v", a.statuses[0])
	}
	if got := a.statement(t, usd).moved() + " / " + a.statement(t, jpy).moved(); got != "-100.00 E2 / -1 E3" {
		t.Errorf("moved %s", got)
	}
	if again := answerOn(t, b, day1().AddDays(1)); len(again.statuses) != 0 {
		t.Errorf("rejected twice: %+v", again.statuses)
	}
}

func TestRulesFitByNameBICAndAccount(t *testing.T) {
	p := party{name: "Müller AG", bic: "PEERGB2L", account: "DE02120300000000202051"}
	for text, want := range map[string]bool{
		"": true, "MÜLLER ag": true, "PEERGB2LXXX": true, "PEERGB2L": true, "DE02 1203 0000 0000 2020 51": true,
		"Müller": false, "PEERGB2LABC": false, "DE02": false,
	} {
		if _, ok := firstMatch([]Rule{{Party: text}}, p, usd); ok != want {
			t.Errorf("party %q fits: %v", text, ok)
		}
	}
	if _, ok := firstMatch([]Rule{{Currency: jpy}}, p, usd); ok {
		t.Error("another currency fits")
	}
	if (party{}).is("") {
		t.Error("a party without anything was named by nothing")
	}
	rules := []Rule{{Currency: jpy, Code: "AAAA"}, {Currency: usd, Code: "BBBB"}, {Currency: usd, Code: "CCCC"}}
	first, _ := firstMatch(rules, p, usd)
	if first.Code != "BBBB" {
		t.Errorf("rule %s was taken", first.Code)
	}
}

func TestReturnComesOnTheNextStatementLessCharges(t *testing.T) {
	back := Rule{Party: "Back", Currency: usd, Code: "AC01", Text: "No account", Charges: amount(usd, "10")}
	b := testBank(t, Script{Return: []Rule{back}})
	take(t, b, pacs008("M1", payment{n: 1, name: "Back"}))
	first := answerOn(t, b, day1())
	if len(first.returns) != 0 || first.statement(t, usd).moved() != "-100.00 E1" {
		t.Fatalf("first day: %+v, %s", first.returns, first.statement(t, usd).moved())
	}
	second := answerOn(t, b, day1().AddDays(1))
	if len(second.returns) != 1 || strings.Join(second.kinds, " ") != "pacs.004 camt.053 camt.053 camt.053" {
		t.Fatalf("second day: %v %+v", second.kinds, second.returns)
	}
	r := second.returns[0]
	if r.UETR != uetr(1) || r.Original.Text != "100.00" || r.Returned.Text != "90.00" || r.Charges.Text != "10.00" ||
		r.Reason != "AC01" || r.Text != "No account" || r.Date != "2026-11-25" || r.ChainFrom != "Back" {
		t.Errorf("return %+v", r)
	}
	e := second.statement(t, usd).Entries[0]
	if signed(e.Amount, e.Direction) != "90.00" || e.UETR != uetr(1) || e.InstrID != "I1" || e.Reason != "AC01" ||
		e.SubFamily != "RRTN" || e.Charges.Text != "10.00" || e.Instructed.Text != "100.00" {
		t.Errorf("entry %+v", e)
	}
	if b.Balances()[0].Decimal() != "990.00" {
		t.Errorf("balance %s", b.Balances()[0])
	}
	if third := answerOn(t, b, day1().AddDays(2)); len(third.returns) != 0 || third.statement(t, usd).moved() != "" {
		t.Error("it came back twice")
	}
}

func TestReturnOnTheSameStatement(t *testing.T) {
	b := testBank(t, Script{Return: []Rule{{Currency: jpy, Code: "AC06", SameDay: true}}})
	take(t, b, pacs008("M1", payment{n: 1, currency: "JPY", amount: "100"}))
	a := answerOn(t, b, day1())
	got := a.statement(t, jpy).moved()
	if got != "-100 E1, 100 E1" || len(a.returns) != 1 || a.returns[0].Charges.Text != "" {
		t.Errorf("moved %s, returns %+v", got, a.returns)
	}
}

func TestAReturnThatChargesWouldEatUpComesBackWhole(t *testing.T) {
	b := testBank(t, Script{Return: []Rule{{Currency: usd, Code: "AC01", Charges: amount(usd, "100"), SameDay: true}}})
	take(t, b, pacs008("M1", payment{n: 1, amount: "100.00"}, payment{n: 2, amount: "100.01"}))
	if got := answerOn(t, b, day1()).statement(t, usd).moved(); got != "-100.00 E1, -100.01 E2, 100.00 E1, 0.01 E2" {
		t.Errorf("moved %s", got)
	}
}

func TestChargesEnlargeTheDebitAndSaySo(t *testing.T) {
	b := testBank(t, Script{Charge: []Rule{{Currency: kwd, Charges: amount(kwd, "0.005")}}})
	take(t, b, pacs008("M1", payment{n: 1, currency: "KWD", amount: "1"}, payment{n: 2}))
	a := answerOn(t, b, day1())
	e := a.statement(t, kwd).Entries[0]
	if signed(e.Amount, e.Direction) != "-1.005" || e.Charges.Text != "0.005" || e.Included != "true" ||
		e.Instructed.Text != "1.000" {
		t.Errorf("entry %+v", e)
	}
	if plain := a.statement(t, usd).Entries[0]; plain.Charges.Text != "" || plain.Amount.Text != "100.00" {
		t.Errorf("charged too: %+v", plain)
	}
}

func TestPayInsThatComeShortAndNever(t *testing.T) {
	b := testBank(t, Script{
		Short:        []Rule{{Party: "Short", Currency: jpy, By: amount(jpy, "30")}},
		MissingPayIn: []Rule{{Party: "Gone", Currency: jpy}},
	})
	take(t, b, camt057("N1", payment{n: 1, name: "Short", currency: "JPY", amount: "100"},
		payment{n: 2, name: "Short", currency: "JPY", amount: "30"},
		payment{n: 3, name: "Gone", currency: "JPY", amount: "5"}, payment{n: 4, name: "Fine", currency: "JPY", amount: "5"}))
	for n, want := range []string{"70 E1, 5 E4", "", ""} {
		if got := answerOn(t, b, day1().AddDays(n)).statement(t, jpy).moved(); got != want {
			t.Errorf("day %d moved %q", n+1, got)
		}
	}
	if b.Waiting() != 2 {
		t.Errorf("waiting %d", b.Waiting())
	}
}

func TestUnexpectedCreditsComeOnceOnTheirDay(t *testing.T) {
	b := testBank(t, Script{Unexpected: []Credit{
		{Amount: amount(usd, "12.34"), From: "A Stranger", Text: "for you"},
		{Amount: amount(usd, "1.00"), From: "Later", On: calendar.MustDate("2026-11-25")},
	}})
	e := answerOn(t, b, day1()).statement(t, usd).Entries
	if len(e) != 1 || e[0].Amount.Text != "12.34" || e[0].Debtor != "A Stranger" || e[0].Text != "for you" ||
		e[0].EndToEndID != "NOTPROVIDED" {
		t.Errorf("first day %+v", e)
	}
	if got := answerOn(t, b, day1().AddDays(2)).statement(t, usd).moved(); got != "1.00 NOTPROVIDED" {
		t.Errorf("later: %s", got)
	}
	if got := answerOn(t, b, day1().AddDays(3)).statement(t, usd).moved(); got != "" {
		t.Errorf("again: %s", got)
	}
}

func TestStatementComesTwice(t *testing.T) {
	b := testBank(t, Script{StatementTwice: []money.Currency{jpy, jpy}})
	a := answerOn(t, b, day1())
	if len(a.files) != 4 {
		t.Fatalf("%d files", len(a.files))
	}
	if one, two := a.files[1], a.files[2]; one.Name == two.Name || !bytes.Equal(one.Data, two.Data) {
		t.Errorf("%s and %s", one.Name, two.Name)
	}
	if next := answerOn(t, b, day1().AddDays(1)).statement(t, jpy); next.Sequence != 2 {
		t.Errorf("the copy took a number: %d", next.Sequence)
	}
}

func TestGoodStatusesAreReportedOnceEach(t *testing.T) {
	b := testBank(t, Script{Accept: true})
	take(t, b, pacs008("M1", payment{n: 1}, payment{n: 2, date: "2026-11-26"}))
	var got []string
	for n := range 4 {
		a := answerOn(t, b, day1().AddDays(n))
		for _, s := range a.statuses {
			got = append(got, s.InstrID+" "+s.Code)
			if settled := s.Code == "ACSC"; settled != (s.BankRef != "") {
				t.Errorf("status %+v", s)
			}
		}
		got = append(got, "|")
	}
	if want := "I1 ACSC I2 ACSP | | I2 ACSC | |"; strings.Join(got, " ") != want {
		t.Errorf("statuses %v", got)
	}
}
