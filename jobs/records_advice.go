package jobs

import (
	"slices"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// Advice is one booking as a notification of a bank (camt.054) tells it. It books nothing: it tells which payments stand
// behind what a statement books as one.
type Advice struct {
	ID            int64
	FileIn        int64
	Correspondent string
	Account       string // as the bank gave it, as are the next four
	MsgID         string
	BankID        string // Ntfctn/Id
	Copy          string // CpyDplctInd, "" where absent
	Number        int    // of the booking in the notification
	Booking       reconcile.Entry
	State         lifecycle.Advice
	Statement     int64 // with Entry, the booking that it is about; 0 until known
	Entry         int
	Why           string // what it waits for, or what became of it
}

// Currency is that of the account.
func (a Advice) Currency() money.Currency { return a.Booking.Amount.Currency() }

// told is the advice as matching takes it.
func (a Advice) told() *reconcile.Advice {
	return &reconcile.Advice{MsgID: a.MsgID, Booking: a.Booking}
}

// repeats tells whether the advice tells what an earlier one told already: the same booking with the same payments, which
// the bank names by its reference, or by the notification, or which it calls a copy.
func (a Advice) repeats(b Advice) bool {
	x, y := a.Booking, b.Booking
	named := x.BankRef != "" || a.BankID == b.BankID && a.Number == b.Number || a.Copy != ""
	return named && a.Correspondent == b.Correspondent && a.Account == b.Account && x.Amount == y.Amount && x.Booked == y.Booked &&
		x.Reversal == y.Reversal && x.BookingDate == y.BookingDate && x.ValueDate == y.ValueDate && x.BankRef == y.BankRef &&
		slices.Equal(x.Details, y.Details)
}

// AdviceTx is what advices need.
type AdviceTx interface {
	// AddAdvice adds one with its payments.
	AddAdvice(a Advice) error
	// SaveAdvice writes state, statement, entry and why; the move is checked.
	SaveAdvice(a Advice) error
	// Advices returns all with their payments by id.
	Advices() ([]Advice, error)
	// WaitingAdvices returns those that wait, by id.
	WaitingAdvices() ([]Advice, error)
	// OpenEntry gives an entry of a statement the payments that an advice tells; their numbers must follow on those that it
	// has. From then on Statements returns these payments alone.
	OpenEntry(statement int64, entry int, advice int64, payments []reconcile.Detail) error
}
