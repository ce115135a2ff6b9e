package jobs

import (
	"nostro/calendar"
	"nostro/fx"
	"nostro/money"
	"nostro/netting"
)

// inBase sums the totals up in the base currency, at the last fixing of the source on or before the day of the close.
// It is a figure for people: a rate that is missing leaves it out, with a note, and stops nothing.
func (s *Stages) inBase(tx Tx, c Cycle, totals []netting.Total) (netting.InBase, error) {
	base := s.Settings.House.Base
	if base.IsZero() || len(totals) == 0 {
		return netting.InBase{}, nil
	}
	day := c.ValueDate
	if zone := s.Settings.CutOff.Zone(); zone != nil && !c.ClosedAt.IsZero() {
		day = calendar.DateOf(c.ClosedAt.In(zone))
	}
	fixing, found, err := tx.LatestFixing(s.Settings.Rates.Source, day)
	if err != nil {
		return netting.InBase{}, err
	}
	rates, note := baseRates(fixing, found, base, totals)
	if note != "" {
		return netting.InBase{Base: base, Note: note}, nil
	}
	return netting.ValueIn(base, totals, rates)
}

func baseRates(fixing fx.Fixing, found bool, base money.Currency, totals []netting.Total) (rates []netting.BaseRate, note string) {
	for _, t := range totals {
		r := netting.BaseRate{Currency: t.Currency, Rate: "1"}
		if t.Currency != base {
			if !found {
				return nil, "no rates are known yet"
			}
			quote, err := fixing.Quote(t.Currency, base)
			if err != nil {
				return nil, "no rate of " + t.Currency.Code() + " to " + base.Code() + " in the " + fixing.Source + " fixing of " + fixing.Date.String()
			}
			r.Rate, r.Source, r.Date = quote.MidText(), fixing.Source, fixing.Date.String()
		}
		rates = append(rates, r)
	}
	return rates, ""
}
