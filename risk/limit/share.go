package limit

import (
	"math/bits"

	"nostro/money"
)

// totals returns, for each currency that is measured, what all participants owe together of what is offered: gross, or
// net of what they receive in the same netting set. A total beyond 63 bits counts as the largest: then the share binds
// nobody, and sums that do not fit are refused elsewhere.
func (n Concentration) totals(offered []Obligation) map[money.Currency]int64 {
	totals := map[money.Currency]int64{}
	if n.Percent == 0 {
		return totals
	}
	type position struct {
		participant, set string
		c                money.Currency
	}
	nets := map[position]int64{}
	for _, o := range offered {
		c := o.Amount.Currency()
		if _, measured := in(n.Above, c); !measured {
			continue
		}
		if totals[c] > sumMax-min(sumMax, o.Amount.Minor()) {
			totals[c] = sumMax
			continue
		}
		nets[position{o.Payer, o.PayerSet, c}] += o.Amount.Minor()
		nets[position{o.Payee, o.PayeeSet, c}] -= o.Amount.Minor()
		totals[c] += o.Amount.Minor()
	}
	if n.OfNetDebit {
		clear(totals)
		for at, net := range nets {
			totals[at.c] += max(0, net)
		}
	}
	return totals
}

// share returns the most that one participant may owe of a currency: the per cent of the total, rounded down. has is
// false where the currency is not measured, or its total is too small to be.
func (c *compiler) share(n Concentration, currency money.Currency) (most int64, has bool) {
	from, measured := in(n.Above, currency)
	total := c.totals[currency]
	if !measured || total < from.Minor() {
		return 0, false
	}
	high, low := bits.Mul64(uint64(total), uint64(n.Percent))
	quotient, _ := bits.Div64(high, low, 100)
	return int64(quotient), true
}
