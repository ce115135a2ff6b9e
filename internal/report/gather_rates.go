package report

import (
	"fmt"
	"slices"
	"strings"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
	"nostro/money"
)

// The size of a chart, in units of its picture, and how many days it looks back.
const (
	chartWidth  = 240
	chartHeight = 40
	chartDays   = 90
)

// rateUse names the rates of conversions: a pair as the market quotes it, at a fixing of a source.
type rateUse struct {
	pair   fx.Pair
	source string
	date   calendar.Date
}

// series is the fixings by which a rate went.
type series struct {
	rateUse
	fixings []fx.Fixing
}

// points are the days on which the source has such a rate.
func (s series) points(cross money.Currency) []jobs.RatePoint {
	var points []jobs.RatePoint
	for _, f := range s.fixings {
		f.Pivot = cross
		if q, err := f.Quote(s.pair.Base, s.pair.Quote); err == nil {
			points = append(points, jobs.RatePoint{Date: f.Date, Bid: q.Bid, Mid: q.Mid, Ask: q.Ask})
		}
	}
	return points
}

// loadRates reads the decisions about rates, and how the rates went at which the cycle converted, or the last
// cycle of the house. What was decided about another cycle or another fixing is left out of that of one cycle.
func (r *records) loadRates(tx jobs.Tx, cycle string) error {
	var err error
	if r.rateDecisions, err = tx.RateDecisions(); err != nil {
		return err
	}
	drawn := ""
	if last := len(r.conversions) - 1; last >= 0 {
		drawn = r.conversions[last].Cycle
	}
	var uses []rateUse
	fixings := map[string]bool{}
	for _, c := range r.conversions {
		use := rateUse{fx.MarketPair(c.From.Currency(), c.To.Currency()), c.Source, c.FixingDate}
		if c.Cycle == drawn && !slices.Contains(uses, use) {
			uses = append(uses, use)
		}
		fixings[c.Source+" "+c.FixingDate.String()] = true
	}
	r.rateDecisions = keep(r.rateDecisions, func(d jobs.RateDecision) bool {
		return cycle == "" || d.Cycle == cycle || d.Cycle == "" && fixings[d.Source+" "+d.Date.String()]
	})
	slices.SortFunc(uses, func(a, b rateUse) int { return strings.Compare(a.pair.String(), b.pair.String()) })
	for _, use := range uses {
		fixings, err := tx.FixingsBetween(use.source, use.date.AddDays(-chartDays), use.date)
		if err != nil {
			return err
		}
		r.series = append(r.series, series{use, fixings})
	}
	return nil
}

func (g *gatherer) rateDecision(d jobs.RateDecision) RateDecision {
	return RateDecision{d.Key, string(d.Kind), d.Accepted, d.What, d.Cycle, d.Maker, d.Checker, d.Reason, g.at(d.At)}
}

// charts draws what has at least two points.
func (g *gatherer) charts() []RateChart {
	all := []RateChart{}
	for _, s := range g.series {
		points := s.points(g.in.Cross)
		if len(points) < 2 {
			continue
		}
		low, high := Extremes(points)
		all = append(all, RateChart{Pair: s.pair.String(), Source: s.source, Points: mapped(points, ratePoint),
			Low: ratePoint(low), High: ratePoint(high), Line: chartLine(points)})
	}
	return all
}

func ratePoint(p jobs.RatePoint) RatePoint { return RatePoint{p.Date.String(), p.Mid.Text()} }

// chartLine writes the corners of the line: the first fixing on the left, the highest rate at the top.
func chartLine(points []jobs.RatePoint) string {
	corners := make([]string, len(points))
	for n, h := range heights(points, chartHeight) {
		corners[n] = fmt.Sprintf("%d,%d", n*chartWidth/(len(points)-1), chartHeight-h)
	}
	return strings.Join(corners, " ")
}

// questions are those of the cycle and of none, or all.
func (g *gatherer) rateQuestions() []RateQuestion {
	return keep(append([]RateQuestion{}, g.in.RateQuestions...), func(q RateQuestion) bool {
		return g.in.Cycle == "" || q.Cycle == "" || q.Cycle == g.in.Cycle
	})
}
