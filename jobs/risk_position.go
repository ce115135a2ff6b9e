package jobs

import (
	"cmp"
	"maps"
	"slices"

	"nostro/ledger"
	"nostro/money"
)

// openPositions sums the balances that are our open position, + long, by currency.
func openPositions(rows []ledger.Row) (map[money.Currency]money.Amount, error) {
	held := map[money.Currency]money.Amount{}
	for _, r := range rows {
		if _, ours := positionParts[r.Account]; !ours {
			continue
		}
		c := r.Balance.Currency()
		sum, there := held[c]
		if !there {
			sum = money.Zero(c)
		}
		sum, err := sum.Sub(r.Balance)
		if err != nil {
			return nil, err
		}
		held[c] = sum
	}
	return held, nil
}

func sortedCurrencies[V any](byCurrency map[money.Currency]V) []money.Currency {
	return slices.SortedFunc(maps.Keys(byCurrency), func(a, b money.Currency) int { return cmp.Compare(a.Code(), b.Code()) })
}
