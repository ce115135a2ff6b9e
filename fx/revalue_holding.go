package fx

import (
	"fmt"
	"math/big"

	"nostro/money"
)

// Holding is our open position in one currency and its book value in the base currency, at average cost.
type Holding struct {
	Position money.Amount // + long, - short
	Cost     money.Amount // book value, in the base currency: + paid for what we are long of, - got for what we are short of
	Realised money.Amount // in the base currency: what reductions of the position have made real so far
}

// NewHolding returns an empty holding of the currency, with its book value in the base currency.
func NewHolding(currency, base money.Currency) Holding {
	return Holding{money.Zero(currency), money.Zero(base), money.Zero(base)}
}

// Change is a change of a position, with what it was worth in the base currency at the rate at which it was made. Both
// have one sign, unless the worth is so small that it is nothing.
type Change struct{ Amount, Worth money.Amount }

// Add returns the holding after the changes of one day. Those that make it larger come first, at their worth; those
// that make it smaller then take their share of the average cost out, and the difference between their worth and that
// share is realised; what goes beyond nothing opens the other side at its worth. So the order of the changes within
// the day does not matter, and Cost always is the sum of all worths and of what was realised. The share is rounded
// once, half to even, to the minor unit of the base currency; with the last of a position goes all of its cost. It
// errs for mixed currencies and for what does not fit in 64 bits (money.ErrOverflow).
func (h Holding) Add(changes []Change) (Holding, error) {
	var bought, sold lot
	for _, c := range changes {
		if c.Amount.Currency() != h.Position.Currency() || c.Worth.Currency() != h.Cost.Currency() {
			return Holding{}, fmt.Errorf("%s worth %s on a holding of %s in %s: %w", c.Amount, c.Worth,
				h.Position.Currency(), h.Cost.Currency(), money.ErrMixedCurrency)
		}
		if c.Amount.Sign() < 0 {
			sold.add(c)
		} else {
			bought.add(c)
		}
	}
	w := newWorking(h)
	if h.Position.Sign() < 0 {
		bought, sold = sold, bought
	}
	w.take(bought)
	w.take(sold)
	return w.holding(h)
}

// Unrealised returns what the position, valued now, is worth beyond its book value.
func (h Holding) Unrealised(value money.Amount) (money.Amount, error) { return value.Sub(h.Cost) }

// lot sums changes of one direction.
type lot struct{ quantity, worth big.Int }

func (l *lot) add(c Change) {
	l.quantity.Add(&l.quantity, big.NewInt(c.Amount.Minor()))
	l.worth.Add(&l.worth, big.NewInt(c.Worth.Minor()))
}

// working is a holding in integers without bound.
type working struct{ quantity, cost, realised *big.Int }

func newWorking(h Holding) *working {
	return &working{big.NewInt(h.Position.Minor()), big.NewInt(h.Cost.Minor()), big.NewInt(h.Realised.Minor())}
}

func (w *working) holding(h Holding) (Holding, error) {
	for _, n := range []*big.Int{w.quantity, w.cost, w.realised} {
		if !n.IsInt64() {
			return Holding{}, fmt.Errorf("holding of %s after its changes, %s minor units: %w", h.Position, n, money.ErrOverflow)
		}
	}
	base := h.Cost.Currency()
	return Holding{money.FromMinor(h.Position.Currency(), w.quantity.Int64()), money.FromMinor(base, w.cost.Int64()),
		money.FromMinor(base, w.realised.Int64())}, nil
}

// take applies changes of one direction: they open, extend, reduce, close or turn the position.
func (w *working) take(l lot) {
	if l.quantity.Sign() == -w.quantity.Sign() && l.quantity.Sign() != 0 {
		w.reduce(&l)
	}
	w.quantity.Add(w.quantity, &l.quantity)
	w.cost.Add(w.cost, &l.worth)
}

// reduce takes from the position, and from the lot, what cancels out.
func (w *working) reduce(l *lot) {
	closing, worth, relieved := new(big.Int).Set(&l.quantity), new(big.Int).Set(&l.worth), new(big.Int).Set(w.cost)
	switch l.quantity.CmpAbs(w.quantity) {
	case 1: // beyond nothing: its worth is divided
		closing.Neg(w.quantity)
		worth = share(&l.worth, closing, &l.quantity)
	case -1:
		relieved = share(w.cost, closing, new(big.Int).Neg(w.quantity))
	}
	gain := new(big.Int).Neg(worth)
	gain.Sub(gain, relieved)
	w.realised.Add(w.realised, gain)
	w.cost.Sub(w.cost, relieved)
	w.quantity.Add(w.quantity, closing)
	l.quantity.Sub(&l.quantity, closing)
	l.worth.Sub(&l.worth, worth)
}

// share returns whole x part / all as an integer, rounded once, half to even.
func share(whole, part, all *big.Int) *big.Int {
	product := new(big.Int).Mul(whole, part)
	if all.Sign() < 0 {
		return roundHalfEven(product.Neg(product), new(big.Int).Neg(all))
	}
	return roundHalfEven(product, all)
}
