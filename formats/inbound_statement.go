package formats

import (
	"nostro/calendar"
	"nostro/money"
)

// Statement is one report on one account: of a camt.053 its statement, of a camt.052 its interim report,
// of a camt.054 its notification, which has no balances.
type Statement struct {
	Number int   // 1, 2, ... within the message
	Line   int   // where it begins
	Offset int64 // the byte where it begins

	ID               string
	Sequence         int64  // ElctrncSeqNb; 0 where absent
	LegalSequence    int64  // LglSeqNb; 0 where absent
	ReportedSequence string // RptgSeq: the entries that this report covers
	CreatedAt        string
	From, To         string // the period, as written
	Copy             string // CpyDplctInd: "CODU", "COPY" or "DUPL" where this is not the original
	Source           string // RptgSrc
	Page             int64  // of a statement in several messages; 0 where the bank does not number pages
	LastPage         bool   // true too where pages are not numbered
	Info             string

	Account        AccountIn
	AccountOwner   PartyIn
	Servicer       PartyIn
	RelatedAccount AccountIn
	Currency       money.Currency // of the account, else of the first balance, else of the first entry

	Opening, Closing Balance   // OPBD, else PRCD; and CLBD
	Balances         []Balance // all, in their order
	Summaries        []Summed
	Further          []Further        // what nothing here interprets
	Entries          []StatementEntry // gathered by Read; a Visitor is given each on its own
	EntryCount       int              // entries so far; all of them at the end of the statement
	DetailCount      int              // details of these entries

	Problems []Problem // of the account and its balances; those of an entry stand there
}

// Balance is one balance; credit is positive.
type Balance struct {
	Present     bool
	Amount      money.Amount // no currency where it could not be read: see Problems of the statement
	Unsigned    money.Amount // where only the direction could not be read: the amount without it
	Written     string       // of an amount that cannot be read: currency and text as they stand
	Date        calendar.Date
	At          string // date and time as written, where the bank gives a time
	Code        string // "OPBD", "PRCD", "CLBD", "ITBD", ... or "own:" and the bank's own
	SubType     string // "INTM" of pages between
	CreditLines []CreditLine
	Available   []Availability
}

// CreditLine is what the account may be overdrawn by.
type CreditLine struct {
	Included string // "true": the balance includes it; "false"; "" where absent
	Type     string
	Amount   money.Amount
	Date     string // as written
}

// Availability is when how much of an amount can be used; credit is positive.
type Availability struct {
	Days   string // from the booking date, as written
	Date   calendar.Date
	Amount money.Amount
}

// Summed is what the bank says that entries of a statement sum up to.
type Summed struct {
	Kind        string // "TtlNtries", "TtlCdtNtries", "TtlDbtNtries" or "TtlNtriesPerBkTxCd"
	Count       string // as written
	Sum         string // a decimal in the currency of the account, as written
	Net         string // credits less debits, unsigned
	NetSide     string // "CRDT" or "DBIT"
	Forecast    string // "true": not booked yet; "false"; "" where absent
	Code        BankCode
	CreditCount string
	CreditSum   string
	DebitCount  string
	DebitSum    string
	Date        string
	Available   []Availability
}

// BankCode says what kind of booking it is: by ISO's domain, family and subfamily, by the bank's own
// code, or both.
type BankCode struct {
	ISO         string // "PMNT/RCDT/XBCT"
	Proprietary string
	Issuer      string // whose code it is
}

// IsZero tells whether there is no code.
func (c BankCode) IsZero() bool { return c == BankCode{} }
