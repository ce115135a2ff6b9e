package jobs

import (
	"maps"
	"slices"

	"nostro/fx"
	"nostro/money"
)

// gains returns what conversions and confirmed deals have brought, by cycle: from the journal, or from their records.
func (s *Stages) gains(tx Tx, records bool) (map[string]fx.Gain, error) {
	booked, err := s.readFlows(tx, records)
	if err != nil {
		return nil, err
	}
	flows := map[string][]fx.Flow{}
	for _, b := range booked {
		for _, f := range b.flows {
			flows[f.Origin] = append(flows[f.Origin], f)
		}
	}
	gains := map[string]fx.Gain{}
	for origin, list := range flows {
		if gains[origin], err = fx.GainOf(list, s.Settings.House.Base); err != nil {
			return nil, err
		}
	}
	return gains, nil
}

// checkGains works out what each cycle has brought twice, from the journal and from the records of conversions and deals.
// Spread, slippage and residual must be the total, and both must say the same.
func (b *books) checkGains(s *Stages) func(Tx, *findings) error {
	return func(tx Tx, f *findings) error {
		if b.err != nil {
			return b.err
		}
		return s.compareGains(tx, f)
	}
}

func (s *Stages) compareGains(tx Tx, f *findings) error {
	journal, err := s.gains(tx, false)
	if err != nil {
		return err
	}
	records, err := s.gains(tx, true)
	if err != nil {
		return err
	}
	f.counted = len(journal)
	all := maps.Clone(journal)
	maps.Copy(all, records)
	for _, cycle := range slices.Sorted(maps.Keys(all)) {
		booked, recorded := journal[cycle], records[cycle]
		parts, err := money.Sum(booked.Total.Currency(), booked.Spread, booked.Slippage, booked.Residual)
		if err != nil {
			return err
		}
		if parts != booked.Total || booked != recorded {
			f.fail("cycle %s: spread %s, slippage %s, residual %s, total %s in the journal; the records make it %s, %s, %s, %s", cycle,
				booked.Spread, booked.Slippage, booked.Residual, booked.Total, recorded.Spread, recorded.Slippage, recorded.Residual,
				recorded.Total)
		}
	}
	return nil
}
