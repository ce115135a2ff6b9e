package intake

import (
	"nostro/calendar"
	"nostro/money"
)

// ParticipantKind tells how a participant pays and is paid.
type ParticipantKind string

// The kinds of participants.
const (
	Institution ParticipantKind = "institution" // as a bank: pacs.009
	Company     ParticipantKind = "company"     // as a customer: pacs.008
)

// Address is a structured postal address. Town and country are mandatory (CBPR+, SR2026).
type Address struct {
	Street   string // at most 70 characters, as all limits here from ISO 20022 PostalAddress
	Building string // at most 16
	PostCode string // at most 16
	Town     string // at most 35
	Country  string // ISO 3166-1 alpha-2
}

// Participant is a party whose obligations are settled.
type Participant struct {
	ID                 string // 1 to 35 of A-Z a-z 0-9 . _ -
	Name               string // at most 140 characters
	Kind               ParticipantKind
	BIC                string // mandatory for an institution, else may be ""
	Address            Address
	SettlementCurrency money.Currency // zero: positions are not converted
}

// Account is where a participant is paid in a currency.
type Account struct {
	Participant string
	Currency    money.Currency
	Number      string // an IBAN, or another number of at most 34 characters
	IBAN        bool   // Number is an IBAN with good check digits
	AgentBIC    string // the bank that holds the account; may be ""
}

// Obligation is what the payer owes the payee on the value date.
type Obligation struct {
	ID        string // 1 to 35 of A-Z a-z 0-9 . _ -
	Payer     string // participant
	Payee     string // participant, another one
	Amount    money.Amount
	ValueDate calendar.Date
	Reference string // at most 140 characters; may be ""
}

// Row is a row that was taken.
type Row[T any] struct {
	Line  int // 1 is the header
	Value T
	Raw   string // the line as it was written, without its end
}
