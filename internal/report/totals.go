package report

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"nostro/money"
)

// sums adds amounts up by currency.
type sums map[money.Currency]money.Amount

func (s sums) add(a money.Amount) error {
	sum := money.Zero(a.Currency())
	if have, ok := s[a.Currency()]; ok {
		sum = have
	}
	sum, err := sum.Add(a)
	s[a.Currency()] = sum
	return err
}

// of returns the sum of the currency, nothing where none was added.
func (s sums) of(c money.Currency) Amount {
	if sum, ok := s[c]; ok {
		return Amount{sum}
	}
	return Amount{money.Zero(c)}
}

func (s sums) currencies() []money.Currency {
	list := make([]money.Currency, 0, len(s))
	for c := range s {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b money.Currency) int { return strings.Compare(a.Code(), b.Code()) })
	return list
}

// setNetting sums obligations to gross, and what net receivers receive to net.
func (g *gatherer) setNetting(p *Picture) error {
	gross, net, counts := sums{}, sums{}, map[money.Currency]int{}
	for _, o := range g.obligations {
		counts[o.Amount.Currency()]++
		if err := gross.add(o.Amount); err != nil {
			return fmt.Errorf("gross of %s: %w", o.Amount.Currency(), err)
		}
	}
	for _, position := range g.positions {
		if position.Net.Sign() <= 0 {
			continue
		}
		if err := net.add(position.Net); err != nil {
			return fmt.Errorf("net of %s: %w", position.Net.Currency(), err)
		}
	}
	p.Netting = []NettingRow{}
	for _, c := range gross.currencies() {
		if len(g.positions) == 0 {
			break // not netted yet
		}
		row := NettingRow{Currency: c.Code(), Obligations: counts[c], Gross: gross.of(c), Net: net.of(c)}
		row.EfficiencyBP = efficiency(row.Gross.Minor(), row.Net.Minor())
		p.Netting = append(p.Netting, row)
	}
	return nil
}

// efficiency returns 1 - net/gross in basis points, rounded half to even; 0 where there is no gross.
func efficiency(gross, net int64) int {
	if gross == 0 {
		return 0
	}
	saved := new(big.Int).Sub(big.NewInt(gross), big.NewInt(net))
	whole, rest := new(big.Int).QuoRem(saved.Mul(saved, big.NewInt(10_000)), big.NewInt(gross), new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(big.NewInt(gross))
	if half > 0 || half == 0 && whole.Bit(0) == 1 {
		whole.Add(whole, big.NewInt(1))
	}
	return int(whole.Int64())
}

// setWaiting sums the obligations that no cycle has taken, by currency and value date.
func (g *gatherer) setWaiting(p *Picture) error {
	type key struct {
		currency money.Currency
		date     string
	}
	gross, counts := map[key]money.Amount{}, map[key]int{}
	for _, o := range g.waiting {
		k := key{o.Amount.Currency(), o.ValueDate.String()}
		sum, ok := gross[k]
		if !ok {
			sum = money.Zero(k.currency)
		}
		var err error
		if gross[k], err = sum.Add(o.Amount); err != nil {
			return fmt.Errorf("obligations that wait: %w", err)
		}
		counts[k]++
	}
	p.Waiting = make([]WaitingRow, 0, len(gross))
	for k, sum := range gross {
		p.Waiting = append(p.Waiting, WaitingRow{k.currency.Code(), k.date, counts[k], Amount{sum}})
	}
	slices.SortFunc(p.Waiting, func(a, b WaitingRow) int {
		return strings.Compare(a.Currency+a.ValueDate, b.Currency+b.ValueDate)
	})
	return nil
}
