package jobs

import (
	"nostro/fx"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
)

// checkGains values what the journal holds of each cycle that converted, and what was dealt for it and has not
// settled, and compares with spread, slippage and residual of the records.
func (b *books) checkGains(s *Stages) func(Tx, *findings) error {
	return func(tx Tx, f *findings) error {
		if b.err != nil {
			return b.err
		}
		cycles, err := tx.Cycles()
		if err != nil {
			return err
		}
		for _, c := range cycles {
			records, err := tx.Conversions(c.ID)
			if err != nil {
				return err
			}
			if len(records) == 0 {
				continue
			}
			f.counted++
			if err := b.checkGain(tx, f, s, c, records); err != nil {
				f.fail("cycle %s: %v", c.ID, err)
			}
		}
		return nil
	}
}

func (b *books) checkGain(tx Tx, f *findings, s *Stages, c Cycle, records []Conversion) error {
	deals, err := tx.CoverDeals(c.ID)
	if err != nil {
		return err
	}
	fixing, err := s.fixingOf(tx, c, records[0])
	if err != nil {
		return err
	}
	base := s.Settings.House.Base
	gain, err := fx.RealisedGain(asConversions(records), standing(deals), base, fixing)
	if err != nil {
		return err
	}
	worth, err := fx.OpenGain(b.heldOf(c.ID, deals), base, fixing)
	if err != nil {
		return err
	}
	parts, err := money.Sum(base, gain.Spread, gain.Slippage, gain.Residual)
	if err != nil || parts != gain.Total || worth != gain.Total {
		f.fail("cycle %s: spread %s, slippage %s and residual %s are %s, the journal holds %s", c.ID, gain.Spread, gain.Slippage,
			gain.Residual, parts, worth)
	}
	return err
}

// heldOf is what the journal holds of a cycle in each currency, + long, with its deals as they will be booked.
func (b *books) heldOf(cycle string, deals []CoverDeal) []money.Amount {
	held := sums{}
	for key, minor := range b.cycleGain {
		if key.name == cycle {
			held[sumKey{"", key.currency}] += minor
		}
	}
	for _, d := range deals {
		if e, booked := b.covers[ledger.CoverKey(d.ID)]; booked {
			for _, p := range e.Postings {
				if p.Account == ledger.FXPosition {
					held[sumKey{"", p.Amount.Currency()}] -= p.Amount.Minor()
				}
			}
			continue
		}
		if d.State != lifecycle.DealRefused {
			held[sumKey{"", d.Bought.Currency()}] += d.Bought.Minor()
			held[sumKey{"", d.Sold.Currency()}] -= d.Sold.Minor()
		}
	}
	var list []money.Amount
	for key, minor := range held {
		list = append(list, money.FromMinor(key.currency, minor))
	}
	return list
}
