package ledger

import (
	"fmt"

	"nostro/calendar"
	"nostro/money"
)

// CoverTrade is a trade that flattens our exposure, settled over two of our accounts: Bought arrives at
// the correspondent BoughtAt, Sold leaves from SoldAt. Both amounts are positive, in two currencies. The charges are what
// the banks took for it, zero or more, each in the currency of its side: so much less of Bought arrived, and so much more
// than Sold left.
type CoverTrade struct {
	Key              string
	BoughtAt, SoldAt string
	Bought, Sold     money.Amount

	BoughtCharge, SoldCharge money.Amount

	ValueDate calendar.Date
	Evidence  Evidence
	Memo      string
}

// CoverSettled returns the entry of a settled cover trade: in the bought currency debit nostro, credit
// fx:position; in the sold currency debit fx:position, credit nostro. The house bears the charges.
func CoverSettled(t CoverTrade) (Entry, error) {
	head := Entry{Key: t.Key, Kind: KindCover, ValueDate: t.ValueDate, Evidence: t.Evidence, Memo: t.Memo}
	if t.Bought.Sign() <= 0 || t.Sold.Sign() <= 0 {
		return Entry{}, fmt.Errorf("%w: cover %q: bought %s and sold %s must both be above zero",
			ErrInvalid, t.Key, t.Bought, t.Sold)
	}
	if t.Bought.Currency() == t.Sold.Currency() {
		return Entry{}, fmt.Errorf("%w: cover %q: bought and sold are both in %s", ErrInvalid, t.Key, t.Sold.Currency())
	}
	arrived, left, err := t.moved()
	if err != nil {
		return Entry{}, fmt.Errorf("%w: cover %q: %w", ErrInvalid, t.Key, err)
	}
	var l legs
	l.debit(NostroAccount(t.BoughtAt), arrived)
	l.debit(ChargesAccount(t.BoughtAt), t.BoughtCharge)
	l.credit(FXPosition, t.Bought)
	l.debit(FXPosition, t.Sold)
	l.debit(ChargesAccount(t.SoldAt), t.SoldCharge)
	l.credit(NostroAccount(t.SoldAt), left)
	return l.entry(head)
}

// moved is what the banks booked: Bought less its charge, Sold and its charge.
func (t CoverTrade) moved() (arrived, left money.Amount, err error) {
	if t.BoughtCharge.Sign() < 0 || t.SoldCharge.Sign() < 0 || t.BoughtCharge.Minor() >= t.Bought.Minor() {
		return arrived, left, fmt.Errorf("charges of %s and %s are below zero, or leave nothing of what was bought", t.BoughtCharge, t.SoldCharge)
	}
	arrived, left = t.Bought, t.Sold
	if !t.BoughtCharge.IsZero() {
		if arrived, err = t.Bought.Sub(t.BoughtCharge); err != nil {
			return arrived, left, err
		}
	}
	if !t.SoldCharge.IsZero() {
		left, err = t.Sold.Add(t.SoldCharge)
	}
	return arrived, left, err
}
