package config

import (
	"bytes"
	"strings"
	"testing"

	"nostro/formats/csvstatement"
	"nostro/money"
)

// withCSV is the template with a map of the statements of its correspondent.
func withCSV(t *testing.T, text string) []byte {
	t.Helper()
	from := []byte("    endpoint:                     # where files")
	if !bytes.Contains(Template(), from) {
		t.Fatal("the template has no endpoint where one was looked for")
	}
	return bytes.Replace(Template(), from, append([]byte("    csv_statement: "+text+"\n"), from...), 1)
}

func TestCSVStatementIsRead(t *testing.T) {
	if m := mustParse(t, Template()).Settings.Correspondents[0].CSVStatement; !m.IsZero() {
		t.Errorf("nothing is said, and the map is %+v", m)
	}
	got := mustParse(t, withCSV(t, `{separator: semicolon, decimal: ",", dates: DD.MM.YYYY, account: DE89370400440532013000, skip_lines: 2,
      newest_first: true, columns: {booking_date: Tag, value_date: Valuta, amount: Betrag, currency: Whg, balance: Saldo, text: Zweck}}`)).
		Settings.Correspondents[0].CSVStatement
	want := csvstatement.Map{Separator: ';', Decimal: ',', Dates: "DD.MM.YYYY", SkipLines: 2, NewestFirst: true, BookingDate: "Tag",
		ValueDate: "Valuta", Amount: "Betrag", CurrencyColumn: "Whg", Balance: "Saldo", Texts: "Zweck"}
	if want.Account.IBAN = "DE89370400440532013000"; got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	got = mustParse(t, withCSV(t, `{separator: tab, decimal: ".", dates: YYYYMMDD, account: "77-1", currency: EUR, debit_word: D, credit_word: C,
      columns: {booking_date: day, amount: amount, side: side, balance: balance}}`)).Settings.Correspondents[0].CSVStatement
	if got.Separator != '\t' || got.Account.Other != "77-1" || got.Currency != money.MustCurrency("EUR") || got.DebitWord != "D" {
		t.Errorf("got %+v", got)
	}
}

func TestCSVStatementIsStrict(t *testing.T) {
	const columns = `columns: {booking_date: day, amount: a, balance: b}`
	for text, want := range map[string]string{
		"{}": "csv_statement.separator: is missing",
		`{separator: ";", decimal: ".", dates: YYYYMMDD, account: "7", currency: EUR, ` + columns + `}`:                       "use comma, semicolon, tab, bar",
		`{separator: tab, decimal: x, dates: YYYYMMDD, account: "7", currency: EUR, ` + columns + `}`:                         "csv_statement.decimal",
		`{separator: tab, decimal: ".", dates: YYMMDD, account: "7", currency: EUR, ` + columns + `}`:                         "csv_statement.dates",
		`{separator: tab, decimal: ".", dates: YYYYMMDD, account: "7", currency: EUX, ` + columns + `}`:                       "csv_statement.currency",
		`{separator: tab, decimal: ".", dates: YYYYMMDD, account: "7", currency: EUR, skip_lines: 101, ` + columns + `}`:      "from 0 to 100",
		`{separator: tab, decimal: ".", dates: YYYYMMDD, account: "7", currency: EUR, colour: red, ` + columns + `}`:          "csv_statement.colour: is no key here",
		`{separator: tab, decimal: ".", dates: YYYYMMDD, account: "7", currency: EUR, columns: {colour: red}}`:                "csv_statement.columns.colour: is no key here",
		`{separator: tab, decimal: ".", dates: YYYYMMDD, account: "7", currency: EUR, columns: {booking_date: d, amount: a}}`: "nothing can be proven",
		`{separator: tab, decimal: ".", dates: YYYYMMDD, currency: EUR, ` + columns + `}`:                                     "give the account",
	} {
		problems := problemsOf(t, withCSV(t, text)).Error()
		if !strings.Contains(problems, want) {
			t.Errorf("%s: got %s, want %q", text, problems, want)
		}
	}
}
