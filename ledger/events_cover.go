package ledger

import (
	"fmt"

	"nostro/calendar"
	"nostro/money"
)

// CoverTrade is a trade that flattens our exposure, settled over two of our accounts: Bought arrives at
// the correspondent BoughtAt, Sold leaves from SoldAt. Both amounts are positive, in two currencies.
type CoverTrade struct {
	Key              string
	BoughtAt, SoldAt string
	Bought, Sold     money.Amount
	ValueDate        calendar.Date
	Evidence         Evidence
	Memo             string
}

// CoverSettled returns the entry of a settled cover trade: in the bought currency debit nostro, credit
// fx:position; in the sold currency debit fx:position, credit nostro.
func CoverSettled(t CoverTrade) (Entry, error) {
	head := Entry{Key: t.Key, Kind: KindCover, ValueDate: t.ValueDate, Evidence: t.Evidence, Memo: t.Memo}
	if t.Bought.Sign() <= 0 || t.Sold.Sign() <= 0 {
		return Entry{}, fmt.Errorf("%w: cover %q: bought %s and sold %s must both be above zero",
			ErrInvalid, t.Key, t.Bought, t.Sold)
	}
	if t.Bought.Currency() == t.Sold.Currency() {
		return Entry{}, fmt.Errorf("%w: cover %q: bought and sold are both in %s", ErrInvalid, t.Key, t.Sold.Currency())
	}
	var l legs
	l.debit(NostroAccount(t.BoughtAt), t.Bought)
	l.credit(FXPosition, t.Bought)
	l.debit(FXPosition, t.Sold)
	l.credit(NostroAccount(t.SoldAt), t.Sold)
	return l.entry(head)
}
