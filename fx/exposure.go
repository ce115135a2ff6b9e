package fx

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"nostro/money"
)

// Exposure returns what the conversions leave us long (+) or short (-) in each currency, sorted by currency
// and without zero rows: From adds to its currency, Mid takes from that of To. The order of the conversions
// does not matter. It errs for a conversion without two different currencies (ErrBadConversion) and for a
// sum that does not fit (money.ErrOverflow).
func Exposure(conversions []Conversion) ([]money.Amount, error) {
	sums := map[money.Currency]*big.Int{}
	add := func(c money.Currency, minor *big.Int) {
		if sums[c] == nil {
			sums[c] = new(big.Int)
		}
		sums[c].Add(sums[c], minor)
	}
	for i, c := range conversions {
		from, to := c.From.Currency(), c.Mid.Currency()
		if from.IsZero() || to.IsZero() || from == to {
			return nil, fmt.Errorf("exposure, conversion %d of %s to %s: %w: it needs two different currencies",
				i+1, c.From, c.Mid, ErrBadConversion)
		}
		add(from, big.NewInt(c.From.Minor()))
		add(to, new(big.Int).Neg(big.NewInt(c.Mid.Minor())))
	}
	return rowsOf(sums)
}

func rowsOf(sums map[money.Currency]*big.Int) ([]money.Amount, error) {
	currencies := make([]money.Currency, 0, len(sums))
	for c := range sums {
		currencies = append(currencies, c)
	}
	slices.SortFunc(currencies, func(a, b money.Currency) int { return cmp.Compare(a.Code(), b.Code()) })
	var rows []money.Amount
	for _, c := range currencies {
		sum := sums[c]
		if !sum.IsInt64() {
			return nil, fmt.Errorf("exposure in %s is %s minor units: %w: convert in smaller cycles",
				c, sum, money.ErrOverflow)
		}
		if sum.Sign() != 0 {
			rows = append(rows, money.FromMinor(c, sum.Int64()))
		}
	}
	return rows, nil
}
