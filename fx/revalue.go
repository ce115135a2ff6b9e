package fx

import (
	"fmt"
	"math/big"

	"nostro/calendar"
	"nostro/money"
)

// Valued is an amount and what it is worth in the base currency at the mid rate of a fixing.
type Valued struct {
	Position money.Amount
	Value    money.Amount  // in the base currency, rounded once, half to even
	Rate     string        // units of the base currency for one of the position, as Ratio.Text; "" where none is needed
	Source   string        // who fixed the rate,
	Date     calendar.Date // for which day
	SHA256   string        // and in which file
	Words    []string      // from which rates it is derived
}

// Value returns the position valued in the base currency at the mid rate of the fixing. A position of nothing and
// one in the base currency need no rate. It errs for no base currency (ErrBadConversion), for a missing rate, which
// it names (ErrNoRate), and where the value does not fit (money.ErrOverflow).
func Value(position money.Amount, base money.Currency, f Fixing) (Valued, error) {
	if base.IsZero() || position.Currency().IsZero() {
		return Valued{}, fmt.Errorf("value %s in %q: %w: name both currencies", position, base, ErrBadConversion)
	}
	if position.Currency() == base {
		return Valued{Position: position, Value: position}, nil
	}
	if position.IsZero() {
		return Valued{Position: position, Value: money.Zero(base)}, nil
	}
	q, err := f.Quote(position.Currency(), base)
	if err != nil {
		return Valued{}, fmt.Errorf("value %s in %s: %w", position, base, err)
	}
	value, err := q.Mid.of(big.NewInt(position.Minor()), q.From, q.To)
	if err != nil {
		return Valued{}, fmt.Errorf("value %s in %s: %w", position, base, err)
	}
	return Valued{Position: position, Value: value, Rate: q.MidText(), Source: f.Source, Date: f.Date,
		SHA256: f.RawSHA256, Words: q.Derivation}, nil
}
