package report

import (
	"errors"
	"fmt"

	"nostro/fx"
	"nostro/jobs"
)

// setExposure computes, for each cycle, what its conversions left us long or short of, and the trades that
// would flatten it. A rate that is missing is told in a note, for the report must not depend on it.
func (g *gatherer) setExposure(p *Picture) error {
	p.Exposure, p.Cover = []Exposure{}, []CoverTrade{}
	for _, c := range g.cycles {
		exposure, err := fx.Exposure(conversionsOf(g.conversions, c.ID))
		if err != nil {
			return fmt.Errorf("cycle %s: %w", c.ID, err)
		}
		for _, amount := range exposure {
			p.Exposure = append(p.Exposure, Exposure{c.ID, Amount{amount}})
		}
		if len(exposure) == 0 {
			continue
		}
		fixing := g.fixings[c.ID]
		fixing.Pivot = g.in.Cross
		trades, err := fx.Cover(exposure, g.in.Pivot, fixing)
		switch {
		case errors.Is(err, fx.ErrNoRate), errors.Is(err, fx.ErrBadConversion):
			p.CoverNote = err.Error()
		case err != nil:
			return fmt.Errorf("cycle %s: %w", c.ID, err)
		}
		for _, t := range trades {
			p.Cover = append(p.Cover, CoverTrade{c.ID, Amount{t.Sell}, Amount{t.Buy}, t.Rate})
		}
	}
	return nil
}

func conversionsOf(all []jobs.Conversion, cycle string) []fx.Conversion {
	var list []fx.Conversion
	for _, c := range all {
		if c.Cycle == cycle {
			list = append(list, fx.Conversion{From: c.From, To: c.To, Mid: c.Mid, Spread: c.Spread, Residual: c.Residual})
		}
	}
	return list
}
