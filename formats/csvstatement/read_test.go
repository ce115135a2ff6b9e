package csvstatement

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"nostro/formats"
	"nostro/money"
)

const iban = "DE89370400440532013000"

var eur = money.MustCurrency("EUR")

// german is a bank that writes as many in Germany do.
func german() Map {
	return Map{Separator: ';', Decimal: ',', Dates: "DD.MM.YYYY", BookingDate: "Buchungstag", ValueDate: "Valuta", Amount: "Betrag",
		Balance: "Saldo", AccountColumn: "Konto", CurrencyColumn: "Whg", EndToEndID: "E2E", Texts: "Zweck", Counterparty: "Name",
		CounterpartyIBAN: "IBAN"}
}

const germanText = "\ufeffKonto;Buchungstag;Valuta;Betrag;Whg;Saldo;E2E;Zweck;Name;IBAN\r\n" +
	"DE89 3704 0044 0532 0130 00;24.11.2026;23.11.2026;-1.234,56;EUR;8.765,44;E-1;\"Rechnung; drei\";Müller;FR7630006000011234567890189\r\n" +
	"DE89 3704 0044 0532 0130 00;24.11.2026;;0,56;EUR;8.766,00;;;;\r\n"

// told puts what is read into words.
func told(in formats.Inbound) (out []string) {
	for _, d := range in.Documents {
		for _, s := range d.Statements {
			out = append(out, fmt.Sprintf("%s %s %s..%s %s to %s", s.Account.AccountID, s.Currency, s.Opening.Date, s.Closing.Date,
				s.Opening.Amount, s.Closing.Amount))
			for _, e := range s.Entries {
				d := e.Details[0]
				out = append(out, fmt.Sprintf("%d line %d %s %t %s %s %s %s %s", e.Number, e.Line, e.Amount, e.Debit, e.BookingDate, e.ValueDate,
					d.EndToEndID, d.Text(), e.BankRef))
			}
		}
	}
	return out
}

func same(t *testing.T, in formats.Inbound, err error, want ...string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if err := in.Bookable(); err != nil {
		t.Error(err)
	}
	got := strings.Join(told(in), "\n")
	if got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func TestReadGerman(t *testing.T) {
	in, err := Read(german(), []byte(germanText))
	same(t, in, err, iban+" EUR 2026-11-24..2026-11-24 EUR 10000.00 to EUR 8766.00",
		"1 line 2 EUR -1234.56 true 2026-11-24 2026-11-23 E-1 Rechnung; drei ",
		"2 line 3 EUR 0.56 false 2026-11-24 2026-11-24   ")
	party := in.Documents[0].Statements[0].Entries[0].Details[0].Parties[0]
	if party.Role != formats.RoleCreditor || party.Name != "Müller" || party.Account.IBAN != "FR7630006000011234567890189" {
		t.Errorf("the counterparty is %+v", party)
	}
	if d := in.Documents[0]; d.Kind != "camt.053" || d.Message != Message || d.Statements[0].ID == "" {
		t.Errorf("the document is %+v", d)
	}
}

// other is a bank of one account, with a column for each side and the newest entry first, after two lines of its own.
func other() Map {
	return Map{Separator: ',', Decimal: '.', Dates: "MM/DD/YYYY", SkipLines: 2, NewestFirst: true, Account: formats.AccountID{Other: "77-1"},
		Currency: eur, BookingDate: "Date", Debit: "Out", Credit: "In", Balance: "Balance", BankRef: "Ref"}
}

func TestReadOthers(t *testing.T) {
	head := "Account 77-1\nexported by somebody\nDate,Out,In,Balance,Ref\n"
	in, err := Read(other(), []byte(head+"11/25/2026,,5,\"1,005.00\",b\n11/24/2026,\"1,000.00\",,1000.00,a\n"))
	same(t, in, err, "77-1 EUR 2026-11-24..2026-11-25 EUR 2000.00 to EUR 1005.00",
		"1 line 5 EUR -1000.00 true 2026-11-24 2026-11-24   a", "2 line 4 EUR 5.00 false 2026-11-25 2026-11-25   b")
	in, err = Read(other(), []byte(head+"11/24/2026,-7.00,0.00,-7.00,overdrawn\n"))
	same(t, in, err, "77-1 EUR 2026-11-24..2026-11-24 EUR 0.00 to EUR -7.00", "1 line 4 EUR -7.00 true 2026-11-24 2026-11-24   overdrawn")

	sided := other()
	sided.Debit, sided.Credit, sided.Amount, sided.Side, sided.DebitWord, sided.CreditWord = "", "", "Out", "In", "D", "C"
	in, err = Read(sided, []byte(head+"11/24/2026,3.00,C,10.00,a\n11/24/2026,2.00,D,7.00,b\n"))
	same(t, in, err, "77-1 EUR 2026-11-24..2026-11-24 EUR 9.00 to EUR 10.00",
		"1 line 5 EUR -2.00 true 2026-11-24 2026-11-24   b", "2 line 4 EUR 3.00 false 2026-11-24 2026-11-24   a")
}

// Several accounts and currencies in one file are statements of their own, each with its own balances.
func TestReadSeveralAccounts(t *testing.T) {
	rows := strings.Split(germanText, "\r\n")
	usd := "77-1;24.11.2026;;5,00;USD;5,00;;;;"
	in, err := Read(german(), []byte(rows[0]+"\n"+rows[1]+"\n"+usd+"\n"+rows[2]+"\n"))
	same(t, in, err, iban+" EUR 2026-11-24..2026-11-24 EUR 10000.00 to EUR 8766.00",
		"1 line 2 EUR -1234.56 true 2026-11-24 2026-11-23 E-1 Rechnung; drei ", "2 line 4 EUR 0.56 false 2026-11-24 2026-11-24   ",
		"77-1 USD 2026-11-24..2026-11-24 USD 0.00 to USD 5.00", "1 line 3 USD 5.00 false 2026-11-24 2026-11-24   ")
}

// Bytes that are not UTF-8 are ISO 8859-1: the text is read, no number depends on it.
func TestReadLatin1(t *testing.T) {
	latin := strings.ReplaceAll(strings.TrimPrefix(germanText, "\ufeff"), "ü", "\xfc")
	in, err := Read(german(), []byte(latin))
	if err != nil || in.Documents[0].Statements[0].Entries[0].Details[0].Parties[0].Name != "Müller" {
		t.Errorf("%v, %v", told(in), err)
	}
}

func TestReadRefuses(t *testing.T) {
	row := func(text string) func(string) string {
		return func(all string) string { return strings.Split(all, "\r\n")[0] + "\n" + text + "\n" }
	}
	for name, story := range map[string]struct {
		change func(string) string
		line   int
		want   string
	}{
		"no byte":             {func(string) string { return "" }, 1, "header"},
		"no entry":            {func(all string) string { return strings.Split(all, "\r\n")[0] }, 1, "no entry"},
		"a column less":       {func(all string) string { return strings.Replace(all, "Saldo", "Stand", 1) }, 1, `column Saldo: it is not in the header`},
		"a column twice":      {func(all string) string { return strings.Replace(all, "Zweck", "Saldo", 1) }, 1, "twice"},
		"a field less":        {row("a;b"), 2, "wrong number of fields"},
		"an open quote":       {row(`"a;b`), 2, `"`},
		"a line is missing":   {func(all string) string { return strings.Replace(all, "8.766,00", "8.766,01", 1) }, 3, "missing, twice or elsewhere"},
		"the order is other":  {func(all string) string { r := strings.Split(all, "\r\n"); return r[0] + "\n" + r[2] + "\n" + r[1] }, 3, "elsewhere"},
		"a date of another":   {func(all string) string { return strings.Replace(all, "24.11.2026", "2026-11-24", 1) }, 2, "column Buchungstag"},
		"no day":              {func(all string) string { return strings.Replace(all, "24.11.2026", "31.11.2026", 1) }, 2, "column Buchungstag"},
		"a value date amiss":  {func(all string) string { return strings.Replace(all, "23.11.2026", "23/11/2026", 1) }, 2, "column Valuta"},
		"no currency":         {func(all string) string { return strings.Replace(all, "EUR", "EUX", 1) }, 2, "column Whg"},
		"no account":          {func(all string) string { return strings.Replace(all, "DE89 3704 0044 0532 0130 00", "", 1) }, 2, "column Konto"},
		"an amount of others": {func(all string) string { return strings.Replace(all, "-1.234,56", "-1,234.56", 1) }, 2, "column Betrag"},
		"bad groups":          {func(all string) string { return strings.Replace(all, "-1.234,56", "-1.23456", 1) }, 2, "column Betrag"},
		"too many decimals":   {func(all string) string { return strings.Replace(all, "0,56", "0,561", 1) }, 3, "column Betrag"},
		"no balance":          {func(all string) string { return strings.Replace(all, "8.765,44", "", 1) }, 2, "column Saldo"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(german(), []byte(story.change(germanText)))
			refused(t, err, story.line, story.want)
		})
	}
}

func refused(t *testing.T, err error, line int, want string) {
	t.Helper()
	var r *formats.Refusal
	if !errors.Is(err, ErrMalformed) || !errors.As(err, &r) || r.Line != line || !strings.Contains(err.Error(), want) || r.Remedy == "" {
		t.Errorf("got %v, want line %d and %q", err, line, want)
	}
}

func TestReadRefusesSides(t *testing.T) {
	head := "1\n2\nDate,Out,In,Balance,Ref\n"
	for text, want := range map[string]string{
		"11/24/2026,1.00,1.00,0,a": "one of them must be there", "11/24/2026,,,0,a": "one of them must be there",
		"11/24/2026,,-1.00,0,a": "negative", "11/24/2026,x,,0,a": "column Out",
		"11/24/2026,92233720368547758.07,,-92233720368547758.07,a": "overflow",
	} {
		_, err := Read(other(), []byte(head+text+"\n11/23/2026,,92233720368547758.07,1,a\n"))
		if err == nil || !strings.Contains(err.Error(), want) && want != "overflow" {
			t.Errorf("%s: got %v, want %q", text, err, want)
		}
	}
	sided := other()
	sided.Debit, sided.Credit, sided.Amount, sided.Side, sided.DebitWord, sided.CreditWord = "", "", "Out", "In", "D", "C"
	for text, want := range map[string]string{"11/24/2026,1.00,H,1.00,a": `neither "D"`, "11/24/2026,-1.00,D,1.00,a": "negative",
		"11/24/2026,x,D,1.00,a": "column Out"} {
		_, err := Read(sided, []byte(head+text+"\n"))
		refused(t, err, 4, want)
	}
	_, err := Read(other(), []byte("1\n2"))
	refused(t, err, 1, "ends within the 2 lines")
}

func TestValidate(t *testing.T) {
	if err := errors.Join(german().Validate(), other().Validate()); err != nil || german().IsZero() || !(Map{}).IsZero() {
		t.Error(err)
	}
	for want, change := range map[string]func(*Map){
		"separator": func(m *Map) { m.Separator = 'x' }, "decimal": func(m *Map) { m.Decimal = 0 },
		"dates": func(m *Map) { m.Dates = "D.M.Y" }, "booking_date": func(m *Map) { m.BookingDate = "" },
		"nothing can be proven": func(m *Map) { m.Balance = "" }, "give amount alone": func(m *Map) { m.Debit, m.Credit = "a", "b" },
		"two words": func(m *Map) { m.Side = "S" }, "give the account": func(m *Map) { m.Account.Other = "1" },
		"give the currency": func(m *Map) { m.CurrencyColumn = "" },
	} {
		m := german()
		if change(&m); m.Validate() == nil || !strings.Contains(m.Validate().Error(), want) {
			t.Errorf("%s: got %v", want, m.Validate())
		}
	}
}

// Whatever the bytes are, a statement that is read adds up.
func FuzzRead(f *testing.F) {
	f.Add([]byte(germanText))
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := Read(german(), data)
		if err != nil && !errors.Is(err, ErrMalformed) {
			t.Fatal(err)
		}
		for _, d := range in.Documents {
			for _, s := range d.Statements {
				sum := s.Opening.Amount
				for _, e := range s.Entries {
					if sum, err = sum.Add(e.Amount); err != nil {
						t.Fatal(err)
					}
				}
				if sum != s.Closing.Amount {
					t.Errorf("%s is not %s", sum, s.Closing.Amount)
				}
			}
		}
	})
}
