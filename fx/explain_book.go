package fx

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"nostro/money"
)

// Book follows our open position in every currency through the days, valued in one base currency. Make one with
// NewBook; it is not safe for several goroutines at once.
type Book struct {
	base     money.Currency
	holdings map[money.Currency]Holding
	cash     money.Amount // what is held in the base currency itself
	opening  money.Amount // value when the book was last valued
	parts    parts        // of the flows since
}

// NewBook returns an empty book.
func NewBook(base money.Currency) *Book {
	return &Book{base: base, holdings: map[money.Currency]Holding{}, cash: money.Zero(base), opening: money.Zero(base),
		parts: newParts(base)}
}

// Revalued is the open position in one currency at the end of a day.
type Revalued struct {
	Valued
	Cost       money.Amount // book value, as of Holding
	Realised   money.Amount // by reductions of the position, as of Holding
	Unrealised money.Amount // Value less Cost: what stands on fx:unrealised until the next business day
}

// Valuation is the book at the end of a day.
type Valuation struct {
	Rows       []Revalued // by currency: each that was ever held, but not the base currency
	Cash       money.Amount
	Realised   money.Amount // of all currencies, by reductions of their positions
	Unrealised money.Amount // of all currencies
	Explained               // since the book was last valued
}

// Add takes the flows of one day, in any order. It errs as Holding.Add does, and for a flow of an unknown part.
func (b *Book) Add(flows []Flow) error {
	changes := map[money.Currency][]Change{}
	for _, f := range flows {
		if err := b.parts.add(f); err != nil {
			return err
		}
		changes[f.Amount.Currency()] = append(changes[f.Amount.Currency()], f.Change)
	}
	for c, list := range changes {
		if c == b.base {
			if err := b.addCash(list); err != nil {
				return err
			}
			continue
		}
		h, held := b.holdings[c]
		if !held {
			h = NewHolding(c, b.base)
		}
		h, err := h.Add(list)
		if err != nil {
			return err
		}
		b.holdings[c] = h
	}
	return nil
}

func (b *Book) addCash(changes []Change) (err error) {
	for _, c := range changes {
		if c.Worth != c.Amount {
			return fmt.Errorf("flow of %s is said to be worth %s: %w: in the base currency it is worth itself", c.Amount, c.Worth,
				ErrBadConversion)
		}
		if b.cash, err = b.cash.Add(c.Amount); err != nil {
			return err
		}
	}
	return nil
}

// Held returns the currencies in which something is held, but not the base, sorted.
func (b *Book) Held() []money.Currency {
	var list []money.Currency
	for _, h := range b.sorted() {
		if !h.Position.IsZero() {
			list = append(list, h.Position.Currency())
		}
	}
	return list
}

// Flat tells whether nothing is held in any currency but the base.
func (b *Book) Flat() bool { return len(b.Held()) == 0 }

// Value values what is held at the fixing and explains the change since the last time. A currency without a position
// needs no rate; rates that are missing are told all at once, by errors that wrap ErrNoRate, and then nothing of the
// book changes.
func (b *Book) Value(f Fixing) (Valuation, error) {
	v := Valuation{Cash: b.cash, Realised: money.Zero(b.base), Unrealised: money.Zero(b.base)}
	closing := b.cash
	var problems []error
	for _, h := range b.sorted() {
		valued, err := Value(h.Position, b.base, f)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		unrealised, e1 := h.Unrealised(valued.Value)
		realised, e2 := v.Realised.Add(h.Realised)
		sum, e3 := closing.Add(valued.Value)
		standing, e4 := v.Unrealised.Add(unrealised)
		if err := errors.Join(e1, e2, e3, e4); err != nil {
			return Valuation{}, fmt.Errorf("value %s: %w", h.Position, err)
		}
		v.Realised, v.Unrealised, closing = realised, standing, sum
		v.Rows = append(v.Rows, Revalued{valued, h.Cost, h.Realised, unrealised})
	}
	if len(problems) > 0 {
		return Valuation{}, errors.Join(problems...)
	}
	var err error
	if v.Explained, err = b.parts.explained(b.opening, closing); err != nil {
		return Valuation{}, err
	}
	b.opening, b.parts = closing, newParts(b.base)
	return v, nil
}

func (b *Book) sorted() []Holding {
	list := make([]Holding, 0, len(b.holdings))
	for _, h := range b.holdings {
		list = append(list, h)
	}
	slices.SortFunc(list, func(x, y Holding) int {
		return cmp.Compare(x.Position.Currency().Code(), y.Position.Currency().Code())
	})
	return list
}
