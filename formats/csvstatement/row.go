package csvstatement

import (
	"fmt"
	"strings"

	"nostro/calendar"
	"nostro/formats"
	"nostro/identifiers"
	"nostro/money"
)

// columns finds the fields of a line by the names of the map.
type columns struct {
	m      Map
	at     map[string]int
	line   int
	fields []string
}

// row is one line of a file.
type row struct {
	account  formats.AccountID
	currency money.Currency
	balance  money.Amount // after the entry
	entry    formats.StatementEntry
}

// text returns a field, "" of a column that the map does not name.
func (c columns) text(column string) string {
	if column == "" {
		return ""
	}
	return strings.Clone(strings.TrimSpace(c.fields[c.at[column]]))
}

func (c columns) refuse(column, format string, args ...any) error {
	return refuse(c.line, column, fmt.Sprintf(format, args...))
}

// row reads a line.
func (c columns) row(line int, fields []string) (r row, err error) {
	c.line, c.fields = line, fields
	if r.currency = c.m.Currency; c.m.CurrencyColumn != "" {
		if r.currency, err = money.ParseCurrency(c.text(c.m.CurrencyColumn)); err != nil {
			return r, c.refuse(c.m.CurrencyColumn, "%v", err)
		}
	}
	if r.account = c.m.Account; c.m.AccountColumn != "" {
		if r.account = accountOf(c.text(c.m.AccountColumn)); r.account.IsZero() {
			return r, c.refuse(c.m.AccountColumn, "the account is missing")
		}
	}
	if r.balance, err = c.m.amount(r.currency, c.text(c.m.Balance)); err != nil {
		return r, c.refuse(c.m.Balance, "%v", err)
	}
	r.entry = formats.StatementEntry{Line: line, Status: "BOOK", BankRef: c.text(c.m.BankRef), Info: c.text(c.m.Texts)}
	e := &r.entry
	if e.Amount, e.Debit, err = c.amount(r.currency); err != nil {
		return r, err
	}
	if e.BookingDate, err = c.date(c.m.BookingDate); err != nil {
		return r, err
	}
	if e.ValueDate = e.BookingDate; c.text(c.m.ValueDate) != "" {
		if e.ValueDate, err = c.date(c.m.ValueDate); err != nil {
			return r, err
		}
	}
	e.Details, e.DetailCount = []formats.EntryDetail{c.detail(*e)}, 1
	return r, nil
}

func (c columns) date(column string) (calendar.Date, error) {
	d, err := c.m.date(c.text(column))
	if err != nil {
		return d, c.refuse(column, "%v", err)
	}
	return d, nil
}

// detail is what the line says about the payment.
func (c columns) detail(e formats.StatementEntry) formats.EntryDetail {
	d := formats.EntryDetail{Number: 1, Line: e.Line, Debit: e.Debit, Amount: e.Amount,
		InstrID: c.text(c.m.InstrID), EndToEndID: c.text(c.m.EndToEndID)}
	if e.Info != "" {
		d.Unstructured = []string{e.Info}
	}
	party := formats.PartyIn{Role: formats.RoleDebtor, Name: c.text(c.m.Counterparty)}
	party.Account.AccountID = accountOf(c.text(c.m.CounterpartyIBAN))
	if e.Debit {
		party.Role = formats.RoleCreditor
	}
	if party.Name != "" || !party.Account.IsZero() {
		d.Parties = []formats.PartyIn{party}
	}
	return d
}

// amount reads what is booked, negative for a debit.
func (c columns) amount(currency money.Currency) (a money.Amount, debit bool, err error) {
	m := c.m
	switch {
	case m.Amount == "":
		return c.twoColumns(currency)
	case m.Side == "":
		if a, err = m.amount(currency, c.text(m.Amount)); err != nil {
			return a, false, c.refuse(m.Amount, "%v", err)
		}
		return a, a.Sign() < 0, nil
	}
	if a, err = m.amount(currency, c.text(m.Amount)); err != nil {
		return a, false, c.refuse(m.Amount, "%v", err)
	}
	if a.Sign() < 0 {
		return a, false, c.refuse(m.Amount, "%q is negative although its side stands beside it", c.text(m.Amount))
	}
	switch side := c.text(m.Side); side {
	case m.CreditWord:
		return a, false, nil
	case m.DebitWord:
		a, err = a.Neg()
		return a, true, err
	default:
		return a, false, c.refuse(m.Side, "%q is neither %q (debit) nor %q (credit)", side, m.DebitWord, m.CreditWord)
	}
}

// twoColumns reads a line of which one of two columns is filled, the other empty or zero. Banks write debits with a minus
// sign or without.
func (c columns) twoColumns(currency money.Currency) (a money.Amount, debit bool, err error) {
	var both [2]money.Amount
	var filled [2]bool
	for n, column := range []string{c.m.Debit, c.m.Credit} {
		text := c.text(column)
		if both[n] = money.Zero(currency); text == "" {
			continue
		}
		if both[n], err = c.m.amount(currency, text); err != nil {
			return a, false, c.refuse(column, "%v", err)
		}
		filled[n] = !both[n].IsZero()
	}
	switch {
	case filled[0] == filled[1]:
		return a, false, c.refuse(c.m.Debit, "debit %s and credit %s: one of them must be there", both[0], both[1])
	case filled[0] && both[0].Sign() < 0:
		return both[0], true, nil
	case filled[0]:
		a, err = both[0].Neg()
		return a, true, err
	case both[1].Sign() < 0:
		return a, false, c.refuse(c.m.Credit, "the credit is negative: %s", both[1])
	}
	return both[1], false, nil
}

// accountOf reads an IBAN, perhaps with blanks, or another number.
func accountOf(text string) formats.AccountID {
	if iban := strings.ToUpper(strings.ReplaceAll(text, " ", "")); identifiers.CheckIBAN(iban) == nil {
		return formats.AccountID{IBAN: iban}
	}
	return formats.AccountID{Other: text}
}
