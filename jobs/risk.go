package jobs

import (
	"context"
	"errors"
	"fmt"

	"nostro/calendar"
	"nostro/fx"
	"nostro/money"
)

// movedBP is the move of rates whose cost is told: 1 %.
const movedBP = 100

// Risk is what we are exposed to at the end of a day. A figure that cannot be told has no value and a reason.
type Risk struct {
	On        calendar.Date
	Base      money.Currency
	Fixing    fx.Fixing      // of the values; none where no rate was needed or there is none
	Positions []RiskPosition // by currency: each in which we are long or short, and each that has a limit
	NoValues  string         // why some positions have no value, "" where all have
	Open      fx.OpenPosition
	Against   money.Amount // what it costs if every currency moves by 1 % against us
	BaseRises money.Amount // what it brings if the base currency rises by 1 % against all others
	Limits    RiskSettings
	Breaches  []fx.Breach
	Unknown   string // a limit of which nobody can tell whether it is kept, "" where there is none
	AtRisk    fx.AtRisk
	NoAtRisk  string           // why there is no value at risk, "" where there is one
	Unpaired  []SettlementRisk // one leg has settled and the other has not, as of now
	Days      []ValuedDay      // why the value of our position changed, on the last business days until the day
	Origins   []fx.OriginResult

	Revalued calendar.Date // the last day that stands revalued; none where none does
	Redo     calendar.Date // the first day whose revaluation is no longer right, by what is known now; none where all are
	Due      calendar.Date // the day until which it could be revalued by now, where that is later; else none
}

// RiskPosition is what we are long or short of in one currency.
type RiskPosition struct {
	fx.Valued
	Known bool         // whether it could be valued
	Moved money.Amount // what a rise of the currency by 1 % would bring
	Limit money.Amount // in the currency of the position; of no currency where there is none
}

// Breached tells whether a limit is broken, or nobody can tell.
func (r Risk) Breached() bool { return len(r.Breaches) > 0 || r.Unknown != "" }

// Risk returns the figures as of the end of a day, by what was booked until then; the zero date is today. What lies
// between two legs is known as of now only, and told for today. A rate that is missing is told in the figures that
// need it, and stops none of the others.
func (s *Stages) Risk(ctx context.Context, on calendar.Date) (Risk, error) {
	if on.IsZero() {
		on = s.today()
	}
	if on.After(s.today()) {
		return Risk{}, needsPerson("%s has not come yet: ask for a day until %s", on, s.today())
	}
	return view(ctx, s.Store, func(tx Tx) (Risk, error) {
		r, err := s.openRisk(tx, on)
		if err != nil {
			return r, err
		}
		if err := s.setAtRisk(tx, &r); err != nil {
			return r, err
		}
		if r.Days, r.Origins, err = s.explainUntil(tx, on, r.Fixing); err != nil {
			return r, err
		}
		if err := s.setRevalued(tx, &r); err != nil {
			return r, err
		}
		if on == s.today() {
			r.Unpaired, err = s.settlementRisk(tx, r.Fixing)
		}
		return r, err
	})
}

// openRisk values what is open, and compares it with the limits.
func (s *Stages) openRisk(tx Tx, on calendar.Date) (Risk, error) {
	base := s.Settings.House.Base
	r := Risk{On: on, Base: base, Limits: s.Settings.Risk, Against: money.Zero(base), BaseRises: money.Zero(base)}
	held, err := s.heldOn(tx, on)
	if err != nil {
		return r, err
	}
	var noFixing error
	if needsFixing(held, base) {
		r.Fixing, noFixing = s.fixingOn(tx, on)
		if noFixing != nil && !errors.Is(noFixing, ErrNeedsPerson) {
			return r, noFixing
		}
	}
	for _, position := range held {
		if err := r.add(position, noFixing); err != nil {
			return r, err
		}
	}
	return r, r.sum(held)
}

func needsFixing(held []money.Amount, base money.Currency) bool {
	for _, p := range held {
		if p.Currency() != base && !p.IsZero() {
			return true
		}
	}
	return false
}

// add values one position. Without a rate it stands there without a value, and the reason is kept.
func (r *Risk) add(position money.Amount, noFixing error) error {
	row := RiskPosition{Valued: fx.Valued{Position: position}}
	for _, l := range r.Limits.Limits.Currencies {
		if l.Currency() == position.Currency() {
			row.Limit = l
		}
	}
	valued, err := fx.Value(position, r.Base, r.Fixing)
	if noFixing != nil && errors.Is(err, fx.ErrNoRate) {
		err = noFixing
	}
	switch {
	case errors.Is(err, fx.ErrNoRate), errors.Is(err, ErrNeedsPerson):
		r.NoValues = plainWords(err)
	case err != nil:
		return err
	default:
		row.Valued, row.Known = valued, true
		if row.Moved, err = fx.Move(valued.Value, movedBP); err != nil {
			return err
		}
	}
	r.Positions = append(r.Positions, row)
	return nil
}

// sum adds the values up, and compares with the limits. What has no value breaks no limit of all positions together,
// and keeps none either.
func (r *Risk) sum(held []money.Amount) error {
	var valued []fx.Valued
	for _, p := range r.Positions {
		if !p.Known || p.Position.Currency() == r.Base {
			continue
		}
		valued = append(valued, p.Valued)
		size, err := p.Moved.Abs()
		if err == nil {
			r.Against, err = r.Against.Add(size)
		}
		if err == nil {
			r.BaseRises, err = r.BaseRises.Sub(p.Moved)
		}
		if err != nil {
			return err
		}
	}
	var err error
	if r.Open, err = fx.Open(valued, r.Base); err != nil {
		return err
	}
	if r.Breaches, err = r.Limits.Limits.CheckCurrencies(held); err != nil {
		return err
	}
	total, err := r.Limits.Limits.CheckTotal(r.Open)
	if err != nil {
		return err
	}
	r.Breaches = append(r.Breaches, total...)
	if r.NoValues != "" && !r.Limits.Limits.Total.Currency().IsZero() && len(total) == 0 {
		r.Unknown = fmt.Sprintf("whether the limit of %s for all positions together is kept cannot be told: %s", r.Limits.Limits.Total, r.NoValues)
	}
	return nil
}

// heldOn is what was booked until the end of a day, by currency: what is not nothing, and what has a limit.
func (s *Stages) heldOn(tx Tx, on calendar.Date) ([]money.Amount, error) {
	end := on.AddDays(1).In(s.Settings.CutOff.Zone()).Add(-1)
	rows, err := tx.JournalBalancesOn(BalanceDates{Booked: end})
	if err != nil {
		return nil, err
	}
	held, err := openPositions(rows)
	if err != nil {
		return nil, err
	}
	if err := s.addDeals(tx, held, on); err != nil {
		return nil, err
	}
	var list []money.Amount
	for _, l := range s.Settings.Risk.Limits.Currencies {
		if _, there := held[l.Currency()]; !there {
			held[l.Currency()] = money.Zero(l.Currency())
		}
	}
	for _, c := range sortedCurrencies(held) {
		if !held[c].IsZero() || s.Settings.Risk.limited(c.Code()) {
			list = append(list, held[c])
		}
	}
	return list, nil
}
