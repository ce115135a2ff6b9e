package store

import (
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/fx"
)

const (
	fixingColumns      = "source, date, raw_sha256, ignored, fixed_at"
	selectFixing       = "SELECT " + fixingColumns + " FROM fixing WHERE source = ?1 AND date = ?2"
	selectLatestFixing = "SELECT " + fixingColumns + " FROM fixing WHERE source = ?1 AND date <= ?2 " +
		"ORDER BY date DESC LIMIT 1"
	selectFixingsBetween = "SELECT " + fixingColumns + " FROM fixing WHERE source = ?1 AND date BETWEEN ?2 AND ?3 ORDER BY date"
	selectSources        = "SELECT DISTINCT source FROM fixing ORDER BY source"
	selectHashes         = "SELECT date, raw_sha256 FROM fixing WHERE source = ?1"

	rateColumns = "base, quote, bid, mid, ask, per_units"
	selectRates = "SELECT date, " + rateColumns + " FROM rate WHERE source = ?1 AND date BETWEEN ?2 AND ?3 " +
		"ORDER BY date, base, quote"
	selectLooped = "SELECT source, date FROM rate GROUP BY source, date HAVING min(base) <> max(base) " +
		"UNION SELECT c.source, c.date FROM rate_offer o JOIN rate_conflict c ON c.number = o.conflict ORDER BY 1, 2"
)

func intoFixing(f *fx.Fixing) []any {
	return []any{&f.Source, dateCell(&f.Date), refCell(&f.RawSHA256), listCell(&f.Ignored), instantCell(&f.FixedAt)}
}

// rateRow is a rate with what its fixing says of it.
type rateRow struct {
	rate     fx.Rate
	date     calendar.Date
	perUnits int
}

func intoRate(r *rateRow) []any {
	return []any{dateCell(&r.date), currencyCell(&r.rate.Pair.Base), currencyCell(&r.rate.Pair.Quote),
		rateCell(&r.rate.Bid), rateCell(&r.rate.Mid), rateCell(&r.rate.Ask), &r.perUnits}
}

func (t *tx) Fixing(source string, on calendar.Date) (fx.Fixing, bool, error) {
	return t.oneFixing(selectFixing, source, on, forever)
}

func (t *tx) FixingAsOf(source string, on calendar.Date, at time.Time) (fx.Fixing, bool, error) {
	return t.oneFixing(selectFixing, source, on, at)
}

func (t *tx) LatestFixing(source string, onOrBefore calendar.Date) (fx.Fixing, bool, error) {
	return t.oneFixing(selectLatestFixing, source, onOrBefore, forever)
}

func (t *tx) oneFixing(query, source string, on calendar.Date, until time.Time) (fx.Fixing, bool, error) {
	f, found, err := one(t, "fixing of "+source, intoFixing, query, source, on.String())
	if err != nil || !found {
		return fx.Fixing{}, false, err
	}
	all := []fx.Fixing{f}
	err = t.addRates(all, until)
	return all[0], err == nil, err
}

// addRates fills in the rates of fixings of one source that stand by date.
func (t *tx) addRates(all []fx.Fixing, until time.Time) error {
	if len(all) == 0 {
		return nil
	}
	source, from, to := all[0].Source, all[0].Date, all[len(all)-1].Date
	n := 0
	err := each(t, "rates of "+source, intoRate, selectRates, []any{source, from.String(), to.String()}, func(r rateRow) error {
		for n < len(all) && all[n].Date.Before(r.date) {
			n++
		}
		if n == len(all) || all[n].Date != r.date {
			return fmt.Errorf("rate %s of %s on %s belongs to no fixing", r.rate.Pair, source, r.date)
		}
		all[n].Rates = append(all[n].Rates, r.rate)
		if r.perUnits > 1 {
			remark(&all[n], r.rate.Pair, fx.Remark{PerUnits: r.perUnits})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return t.correct(all, until)
}

func remark(f *fx.Fixing, p fx.Pair, r fx.Remark) {
	if f.Remarks == nil {
		f.Remarks = map[fx.Pair]fx.Remark{}
	}
	f.Remarks[p] = r
}

func (t *tx) FixingsBetween(source string, from, to calendar.Date) ([]fx.Fixing, error) {
	return t.fixingsBetween(source, from, to, forever)
}

func (t *tx) PublishedFixings(source string, from, to calendar.Date) ([]fx.Fixing, error) {
	return t.fixingsBetween(source, from, to, never)
}

func (t *tx) fixingsBetween(source string, from, to calendar.Date, until time.Time) ([]fx.Fixing, error) {
	all, err := list(t, "fixings of "+source, intoFixing, selectFixingsBetween, source, from.String(), to.String())
	if err != nil {
		return nil, err
	}
	return all, t.addRates(all, until)
}

func (t *tx) LoopedFixings() ([]fx.Fixing, error) {
	type key struct {
		source string
		date   calendar.Date
	}
	keys, err := list(t, "fixings with several bases", func(k *key) []any { return []any{&k.source, dateCell(&k.date)} }, selectLooped)
	if err != nil {
		return nil, err
	}
	var all []fx.Fixing
	for _, k := range keys {
		f, _, err := t.Fixing(k.source, k.date)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// The first and the last date that a fixing can have.
var firstDate, lastDate = calendar.MustDate("0001-01-01"), calendar.MustDate("9999-12-31")

func (t *tx) Fixings() ([]fx.Fixing, error) {
	sources, err := t.FixingSources()
	if err != nil {
		return nil, err
	}
	var all []fx.Fixing
	for _, source := range sources {
		some, err := t.FixingsBetween(source, firstDate, lastDate)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

func (t *tx) FixingSources() ([]string, error) {
	return list(t, "sources of rates", func(s *string) []any { return []any{s} }, selectSources)
}

func (t *tx) FixingHashes(source string) (map[calendar.Date]string, error) {
	type row struct {
		date calendar.Date
		hash string
	}
	all := map[calendar.Date]string{}
	err := each(t, "fixings of "+source, func(r *row) []any { return []any{dateCell(&r.date), refCell(&r.hash)} }, selectHashes,
		[]any{source}, func(r row) error {
			all[r.date] = r.hash
			return nil
		})
	return all, err
}
