package fx

import (
	"fmt"

	"nostro/money"
)

// OpenPosition sums what open positions are worth in the base currency.
type OpenPosition struct {
	Long, Short money.Amount // both at or above zero
	Net         money.Amount // Long less Short: what all other currencies together expose us to the base currency
	Total       money.Amount // the greater of Long and Short
}

// Open sums the values of the positions. Total is the shorthand measure of the Basel Committee (Minimum capital
// requirements for market risk, MAR40): long positions and short ones, each summed in the base currency, and the
// greater sum, since currencies may part company. A position in the base currency is none. It errs for a value that
// is not in the base currency and for overflow.
func Open(positions []Valued, base money.Currency) (OpenPosition, error) {
	zero := money.Zero(base)
	o := OpenPosition{zero, zero, zero, zero}
	for _, p := range positions {
		if p.Position.Currency() == base {
			continue
		}
		side, size := &o.Long, p.Value
		if p.Value.Sign() < 0 {
			side = &o.Short
		}
		size, err := size.Abs()
		if err == nil {
			*side, err = side.Add(size)
		}
		if err != nil {
			return OpenPosition{}, fmt.Errorf("open position of %s: %w", p.Position, err)
		}
	}
	var err error
	if o.Net, err = o.Long.Sub(o.Short); err != nil {
		return OpenPosition{}, err
	}
	o.Total = o.Long
	if o.Short.Minor() > o.Long.Minor() {
		o.Total = o.Short
	}
	return o, nil
}

// Limits are how large open positions may be, long or short.
type Limits struct {
	Currencies []money.Amount // by currency, each in its own and above zero; a currency without one has no limit
	Total      money.Amount   // in the base currency; of no currency where there is no limit
}

// Breach is a position beyond its limit.
type Breach struct {
	What            string       // the currency, or "total"
	Position, Limit money.Amount // the position without its sign
	Long            bool         // of a currency: which side
	Beyond          money.Amount // above zero
}

// CheckCurrencies returns the positions beyond their limits, in the order of the limits; it needs no rate. A position
// of exactly its limit is within it. It errs for what has no opposite in 64 bits.
func (l Limits) CheckCurrencies(positions []money.Amount) ([]Breach, error) {
	var list []Breach
	for _, limit := range l.Currencies {
		for _, p := range positions {
			if p.Currency() != limit.Currency() {
				continue
			}
			b, broken, err := beyond(p.Currency().Code(), p, limit)
			if err != nil {
				return nil, err
			}
			if broken {
				list = append(list, b)
			}
		}
	}
	return list, nil
}

// CheckTotal returns the breach of the limit in the base currency, if there is one.
func (l Limits) CheckTotal(o OpenPosition) ([]Breach, error) {
	if l.Total.Currency().IsZero() {
		return nil, nil
	}
	b, broken, err := beyond("total", o.Total, l.Total)
	if err != nil || !broken {
		return nil, err
	}
	return []Breach{b}, nil
}

func beyond(what string, position, limit money.Amount) (Breach, bool, error) {
	size, err := position.Abs()
	if err != nil {
		return Breach{}, false, err
	}
	over, err := size.Sub(limit)
	if err != nil || over.Sign() <= 0 {
		return Breach{}, false, err
	}
	return Breach{what, size, limit, position.Sign() > 0, over}, true, nil
}

// Move returns what a rise of the currency by so many basis points against the base currency would bring us: of what
// the position is worth, rounded once, half to even. A fall costs as much as a rise brings.
func Move(value money.Amount, basisPointsMoved int) (money.Amount, error) {
	return ratioOfInts(int64(basisPointsMoved), basisPoints).of(bigOf(value), value.Currency(), value.Currency())
}
