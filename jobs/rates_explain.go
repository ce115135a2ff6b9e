package jobs

import (
	"context"
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/fx"
)

// RateExplanation is how a rate between two currencies on a day comes about.
type RateExplanation struct {
	Pair          fx.Pair // as asked
	Market        fx.Pair // as the market quotes it
	On            calendar.Date
	Quote         fx.Quote
	MarketMid     string // the mid rate as the market quotes it; as Ratio.Text
	FixedAt       time.Time
	RawSHA256     string
	Provenance    Provenance
	AgeDays       int // business days of the source from the fixing to the day
	Steps         []RateStep
	Decisions     []RateDecision // about the fixing
	OpenQuestions []RateBlock    // about the fixing
}

// RateStep is one published rate that the derivation uses.
type RateStep struct {
	Rate      fx.Rate
	PerUnits  int // as it is published
	Date      calendar.Date
	RawSHA256 string
	Before    fx.Rate // the last one before it; no mid where there is none
	BeforeOn  calendar.Date
	MovedBP   int64
}

// ExplainRate derives the rate of a pair from the last fixing of a source on or before a day, step by step.
// source "" is that of the settings. It errs with fx.ErrNoRate where the fixing does not have it.
func (s *Stages) ExplainRate(ctx context.Context, source string, pair fx.Pair, on calendar.Date) (RateExplanation, error) {
	if source == "" {
		source = s.Settings.Rates.Source
	}
	return view(ctx, s.Store, func(tx Tx) (RateExplanation, error) {
		f, found, err := tx.LatestFixing(source, on)
		if err != nil {
			return RateExplanation{}, err
		}
		if !found {
			return RateExplanation{}, fmt.Errorf("no %s fixing on or before %s: %w: nostro rates list shows what there is", source, on, fx.ErrNoRate)
		}
		f.Pivot = s.Settings.Rates.Cross
		return s.explain(tx, f, pair, on)
	})
}

func (s *Stages) explain(tx Tx, f fx.Fixing, pair fx.Pair, on calendar.Date) (RateExplanation, error) {
	quote, err := f.Quote(pair.Base, pair.Quote)
	if err != nil {
		return RateExplanation{}, err
	}
	e := RateExplanation{Pair: pair, Market: fx.MarketPair(pair.Base, pair.Quote), On: on, Quote: quote, FixedAt: f.FixedAt,
		RawSHA256: f.RawSHA256, AgeDays: s.Settings.Rates.Calendar.BusinessDaysBetween(f.Date, on)}
	market, err := f.Quote(e.Market.Base, e.Market.Quote)
	if err != nil {
		return RateExplanation{}, err
	}
	e.MarketMid = market.MidText()
	if e.Provenance, _, err = tx.Provenance(f.Source, f.Date); err != nil {
		return RateExplanation{}, err
	}
	g := rateGate{stages: s, tx: tx, on: f.Date}
	if e.Steps, err = g.steps(f, pair); err != nil {
		return RateExplanation{}, err
	}
	if e.Decisions, err = decisionsAbout(tx, f); err != nil {
		return RateExplanation{}, err
	}
	err = g.examine(f, []fx.Pair{pair})
	e.OpenQuestions = g.blocks
	return e, err
}

func (g *rateGate) steps(f fx.Fixing, pair fx.Pair) ([]RateStep, error) {
	legs, err := f.Legs(pair.Base, pair.Quote)
	if err != nil {
		return nil, err
	}
	var steps []RateStep
	for _, r := range legs {
		step := RateStep{Rate: r, PerUnits: max(1, f.Remarks[r.Pair].PerUnits), Date: f.Date, RawSHA256: f.RawSHA256}
		if hash := f.Remarks[r.Pair].RawSHA256; hash != "" {
			step.RawSHA256 = hash
		}
		before, found, err := g.lastRate(f, r.Pair)
		if err != nil {
			return nil, err
		}
		if found {
			step.Before, step.BeforeOn = before.Rates[0], before.Date
			step.MovedBP, _ = fx.Moved(step.Before, r, 0)
		}
		steps = append(steps, step)
	}
	return steps, nil
}

func decisionsAbout(tx Tx, f fx.Fixing) ([]RateDecision, error) {
	all, err := tx.RateDecisions()
	if err != nil {
		return nil, err
	}
	var some []RateDecision
	for _, d := range all {
		if d.Source == f.Source && d.Date == f.Date {
			some = append(some, d)
		}
	}
	return some, nil
}

// RatePoint is a rate on the day of a fixing.
type RatePoint struct {
	Date          calendar.Date
	Bid, Mid, Ask fx.Ratio
}

// RateSeries returns the rate of a pair at every fixing of a source from one day to another, both included.
// Days on which the source has no such rate are left out. source "" is that of the settings.
func (s *Stages) RateSeries(ctx context.Context, source string, pair fx.Pair, from, to calendar.Date) ([]RatePoint, error) {
	if source == "" {
		source = s.Settings.Rates.Source
	}
	return view(ctx, s.Store, func(tx Tx) ([]RatePoint, error) {
		fixings, err := tx.FixingsBetween(source, from, to)
		if err != nil {
			return nil, err
		}
		var points []RatePoint
		for _, f := range fixings {
			f.Pivot = s.Settings.Rates.Cross
			if q, err := f.Quote(pair.Base, pair.Quote); err == nil {
				points = append(points, RatePoint{f.Date, q.Bid, q.Mid, q.Ask})
			}
		}
		return points, nil
	})
}
