package fx

import (
	"fmt"
	"math/big"

	"nostro/money"
)

// Gain is what converting and covering has brought, in one currency, + a gain: Spread + Slippage + Residual = Total,
// exactly as they are shown.
type Gain struct {
	Spread   money.Amount // earned on conversions
	Slippage money.Amount // deals at their rates against mid: what was bought less what was sold
	Residual money.Amount // what rounding left: of the conversions, of their mid values, and of the lines of this table
	Total    money.Amount
}

// RealisedGain values conversions and deals in the base currency at the mid rates of the fixing, which is that of the
// conversions: so nothing in it comes from rates that moved later. Spread, Slippage and Total are each the exact
// sum, rounded once, half to even; Residual is what is left between them. It errs for a missing rate (ErrNoRate)
// and a sum that does not fit (money.ErrOverflow).
func RealisedGain(conversions []Conversion, deals []Deal, base money.Currency, f Fixing) (Gain, error) {
	v := valuer{base: base, fixing: f, rates: map[money.Currency]*big.Rat{}}
	spread, slippage, residual := new(big.Rat), new(big.Rat), new(big.Rat)
	for _, c := range conversions {
		v.add(spread, c.Spread)
		v.add(residual, c.Residual)
		v.add(residual, c.From)
		v.sub(residual, c.Mid)
	}
	for _, d := range deals {
		v.add(slippage, d.Bought)
		v.sub(slippage, d.Sold)
	}
	if v.err != nil {
		return Gain{}, v.err
	}
	total := new(big.Rat).Add(spread, slippage)
	return gainOf(base, spread, slippage, total.Add(total, residual))
}

// OpenGain is the Total that a set of balances makes: position, spread and rounding in every currency, + what we are
// long of, valued as RealisedGain does. It is the other way to the same figure.
func OpenGain(balances []money.Amount, base money.Currency, f Fixing) (money.Amount, error) {
	v := valuer{base: base, fixing: f, rates: map[money.Currency]*big.Rat{}}
	total := new(big.Rat)
	for _, b := range balances {
		v.add(total, b)
	}
	if v.err != nil {
		return money.Amount{}, v.err
	}
	return wholeUnits(base, total)
}

func gainOf(base money.Currency, spread, slippage, total *big.Rat) (g Gain, err error) {
	for _, line := range []struct {
		to    *money.Amount
		exact *big.Rat
	}{{&g.Spread, spread}, {&g.Slippage, slippage}, {&g.Total, total}} {
		if *line.to, err = wholeUnits(base, line.exact); err != nil {
			return Gain{}, err
		}
	}
	if g.Residual, err = g.Total.Sub(g.Spread); err != nil {
		return Gain{}, err
	}
	g.Residual, err = g.Residual.Sub(g.Slippage)
	return g, err
}

func wholeUnits(c money.Currency, exact *big.Rat) (money.Amount, error) {
	rounded := roundHalfEven(exact.Num(), exact.Denom())
	if !rounded.IsInt64() {
		return money.Amount{}, fmt.Errorf("gain of %s minor units of %s: %w", rounded, c, money.ErrOverflow)
	}
	return money.FromMinor(c, rounded.Int64()), nil
}

// valuer adds up amounts in minor units of the base currency, without rounding; it keeps the first error.
type valuer struct {
	base   money.Currency
	fixing Fixing
	rates  map[money.Currency]*big.Rat // minor units of base for one of the currency
	err    error
}

func (v *valuer) add(sum *big.Rat, a money.Amount) { v.addTimes(sum, a, 1) }

func (v *valuer) sub(sum *big.Rat, a money.Amount) { v.addTimes(sum, a, -1) }

func (v *valuer) addTimes(sum *big.Rat, a money.Amount, sign int64) {
	if v.err != nil || a.IsZero() {
		return
	}
	rate, err := v.rate(a.Currency())
	if err != nil {
		v.err = err
		return
	}
	worth := new(big.Rat).SetInt(new(big.Int).Mul(big.NewInt(a.Minor()), big.NewInt(sign)))
	sum.Add(sum, worth.Mul(worth, rate))
}

func (v *valuer) rate(c money.Currency) (*big.Rat, error) {
	if known, ok := v.rates[c]; ok {
		return known, nil
	}
	rate := big.NewRat(1, 1)
	if c != v.base {
		q, err := v.fixing.Quote(c, v.base)
		if err != nil {
			return nil, err
		}
		num := new(big.Int).Mul(q.Mid.num, pow10(v.base.Exponent()))
		rate.SetFrac(num, new(big.Int).Mul(q.Mid.den, pow10(c.Exponent())))
	}
	v.rates[c] = rate
	return rate, nil
}
