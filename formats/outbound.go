package formats

import (
	"time"

	"nostro/calendar"
	"nostro/money"
)

// Address is a structured postal address. Country is a code of ISO 3166 in two letters. The longest
// street has 70 characters, building and post code 16, town 35 (ISO 20022 PostalAddress24).
type Address struct {
	Street, Building, PostCode, Town, Country string
}

// IsZero tells whether no part of the address is given.
func (a Address) IsZero() bool { return a == Address{} }

// Party is who pays or is paid. An institution of a pacs.009 is written as its BIC alone. A customer of a
// pacs.008 and the debtor of a notice are written as name and address, or as the BIC where there is no
// name; under a profile with OnePartyForm the BIC of a named party is left out (UR26 R46 to R59: a BIC
// excludes name and address), otherwise it is written too.
type Party struct {
	Name    string
	BIC     string
	Address Address
}

// AccountID is an account number: an IBAN in electronic form, or another number of at most 34 characters.
// At most one of the two is given.
type AccountID struct {
	IBAN  string
	Other string
}

// IsZero tells whether no number is given.
func (a AccountID) IsZero() bool { return a == AccountID{} }

// String returns the number, whichever it is.
func (a AccountID) String() string {
	if a.IBAN != "" {
		return a.IBAN
	}
	return a.Other
}

// Transfer is one pay-out.
type Transfer struct {
	InstrID    string // ours; at most 16 characters for cbpr+, else 35
	EndToEndID string // at most 35 characters; "NOTPROVIDED" where the debtor gave none (UR26 R29)
	UETR       string // UUID version 4 in lower case
	Amount     money.Amount
	ValueDate  calendar.Date
	// ChargeBearer is DEBT, SHAR or CRED; "" stands for SHAR. A pacs.009 has none.
	ChargeBearer string

	Debtor           Party
	DebtorAccount    AccountID
	DebtorAgentBIC   string
	Creditor         Party
	CreditorAccount  AccountID
	CreditorAgentBIC string
	Remittance       string // at most 140 characters
}

// TransferKind is the message that carries a transfer; its text is the message's identifier.
type TransferKind string

// The two kinds of transfer.
const (
	CustomerTransfer    TransferKind = "pacs.008.001.08"
	InstitutionTransfer TransferKind = "pacs.009.001.08" // CORE: no underlying customer transfer
)

// MessageNotice is the identifier of the message that carries a Notice.
const MessageNotice = "camt.057.001.06"

// TransferMessage is one pacs message: transfers from us (FromBIC) to a correspondent (ToBIC), settled
// over the account that we hold there.
type TransferMessage struct {
	Kind              TransferKind
	MsgID             string
	CreatedAt         time.Time // written with its offset, to the second
	FromBIC, ToBIC    string
	SettlementAccount AccountID
	Transfers         []Transfer
}

// Notice tells a correspondent which pay-ins we expect on one account on one value date.
type Notice struct {
	MsgID          string
	CreatedAt      time.Time // written with its offset, to the second
	FromBIC, ToBIC string
	Account        AccountID
	Currency       money.Currency
	ValueDate      calendar.Date
	Items          []NoticeItem
}

// NoticeItem is one expected pay-in; its amount is in the currency of the notice.
type NoticeItem struct {
	ID             string // at most 35 characters
	EndToEndID     string // optional
	UETR           string // optional: the UETR of the credit that is expected
	Amount         money.Amount
	Debtor         Party // optional
	DebtorAgentBIC string
}
