package bank

import (
	"fmt"
	"regexp"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

type amountXML struct {
	Currency string `xml:"Ccy,attr"`
	Text     string `xml:",chardata"`
}

type accountXML struct {
	IBAN  string `xml:"Id>IBAN"`
	Other string `xml:"Id>Othr>Id"`
}

func (a accountXML) number() string { return strings.TrimSpace(a.IBAN + a.Other) }

type agentXML struct {
	BIC  string `xml:"FinInstnId>BICFI"`
	Name string `xml:"FinInstnId>Nm"`
}

// partyXML is a customer, or an institution.
type partyXML struct {
	agentXML
	Customer    string `xml:"Nm"`
	CustomerBIC string `xml:"Id>OrgId>AnyBIC"`
}

var uetrForm = regexp.MustCompile(`^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$`)

// fields reads the fields of one transaction, notice or header and keeps the first thing that is wrong.
type fields struct {
	place   string // "transaction 2"; "" for the message
	refusal *Refusal
}

func (f *fields) refuse(field, format string, args ...any) {
	if f.refusal == nil {
		place := field
		if f.place != "" {
			place = f.place + ": " + field
		}
		f.refusal = &Refusal{Place: place, Reason: fmt.Sprintf(format, args...)}
	}
}

// text returns the field without blanks around it: at most most characters, at least one where it must be.
func (f *fields) text(field, value string, must bool, most int) string {
	value = strings.TrimSpace(value)
	if value == "" && !must {
		return ""
	}
	if !plainText(value, 1, most) {
		f.refuse(field, "%q is not 1 to %d printable characters", value, most)
	}
	return value
}

func (f *fields) form(field, value string, form *regexp.Regexp, what string) string {
	value = strings.TrimSpace(value)
	if value != "" && !form.MatchString(value) {
		f.refuse(field, "%q is not %s", value, what)
	}
	return value
}

func (f *fields) bic(field, value string) string { return f.form(field, value, bicForm, "a BIC") }

func (f *fields) uetr(value string) string {
	return f.form("UETR", value, uetrForm, "a UUID of version 4 in lower case")
}

// amount returns an amount of more than zero, exactly.
func (f *fields) amount(field string, a amountXML) money.Amount {
	c, err := money.ParseCurrency(strings.TrimSpace(a.Currency))
	if err != nil {
		f.refuse(field, "%v", err)
		return money.Amount{}
	}
	amount, err := money.Parse(c, strings.TrimSpace(a.Text))
	if err == nil {
		err = checkMoved("amount", amount)
	}
	if err != nil {
		f.refuse(field, "%v", err)
	}
	return amount
}

// date returns the first of the given dates: of the transaction, else of the whole message.
func (f *fields) date(field string, values ...string) calendar.Date {
	for _, value := range values {
		if value = strings.TrimSpace(value); value == "" {
			continue
		}
		d, err := calendar.ParseDate(value)
		if err != nil {
			f.refuse(field, "%v", err)
		}
		return d
	}
	f.refuse(field, "it is missing, in the transaction and in the message")
	return calendar.Date{}
}

func (f *fields) party(field string, p partyXML, account accountXML) party {
	return party{
		name:    f.text(field+" name", p.Customer+p.Name, false, nameMax),
		bic:     f.bic(field+" BIC", p.CustomerBIC+p.BIC),
		account: f.text(field+" account", account.number(), false, accountMax),
	}
}
