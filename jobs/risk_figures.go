package jobs

import (
	"errors"

	"nostro/calendar"
	"nostro/fx"
	"nostro/money"
)

// setRevalued tells until when the position is revalued, and whether there is more to do.
func (s *Stages) setRevalued(tx Tx, r *Risk) error {
	o, err := readOverlay(tx)
	if err != nil {
		return err
	}
	until, err := s.revaluedUntil(tx)
	if err != nil {
		return err
	}
	r.Revalued = o.last
	if r.Redo, err = s.redoFrom(tx, o); errors.Is(err, ErrNeedsPerson) {
		err = nil // its rates are missing, which the figures tell
	}
	if err != nil {
		return err
	}
	ran, err := s.revalueRan(tx)
	if err == nil && until.After(o.last) && until.After(ran) && needsFixing(r.held(), r.Base) {
		r.Due = until
	}
	return err
}

// revalueRan is the last day on which a run went through: where everything was worth what it cost, it left no entry.
func (s *Stages) revalueRan(tx Tx) (on calendar.Date, err error) {
	runs, err := tx.RunsOf(stageRevalue)
	for _, run := range runs {
		if run.Outcome == string(OutcomeDone) || run.Outcome == string(OutcomeNothing) {
			on = calendar.DateOf(run.StartedAt.In(s.Settings.CutOff.Zone()))
		}
	}
	return on, err
}

// held are the positions without their values.
func (r *Risk) held() []money.Amount {
	var list []money.Amount
	for _, p := range r.Positions {
		list = append(list, p.Position)
	}
	return list
}

// setAtRisk tells the value at risk from the fixings until the day.
func (s *Stages) setAtRisk(tx Tx, r *Risk) error {
	days, confidence := r.Limits.AtRisk()
	switch {
	case r.NoValues != "":
		r.NoAtRisk = r.NoValues
		return nil
	case r.Fixing.Source == "":
		r.NoAtRisk = "nothing is open"
		return nil
	}
	fixings, err := tx.FixingsUntil(s.Settings.Rates.Source, r.On, days+1)
	if err != nil {
		return err
	}
	for n := range fixings {
		fixings[n].Pivot = s.Settings.Rates.Cross
	}
	var valued []fx.Valued
	for _, p := range r.Positions {
		valued = append(valued, p.Valued)
	}
	r.AtRisk, err = fx.ValueAtRisk(valued, r.Base, fixings, days, confidence)
	if errors.Is(err, fx.ErrTooFewFixings) || errors.Is(err, fx.ErrNoRate) {
		r.NoAtRisk = plainWords(err)
		return nil
	}
	return err
}
