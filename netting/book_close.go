package netting

import (
	"cmp"
	"fmt"
	"slices"

	"nostro/money"
)

// Positions returns the positions of all that was added, by value date, participant, currency and netting set, without
// the lists of their obligations. id gives the identifier of the n-th row, counted from 0, of those that are settled by
// themselves; it may be nil where there are none. A sum that does not fit is an error that wraps money.ErrOverflow.
func (b *Book) Positions(id func(n uint64) string) ([]Position, error) {
	var all []Position
	for n, p := range b.pools {
		for i, name := range b.names {
			s := b.dense[n*b.width+i]
			if s.in.count+s.out.count == 0 {
				continue
			}
			position, err := b.position(name, p, s, Set{Agreement: b.agreement(p)})
			if err != nil {
				return nil, err
			}
			all = append(all, position)
		}
	}
	for _, p := range b.pairs {
		of := b.pools[p.pool]
		position, err := b.position(b.names[p.participant], of, p.sums, Set{Model: Bilateral, Agreement: b.agreement(of),
			Counterparty: b.names[p.counterparty]})
		if err != nil {
			return nil, err
		}
		all = append(all, position)
	}
	for _, g := range b.gross {
		all = append(all, b.grossPositions(g, id(g.number))...)
	}
	slices.SortFunc(all, comparePositions)
	return all, nil
}

func (b *Book) agreement(p pool) string {
	if p.agreement == noAgreement {
		return ""
	}
	return b.terms.Agreements[p.agreement].Name
}

// position makes a position of its sums; each amount is above zero, so the net of sums that fit does.
func (b *Book) position(name string, p pool, s sums, set Set) (Position, error) {
	in, inFits := s.in.minor()
	out, outFits := s.out.minor()
	c := p.series.Currency
	if !inFits || !outFits {
		return Position{}, fmt.Errorf("position of participant %q in %s: %w: net in smaller cycles", name, c, money.ErrOverflow)
	}
	return Position{Participant: name, Set: set, ValueDate: p.series.ValueDate, GrossIn: money.FromMinor(c, in),
		GrossOut: money.FromMinor(c, out), Net: money.FromMinor(c, in-out), Count: int(s.in.count) + int(s.out.count)}, nil
}

func (b *Book) grossPositions(g grossRow, id string) []Position {
	p := b.pools[g.pool]
	c, payer, payee := p.series.Currency, b.names[g.Payer], b.names[g.Payee]
	amount, zero := money.FromMinor(c, g.Minor), money.Zero(c)
	set := Set{Model: Gross, Agreement: b.agreement(p), Obligation: id}
	pays, receives := set, set
	pays.Counterparty, receives.Counterparty = payee, payer
	return []Position{
		{Participant: payer, Set: pays, ValueDate: p.series.ValueDate, GrossIn: zero, GrossOut: amount,
			Net: money.FromMinor(c, -g.Minor), Count: 1},
		{Participant: payee, Set: receives, ValueDate: p.series.ValueDate, GrossIn: amount, GrossOut: zero, Net: amount, Count: 1},
	}
}

// Totals sums the positions up, by value date and currency. It errs, wrapping money.ErrOverflow, where a sum does not fit.
func Totals(positions []Position) ([]Total, error) {
	index := map[Series]int{}
	var all []Total
	for _, p := range positions {
		key := Series{p.Net.Currency(), p.ValueDate}
		n, known := index[key]
		if !known {
			n = len(all)
			index[key] = n
			zero := money.Zero(key.Currency)
			all = append(all, Total{Currency: key.Currency, ValueDate: key.ValueDate, Gross: zero, Net: zero})
		}
		if err := all[n].add(p); err != nil {
			return nil, err
		}
	}
	for n := range all {
		all[n].Count /= 2 // each obligation stands with its payer and its payee
		all[n].EfficiencyBP = efficiencyBP(all[n].Gross, all[n].Net)
	}
	slices.SortFunc(all, func(a, b Total) int {
		return cmp.Or(a.ValueDate.Compare(b.ValueDate), cmp.Compare(a.Currency.Code(), b.Currency.Code()))
	})
	return all, nil
}

func (t *Total) add(p Position) (err error) {
	t.Count += p.Count
	if t.Gross, err = t.Gross.Add(p.GrossIn); err != nil {
		return fmt.Errorf("gross of all obligations in %s: %w: net in smaller cycles", t.Currency, err)
	}
	if p.Net.Sign() > 0 {
		if t.Net, err = t.Net.Add(p.Net); err != nil {
			return fmt.Errorf("net of all receivers in %s: %w", t.Currency, err)
		}
	}
	return nil
}

// dates are zero where value dates are not netted apart.
func comparePositions(a, b Position) int {
	return cmp.Or(a.ValueDate.Compare(b.ValueDate), cmp.Compare(a.Participant, b.Participant),
		cmp.Compare(a.Net.Currency().Code(), b.Net.Currency().Code()), cmp.Compare(a.Set.Key(), b.Set.Key()))
}
