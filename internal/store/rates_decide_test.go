package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
)

// fixed is a fixing of the ECB of a day, each rate as "USD 1.1".
func fixed(source string, on calendar.Date, rates ...string) fx.Fixing {
	f := fx.Fixing{Source: source, Date: on, RawSHA256: "c0ffee"}
	for _, text := range rates {
		words := strings.Fields(text)
		pair, err := fx.ParsePair(words[0])
		if err != nil {
			panic(err)
		}
		f.Rates = append(f.Rates, fx.Rate{Pair: pair, Bid: rate(words[1]), Mid: rate(words[1]), Ask: rate(words[1])})
	}
	return f
}

func said(f fx.Fixing) string {
	text := ""
	for _, r := range f.Rates {
		text += fmt.Sprintf("%s %s ", r.Pair, r.Mid)
	}
	return strings.TrimSpace(text)
}

func TestManyFixingsComeBack(t *testing.T) {
	s, _ := world(t)
	var all []fx.Fixing
	for n := range 500 {
		f := fixed("DESK", day.AddDays(499-n), fmt.Sprintf("EUR/JPY %d.5", n+1), "JPY/CZK 0.14")
		f.FixedAt = at.Add(time.Duration(n) * time.Second)
		f.Remarks = map[fx.Pair]fx.Remark{f.Rates[1].Pair: {PerUnits: 100}}
		all = append(all, f)
	}
	update(t, s, func(tx jobs.Tx) error { return tx.AddFixings(all, "ann", at) })
	got := get(t, s, func(tx jobs.Tx) ([]fx.Fixing, error) {
		return tx.FixingsBetween("DESK", day.AddDays(10), day.AddDays(20))
	})
	same(t, "how many", len(got), 11)
	same(t, "first", got[0], all[499-10])
	same(t, "last", got[10], all[499-20])
	came := get(t, s, func(tx jobs.Tx) (*jobs.Provenance, error) { return maybe(tx.Provenance("DESK", day)) })
	same(t, "provenance", came, &jobs.Provenance{FetchedAt: at, FetchedBy: "ann", File: "obligations.csv"})
	same(t, "sources", get(t, s, jobs.Tx.FixingSources), []string{"DESK", "ECB"})
	hashes := get(t, s, func(tx jobs.Tx) (map[calendar.Date]string, error) { return tx.FixingHashes("DESK") })
	same(t, "hashes", len(hashes), 500)
	same(t, "hash", hashes[day], "c0ffee")
	looped := get(t, s, jobs.Tx.LoopedFixings)
	same(t, "fixings with several bases", len(looped), 501) // and the one of which there is a conflict
}

func TestLastRate(t *testing.T) {
	s, _ := open(t)
	update(t, s, func(tx jobs.Tx) error {
		if err := tx.AddInputFile(inputFile); err != nil {
			return err
		}
		return tx.AddFixings([]fx.Fixing{fixed("ECB", day, "EUR/USD 1.1", "EUR/JPY 180"), fixed("ECB", day.AddDays(1), "EUR/USD 1.2"),
			fixed("X", day.AddDays(2), "EUR/JPY 999")}, "ann", at)
	})
	for _, tt := range []struct {
		pair   string
		before int
		want   string
	}{{"EUR/USD", 9, "1 EUR/USD 1.2"}, {"EUR/USD", 1, "0 EUR/USD 1.1"}, {"EUR/USD", 0, ""}, {"EUR/JPY", 9, "0 EUR/JPY 180"}, {"JPY/EUR", 9, ""}} {
		pair, err := fx.ParsePair(tt.pair)
		if err != nil {
			t.Fatal(err)
		}
		f := get(t, s, func(tx jobs.Tx) (*fx.Fixing, error) { return maybe(tx.LastRate("ECB", pair, day.AddDays(tt.before))) })
		got := ""
		if f != nil {
			got = fmt.Sprintf("%d %s", f.Date.Day()-day.Day(), said(*f))
		}
		same(t, fmt.Sprintf("last %s before day %d", tt.pair, tt.before), got, tt.want)
	}
}

// What was accepted counts from its instant on, in the order of the decisions; what was first stays.
func TestAcceptedRatesStandOverTheFirst(t *testing.T) {
	s, _ := open(t)
	offer := func(pair fx.Pair, known, offered string) jobs.RateOffer {
		o := jobs.RateOffer{Pair: pair, PerUnits: 1}
		if known != "" {
			o.Known = fx.Rate{Pair: pair, Bid: rate(known), Mid: rate(known), Ask: rate(known)}
		}
		if offered != "" {
			o.Offered = fx.Rate{Pair: pair, Bid: rate(offered), Mid: rate(offered), Ask: rate(offered)}
		}
		return o
	}
	eurJPY := fx.Pair{Base: eur, Quote: jpy}
	first := fixed("ECB", day, "EUR/USD 1.1")
	conflicts := []jobs.RateConflict{
		{Number: 1, Source: "ECB", Date: day, RawSHA256: "f1", FoundAt: at, FoundBy: "ann",
			Offers: []jobs.RateOffer{offer(eurJPY, "", "180"), offer(eurUSD, "1.1", "1.2")}},
		{Number: 2, Source: "ECB", Date: day, RawSHA256: "f2", FoundAt: at, FoundBy: "ann", Offers: []jobs.RateOffer{offer(eurUSD, "1.1", "")}},
		{Number: 3, Source: "ECB", Date: day, RawSHA256: "f3", FoundAt: at, FoundBy: "ann", Offers: []jobs.RateOffer{offer(eurUSD, "1.1", "9")}}}
	decide := func(n int64, accepted bool, after time.Duration) jobs.RateDecision {
		return jobs.RateDecision{Key: fmt.Sprintf("conflict:%d", n), Kind: jobs.AskConflict, Accepted: accepted, What: "x", Source: "ECB", Date: day,
			Conflict: n, Maker: "ann", Checker: "bea", Reason: "y", At: at.Add(after)}
	}
	decisions := []jobs.RateDecision{decide(3, false, time.Second), decide(1, true, time.Minute), decide(2, true, time.Hour)}
	update(t, s, func(tx jobs.Tx) error {
		for _, hash := range []string{"c0ffee", "f1", "f2", "f3"} {
			file := inputFile
			file.SHA256 = hash
			if err := tx.AddInputFile(file); err != nil {
				return err
			}
		}
		if err := tx.AddFixing(first, at); err != nil {
			return err
		}
		for _, c := range conflicts {
			if _, err := tx.AddRateConflict(c); err != nil {
				return err
			}
		}
		for _, d := range decisions {
			if err := tx.AddRateDecision(d); err != nil {
				return err
			}
		}
		return nil
	})
	same(t, "conflicts", get(t, s, jobs.Tx.RateConflicts), conflicts)
	same(t, "decisions", get(t, s, jobs.Tx.RateDecisions), decisions)
	for after, want := range map[time.Duration]string{0: "EUR/USD 1.1", time.Second: "EUR/USD 1.1", time.Minute: "EUR/JPY 180 EUR/USD 1.2", time.Hour: "EUR/JPY 180"} {
		f := get(t, s, func(tx jobs.Tx) (*fx.Fixing, error) { return maybe(tx.FixingAsOf("ECB", day, at.Add(after))) })
		same(t, fmt.Sprintf("after %v", after), said(*f), want)
	}
	now := get(t, s, func(tx jobs.Tx) (*fx.Fixing, error) { return maybe(tx.LatestFixing("ECB", day.AddDays(1))) })
	same(t, "from where", now.Remarks, map[fx.Pair]fx.Remark{eurJPY: {RawSHA256: "f1"}})
	published := get(t, s, func(tx jobs.Tx) ([]fx.Fixing, error) { return tx.PublishedFixings("ECB", day, day) })
	same(t, "as it was published", published, []fx.Fixing{first})
	none := get(t, s, func(tx jobs.Tx) (*fx.Fixing, error) { return maybe(tx.LastRate("ECB", eurUSD, day.AddDays(1))) })
	same(t, "a rate that was withdrawn", none, (*fx.Fixing)(nil))
}

func TestVisitsComeBack(t *testing.T) {
	s, _ := world(t)
	last := func(place string) *jobs.RateFetch {
		return get(t, s, func(tx jobs.Tx) (*jobs.RateFetch, error) { return maybe(tx.LastRateFetch(place)) })
	}
	same(t, "visit", last(visit.Place), &visit)
	failed := visit
	failed.Number, failed.Outcome, failed.RawSHA256, failed.ETag = 2, jobs.FetchFailed, "", ""
	update(t, s, func(tx jobs.Tx) error { return tx.AddRateFetch(failed) })
	same(t, "after one that failed", last(visit.Place), &visit)
	same(t, "elsewhere", last("https://other.example"), (*jobs.RateFetch)(nil))
}

func TestRateDecisionsRefuse(t *testing.T) {
	change := func(f func(*jobs.RateDecision)) func(jobs.Tx) error {
		return func(tx jobs.Tx) error {
			d := decision
			d.Key = "conflict:1:again"
			f(&d)
			return tx.AddRateDecision(d)
		}
	}
	for name, tt := range map[string]struct {
		want string
		work func(jobs.Tx) error
	}{
		"twice":               {"that key is there already", change(func(d *jobs.RateDecision) { d.Key = decision.Key })},
		"by its maker":        {"CHECK", change(func(d *jobs.RateDecision) { d.Checker = d.Maker })},
		"without a reason":    {"CHECK", change(func(d *jobs.RateDecision) { d.Reason = "" })},
		"of an unknown kind":  {"CHECK", change(func(d *jobs.RateDecision) { d.Kind = "mood" })},
		"of no fixing":        {"FOREIGN KEY", change(func(d *jobs.RateDecision) { d.Date = day.AddDays(5) })},
		"of no conflict":      {"FOREIGN KEY", change(func(d *jobs.RateDecision) { d.Conflict = 7 })},
		"age without a cycle": {"CHECK", change(func(d *jobs.RateDecision) { d.Kind, d.Conflict = jobs.AskAge, 0 })},
		"move without a pair": {"CHECK", change(func(d *jobs.RateDecision) { d.Kind, d.Conflict = jobs.AskMove, 0 })},
		"conflict of a cycle": {"CHECK", change(func(d *jobs.RateDecision) { d.Cycle = cycle.ID })},
		"conflict twice": {"that row is there already", func(tx jobs.Tx) error {
			_, err := tx.AddRateConflict(conflict)
			return err
		}},
		"conflict of no file": {"FOREIGN KEY", func(tx jobs.Tx) error {
			c := conflict
			c.RawSHA256 = "beef"
			_, err := tx.AddRateConflict(c)
			return err
		}},
		"visit of no outcome": {"CHECK", func(tx jobs.Tx) error {
			v := visit
			v.Outcome = "fine"
			return tx.AddRateFetch(v)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := world(t)
			refused(t, s, tt.want, tt.work)
		})
	}
}
