package fx

import (
	"fmt"
	"math/big"

	"nostro/money"
)

// Share is the part of a deal that covers one of several positions. It may be below zero on both sides: then the
// position was open the other way, and the deal as a whole is so much smaller than the others need.
type Share struct{ Bought, Sold money.Amount }

// IsZero tells whether the share is nothing at all.
func (s Share) IsZero() bool { return s.Bought.IsZero() && s.Sold.IsZero() }

// Divide shares a deal among positions in one of its two currencies, + long, each for one cycle, in their order:
//
//   - what is open the other way than all of them together is flattened whole: inside the house it cancels out,
//     at the rate of the deal;
//   - the rest flattens the others one after the other, the first first;
//   - what is left when all are flat belongs to the last that was open the same way.
//
// The other currency follows in proportion, rounded half to even as a running sum. Both sides of the shares sum to
// the deal exactly. It errs, wrapping ErrBadDeal, where the positions are not in one currency of the deal, or where
// together they are flat or open the other way, so that the deal would not cover them; and for a share that does
// not fit (money.ErrOverflow).
func (d Deal) Divide(open []money.Amount) ([]Share, error) {
	effect, other, err := d.effectOn(open)
	if err != nil {
		return nil, err
	}
	total := new(big.Int)
	for _, o := range open {
		total.Add(total, big.NewInt(o.Minor()))
	}
	if total.Sign() == 0 || total.Sign() == effect.Sign() {
		return nil, fmt.Errorf("%w: bought %s and sold %s does not cover positions of %s %s together", ErrBadDeal, d.Bought, d.Sold,
			minorWords(open[0].Currency(), total), map[int]string{0: "flat", 1: "long", -1: "short"}[total.Sign()])
	}
	effects := divideEffect(effect, open)
	shares := make([]Share, len(open))
	running, given := new(big.Int), new(big.Int)
	for n, e := range effects {
		running.Add(running, e)
		until := share(big.NewInt(other), running, effect)
		part := new(big.Int).Sub(until, given)
		given = until
		if shares[n], err = d.share(open[0].Currency(), e, part); err != nil {
			return nil, err
		}
	}
	return shares, nil
}

// effectOn returns what the deal adds to our position in the currency of the positions, and the size of its other side.
func (d Deal) effectOn(open []money.Amount) (effect *big.Int, other int64, err error) {
	if len(open) == 0 {
		return nil, 0, fmt.Errorf("%w: there is no position to cover", ErrBadDeal)
	}
	c := open[0].Currency()
	for _, o := range open {
		if o.Currency() != c {
			return nil, 0, fmt.Errorf("%w: positions of %s and %s: divide by one currency", ErrBadDeal, open[0], o)
		}
	}
	switch c {
	case d.Bought.Currency():
		return big.NewInt(d.Bought.Minor()), d.Sold.Minor(), nil
	case d.Sold.Currency():
		return big.NewInt(-d.Sold.Minor()), d.Bought.Minor(), nil
	}
	return nil, 0, fmt.Errorf("%w: it is no trade in %s", ErrBadDeal, c)
}

// divideEffect returns what each position gets of the effect.
func divideEffect(effect *big.Int, open []money.Amount) []*big.Int {
	left, last := new(big.Int).Set(effect), 0
	effects := make([]*big.Int, len(open))
	for n, o := range open {
		effects[n] = new(big.Int)
		if o.Sign() == effect.Sign() { // open the other way than the whole: it is flattened
			effects[n].Neg(big.NewInt(o.Minor()))
			left.Sub(left, effects[n])
		} else if o.Sign() != 0 {
			last = n
		}
	}
	for n, o := range open {
		if o.Sign() != -effect.Sign() {
			continue
		}
		take := new(big.Int).Neg(big.NewInt(o.Minor()))
		if n == last || take.CmpAbs(left) > 0 {
			take.Set(left)
		}
		effects[n] = take
		left.Sub(left, take)
	}
	return effects
}

// share is what one position gets: an effect in the currency that is covered, and a part of the other side of the deal.
func (d Deal) share(covered money.Currency, effect, part *big.Int) (Share, error) {
	bought, sold := effect, part
	if covered == d.Sold.Currency() {
		bought, sold = part, new(big.Int).Neg(effect)
	}
	if !bought.IsInt64() || !sold.IsInt64() {
		return Share{}, fmt.Errorf("share of %s and %s: %w", d.Bought, d.Sold, money.ErrOverflow)
	}
	return Share{money.FromMinor(d.Bought.Currency(), bought.Int64()), money.FromMinor(d.Sold.Currency(), sold.Int64())}, nil
}

func minorWords(c money.Currency, minor *big.Int) string {
	if !minor.IsInt64() {
		return c.Code() + " beyond 64 bits"
	}
	return money.FromMinor(c, minor.Int64()).String()
}
