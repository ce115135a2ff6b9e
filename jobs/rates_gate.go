package jobs

import (
	"fmt"

	"nostro/calendar"
	"nostro/fx"
)

// cycleFixing returns the rates at which the cycle converts the pairs: the last fixing of the source on or
// before the day on which the cycle was closed, so that a cycle that is converted later gets the same ones.
func (s *Stages) cycleFixing(tx Tx, c Cycle, _ []fx.Pair) (fx.Fixing, error) {
	return s.fixingOn(tx, calendar.DateOf(c.ClosedAt.In(s.Settings.CutOff.Zone())))
}

// fixingOn returns the last fixing of the source on or before the date, unless it is too old on it.
func (s *Stages) fixingOn(tx Tx, on calendar.Date) (fx.Fixing, error) {
	rates := s.Settings.Rates
	fixing, found, err := tx.LatestFixing(rates.Source, on)
	if err != nil {
		return fx.Fixing{}, err
	}
	if !found {
		return fx.Fixing{}, needsPerson("no %s fixing on or before %s: import a rate file with nostro rates FILE",
			rates.Source, on)
	}
	if err := fixing.CheckAge(on, rates.Calendar, rates.AgeDaysMax); err != nil {
		return fx.Fixing{}, fmt.Errorf("%w: %w", err, ErrNeedsPerson)
	}
	return fixing, nil
}
