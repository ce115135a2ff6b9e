package jobs

import (
	"context"
	"fmt"
	"slices"

	"nostro/calendar"
	"nostro/jobs/alarm"
	"nostro/lifecycle"
	"nostro/money"
)

// recallDue is the business day, in the calendar of the currency, until which something must have come: of a recall that was
// sent an answer, which a PDCR is not; of one to which the bank has agreed the money. The zero date where nothing is awaited.
func (s *Stages) recallDue(r Recall, c money.Currency) calendar.Date {
	from := calendar.Date{}
	for _, step := range r.Steps {
		if step.State == lifecycle.RecallSent || step.State == lifecycle.RecallAgreed {
			from = s.dayOf(step.At)
		}
	}
	if state := r.State(); from.IsZero() || !state.Open() || state == lifecycle.RecallAsked {
		return calendar.Date{}
	}
	cal, err := s.Settings.CalendarOf(c)
	if err != nil {
		cal = s.Settings.Calendar
	}
	day := from
	for left := s.Settings.Alarms.usual().RecallDays; left > 0; {
		if day = day.AddDays(1); cal.IsBusinessDay(day) {
			left--
		}
	}
	return day
}

// Overdue tells whether what was due has not come until the day.
func (v RecallView) Overdue(today calendar.Date) bool { return !v.Due.IsZero() && v.Due.Before(today) }

// OverdueRecalls returns the recalls, by id, of which what was due until the business date has not come.
func (s *Stages) OverdueRecalls(ctx context.Context) ([]RecallView, error) {
	open, err := s.RecallViews(ctx, false)
	return slices.DeleteFunc(open, func(v RecallView) bool { return !v.Overdue(s.today()) }), err
}

// awaited is what is due of a recall, in words.
func (v RecallView) awaited() string {
	if v.State() == lifecycle.RecallAgreed {
		return "the money"
	}
	return "an answer"
}

// recalls tells those of which the bank has said nothing for too long, or that it has agreed to and given nothing back for.
func (w *watch) recalls() error {
	all, err := w.tx.Recalls()
	if err != nil {
		return err
	}
	for _, r := range all {
		if !r.State().Open() {
			continue
		}
		v, err := w.s.recallView(w.tx, r)
		if err != nil {
			return err
		}
		if v.Overdue(w.s.today()) {
			w.raise(alarm.RecallUnanswered, fmt.Sprintf("recall:%d", r.ID), fmt.Sprintf("nostro recall show %d", r.ID),
				"recall of %s to %s at %s is %s, and %s was due until %s: ask %s, naming case %s and UETR %s", v.Payment.Amount, v.Payment.Participant,
				r.Correspondent, r.State(), v.awaited(), v.Due, r.Correspondent, r.CaseID, v.Payment.UETR)
		}
	}
	return nil
}
