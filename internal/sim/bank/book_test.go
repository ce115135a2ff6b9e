package bank

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/money"
)

func TestHonestBankBooksWhatItWasSent(t *testing.T) {
	b := testBank(t, Script{})
	take(t, b, pacs008("M1", payment{n: 1, amount: "100"}, payment{n: 2, currency: "JPY", amount: "7"}))
	take(t, b, pacs009("M2", payment{n: 3, currency: "KWD", amount: "0.125", bic: "PEERGB2L"}))
	take(t, b, camt057("N1", payment{n: 4, amount: "0.01"}))
	a := answerOn(t, b, day1())
	if got := strings.Join(a.kinds, " "); got != "camt.053 camt.053 camt.053" {
		t.Errorf("a bank that reports no good status sent: %s", got)
	}
	for _, want := range []struct {
		currency                money.Currency
		opening, moved, closing string
	}{
		{usd, "1000.00", "-100.00 E1, 0.01 E4", "900.01"},
		{jpy, "-5", "-7 E2", "-12"},
		{kwd, "0.000", "-0.125 E3", "-0.125"},
	} {
		s := a.statement(t, want.currency)
		s.prove(t)
		if s.opening() != want.opening || s.moved() != want.moved || s.closing() != want.closing || s.Sequence != 1 {
			t.Errorf("%s: %s + (%s) = %s, number %d", want.currency, s.opening(), s.moved(), s.closing(), s.Sequence)
		}
	}
	balances := b.Balances()
	if balances[0].Decimal() != "900.01" || balances[1].Decimal() != "-12" || balances[2].Decimal() != "-0.125" {
		t.Errorf("balances %v", balances)
	}
	if b.Booked() != 4 || b.Waiting() != 0 || b.Duplicates() != 0 {
		t.Errorf("booked %d, waiting %d, duplicates %d", b.Booked(), b.Waiting(), b.Duplicates())
	}
}

func TestEntriesCarryTheReferencesOfTheirPayment(t *testing.T) {
	b := testBank(t, Script{})
	take(t, b, pacs009("M1", payment{n: 1, bic: "PEERGB2L", date: "2026-11-23"}))
	take(t, b, camt057("N1", payment{n: 2}, payment{n: 3, instr: "ITEM-3", uetr: "-"}))
	s := answerOn(t, b, day1()).statement(t, usd)
	if s.IBAN != usdIBAN || s.BankName != "Banque Générale Zürich" || s.ID != "USD-2026-11-24-1" {
		t.Errorf("statement %s of account %q at %q", s.ID, s.IBAN, s.BankName)
	}
	out, in, item := s.Entries[0], s.Entries[1], s.Entries[2]
	if out.MsgID != "M1" || out.InstrID != "I1" || out.EndToEndID != "E1" || out.UETR != uetr(1) ||
		out.ValueDate != "2026-11-23" || out.CreditorBIC != "PEERGB2L" || out.SubFamily != "FICT" || out.BankRef == "" {
		t.Errorf("pay-out %+v", out)
	}
	if in.EndToEndID != "E2" || in.UETR != uetr(2) || in.Debtor != "Acme & Söhne" || in.InstrID != "" ||
		in.Charges.Text != "" {
		t.Errorf("pay-in %+v", in)
	}
	if item.EndToEndID != "ITEM-3" || item.UETR != "" {
		t.Errorf("pay-in known by its item id only: %+v", item)
	}
}

func TestStatementsFollowOnOneAnother(t *testing.T) {
	b := testBank(t, Script{})
	take(t, b, pacs008("M1", payment{n: 1}, payment{n: 2, date: "2026-11-26"}))
	take(t, b, camt057("N1", payment{n: 3, date: "2026-11-25"}))
	if b.Waiting() != 3 {
		t.Errorf("waiting %d", b.Waiting())
	}
	previous := "1000.00"
	wantMoved := []string{"-100.00 E1", "100.00 E3", "-100.00 E2", ""}
	for n, date := 0, day1(); n < len(wantMoved); n, date = n+1, date.AddDays(1) {
		s := answerOn(t, b, date).statement(t, usd)
		s.prove(t)
		if s.Sequence != n+1 || s.opening() != previous || s.moved() != wantMoved[n] {
			t.Errorf("%s: number %d opens with %s after %s and moves %q", date, s.Sequence, s.opening(), previous, s.moved())
		}
		previous = s.closing()
	}
}

func TestDaysMayBeLeftOutButNotRepeated(t *testing.T) {
	b := testBank(t, Script{})
	take(t, b, pacs008("M1", payment{n: 1, date: "2026-11-27"}))
	answerOn(t, b, day1())
	if got := answerOn(t, b, day1().AddDays(7)).statement(t, usd).moved(); got != "-100.00 E1" {
		t.Errorf("after a week: %s", got)
	}
	for _, again := range []calendar.Date{day1().AddDays(7), day1()} {
		if _, err := b.Answer(noon(again), again); err == nil || !strings.Contains(err.Error(), "give a later day") {
			t.Errorf("%s again: %v", again, err)
		}
	}
}

func TestAnswerRefusesNoDayAndNoInstant(t *testing.T) {
	b := testBank(t, Script{})
	if _, err := b.Answer(noon(day1()), calendar.Date{}); err == nil {
		t.Error("no day was taken")
	}
	if _, err := b.Answer(noon(day1()).AddDate(9000, 0, 0), day1()); err == nil {
		t.Error("a year of five digits was taken")
	}
	if b.Booked() != 0 {
		t.Error("a refused answer booked something")
	}
}

func TestABalanceThatCannotBeWrittenIsAnErrorAndBooksNothing(t *testing.T) {
	b := testBank(t, Script{})
	take(t, b, camt057("N1", payment{n: 1, currency: "JPY", amount: "999999999999999999"}))
	take(t, b, camt057("N2", payment{n: 2, currency: "JPY", amount: "6"}))
	for range 2 {
		_, err := b.Answer(noon(day1()), day1())
		if err == nil || !strings.Contains(err.Error(), "JP-7") || !strings.Contains(err.Error(), "18 digits") {
			t.Fatalf("error %v", err)
		}
		if b.Booked() != 0 || b.Waiting() != 2 || b.Balances()[1].Minor() != -5 {
			t.Errorf("half booked: %d entries, %d waiting, %v", b.Booked(), b.Waiting(), b.Balances())
		}
	}
}
