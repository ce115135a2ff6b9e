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
// it names (ErrNoRate), and where the value does not fit (money.ErrOverflow). For many make a Pricer.
func Value(position money.Amount, base money.Currency, f Fixing) (Valued, error) {
	return NewPricer(base, f).Value(position)
}

// Pricer values positions at one fixing and derives each rate once. It is not safe for several goroutines at once.
type Pricer struct {
	base   money.Currency
	fixing Fixing
	quotes map[money.Currency]Quote
}

// NewPricer returns one for values in the base currency.
func NewPricer(base money.Currency, f Fixing) *Pricer {
	return &Pricer{base, f, map[money.Currency]Quote{}}
}

// Fixing returns the fixing at which it values.
func (p *Pricer) Fixing() Fixing { return p.fixing }

// Value does what the function Value does.
func (p *Pricer) Value(position money.Amount) (Valued, error) {
	if p.base.IsZero() || position.Currency().IsZero() {
		return Valued{}, fmt.Errorf("value %s in %q: %w: name both currencies", position, p.base, ErrBadConversion)
	}
	if position.Currency() == p.base {
		return Valued{Position: position, Value: position}, nil
	}
	if position.IsZero() {
		return Valued{Position: position, Value: money.Zero(p.base)}, nil
	}
	q, err := p.quote(position.Currency())
	if err != nil {
		return Valued{}, fmt.Errorf("value %s in %s: %w", position, p.base, err)
	}
	value, err := q.Mid.of(big.NewInt(position.Minor()), q.From, q.To)
	if err != nil {
		return Valued{}, fmt.Errorf("value %s in %s: %w", position, p.base, err)
	}
	return Valued{Position: position, Value: value, Rate: q.MidText(), Source: p.fixing.Source, Date: p.fixing.Date,
		SHA256: p.fixing.RawSHA256, Words: q.Derivation}, nil
}

// Worth is Value without its words.
func (p *Pricer) Worth(position money.Amount) (money.Amount, error) {
	if q, known := p.quotes[position.Currency()]; known {
		return q.Mid.of(big.NewInt(position.Minor()), q.From, q.To)
	}
	v, err := p.Value(position)
	return v.Value, err
}

func (p *Pricer) quote(c money.Currency) (Quote, error) {
	if q, known := p.quotes[c]; known {
		return q, nil
	}
	q, err := p.fixing.Quote(c, p.base)
	if err == nil {
		p.quotes[c] = q
	}
	return q, err
}
