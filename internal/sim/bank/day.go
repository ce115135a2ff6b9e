package bank

import (
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/money"
)

// day is the work on one business day, on a copy of the books.
type day struct {
	bank     *Bank
	books    books
	date     calendar.Date
	at       time.Time
	openings []money.Amount // of each account
	entries  [][]entry      // of each account, in the order of booking
	statuses []status
	returns  []returned
	paid     map[string]paid // booked or sent back on this day
	answers  []resolution    // to recalls
}

// status is the answer to one pay-out.
type status struct {
	payOut  payOut
	code    string
	reason  reason
	bankRef string // of the entry, where it is booked
}

// returned is a pay-out that comes back.
type returned struct {
	payOut          payOut
	reason          reason
	amount, charges money.Amount // amount comes back; charges may be zero
}

// Codes of ISO 20022 ExternalPaymentTransactionStatus1Code.
const (
	statusRejected  = "RJCT"
	statusInProcess = "ACSP" // accepted, settlement in process
	statusSettled   = "ACSC" // settlement completed
)

// run books the day in the order of its statements: what comes back of earlier days, what is cancelled
// before it is booked, pay-outs, what comes back at once, answers to recalls, pay-ins, and what nobody announced.
func (d *day) run() error {
	for i := range d.books.accounts {
		d.books.accounts[i].sequence++
		d.openings = append(d.openings, d.books.accounts[i].balance)
	}
	d.entries = make([][]entry, len(d.books.accounts))
	back := d.books.sentBacks
	d.books.sentBacks = nil
	steps := []func() error{
		func() error { return d.sendBack(back) },
		d.cancel,
		d.payOuts,
		d.recalls,
		d.payIns,
		d.unexpected,
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// post books an entry on the account in its currency.
func (d *day) post(e entry) error {
	i := d.books.find(e.amount.Currency())
	a := &d.books.accounts[i]
	balance, err := a.balance.Add(e.amount)
	if err == nil {
		err = checkBalance(e.amount)
	}
	if err == nil {
		err = checkBalance(balance)
	}
	if err != nil {
		return fmt.Errorf("bank %s: account %s: entry %s (%s): %w", d.bank.config.ID, a.Number, e.amount, e.endToEndID, err)
	}
	a.balance = balance
	d.entries[i] = append(d.entries[i], e)
	d.books.booked++
	return nil
}
