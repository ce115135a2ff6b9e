package ledger

import (
	"fmt"

	"nostro/calendar"
	"nostro/money"
)

// Revaluation is what the open position in one currency is worth at the end of a day beyond its book value.
type Revaluation struct {
	Date       calendar.Date  // the day whose rate it was valued at
	Currency   money.Currency // of the position
	Number     int            // 1, and for a correction of the same day 2, 3 ...
	Unrealised money.Amount   // in the base currency: + a gain that no trade has made real
	Evidence   Evidence
	Memo       string
}

// Revalued returns the entry of a revaluation: of a gain, debit fx:revaluation, credit fx:unrealised, both in the
// base currency; of a loss the opposite. It is an overlay: it touches neither the position, which stands in its own
// currency, nor what was realised, and it is reversed on the next business day. Of zero, the error wraps ErrNothing;
// a position in the base currency itself has nothing to be revalued, and is an error that wraps ErrInvalid.
func Revalued(r Revaluation) (Entry, error) {
	head := Entry{Key: RevaluationKey(r.Date, r.Currency, r.Number), Kind: KindRevaluation, ValueDate: r.Date,
		Evidence: r.Evidence, Memo: r.Memo}
	switch {
	case r.Number < 1:
		return Entry{}, fmt.Errorf("%w: %q: its number is %d, revaluations of a day are counted from 1", ErrInvalid, head.Key, r.Number)
	case r.Currency.IsZero() || r.Currency == r.Unrealised.Currency():
		return Entry{}, fmt.Errorf("%w: %q: a position in %q cannot gain in %q: name two currencies", ErrInvalid, head.Key,
			r.Currency, r.Unrealised.Currency())
	}
	var l legs
	l.debit(FXRevaluation, r.Unrealised)
	l.credit(FXUnrealised, r.Unrealised)
	return l.entry(head)
}

// ReverseOn is Reverse with another value date: what was true for a day only is undone on a later one.
func ReverseOn(e Entry, key string, valueDate calendar.Date) (Entry, error) {
	reversal, err := Reverse(e, key)
	if err != nil {
		return Entry{}, err
	}
	if valueDate.Before(e.ValueDate) {
		return Entry{}, fmt.Errorf("%w: %q: reversed on %s, before its own date %s", ErrInvalid, e.Key, valueDate, e.ValueDate)
	}
	reversal.ValueDate = valueDate
	return reversal, nil
}
