package reconcile

import (
	"fmt"

	"nostro/calendar"
	"nostro/money"
)

// Statement is the bank's report on one account, in one currency.
type Statement struct {
	Correspondent string // the bank, as our instructions name it
	Account       string // our account there
	ID            string // the bank's identifier of the statement
	Sequence      int64  // electronic sequence number; 0 where the bank gives none
	Currency      money.Currency
	Opening       money.Amount // booked balance before the entries, credit +
	Closing       money.Amount // booked balance after them, credit +
	Entries       []Entry
	NoMatches     []NoMatch // what people said that its bookings are not; nil for nothing
}

// Entry is one booking of a statement.
type Entry struct {
	Number      int          // 1 or more, as in the file, unique in the statement
	Amount      money.Amount // signed: credit +, debit -
	Booked      bool         // false for pending and informational entries: they move nothing
	Reversal    bool         // the bank undoes a booking; the sign of Amount is the true one already
	BookingDate calendar.Date
	ValueDate   calendar.Date
	BankRef     string
	Charges     money.Amount // what the bank kept, included in Amount; > 0, or the zero value for none
	Details     []Detail
	Text        string // free text of the bank, for people
	Batch       *Batch // what the bank says of the payments of an entry that it does not itemise; nil for nothing
}

// Detail is one transaction of an entry.
type Detail struct {
	Number       int // 1 or more, unique in the entry
	UETR         string
	EndToEndID   string
	InstrID      string
	ReturnReason string // code of ISO 20022 ExternalReturnReason, where the bank calls it a return
	MsgID        string
	BankRef      string
	Amount       money.Amount // signed: credit +, debit -; the zero value where the bank gives none
	Charges      money.Amount // what the bank kept for it; > 0, or the zero value for none
	Text         string
	Exchange     *Exchange // where the amount was converted; nil: the bank says nothing of it
}

// minorMax bounds every amount: ISO 20022 amounts have at most 18 digits. So the sum of a few of them
// always fits 64 bits; sums of many are checked.
const minorMax = 999_999_999_999_999_999

// check errs where the statement cannot be reasoned about: no currency, amounts of another currency,
// numbers that do not name one entry, one detail.
func (s Statement) check() error {
	if err := s.checkHead(); err != nil {
		return err
	}
	if err := s.checkNumbers(); err != nil {
		return err
	}
	for n := range s.Entries {
		if err := s.checkEntry(&s.Entries[n]); err != nil {
			return err
		}
	}
	return nil
}

func (s *Statement) checkHead() error {
	if s.Currency.IsZero() {
		return fmt.Errorf("statement %q: it has no currency: take it from the account", s.ID)
	}
	if s.Sequence < 0 {
		return fmt.Errorf("statement %q: sequence number %d is negative: give 0 where the bank has none", s.ID, s.Sequence)
	}
	if err := checkAmount(s.Opening, s.Currency); err != nil {
		return fmt.Errorf("statement %q: opening balance: %w", s.ID, err)
	}
	if err := checkAmount(s.Closing, s.Currency); err != nil {
		return fmt.Errorf("statement %q: closing balance: %w", s.ID, err)
	}
	return nil
}

func (s *Statement) checkNumbers() error {
	if n, ok := numbered(len(s.Entries), func(n int) int { return s.Entries[n].Number }); !ok {
		return fmt.Errorf("statement %q: entry number %d is not unique and at least 1: number the entries in file order", s.ID, n)
	}
	return nil
}

func (s *Statement) checkEntry(e *Entry) error {
	if err := e.check(s.Currency); err != nil {
		return fmt.Errorf("statement %q: entry %d: %w", s.ID, e.Number, err)
	}
	return nil
}

func (e *Entry) check(c money.Currency) error {
	if err := checkAmount(e.Amount, c); err != nil {
		return fmt.Errorf("amount: %w", err)
	}
	if err := checkCharges(e.Charges, c); err != nil {
		return err
	}
	if n, ok := numbered(len(e.Details), func(n int) int { return e.Details[n].Number }); !ok {
		return fmt.Errorf("detail number %d is not unique and at least 1: number the details in file order", n)
	}
	for n := range e.Details {
		d := &e.Details[n]
		if d.Amount != (money.Amount{}) {
			if err := checkAmount(d.Amount, c); err != nil {
				return fmt.Errorf("detail %d: amount: %w", d.Number, err)
			}
		}
		if err := checkCharges(d.Charges, c); err != nil {
			return fmt.Errorf("detail %d: %w", d.Number, err)
		}
	}
	return nil
}

// numbered tells whether all numbers are at least 1 and none comes twice; else it returns one that is not so.
func numbered(count int, number func(int) int) (bad int, ok bool) {
	last, seen := 0, map[int]bool(nil)
	for n := range count {
		this := number(n)
		if this <= last && seen == nil { // out of order: what came before is looked up from here on
			seen = make(map[int]bool, count)
			for before := range n {
				seen[number(before)] = true
			}
		}
		if this < 1 || seen[this] {
			return this, false
		}
		if last = this; seen != nil {
			seen[this] = true
		}
	}
	return 0, true
}

// checkAmount errs for an amount of another currency than c, or of more than 18 digits.
func checkAmount(a money.Amount, c money.Currency) error {
	if a.Currency() != c {
		return fmt.Errorf("%s is not in %s: %w; read the file again, an account has one currency",
			a, c, money.ErrMixedCurrency)
	}
	if a.Minor() > minorMax || a.Minor() < -minorMax {
		return fmt.Errorf("%s has more than 18 digits: %w; read the file again", a, money.ErrOverflow)
	}
	return nil
}

func checkCharges(a money.Amount, c money.Currency) error {
	if a == (money.Amount{}) {
		return nil
	}
	if err := checkAmount(a, c); err != nil {
		return fmt.Errorf("charges: %w", err)
	}
	if a.Sign() < 0 {
		return fmt.Errorf("charges: %s is negative: give what the bank kept as a positive amount", a)
	}
	return nil
}

// sum adds counts of minor units; ok is false where they overflow.
func sum(values ...int64) (total int64, ok bool) {
	for _, v := range values {
		next := total + v
		if (v > 0) != (next > total) && v != 0 {
			return 0, false
		}
		total = next
	}
	return total, true
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}
