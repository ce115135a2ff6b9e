package jobs

import (
	"context"
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/lifecycle"
)

// Open starts a cycle for the value date, or returns the one that is open for it. A value date that is no
// business day is refused, and so is one of which the calendar of the house does not know whether it is.
func (s *Stages) Open(ctx context.Context, valueDate calendar.Date) (Result, error) {
	opened := Cycle{}
	result, err := s.record(ctx, "open", "", func() (Result, error) {
		if err := s.Settings.Calendar.CheckKnown(valueDate); err != nil {
			return Result{}, fmt.Errorf("value date %s: %w", valueDate, err)
		}
		if !s.Settings.Calendar.IsBusinessDay(valueDate) {
			return Result{}, fmt.Errorf("%s is no business day of calendar %s: choose another value date",
				valueDate, s.Settings.Calendar.Name())
		}
		outcome := OutcomeNothing
		err := s.Store.Update(ctx, func(tx Tx) error {
			old, count, err := openCycle(tx, valueDate)
			if err != nil || old.ID != "" {
				opened = old
				return err
			}
			cycles, err := tx.Cycles()
			if err != nil {
				return err
			}
			outcome = OutcomeDone
			opened = Cycle{ID: fmt.Sprintf("%s-%d", valueDate, count+1), ValueDate: valueDate,
				State: lifecycle.CycleOpen, OpenedAt: s.instant(), CutOffAt: s.nextCutOff(cycles, valueDate)}
			return tx.AddCycle(opened)
		})
		return Result{Cycle: opened.ID, Outcome: outcome, Summary: fmt.Sprintf("cycle %s, value date %s, cut-off %s", opened.ID,
			valueDate, s.local(opened.CutOffAt))}, err
	})
	result.Cycle = opened.ID
	return result, err
}

// openCycle returns the open cycle of the value date, if there is one, and how many cycles the date has.
func openCycle(tx Tx, valueDate calendar.Date) (open Cycle, count int, err error) {
	cycles, err := tx.Cycles()
	for _, c := range cycles {
		if c.ValueDate != valueDate {
			continue
		}
		count++
		if c.State == lifecycle.CycleOpen {
			open = c
		}
	}
	return open, count, err
}

// local shows an instant in the zone of the cut-off.
func (s *Stages) local(t time.Time) string {
	return t.In(s.Settings.CutOff.Zone()).Format("2006-01-02 15:04 MST")
}
