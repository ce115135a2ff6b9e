package jobs

import (
	"context"
	"fmt"

	"nostro/calendar"
	"nostro/lifecycle"
)

// SetBusinessDate sets the business date apart from the clock, until it is rolled to the clock's date. It must be a business
// day of the house, not before one that was set already, not in a closed period, and not after the clock's date: what has not
// come yet is not worked off. Instants of booking stay those of the clock. Errors wrap ErrBusinessDate.
func (s *Stages) SetBusinessDate(ctx context.Context, day calendar.Date, reason string) (Result, error) {
	return s.moveBusinessDate(ctx, reason, func(tx Tx) (calendar.Date, error) {
		switch why := s.Settings.Calendar.Why(day); {
		case why != "":
			return day, fmt.Errorf("%w: %s is no business day of calendar %s: %s", ErrBusinessDate, day, s.Settings.Calendar.Name(), why)
		case day.After(s.clockDate()):
			return day, fmt.Errorf("%w: %s has not come yet: in %s it is %s", ErrBusinessDate, day, s.Settings.CutOff.Zone(), s.clockDate())
		}
		return day, s.refuseBehind(tx, day)
	})
}

// refuseBehind errs where the day is behind one that was set, or closed.
func (s *Stages) refuseBehind(tx Tx, day calendar.Date) error {
	moves, err := tx.BusinessDays()
	if err != nil {
		return err
	}
	for _, m := range moves {
		if day.Before(m.Day) {
			return fmt.Errorf("%w: it never goes back, and was %s already (set by %s at %s)", ErrBusinessDate, m.Day, m.By, stamp(m.At))
		}
	}
	closes, err := tx.PeriodCloses()
	for _, c := range closes {
		if !day.After(c.Until) {
			return fmt.Errorf("%w: everything until %s is closed", ErrBusinessDate, c.Until)
		}
	}
	return err
}

// RollBusinessDate moves a business date that was set to the next business day; from where that is the clock's date or later
// on it follows the clock again. It is refused while a cycle that was to close by the day is not sent, unless over is set.
func (s *Stages) RollBusinessDate(ctx context.Context, over bool, reason string) (Result, error) {
	return s.moveBusinessDate(ctx, reason, func(tx Tx) (day calendar.Date, err error) {
		from, set := s.Business.day()
		if !set {
			return day, fmt.Errorf("%w: it follows the clock, nobody has set it: nostro date set DATE", ErrBusinessDate)
		}
		if !over {
			if err := s.refuseUnfinished(tx, from); err != nil {
				return day, err
			}
		}
		next, err := s.Settings.Calendar.Next(from.AddDays(1))
		if err != nil || !next.Before(s.clockDate()) {
			return calendar.Date{}, err
		}
		return next, nil
	})
}

// FollowClock lets the business date follow the clock again, whatever days lie between. Where it does already, nothing is done.
func (s *Stages) FollowClock(ctx context.Context, reason string) (Result, error) {
	return s.moveBusinessDate(ctx, reason, func(Tx) (day calendar.Date, err error) {
		if _, set := s.Business.day(); !set {
			err = fmt.Errorf("%w: it follows the clock already", ErrBusinessDate)
		}
		return day, err
	})
}

// refuseUnfinished errs while a cycle that closes on the day or before has not sent its files.
func (s *Stages) refuseUnfinished(tx Tx, day calendar.Date) error {
	cycles, err := tx.Cycles()
	for _, c := range cycles {
		if !c.State.Reached(lifecycle.CycleSent) && c.State != lifecycle.CycleAborted && !s.dayOf(c.CutOffAt).After(day) {
			return fmt.Errorf("%w: cycle %s, cut-off %s, is %s: send it, or abort it, or roll over it with --over", ErrBusinessDate, c.ID,
				stamp(c.CutOffAt), c.State)
		}
	}
	return err
}

func (s *Stages) moveBusinessDate(ctx context.Context, reason string, to func(Tx) (calendar.Date, error)) (Result, error) {
	return s.record(ctx, "date", "", func() (out Result, err error) {
		if reason = memo(reason); reason == "" {
			return out, fmt.Errorf("%w: say why with --reason", ErrBusinessDate)
		}
		if s.Business == nil {
			s.Business = &BusinessDate{}
		}
		err = s.Store.Update(ctx, func(tx Tx) error {
			if err := s.readBusinessDate(tx); err != nil {
				return err
			}
			day, err := to(tx)
			if err != nil {
				return err
			}
			return tx.AddBusinessDay(BusinessDay{Day: day, By: s.User, Reason: reason, At: s.instant()})
		})
		if err != nil {
			return out, err
		}
		if err := s.ReadBusinessDate(ctx); err != nil {
			return out, err
		}
		out = Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("the business date follows the clock: %s", s.today())}
		if d, set := s.Business.day(); set {
			out.Summary = fmt.Sprintf("the business date is %s; the clock says %s", d, s.clockDate())
			out.Notes = []string{"nostro date roll goes on to the next business day, and at last back to the clock"}
		}
		return out, nil
	})
}
