package jobs

import (
	"context"
	"fmt"
	"time"

	"nostro/jobs/alarm"
)

// AlarmView is an alarm with all that happened to it.
type AlarmView struct {
	alarm.Alarm
	About   alarm.About
	Events  []alarm.Event  // by number
	Notices []alarm.Notice // that told of it, by number, without their events
}

// Alarm returns one alarm with its history. It wraps ErrUnknownID where there is none with that id.
func (s *Stages) Alarm(ctx context.Context, id int64) (AlarmView, error) {
	return view(ctx, s.Store, func(tx Tx) (AlarmView, error) {
		a, found, err := tx.Alarm(id)
		if err != nil {
			return AlarmView{}, err
		}
		if !found {
			return AlarmView{}, fmt.Errorf("alarm %d: %w: nostro alarms list --all shows them", id, ErrUnknownID)
		}
		v := AlarmView{Alarm: a}
		v.About, _ = alarm.Of(a.Kind)
		if v.Events, err = tx.AlarmEvents(id, time.Time{}); err != nil {
			return v, err
		}
		v.Notices, err = tx.NoticesWith(id)
		return v, err
	})
}

// Alarms returns those that are not over, by kind and subject; all of them by id where all are asked for.
func (s *Stages) Alarms(ctx context.Context, all bool) ([]alarm.Alarm, error) {
	read := Tx.OpenAlarms
	if all {
		read = Tx.Alarms
	}
	return view(ctx, s.Store, read)
}

// AlarmHistory returns what happened to all alarms from an instant on, by number, and the alarms by id.
func (s *Stages) AlarmHistory(ctx context.Context, from time.Time) (events []alarm.Event, of map[int64]alarm.Alarm, err error) {
	of = map[int64]alarm.Alarm{}
	err = s.Store.View(ctx, func(tx Tx) error {
		all, err := tx.Alarms()
		if err != nil {
			return err
		}
		for _, a := range all {
			of[a.ID] = a
		}
		events, err = tx.AlarmEvents(0, from)
		return err
	})
	return events, of, err
}
