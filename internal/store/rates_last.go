package store

import (
	"nostro/calendar"
	"nostro/fx"
)

// The index rate_by_pair holds the dates of a pair in order, so the last one is found at once, however long ago it was.
const (
	selectRateDate = "SELECT date FROM rate WHERE source = ?1 AND base = ?2 AND quote = ?3 AND date < ?4 ORDER BY date DESC LIMIT 1"
	selectOneRate  = "SELECT date, " + rateColumns + " FROM rate WHERE source = ?1 AND date = ?2 AND base = ?3 AND quote = ?4"
)

// lastRateTries bounds how many fixings are looked at of which a person withdrew the rate.
const lastRateTries = 10

func (t *tx) LastRate(source string, p fx.Pair, before calendar.Date) (fx.Fixing, bool, error) {
	for range lastRateTries {
		date, found, err := one(t, "last rate "+p.String(), func(d *calendar.Date) []any { return []any{dateCell(d)} },
			selectRateDate, source, p.Base.Code(), p.Quote.Code(), before.String())
		if err != nil || !found {
			return fx.Fixing{}, false, err
		}
		f, found, err := t.fixingOfPair(source, p, date)
		if found || err != nil {
			return f, found, err
		}
		before = date
	}
	return fx.Fixing{}, false, nil
}

// fixingOfPair returns the fixing of a day with the rate of one pair alone, as it counts now; found is false where a person
// withdrew it.
func (t *tx) fixingOfPair(source string, p fx.Pair, on calendar.Date) (fx.Fixing, bool, error) {
	f, found, err := one(t, "fixing of "+source, intoFixing, selectFixing, source, on.String())
	if err != nil || !found {
		return fx.Fixing{}, false, err
	}
	r, found, err := one(t, "rate "+p.String(), intoRate, selectOneRate, source, on.String(), p.Base.Code(), p.Quote.Code())
	if err != nil {
		return fx.Fixing{}, false, err
	}
	if found {
		f.Rates = []fx.Rate{r.rate}
		if r.perUnits > 1 {
			remark(&f, p, fx.Remark{PerUnits: r.perUnits})
		}
	}
	all := []fx.Fixing{f}
	if err := t.correct(all, forever); err != nil {
		return fx.Fixing{}, false, err
	}
	for _, r := range all[0].Rates {
		if r.Pair == p {
			all[0].Rates = []fx.Rate{r}
			return all[0], true, nil
		}
	}
	return fx.Fixing{}, false, nil
}
