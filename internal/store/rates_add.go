package store

import (
	"cmp"
	"database/sql/driver"
	"slices"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
)

// The statements that take fixings and rates from the feeds.
var (
	takeFixings = "INSERT INTO fixing (" + feedColumns["fixing"] + ") SELECT * FROM temp.feed_fixing"
	takeRates   = "INSERT INTO rate (" + feedColumns["rate"] + ") SELECT * FROM temp.feed_rate"
)

// fixingFeed shows fixings as rows.
type fixingFeed struct {
	all []fx.Fixing
	by  string
	at  time.Time
}

func (f fixingFeed) rows() int { return len(f.all) }

func (f fixingFeed) column(row, column int) driver.Value {
	fixing := &f.all[row]
	switch column {
	case 0:
		return fixing.Source
	case 1:
		return date(fixing.Date)
	case 2:
		return ref(fixing.RawSHA256)
	case 3:
		return texts(fixing.Ignored)
	case 4:
		return instant(fixing.FixedAt)
	case 5:
		return instant(f.at)
	}
	return ref(f.by)
}

// rateFeedRow is a rate whose fixing stands elsewhere. The texts of rates that are one are made once.
type rateFeedRow struct {
	source, date  string
	base, quote   string
	bid, mid, ask string
	perUnits      int64
}

type rateFeed []rateFeedRow

func (f rateFeed) rows() int { return len(f) }

func (f rateFeed) column(row, column int) driver.Value {
	r := &f[row]
	switch column {
	case 0:
		return r.source
	case 1:
		return r.date
	case 2:
		return r.base
	case 3:
		return r.quote
	case 4:
		return r.bid
	case 5:
		return r.mid
	case 6:
		return r.ask
	}
	return r.perUnits
}

func rateRows(f fx.Fixing, rows rateFeed) rateFeed {
	day := f.Date.String()
	for _, r := range f.Rates {
		row := rateFeedRow{source: f.Source, date: day, base: r.Pair.Base.Code(), quote: r.Pair.Quote.Code(), mid: rate(r.Mid),
			perUnits: int64(max(1, f.Remarks[r.Pair].PerUnits))}
		row.bid, row.ask = row.mid, row.mid
		if r.Bid.Exponent() != r.Mid.Exponent() || !r.Bid.Equal(r.Mid) {
			row.bid = rate(r.Bid)
		}
		if r.Ask.Exponent() != r.Mid.Exponent() || !r.Ask.Equal(r.Mid) {
			row.ask = rate(r.Ask)
		}
		rows = append(rows, row)
	}
	return rows
}

func (t *tx) AddFixing(f fx.Fixing, fetchedAt time.Time) error {
	return t.AddFixings([]fx.Fixing{f}, "", fetchedAt)
}

// AddFixings adds them in the order of their key, so that the tables grow at their ends.
func (t *tx) AddFixings(all []fx.Fixing, by string, fetchedAt time.Time) error {
	if len(all) == 0 {
		return nil
	}
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, func(a, b fx.Fixing) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), a.Date.Compare(b.Date))
	})
	var rows rateFeed
	for _, f := range sorted {
		rows = rateRows(f, rows)
	}
	what := "fixing of " + sorted[0].Source + " on " + sorted[0].Date.String()
	if err := t.take(what, "fixing", fixingFeed{sorted, by, fetchedAt}, takeFixings); err != nil {
		return err
	}
	return t.take(what, "rate", rows, takeRates)
}

const selectProvenance = "SELECT f.fetched_at, f.fetched_by, i.name FROM fixing f LEFT JOIN input_file i ON i.sha256 = f.raw_sha256 " +
	"WHERE f.source = ?1 AND f.date = ?2"

func (t *tx) Provenance(source string, on calendar.Date) (jobs.Provenance, bool, error) {
	return one(t, "provenance of a fixing", func(p *jobs.Provenance) []any {
		return []any{instantCell(&p.FetchedAt), refCell(&p.FetchedBy), refCell(&p.File)}
	}, selectProvenance, source, on.String())
}
