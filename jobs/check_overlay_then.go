package jobs

import (
	"errors"
	"slices"
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/money"
)

// asThen tells whether what stands for a currency at the end of a day is what the books and the rates made it when it was
// written. Then something has come since, a corrected rate, a fixing, a booking on that day, and it is due to be done
// again; nothing is broken.
type asThen func(day calendar.Date, currency money.Currency, stands money.Amount) (bool, error)

// asThen looks into the past of the books.
func (s *Stages) asThen(tx Tx, o *overlay) asThen {
	return func(day calendar.Date, currency money.Currency, stands money.Amount) (bool, error) {
		at := o.writtenAt(day, currency)
		if at.IsZero() {
			return false, nil
		}
		v, err := s.valuedThen(tx, day, at)
		if errors.Is(err, ErrNeedsPerson) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		for _, row := range v.Rows {
			if row.Position.Currency() == currency {
				return row.Unrealised == stands, nil
			}
		}
		return stands.IsZero(), nil
	}
}

// writtenAt is when the revaluation of a day was written: its last entry of that currency, else of any; where the day has
// none, for nothing had changed, the first one of the days after it. The zero instant where nobody can tell.
func (o *overlay) writtenAt(day calendar.Date, currency money.Currency) (at time.Time) {
	var ofDay, after time.Time
	for _, r := range o.entries {
		switch {
		case r.date == day && r.currency == currency:
			at = r.at
		case r.date == day:
			ofDay = r.at
		case r.date.After(day) && after.IsZero():
			after = r.at
		}
	}
	for _, t := range []time.Time{at, ofDay, after} {
		if !t.IsZero() {
			return t
		}
	}
	return at
}

// valuedThen values the book at the end of a day by what had been booked and was known at an instant.
func (s *Stages) valuedThen(tx Tx, day calendar.Date, at time.Time) (ValuedDay, error) {
	flows, err := s.bookedFlows(tx)
	if err != nil {
		return ValuedDay{}, err
	}
	w := s.walkBook(tx, slices.DeleteFunc(flows, func(b bookedFlows) bool { return b.at.After(at) }))
	for {
		more, err := w.next(day)
		if err != nil {
			return ValuedDay{}, err
		}
		if !more {
			break
		}
	}
	if w.day != day {
		return ValuedDay{}, needsPerson("nothing had been booked by %s", stamp(at))
	}
	return w.valueAt(func() (fx.Fixing, error) { return s.fixingThen(tx, day, at) })
}

// fixingThen returns the last fixing on or before the day that was there at an instant, as it counted then.
func (s *Stages) fixingThen(tx Tx, on calendar.Date, at time.Time) (fx.Fixing, error) {
	source := s.Settings.Rates.Source
	for {
		f, found, err := tx.LatestFixing(source, on)
		if err == nil && !found {
			err = needsPerson("no %s fixing on or before %s was there at %s", source, on, stamp(at))
		}
		if err != nil {
			return f, err
		}
		p, known, err := tx.Provenance(source, f.Date)
		if err != nil {
			return f, err
		}
		if known && p.FetchedAt.After(at) {
			on = f.Date.AddDays(-1)
			continue
		}
		f, _, err = tx.FixingAsOf(source, f.Date, at)
		f.Pivot = s.Settings.Rates.Cross
		return f, err
	}
}
