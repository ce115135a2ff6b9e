package bank

import (
	"testing"

	"nostro/money"
)

// wholeWorld runs three days with every message and every trouble, and returns all files.
func wholeWorld(t *testing.T, layout Layout) []File {
	t.Helper()
	config := testConfig(Script{
		Reject:         []Rule{{Party: "Closed Ltd", Code: "AC04", Text: "Account closed, żółć <&>"}},
		Return:         worldReturns(),
		Charge:         []Rule{{Party: "Costly", Currency: usd, Charges: amount(usd, "2.50")}},
		Short:          []Rule{{Party: "Short Co", Currency: jpy, By: amount(jpy, "1")}},
		Unexpected:     []Credit{{Amount: amount(kwd, "0.005"), From: "Łukasz", Text: "who am I"}},
		StatementTwice: []money.Currency{jpy},
		Recall:         []Rule{{Party: "Costly", Currency: usd, Answer: AskAboutRecall}, {Currency: jpy, Code: "CUST", Text: "żółć <&>", Answer: RefuseRecall}},
		Accept:         true,
	})
	config.Layout = layout
	b, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	take(t, b, pacs008("M1", payment{n: 1, name: "Closed Ltd"}, payment{n: 2, name: "Back"},
		payment{n: 3, name: "Costly"}, payment{n: 4, currency: "JPY", amount: "1000"}))
	take(t, b, pacs009("M2", payment{n: 5, bic: "PEERGB2L", currency: "KWD", amount: "1.234"}))
	take(t, b, pacs009("M3", payment{n: 6, bic: "OTHRGB2LXXX", date: "2026-11-25"}))
	take(t, b, pacs008("M4", payment{n: 2}))
	take(t, b, camt057("N1", payment{n: 7}, payment{n: 8, uetr: "-"}))
	take(t, b, camt057("N2", payment{n: 9, currency: "JPY", amount: "500", name: "Short Co"}))
	var files []File
	for n, date := 0, day1(); n < 4; n, date = n+1, date.AddDays(1) {
		if n == 1 { // once they are booked
			take(t, b, camt056("R1", payment{n: 3}))
			take(t, b, camt056("R2", payment{n: 4, currency: "JPY", amount: "1000"}))
		}
		day, err := b.Answer(noon(date), date)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range readAll(t, day).statements {
			s.prove(t)
		}
		files = append(files, day...)
	}
	if b.Booked() != 13 {
		t.Errorf("booked %d entries", b.Booked())
	}
	return files
}

func worldReturns() []Rule {
	return []Rule{
		{Party: "Back", Currency: usd, Code: "AC01", Text: "No such account", Charges: amount(usd, "10.00")},
		{Party: "PEERGB2LXXX", Code: "AC06", SameDay: true},
		{Party: "OTHRGB2L", Currency: usd, Code: "NARR"},
	}
}
