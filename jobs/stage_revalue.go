package jobs

import (
	"context"
	"errors"
	"fmt"

	"nostro/calendar"
	"nostro/fx"
)

// RevalueResult is what a revaluation has to say, with the days that it looked at, by date, and what each cycle and
// each cover trade has brought until the last of them.
type RevalueResult struct {
	Result
	Days    []ValuedDay
	Origins []fx.OriginResult
}

// Revalue brings the revaluation of our open position in the base currency up to the end of a day: each business day
// that is missing, in order, at its fixing, by the same rules as conversions. Every entry of the day before is reversed
// with the value date of the next business day. The zero date is today, where its fixing is there, else the last
// business day. For a day that was revalued already, that day and those after it are looked at again: what stands at
// the same amount is left alone, what does not is reversed and written anew. A rate that is missing or too old ends it
// at that day, with what is missing; the days before it stay.
func (s *Stages) Revalue(ctx context.Context, until calendar.Date) (RevalueResult, error) {
	out := RevalueResult{}
	result, err := s.record(ctx, stageRevalue, "", func() (Result, error) {
		err := s.Store.Update(ctx, func(tx Tx) (err error) {
			out, err = s.revalue(tx, until)
			return err
		})
		return out.Result, err
	})
	out.Result = result
	return out, err
}

func (s *Stages) revalue(tx Tx, until calendar.Date) (RevalueResult, error) {
	r, err := s.newRevaluer(tx, until)
	if err != nil {
		return RevalueResult{}, err
	}
	blocked, err := r.run()
	if err != nil {
		return RevalueResult{}, err
	}
	out := RevalueResult{Result: r.result(blocked), Days: r.days}
	if len(r.days) > 0 {
		last := r.days[len(r.days)-1]
		out.Origins, err = s.originsUntil(tx, r.flows, last.Date, last.fixing)
	}
	return out, err
}

// stageRevalue is under what its runs are recorded.
const stageRevalue = "revalue"

// revaluer is one run.
type revaluer struct {
	*bookWalk
	flows       []bookedFlows
	overlay     *overlay
	from, until calendar.Date // the days that are looked at
	closed      calendar.Date // everything until then is closed
	skipped     calendar.Date // the last day that is passed over, since it lies in a closed period
	days        []ValuedDay
	posted      int
	notes       []string
}

func (s *Stages) newRevaluer(tx Tx, until calendar.Date) (*revaluer, error) {
	var err error
	if until.IsZero() {
		if until, err = s.revaluedUntil(tx); err != nil {
			return nil, err
		}
	}
	if err := s.checkRevaluationDay(until); err != nil {
		return nil, err
	}
	r := &revaluer{until: until}
	if r.flows, err = s.bookedFlows(tx); err != nil {
		return nil, err
	}
	if r.overlay, err = readOverlay(tx); err != nil {
		return nil, err
	}
	closes, err := tx.PeriodCloses()
	if err != nil {
		return nil, err
	}
	if len(closes) > 0 {
		r.closed = closes[len(closes)-1].Until
	}
	r.bookWalk = s.walkBook(tx, r.flows)
	// The last day that was revalued is looked at again, since it may not have been over; so is an earlier one that is
	// asked for, with all after it, whose book value may hang on it.
	last := r.overlay.last
	if r.from = last; until.Before(last) {
		r.from, r.until = until, last
	}
	return r, nil
}

// run goes through the days. What blocks a day, for a person to see to, is returned apart from other errors.
func (r *revaluer) run() (blocked, err error) {
	for {
		more, err := r.next(r.until)
		if err != nil || !more {
			return nil, err
		}
		if !r.from.IsZero() && r.day.Before(r.from) {
			if err := r.open(); err != nil {
				return nil, err
			}
			continue
		}
		if !r.day.After(r.closed) {
			r.skipped = r.day
			continue
		}
		if r.overlay.foreign(r.day, r.stages.Settings.House.Base) {
			r.note("%s was revalued in another base currency and stays as it is", r.day)
			continue
		}
		err = r.revalueDay()
		if errors.Is(err, ErrNeedsPerson) {
			return fmt.Errorf("%s: %w", r.day, err), nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// open values the day before the first that is looked at, so that the change of that one can be told. Where rates are
// missing, the change is told from an earlier day.
func (r *revaluer) open() error {
	before, err := r.stages.businessDayBefore(r.from)
	if err != nil || r.day != before {
		return err
	}
	if _, err = r.value(); errors.Is(err, ErrNeedsPerson) {
		return nil
	}
	return err
}

func (r *revaluer) revalueDay() error {
	day, err := r.valueByRule()
	if err != nil {
		return err
	}
	if err := r.reverseBefore(); err != nil {
		return err
	}
	if err := r.writeDay(day); err != nil {
		return err
	}
	r.days = append(r.days, day)
	r.noteFixing(day)
	return nil
}

func (r *revaluer) note(format string, args ...any) {
	r.notes = append(r.notes, fmt.Sprintf(format, args...))
}

// noteFixing says where a day was valued at older rates than its own, and where it is not over.
func (r *revaluer) noteFixing(day ValuedDay) {
	source, fixed := day.Fixing()
	rates := r.stages.Settings.Rates
	if source != "" && fixed != day.Date && rates.Calendar.IsBusinessDay(day.Date) {
		r.note("%s is valued at the %s fixing of %s, since that of the day is not there: import it, and revalue the day again",
			day.Date, source, fixed)
	}
	if day.Date == r.stages.today() {
		r.note("%s is not over: what is booked on it from now on is not valued before it is revalued again", day.Date)
	}
}
