package store

import (
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
)

const (
	fixingColumns      = "source, date, raw_sha256, ignored"
	selectFixing       = "SELECT " + fixingColumns + " FROM fixing WHERE source = ?1 AND date = ?2"
	selectLatestFixing = "SELECT " + fixingColumns + " FROM fixing WHERE source = ?1 AND date <= ?2 " +
		"ORDER BY date DESC LIMIT 1"
	selectFixings = "SELECT " + fixingColumns + " FROM fixing ORDER BY source, date"

	rateColumns = "base, quote, bid, mid, ask"
	selectRates = "SELECT " + rateColumns + " FROM rate WHERE source = ?1 AND date = ?2 ORDER BY base, quote"
)

var (
	insertFixing = insertInto("fixing", fixingColumns+", fetched_at")
	insertRate   = insertInto("rate", "source, date, "+rateColumns)
)

func intoFixing(f *fx.Fixing) []any {
	return []any{&f.Source, dateCell(&f.Date), refCell(&f.RawSHA256), listCell(&f.Ignored)}
}

func intoRate(r *fx.Rate) []any {
	return []any{currencyCell(&r.Pair.Base), currencyCell(&r.Pair.Quote),
		rateCell(&r.Bid), rateCell(&r.Mid), rateCell(&r.Ask)}
}

func (t *tx) Fixing(source string, on calendar.Date) (fx.Fixing, bool, error) {
	return t.oneFixing(selectFixing, source, on)
}

func (t *tx) LatestFixing(source string, onOrBefore calendar.Date) (fx.Fixing, bool, error) {
	return t.oneFixing(selectLatestFixing, source, onOrBefore)
}

func (t *tx) oneFixing(query, source string, on calendar.Date) (fx.Fixing, bool, error) {
	f, found, err := one(t, "fixing of "+source, intoFixing, query, source, on.String())
	if err != nil || !found {
		return fx.Fixing{}, false, err
	}
	f, err = t.withRates(f)
	return f, err == nil, err
}

func (t *tx) withRates(f fx.Fixing) (fx.Fixing, error) {
	var err error
	what := fmt.Sprintf("rates of %s on %s", f.Source, f.Date)
	f.Rates, err = list(t, what, intoRate, selectRates, f.Source, f.Date.String())
	return f, err
}

func (t *tx) AddFixing(f fx.Fixing, fetchedAt time.Time) error {
	what := fmt.Sprintf("fixing of %s on %s", f.Source, f.Date)
	err := t.exec(what, insertFixing, f.Source, date(f.Date), ref(f.RawSHA256), texts(f.Ignored), instant(fetchedAt))
	if err != nil {
		return err
	}
	for _, r := range f.Rates {
		err := t.exec(what, insertRate, f.Source, date(f.Date), code(r.Pair.Base), code(r.Pair.Quote),
			rate(r.Bid), rate(r.Mid), rate(r.Ask))
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) Fixings() ([]fx.Fixing, error) {
	all, err := list(t, "fixings", intoFixing, selectFixings)
	if err != nil {
		return nil, err
	}
	for n := range all {
		if all[n], err = t.withRates(all[n]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

const conversionColumns = "cycle, participant, from_currency, from_minor, to_currency, to_minor, mid, spread, " +
	"residual, spread_bp, mid_rate, client_rate, derivation, source, fixing_date, raw_sha256"

const selectConversions = "SELECT " + conversionColumns + " FROM conversion WHERE cycle = ?1 " +
	"ORDER BY participant, from_currency"

var insertConversion = insertInto("conversion", conversionColumns)

func (t *tx) AddConversions(conversions []jobs.Conversion) error {
	for _, c := range conversions {
		err := t.exec(fmt.Sprintf("conversion of %s in cycle %s", c.Participant, c.Cycle), insertConversion,
			flat(c.Cycle, c.Participant, amount(c.From), amounts(c.To, c.Mid, c.Spread, c.Residual), c.SpreadBP, c.MidRate,
				c.ClientRate, c.Derivation, c.Source, date(c.FixingDate), c.RawSHA256)...)
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) Conversions(cycle string) ([]jobs.Conversion, error) {
	return list(t, "conversions of cycle "+cycle, func(c *jobs.Conversion) []any {
		return flat(&c.Cycle, &c.Participant, amountCells(&c.From), amountCells(&c.To, &c.Mid, &c.Spread, &c.Residual),
			&c.SpreadBP, &c.MidRate, &c.ClientRate, &c.Derivation, &c.Source, dateCell(&c.FixingDate), &c.RawSHA256)
	}, selectConversions, cycle)
}
