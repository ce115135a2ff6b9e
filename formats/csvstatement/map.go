package csvstatement

import (
	"errors"
	"fmt"
	"strings"

	"nostro/calendar"
	"nostro/formats"
	"nostro/money"
)

// Map says how a bank writes its statements. Columns are named as in the header of the file; "" is a column that the bank
// does not have.
type Map struct {
	Separator   rune   // between columns: comma, semicolon, tab or bar
	Decimal     rune   // '.' or ','; the other one, an apostrophe or a blank may group thousands
	Dates       string // one of DateForms
	SkipLines   int    // before the header
	NewestFirst bool   // the last entry stands in the first line

	Account  formats.AccountID // of a file of one account
	Currency money.Currency    // of a file of one currency

	BookingDate, ValueDate, Balance       string // mandatory, but for the value date
	Amount, Side, Debit, Credit           string // a signed amount, or one and a side, or a column for each side
	DebitWord, CreditWord                 string // what stands in the column of the side
	AccountColumn, CurrencyColumn         string // in place of Account and Currency
	BankRef, EndToEndID, InstrID          string
	Counterparty, CounterpartyIBAN, Texts string
}

// DateForms are the ways to write a date that a map may name.
var DateForms = []string{"YYYY-MM-DD", "YYYYMMDD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "YYYY/MM/DD"}

// IsZero tells whether there is no map: the bank gives no CSV.
func (m Map) IsZero() bool { return m == Map{} }

// Validate errs with everything that keeps the map from being used.
func (m Map) Validate() error {
	var errs []error
	must := func(good bool, format string, args ...any) {
		if !good {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	must(strings.ContainsRune(",;\t|", m.Separator) && m.Separator != 0, "separator %q: use comma, semicolon, tab or bar", m.Separator)
	must(m.Decimal == '.' || m.Decimal == ',', "decimal %q: use . or ,", m.Decimal)
	must(known(DateForms, m.Dates), "dates %q: use one of %s", m.Dates, strings.Join(DateForms, ", "))
	must(m.BookingDate != "", "columns: booking_date is missing")
	must(m.Balance != "", "columns: balance is missing, and without the balance after each entry nothing can be proven")
	signed, sided, split := m.Amount != "" && m.Side == "", m.Amount != "" && m.Side != "", m.Debit != "" && m.Credit != ""
	must(signed && !split || sided && !split || split && m.Amount == "" && m.Side == "",
		"columns: give amount alone (signed), amount and side, or debit and credit")
	must(!sided || m.DebitWord != "" && m.CreditWord != "" && m.DebitWord != m.CreditWord,
		"columns: side needs two words, debit_word and credit_word")
	must((m.AccountColumn == "") != m.Account.IsZero(), "give the account, or the column that has it")
	must((m.CurrencyColumn == "") != m.Currency.IsZero(), "give the currency, or the column that has it")
	return errors.Join(errs...)
}

func known(all []string, one string) bool {
	for _, a := range all {
		if a == one {
			return true
		}
	}
	return false
}

// date reads a date in the form of the map.
func (m Map) date(text string) (calendar.Date, error) {
	iso := [10]byte{4: '-', 7: '-'}
	form := m.Dates
	if len(text) != len(form) {
		return calendar.Date{}, fmt.Errorf("%q is no date of the form %s", text, form)
	}
	at := map[byte]int{'Y': 0, 'M': 5, 'D': 8}
	for i := range len(form) {
		into, part := at[form[i]]
		switch {
		case !part && text[i] == form[i]:
		case part && text[i] >= '0' && text[i] <= '9':
			iso[into] = text[i]
			at[form[i]]++
		default:
			return calendar.Date{}, fmt.Errorf("%q is no date of the form %s", text, form)
		}
	}
	return calendar.ParseDate(string(iso[:]))
}
