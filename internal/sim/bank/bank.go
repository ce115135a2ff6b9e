package bank

import (
	"fmt"
	"slices"

	"nostro/calendar"
	"nostro/money"
)

// Bank is a bank with our accounts. Make one with New.
type Bank struct {
	config Config
	seen   seen
	books  books
	paid   map[string]paid // what was booked of pay-outs, by "uetr ..." and "instr ..."
	count  struct{ duplicates, repeated int }
}

// seen is what recognises a repetition.
type seen struct {
	files    map[string]bool // hex SHA-256
	messages map[string]bool // MsgId of transfers
	payments map[string]bool // "uetr ..." and "instr ..." of pay-outs, and keys of pay-ins
}

// books is everything that Answer changes. A copy shares nothing that changes.
type books struct {
	accounts   []account // as in the configuration
	payOuts    []payOut  // not booked yet, in the order in which they came
	payIns     []payIn
	sentBacks  []sentBack // booked, and back on the next statement
	recalls    []recall   // not answered for good yet, in the order in which they came
	unexpected []int      // indexes of the script's credits that have not come yet
	last       calendar.Date
	booked     int
}

type account struct {
	Account
	balance  money.Amount
	sequence int64 // of the last statement
}

// New opens a bank. It errs for a configuration that makes no sense: BICs, accounts, layout, script.
func New(c Config) (*Bank, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	c.Accounts = slices.Clone(c.Accounts)
	if c.Layout.Encoding == "" {
		c.Layout.Encoding = UTF8
	}
	b := &Bank{config: c, seen: seen{files: map[string]bool{}, messages: map[string]bool{}, payments: map[string]bool{}},
		paid: map[string]paid{}}
	for _, a := range c.Accounts {
		balance := money.Zero(a.Currency)
		if a.Opening != (money.Amount{}) {
			balance = a.Opening
		}
		b.books.accounts = append(b.books.accounts, account{Account: a, balance: balance})
	}
	for i := range c.Script.Unexpected {
		b.books.unexpected = append(b.books.unexpected, i)
	}
	return b, nil
}

// Balances returns the booked balance of each account, credit positive, in the order of the configuration.
func (b *Bank) Balances() []money.Amount {
	var list []money.Amount
	for _, a := range b.books.accounts {
		list = append(list, a.balance)
	}
	return list
}

// Booked returns how many entries all statements have had so far.
func (b *Bank) Booked() int { return b.books.booked }

// Duplicates returns how many payments came again in another file: pay-outs that were rejected as
// duplicates, and announcements of pay-ins that were ignored.
func (b *Bank) Duplicates() int { return b.count.duplicates }

// Repeated returns how many files came again with the same bytes. Nothing was done about them.
func (b *Bank) Repeated() int { return b.count.repeated }

// Waiting returns how many payments were taken and are neither booked nor rejected: those whose value date
// has not come, and those that came since the last answer. Pay-ins that never come stay among them.
func (b *Bank) Waiting() int { return len(b.books.payOuts) + len(b.books.payIns) }

func (k books) clone() books {
	k.accounts, k.payOuts, k.payIns = slices.Clone(k.accounts), slices.Clone(k.payOuts), slices.Clone(k.payIns)
	k.sentBacks, k.unexpected = slices.Clone(k.sentBacks), slices.Clone(k.unexpected)
	k.recalls = slices.Clone(k.recalls)
	return k
}

// find returns the index of the account in the currency, or -1.
func (k books) find(c money.Currency) int {
	return slices.IndexFunc(k.accounts, func(a account) bool { return a.Currency == c })
}

// Refusal is the error of a file that the bank cannot take. Nothing of the file is booked.
type Refusal struct {
	File   string // its name
	Place  string // in it, such as "transaction 2: IntrBkSttlmAmt"; "" for the file
	Reason string // what is wrong, and what is expected
}

// Error says file, place and reason.
func (r *Refusal) Error() string {
	if r.Place == "" {
		return fmt.Sprintf("%s: %s", r.File, r.Reason)
	}
	return fmt.Sprintf("%s: %s: %s", r.File, r.Place, r.Reason)
}
