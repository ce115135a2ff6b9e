package jobs

import (
	"errors"
	"fmt"

	"nostro/calendar"
	"nostro/fx"
	"nostro/money"
)

// valuationFixing returns the last fixing of the source on or before the date, at which positions in the currencies are
// revalued, by the rules of conversions: a rate that is missing, too old, has moved too far, is in conflict or contradicts
// the others is refused. A move, a conflict and a contradiction can be accepted, as for a cycle; a rate that is missing or
// too old can only be loaded, since what is accepted of those is accepted for one cycle.
func (s *Stages) valuationFixing(tx Tx, on calendar.Date, currencies []money.Currency) (fx.Fixing, error) {
	g := rateGate{stages: s, tx: tx, on: on}
	f, err := g.lookAt(currencies)
	if err != nil {
		return fx.Fixing{}, err
	}
	return f, g.verdict()
}

// lookAt collects the blocks of the rates at which the currencies are valued.
func (g *rateGate) lookAt(currencies []money.Currency) (fx.Fixing, error) {
	f, err := g.look(nil)
	if err != nil {
		return fx.Fixing{}, err
	}
	base := g.stages.Settings.House.Base
	var pairs []fx.Pair
	for _, c := range currencies {
		if _, err := f.Quote(c, base); errors.Is(err, fx.ErrNoRate) {
			if len(g.lacking)+len(g.blocks) == 0 {
				g.lacking = append(g.lacking, err)
			}
			continue
		}
		pairs = append(pairs, fx.Pair{Base: c, Quote: base})
	}
	return f, g.examine(f, pairs)
}

// revaluationQuestions returns what a person can accept so that the next day which is due can be revalued.
func (s *Stages) revaluationQuestions(tx Tx) ([]RateBlock, error) {
	until, err := s.revaluedUntil(tx)
	if err != nil {
		return nil, err
	}
	r, err := s.newRevaluer(tx, until)
	if errors.Is(err, ErrNeedsPerson) {
		return nil, nil // what it needs is no answer about rates
	}
	if err != nil {
		return nil, err
	}
	for {
		more, err := r.next(r.until)
		if err != nil || !more {
			return nil, err
		}
		if r.day.Before(r.from) || r.book.Flat() {
			continue
		}
		g := rateGate{stages: s, tx: tx, on: r.day}
		if _, err := g.lookAt(r.book.Held()); err != nil || len(g.blocks) > 0 {
			return g.blocks, err
		}
	}
}

// needsRates marks an error about rates as one for a person.
func needsRates(err error) error {
	if errors.Is(err, fx.ErrNoRate) || errors.Is(err, fx.ErrStale) || errors.Is(err, fx.ErrBadRate) {
		return fmt.Errorf("%w: %w", err, ErrNeedsPerson)
	}
	return err
}

// revaluedUntil returns the last day until which it makes sense to revalue: today where its fixing is there, else the
// last business day before it.
func (s *Stages) revaluedUntil(tx Tx) (calendar.Date, error) {
	today := s.today()
	_, fixed, err := tx.Fixing(s.Settings.Rates.Source, today)
	if err != nil || fixed && s.Settings.Calendar.IsBusinessDay(today) {
		return today, err
	}
	return s.businessDayBefore(today)
}

// businessDayBefore returns the last business day before the date.
func (s *Stages) businessDayBefore(date calendar.Date) (calendar.Date, error) {
	for day := date.AddDays(-1); !day.IsZero() && day.After(date.AddDays(-calendar.AgeDaysMax)); day = day.AddDays(-1) {
		if s.Settings.Calendar.IsBusinessDay(day) {
			return day, nil
		}
	}
	return calendar.Date{}, fmt.Errorf("calendar %s has no business day before %s: check its closing days",
		s.Settings.Calendar.Name(), date)
}

// checkRevaluationDay errs for a day that cannot be revalued, and names the one that can.
func (s *Stages) checkRevaluationDay(day calendar.Date) error {
	if day.After(s.today()) {
		return needsPerson("%s is not over yet: revalue at most until %s", day, s.today())
	}
	if s.Settings.Calendar.IsBusinessDay(day) {
		return nil
	}
	before, err := s.businessDayBefore(day)
	if err != nil {
		return err
	}
	return needsPerson("%s is no business day of calendar %s, so nothing is fixed on it: revalue %s, which stands until the "+
		"next business day", day, s.Settings.Calendar.Name(), before)
}
