package jobs

import (
	"fmt"

	"nostro/fx"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/netting"
	"nostro/risk/limit"
)

// limitBook is what is offered to a cycle, and what its value in base comes from.
type limitBook struct {
	limit.Book
	fixing fx.Fixing // the zero value where no rate was needed
}

// limitBook puts together what the caps are held against: the obligations that a cycle could settle, what each offsets,
// what other cycles of the value date have taken, and, where a cap is in base, what each is worth at the rates at which
// the cycle converts. A rate that is missing blocks: without it nobody can prove that the cap holds.
func (s *Stages) limitBook(tx Tx, c Cycle, offered []netting.Obligation) (b limitBook, err error) {
	b.Book = limit.Book{Limits: s.Settings.Risk.Settlement, Base: s.Settings.House.Base, Converts: map[string]bool{}}
	participants, err := tx.Participants()
	if err != nil {
		return b, err
	}
	for _, p := range participants {
		b.Converts[p.ID] = !p.SettlementCurrency.IsZero()
	}
	for _, o := range offered {
		payer, payee, _ := s.Settings.Netting.Sets(o)
		b.Obligations = append(b.Obligations, limit.Obligation{ID: o.ID, Seq: o.Seq, Payer: o.Payer, Payee: o.Payee,
			Amount: o.Amount, PayerSet: payer.Key(), PayeeSet: payee.Key()})
	}
	if b.Earlier, err = earlierOf(tx, c); err != nil {
		return b, err
	}
	return b, s.valueInBase(tx, c, &b)
}

// earlierOf returns the positions of the other cycles of the value date.
func earlierOf(tx Tx, c Cycle) (list []limit.Earlier, err error) {
	cycles, err := tx.Cycles()
	if err != nil {
		return nil, err
	}
	for _, other := range cycles {
		if other.ValueDate != c.ValueDate || other.ID == c.ID || other.State == lifecycle.CycleOpen || other.State == lifecycle.CycleAborted {
			continue
		}
		if !other.State.Reached(lifecycle.CycleNetted) {
			return nil, needsPerson("cycle %s of the same value date is closed and not netted: run nostro cycle net first, so that its use of the caps of the day is known",
				other.ID)
		}
		positions, err := tx.Positions(other.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range positions {
			list = append(list, limit.Earlier{Participant: p.Participant, Set: p.Set.Key(), Net: p.Net})
		}
	}
	return list, nil
}

// valueInBase values the book where a cap needs it: each amount once, at mid, rounded half to even.
func (s *Stages) valueInBase(tx Tx, c Cycle, b *limitBook) error {
	if !b.Limits.InBase() && !b.Limits.Counts() {
		return nil
	}
	base := b.Base
	converters := map[money.Currency]*fx.Converter{base: nil}
	var pairs []fx.Pair
	note := func(c money.Currency) {
		if _, known := converters[c]; !known {
			converters[c] = nil
			pairs = append(pairs, fx.Pair{Base: c, Quote: base})
		}
	}
	for _, o := range b.Obligations {
		note(o.Amount.Currency())
	}
	for _, e := range b.Earlier {
		note(e.Net.Currency())
	}
	if len(pairs) > 0 {
		fixing, err := s.cycleFixing(tx, c, pairs)
		if err != nil {
			return fmt.Errorf("caps in %s cannot be proven, so nothing is taken: %w", base, err)
		}
		b.fixing = fixing
		for _, pair := range pairs {
			q, err := fixing.Quote(pair.Base, base)
			if err != nil {
				return err
			}
			if converters[pair.Base], err = fx.NewConverter(q, 0); err != nil {
				return err
			}
		}
	}
	worth := func(a money.Amount) (money.Amount, error) {
		if a.Currency() == base {
			return a, nil
		}
		v, err := converters[a.Currency()].Convert(a)
		return v.Mid, err
	}
	var err error
	for n := range b.Obligations {
		if b.Obligations[n].InBase, err = worth(b.Obligations[n].Amount); err != nil {
			return err
		}
	}
	for n := range b.Earlier {
		if b.Earlier[n].InBase, err = worth(b.Earlier[n].Net); err != nil {
			return err
		}
	}
	return nil
}
