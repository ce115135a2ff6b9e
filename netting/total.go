package netting

import (
	"fmt"

	"nostro/money"
)

// totalsOf sums each currency up. The obligations are sorted by currency first, so the totals come sorted.
func totalsOf(sorted []Obligation, positions []Position) ([]Total, error) {
	var totals []Total
	index := map[money.Currency]int{}
	for _, o := range sorted {
		c := o.Amount.Currency()
		i, known := index[c]
		if !known {
			i = len(totals)
			index[c] = i
			totals = append(totals, Total{Currency: c, Gross: money.Zero(c), Net: money.Zero(c)})
		}
		var err error
		if totals[i].Gross, err = totals[i].Gross.Add(o.Amount); err != nil {
			return nil, fmt.Errorf("gross of all obligations in %s, at obligation %q: %w: net in smaller cycles", c, o.ID, err)
		}
		totals[i].Count++
	}
	for _, p := range positions {
		total := &totals[index[p.Net.Currency()]]
		if p.Net.Sign() <= 0 {
			continue
		}
		var err error
		if total.Net, err = total.Net.Add(p.Net); err != nil {
			return nil, fmt.Errorf("net of all receivers in %s: %w", total.Currency, err)
		}
	}
	for i := range totals {
		totals[i].EfficiencyBP = efficiencyBP(totals[i].Gross, totals[i].Net)
	}
	return totals, nil
}
