package jobs

import (
	"time"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/money"
)

// ControlScope is what a control looks at: of one correspondent, in one currency, with value dates from one day to another,
// both included. A part that is zero takes in all.
type ControlScope struct {
	Correspondent string
	Currency      money.Currency
	From, Until   calendar.Date
}

// takesIn tells whether the scope has an account in it.
func (c ControlScope) takesIn(a ControlAccount) bool {
	return (c.Correspondent == "" || c.Correspondent == a.Correspondent) && (c.Currency.IsZero() || c.Currency == a.Currency)
}

// has tells whether a day of an account is in it.
func (c ControlScope) has(a ControlAccount, day calendar.Date) bool {
	return c.takesIn(a) && (c.From.IsZero() || !day.Before(c.From)) && (c.Until.IsZero() || !day.After(c.Until))
}

// whole tells whether nothing is left out.
func (c ControlScope) whole() bool { return c == ControlScope{} }

// ControlAccount is one account at a correspondent.
type ControlAccount struct {
	Correspondent string
	Currency      money.Currency
}

// BookedEntry is an entry that a proven statement books, with the payments that it was matched with.
type BookedEntry struct {
	Statement     int64
	BankID        string // of the statement
	Correspondent string
	Number        int
	Amount        money.Amount
	Day           calendar.Date // value date, else that of the closing balance
	Parts         []Match       // those whose entry of the journal stood then
}

// NostroPosting is what an entry of the journal did to an account at a correspondent.
type NostroPosting struct {
	Key           string
	Kind          ledger.Kind
	Correspondent string
	Day           calendar.Date // value date
	Amount        money.Amount
	Statement     int64 // and Entry: the booking that it was posted for, or taken back; 0 for none
	Entry         int
}

// ControlTx is what the three-way control reads, as it was known at an instant. Days that are zero take in all; lists come by
// the number of statement and entry, of instruction, and of the entry of the journal.
type ControlTx interface {
	// ControlAccounts returns every account of which an instruction, a statement or the journal tells, by correspondent and currency.
	ControlAccounts() ([]ControlAccount, error)
	// SentPayments returns the instructions of the account whose file was sent by then.
	SentPayments(a ControlAccount, from, until calendar.Date, known time.Time) ([]Instruction, error)
	// SentPayment returns one of them.
	SentPayment(id string, known time.Time) (i Instruction, found bool, err error)
	// BookedEntries returns those of statements that were proven by then.
	BookedEntries(a ControlAccount, from, until calendar.Date, known time.Time) ([]BookedEntry, error)
	// BookedEntriesOf returns those that an instruction was matched with.
	BookedEntriesOf(instruction string, known time.Time) ([]BookedEntry, error)
	// BookedEntry returns one.
	BookedEntry(statement int64, number int, known time.Time) (e BookedEntry, found bool, err error)
	// MatchesThen returns what of an instruction stood on the books then, on statements that counted, in the order in which it was booked.
	MatchesThen(instruction string, known time.Time) ([]Match, error)
	// StatusesOf returns by number what banks said of an instruction, and what its correspondent said of the message as a whole.
	StatusesOf(instruction, msgID, correspondent string) ([]BankStatus, error)
	// ProvenStatements counts the statements of the account that were proven by then, and not corrected yet. A part of the account that
	// is zero takes in all.
	ProvenStatements(a ControlAccount, known time.Time) (int, error)
	// NostroPostings returns what the journal had booked by then on the account, but for its opening balance.
	NostroPostings(a ControlAccount, from, until calendar.Date, known time.Time) ([]NostroPosting, error)
	// NostroPostingsOf returns what was posted, and taken back, for an entry of a statement.
	NostroPostingsOf(statement int64, number int, known time.Time) ([]NostroPosting, error)
}
