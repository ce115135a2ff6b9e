package jobs

import (
	"errors"

	"nostro/calendar"
	"nostro/fx"
)

// explainedDays is for how many business days a change is told.
const explainedDays = 5

// explainUntil tells why the value of our position changed on each of the last business days until one, and what each cycle
// and trade has brought until then. A day whose rates are missing is passed over: the next one tells of both.
func (s *Stages) explainUntil(tx Tx, on calendar.Date, fixing fx.Fixing) (days []ValuedDay, origins []fx.OriginResult, err error) {
	flows, err := s.bookedFlows(tx)
	if err != nil {
		if errors.Is(err, ErrNeedsPerson) {
			return nil, nil, nil
		}
		return nil, nil, err
	}
	first := on
	for range explainedDays {
		if first, err = s.businessDayBefore(first); err != nil {
			return nil, nil, err
		}
	}
	w := s.walkBook(tx, flows)
	opened := len(flows) == 0 || !flows[0].on.Before(first) // the first day has nothing before it
	for {
		more, err := w.next(on)
		if err != nil {
			return nil, nil, err
		}
		if !more {
			break
		}
		if w.day.Before(first) || !w.moved {
			continue
		}
		day, err := w.value()
		if errors.Is(err, ErrNeedsPerson) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		if opened {
			days = append(days, day)
		}
		opened = true
	}
	origins, err = s.originsUntil(tx, flows, on, fixing)
	return days, origins, err
}

// originsUntil tells what each cycle and each trade has brought until the end of a day; nothing where rates are missing.
func (s *Stages) originsUntil(tx Tx, booked []bookedFlows, on calendar.Date, fixing fx.Fixing) ([]fx.OriginResult, error) {
	var flows []fx.Flow
	for _, b := range booked {
		if !b.on.After(on) {
			flows = append(flows, b.flows...)
		}
	}
	var err error
	if fixing.Source == "" && len(flows) > 0 { // nothing is held now, and yet each by itself may be worth something
		if fixing, err = s.fixingOn(tx, on); err != nil {
			if errors.Is(err, ErrNeedsPerson) {
				return nil, nil
			}
			return nil, err
		}
	}
	list, err := fx.ExplainOrigins(flows, s.Settings.House.Base, fixing)
	if errors.Is(err, fx.ErrNoRate) {
		return nil, nil
	}
	return list, err
}
