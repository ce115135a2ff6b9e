package store

import (
	"slices"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
)

// forever is an instant after every other that the database can hold, never one before.
var (
	forever = time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
	never   = time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC)
)

const (
	conflictColumns  = "number, source, date, raw_sha256, found_at, found_by"
	selectConflicts  = "SELECT " + conflictColumns + " FROM rate_conflict ORDER BY number"
	selectConflictOf = "SELECT " + conflictColumns + " FROM rate_conflict WHERE source = ?1 AND date = ?2 ORDER BY number"
	// selectAccepted finds what was accepted about fixings of a source by an instant, in the order of the decisions.
	selectAccepted = "SELECT c.number, c.source, c.date, c.raw_sha256, c.found_at, c.found_by FROM rate_conflict c " +
		"JOIN rate_decision d ON d.conflict = c.number WHERE c.source = ?1 AND c.date BETWEEN ?2 AND ?3 AND d.accepted = 1 " +
		"AND d.decided_at <= ?4 ORDER BY d.decided_at, c.number"

	offerColumns = "base, quote, known_bid, known_mid, known_ask, bid, mid, ask, per_units"
	selectOffers = "SELECT " + offerColumns + " FROM rate_offer WHERE conflict = ?1 ORDER BY base, quote"
)

var (
	insertConflict = insertInto("rate_conflict", "source, date, raw_sha256, found_at, found_by")
	insertOffer    = insertInto("rate_offer", "conflict, "+offerColumns)
)

func intoConflict(c *jobs.RateConflict) []any {
	return []any{&c.Number, &c.Source, dateCell(&c.Date), &c.RawSHA256, instantCell(&c.FoundAt), &c.FoundBy}
}

func intoOffer(o *jobs.RateOffer) []any {
	return []any{currencyCell(&o.Pair.Base), currencyCell(&o.Pair.Quote), rateCell(&o.Known.Bid), rateCell(&o.Known.Mid),
		rateCell(&o.Known.Ask), rateCell(&o.Offered.Bid), rateCell(&o.Offered.Mid), rateCell(&o.Offered.Ask), &o.PerUnits}
}

func (t *tx) AddRateConflict(c jobs.RateConflict) (int64, error) {
	what := "rate conflict of " + c.Source + " on " + c.Date.String()
	number, err := t.add(what, insertConflict, c.Source, date(c.Date), c.RawSHA256, instant(c.FoundAt), c.FoundBy)
	if err != nil {
		return 0, err
	}
	for _, o := range c.Offers {
		err := t.exec(what, insertOffer, flat(number, code(o.Pair.Base), code(o.Pair.Quote), sides(o.Known), sides(o.Offered),
			max(1, o.PerUnits))...)
		if err != nil {
			return 0, err
		}
	}
	return number, nil
}

// sides gives the columns bid, mid and ask; NULL where there is no rate.
func sides(r fx.Rate) []any {
	if r.Mid.IsZero() {
		return []any{nil, nil, nil}
	}
	return []any{rate(r.Bid), rate(r.Mid), rate(r.Ask)}
}

func (t *tx) RateConflicts() ([]jobs.RateConflict, error) { return t.conflicts(selectConflicts) }

func (t *tx) RateConflictsOf(source string, on calendar.Date) ([]jobs.RateConflict, error) {
	return t.conflicts(selectConflictOf, source, on.String())
}

func (t *tx) conflicts(query string, args ...any) ([]jobs.RateConflict, error) {
	all, err := list(t, "rate conflicts", intoConflict, query, args...)
	if err != nil {
		return nil, err
	}
	for n := range all {
		if all[n].Offers, err = list(t, "rate offers", intoOffer, selectOffers, all[n].Number); err != nil {
			return nil, err
		}
		for k := range all[n].Offers {
			o := &all[n].Offers[k]
			if !o.Known.Mid.IsZero() {
				o.Known.Pair = o.Pair
			}
			if !o.Offered.Mid.IsZero() {
				o.Offered.Pair = o.Pair
			}
		}
	}
	return all, nil
}

// correct puts what was accepted by the instant over the rates of fixings that stand by date.
func (t *tx) correct(all []fx.Fixing, until time.Time) error {
	first, last := all[0], all[len(all)-1]
	accepted, err := t.conflicts(selectAccepted, first.Source, first.Date.String(), last.Date.String(), instant(until))
	if err != nil {
		return err
	}
	for _, c := range accepted {
		n, found := slices.BinarySearchFunc(all, c.Date, func(f fx.Fixing, d calendar.Date) int { return f.Date.Compare(d) })
		if found {
			for _, o := range c.Offers {
				apply(&all[n], o, c.RawSHA256)
			}
		}
	}
	return nil
}

func apply(f *fx.Fixing, o jobs.RateOffer, hash string) {
	f.Rates = slices.DeleteFunc(f.Rates, func(r fx.Rate) bool { return r.Pair == o.Pair })
	delete(f.Remarks, o.Pair)
	if o.Offered.Mid.IsZero() {
		return
	}
	r := fx.Remark{RawSHA256: hash}
	if o.PerUnits > 1 {
		r.PerUnits = o.PerUnits
	}
	remark(f, o.Pair, r)
	at, _ := slices.BinarySearchFunc(f.Rates, o.Pair, func(r fx.Rate, p fx.Pair) int { return strings.Compare(r.Pair.String(), p.String()) })
	f.Rates = slices.Insert(f.Rates, at, o.Offered)
}

const (
	decisionColumns = "key, kind, accepted, what, source, date, base, quote, cycle, conflict, maker, checker, reason, decided_at"
	selectDecision  = "SELECT " + decisionColumns + " FROM rate_decision WHERE key = ?1"
	selectDecisions = "SELECT " + decisionColumns + " FROM rate_decision ORDER BY decided_at, key"
)

var insertDecision = insertInto("rate_decision", decisionColumns)

func intoDecision(d *jobs.RateDecision) []any {
	return []any{&d.Key, choice(&d.Kind, jobs.AskConflict, jobs.AskAge, jobs.AskMissing, jobs.AskMove, jobs.AskIncoherent),
		&d.Accepted, &d.What, &d.Source, dateCell(&d.Date), currencyCell(&d.Pair.Base), currencyCell(&d.Pair.Quote),
		refCell(&d.Cycle), idCell(&d.Conflict), &d.Maker, &d.Checker, &d.Reason, instantCell(&d.At)}
}

func (t *tx) AddRateDecision(d jobs.RateDecision) error {
	return t.exec("rate decision "+d.Key, insertDecision, d.Key, string(d.Kind), d.Accepted, d.What, d.Source, date(d.Date),
		code(d.Pair.Base), code(d.Pair.Quote), ref(d.Cycle), idOf(d.Conflict), d.Maker, d.Checker, d.Reason, instant(d.At))
}

func (t *tx) RateDecision(key string) (jobs.RateDecision, bool, error) {
	return one(t, "rate decision "+key, intoDecision, selectDecision, key)
}

func (t *tx) RateDecisions() ([]jobs.RateDecision, error) {
	return list(t, "rate decisions", intoDecision, selectDecisions)
}

const (
	fetchColumns    = "feed, place, fetched_at, fetched_by, outcome, etag, last_modified, raw_sha256, detail"
	selectLastFetch = "SELECT number, " + fetchColumns + " FROM rate_fetch WHERE place = ?1 AND outcome = 'taken' " +
		"ORDER BY number DESC LIMIT 1"
)

var insertFetch = insertInto("rate_fetch", fetchColumns)

func (t *tx) AddRateFetch(f jobs.RateFetch) error {
	return t.exec("visit to "+f.Feed, insertFetch, f.Feed, f.Place, instant(f.FetchedAt), f.FetchedBy, string(f.Outcome), f.ETag,
		f.LastModified, ref(f.RawSHA256), f.Detail)
}

func (t *tx) LastRateFetch(place string) (jobs.RateFetch, bool, error) {
	return one(t, "last visit to "+place, func(f *jobs.RateFetch) []any {
		return []any{&f.Number, &f.Feed, &f.Place, instantCell(&f.FetchedAt), &f.FetchedBy,
			choice(&f.Outcome, jobs.FetchTaken, jobs.FetchUnchanged, jobs.FetchRefused, jobs.FetchFailed), &f.ETag, &f.LastModified,
			refCell(&f.RawSHA256), &f.Detail}
	}, selectLastFetch, place)
}
