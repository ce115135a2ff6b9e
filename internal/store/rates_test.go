package store_test

import (
	"errors"
	"testing"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
	"nostro/money"
)

func TestFixingsComeBackExactly(t *testing.T) {
	s, _ := world(t)
	find := func(source string, on calendar.Date) *fx.Fixing {
		return get(t, s, func(tx jobs.Tx) (*fx.Fixing, error) { return maybe(tx.Fixing(source, on)) })
	}
	same(t, "fixing", find("ECB", day), &fixing)
	same(t, "of the day before", find("ECB", day.AddDays(-1)), (*fx.Fixing)(nil))
	same(t, "of another source", find("FED", day), (*fx.Fixing)(nil))
	same(t, "all", get(t, s, jobs.Tx.Fixings), []fx.Fixing{fixing})
}

func TestLatestFixing(t *testing.T) {
	s, _ := world(t)
	friday, later := fixing, fixing
	friday.Date, later.Date = day.AddDays(-4), day.AddDays(30)
	friday.Ignored, later.Ignored = nil, nil
	friday.Rates = []fx.Rate{{Pair: fx.Pair{Base: eur, Quote: jpy},
		Bid: rate("1e3"), Mid: rate("1000"), Ask: rate("1000.10")}}
	friday.RawSHA256 = ""
	update(t, s, func(tx jobs.Tx) error {
		return errors.Join(tx.AddFixing(later, at), tx.AddFixing(friday, at))
	})
	friday.Rates[0].Bid = rate("1000") // the same number, written out
	for on, want := range map[calendar.Date]*fx.Fixing{
		day.AddDays(-5): nil, day.AddDays(-4): &friday, day.AddDays(-1): &friday, day: &fixing,
		day.AddDays(29): &fixing, day.AddDays(99): &later,
	} {
		got := get(t, s, func(tx jobs.Tx) (*fx.Fixing, error) { return maybe(tx.LatestFixing("ECB", on)) })
		same(t, "latest on or before "+on.String(), got, want)
	}
	same(t, "all", get(t, s, jobs.Tx.Fixings), []fx.Fixing{friday, fixing, later})
}

func TestRatesAreOrderedByPair(t *testing.T) {
	s, _ := world(t)
	unordered := fixing
	unordered.Source, unordered.Rates = "X", nil
	for _, pair := range []fx.Pair{{Base: usd, Quote: jpy}, {Base: eur, Quote: usd}, {Base: eur, Quote: jpy}} {
		unordered.Rates = append(unordered.Rates, fx.Rate{Pair: pair, Bid: rate("1"), Mid: rate("1"), Ask: rate("1")})
	}
	update(t, s, func(tx jobs.Tx) error { return tx.AddFixing(unordered, at) })
	pairs := ""
	for _, r := range get(t, s, jobs.Tx.Fixings)[1].Rates {
		pairs += r.Pair.String() + " "
	}
	same(t, "pairs", pairs, "EUR/JPY EUR/USD USD/JPY ")
}

func TestConversionsComeBackExactly(t *testing.T) {
	s, _ := world(t)
	owes := conversion
	owes.Participant, owes.From, owes.To = "BANK", money.FromMinor(jpy, -5), money.FromMinor(usd, -4)
	owes.Mid, owes.Spread, owes.Residual = money.FromMinor(usd, -3), money.FromMinor(usd, 0), money.FromMinor(usd, 1)
	update(t, s, func(tx jobs.Tx) error { return tx.AddConversions([]jobs.Conversion{owes}) })
	got := get(t, s, func(tx jobs.Tx) ([]jobs.Conversion, error) { return tx.Conversions(cycle.ID) })
	same(t, "conversions", got, []jobs.Conversion{owes, conversion})
}

func TestRatesRefuse(t *testing.T) {
	fix := func(f fx.Fixing) func(jobs.Tx) error {
		return func(tx jobs.Tx) error { return tx.AddFixing(f, at) }
	}
	noCurrency := money.FromMinor(money.Currency{}, 5)
	convert := func(change func(*jobs.Conversion)) func(jobs.Tx) error {
		return func(tx jobs.Tx) error {
			c := conversion
			c.Participant = "BANK"
			change(&c)
			return tx.AddConversions([]jobs.Conversion{c})
		}
	}
	twice, unknown := fixing, fixing
	twice.Source, unknown.Source, unknown.RawSHA256 = "X", "Y", "beef"
	twice.Rates = append(twice.Rates, twice.Rates...)
	for name, tt := range map[string]struct {
		want string
		work func(jobs.Tx) error
	}{
		"fixing again":         {"that source and date is there already", fix(fixing)},
		"pair twice":           {"that pair is there already", fix(twice)},
		"fixing of no file":    {"FOREIGN KEY", fix(unknown)},
		"does not add up":      {"CHECK", convert(func(c *jobs.Conversion) { c.Residual = money.FromMinor(usd, 2) })},
		"negative spread":      {"CHECK", convert(func(c *jobs.Conversion) { c.Spread = money.FromMinor(usd, -52) })},
		"into itself":          {"CHECK", convert(func(c *jobs.Conversion) { c.From = money.FromMinor(usd, 5) })},
		"mid in another":       {"an amount in USD belongs", convert(func(c *jobs.Conversion) { c.Mid = cents(10500) })},
		"amount missing":       {"NOT NULL", convert(func(c *jobs.Conversion) { c.Residual = money.Amount{} })},
		"no such cycle":        {"FOREIGN KEY", convert(func(c *jobs.Conversion) { c.Cycle = "never" })},
		"no such fixing":       {"FOREIGN KEY", convert(func(c *jobs.Conversion) { c.FixingDate = day.AddDays(1) })},
		"position twice":       {"that row is there already", convert(func(c *jobs.Conversion) { c.Participant = "SHOP" })},
		"minor of no currency": {"has no currency", convert(func(c *jobs.Conversion) { c.From = noCurrency })},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := world(t)
			refused(t, s, tt.want, tt.work)
		})
	}
}
