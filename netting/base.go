package netting

import (
	"fmt"
	"math/big"

	"nostro/money"
)

// BaseRate is what one unit of a currency is worth in the base currency, as a plain decimal, with its name.
type BaseRate struct {
	Currency     money.Currency
	Rate         string // "1" for the base itself
	Source, Date string
}

// InBase sums all currencies up in the base currency, for people: nothing is booked by it. Each gross and each net is
// turned once and rounded half to even, then summed. Where a currency has no rate nothing is summed, and Note says why.
type InBase struct {
	Base         money.Currency
	Rates        []BaseRate // by currency
	Gross, Net   money.Amount
	EfficiencyBP int
	Note         string // why there is no sum; "" where there is one
}

// ValueIn sums the totals up in the base currency at the rates, one for each currency of the totals and in their
// order. A rate that is no plain decimal above zero is an error; a sum that does not fit wraps money.ErrOverflow.
func ValueIn(base money.Currency, totals []Total, rates []BaseRate) (InBase, error) {
	v := InBase{Base: base, Rates: rates, Gross: money.Zero(base), Net: money.Zero(base)}
	if len(totals) != len(rates) {
		return v, fmt.Errorf("%d rates for %d currencies: give one for each", len(rates), len(totals))
	}
	for n, t := range totals {
		for _, part := range []struct {
			of   money.Amount
			into *money.Amount
		}{{t.Gross, &v.Gross}, {t.Net, &v.Net}} {
			worth, err := rates[n].of(base, part.of)
			if err == nil {
				*part.into, err = part.into.Add(worth)
			}
			if err != nil {
				return v, fmt.Errorf("%s in %s: %w", part.of, base, err)
			}
		}
	}
	if !v.Gross.IsZero() {
		v.EfficiencyBP = efficiencyBP(v.Gross, v.Net)
	}
	return v, nil
}

// of turns an amount, and rounds once, half to even.
func (r BaseRate) of(base money.Currency, a money.Amount) (money.Amount, error) {
	rate, good := new(big.Rat).SetString(r.Rate)
	if !good || rate.Sign() <= 0 || r.Currency != a.Currency() {
		return money.Amount{}, fmt.Errorf("%q is no rate of %s: write a decimal above zero", r.Rate, a.Currency())
	}
	exact := rate.Mul(rate, big.NewRat(a.Minor(), 1))
	exact.Mul(exact, new(big.Rat).SetFrac(tenTo(base.Exponent()), tenTo(a.Currency().Exponent())))
	whole, rest := new(big.Int).QuoRem(exact.Num(), exact.Denom(), new(big.Int))
	switch half := rest.Lsh(rest, 1).Cmp(exact.Denom()); {
	case half > 0, half == 0 && whole.Bit(0) == 1:
		whole.Add(whole, big.NewInt(1))
	}
	if !whole.IsInt64() {
		return money.Amount{}, money.ErrOverflow
	}
	return money.FromMinor(base, whole.Int64()), nil
}

func tenTo(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }
