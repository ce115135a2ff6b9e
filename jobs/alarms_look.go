package jobs

import (
	"context"
	"fmt"
	"strings"

	"nostro/jobs/alarm"
	"nostro/lifecycle"
)

// AlarmLook is what one look at everything that may need a person came to.
type AlarmLook struct {
	Raised, Resolved []alarm.Alarm // in this look, by kind and subject
	Open             []alarm.Alarm // all that are not over, by kind and subject
}

// LookAtAlarms looks at all that may need a person, raises an alarm for what is new, ends those whose cause is gone, and
// makes notices of both for the channels. What only a running process can tell comes as facts. A part that cannot be
// looked at is an alarm of its own, and leaves the alarms of that part as they are.
func (s *Stages) LookAtAlarms(ctx context.Context, facts []alarm.Fact) (AlarmLook, error) {
	look, err := s.alarmCauses(ctx, facts)
	if err != nil {
		return AlarmLook{}, err
	}
	var out AlarmLook
	err = s.Store.Update(ctx, func(tx Tx) error {
		out = AlarmLook{}
		known, err := knownAlarms(tx, look.Causes)
		if err != nil {
			return err
		}
		changes, err := alarm.Compare(known, look)
		if err != nil {
			return err
		}
		told := map[string][]int64{}
		for _, c := range changes {
			if err := s.keepChange(tx, &out, c, told); err != nil {
				return err
			}
		}
		if out.Open, err = tx.OpenAlarms(); err != nil {
			return err
		}
		if err := s.repeatPages(tx, out.Open, told); err != nil {
			return err
		}
		return s.addNotices(tx, told)
	})
	return out, err
}

// knownAlarms returns those that are open, and those that are over and whose cause has come back.
func knownAlarms(tx Tx, causes []alarm.Cause) ([]alarm.Alarm, error) {
	known, err := tx.OpenAlarms()
	if err != nil {
		return nil, err
	}
	seen := map[int64]bool{}
	for _, a := range known {
		seen[a.ID] = true
	}
	for _, c := range causes {
		a, found, err := tx.AlarmOf(c.Kind, c.Subject)
		if err != nil {
			return nil, err
		}
		if found && !seen[a.ID] {
			seen[a.ID] = true
			known = append(known, a)
		}
	}
	return known, nil
}

// keepChange writes one change, and notes which channels are told of it.
func (s *Stages) keepChange(tx Tx, out *AlarmLook, c alarm.Change, told map[string][]int64) (err error) {
	a := c.Alarm
	if a.ID == 0 {
		a.ID, err = tx.AddAlarm(a)
	} else {
		err = tx.SaveAlarm(a)
	}
	if err != nil {
		return err
	}
	if c.Event.What == "" {
		return nil
	}
	switch c.Event.What {
	case alarm.Raised:
		out.Raised = append(out.Raised, a)
	case alarm.Resolved:
		out.Resolved = append(out.Resolved, a)
	}
	c.Event.Alarm = a.ID
	number, err := tx.AddAlarmEvent(c.Event)
	for _, channel := range s.Settings.Alarms.Route(a.Kind, a.Subject, a.Severity) {
		told[channel] = append(told[channel], number)
	}
	return err
}

// addNotices makes one notice for each channel of what it is told now.
func (s *Stages) addNotices(tx Tx, told map[string][]int64) error {
	for _, channel := range s.Settings.Alarms.Channels {
		if len(told[channel]) == 0 {
			continue
		}
		n := alarm.Notice{Channel: channel, State: lifecycle.NoticeWaiting, MadeAt: s.instant(), NextAt: s.instant(), Events: told[channel]}
		if _, err := tx.AddNotice(n); err != nil {
			return err
		}
	}
	return nil
}

// alarmCauses looks at everything.
func (s *Stages) alarmCauses(ctx context.Context, facts []alarm.Fact) (alarm.Look, error) {
	blind := map[alarm.Kind]bool{}
	w := &watch{s: s, limits: s.Settings.Alarms.usual(), now: s.instant()}
	for _, part := range watches {
		before := len(w.causes)
		err := s.Store.View(ctx, func(tx Tx) error {
			w.tx, w.causes = tx, w.causes[:before]
			return part.look(w)
		})
		if ctx.Err() != nil {
			return alarm.Look{}, context.Cause(ctx)
		}
		if err == nil {
			continue
		}
		w.causes = w.causes[:before]
		for _, k := range part.kinds {
			blind[k] = true
		}
		w.raise(alarm.CannotTell, part.name, "nostro status", "%s cannot be looked at: %v", part.name, withoutClass(err))
	}
	certain := map[alarm.Cause]bool{}
	for _, f := range facts {
		certain[alarm.Cause{Kind: f.Kind, Subject: f.Subject}] = true
		if f.Wrong {
			w.causes = append(w.causes, f.Cause)
		}
	}
	return alarm.Look{At: w.now, Causes: w.causes, SeverityOf: s.Settings.Alarms.SeverityOf,
		Judged: func(k alarm.Kind, subject string) bool {
			about, _ := alarm.Of(k)
			return certain[alarm.Cause{Kind: k, Subject: subject}] || !about.ByRunner && !blind[k]
		}}, nil
}

// withoutClass is the text of an error without the words of its class.
func withoutClass(err error) string {
	return strings.TrimSuffix(strings.ReplaceAll(err.Error(), ": "+ErrNeedsPerson.Error(), ""), ": ")
}

// AckAlarm says that the person who runs this has taken an alarm on. It wraps ErrUnknownID where there is no such alarm,
// and errs for one that is over or that somebody has already taken on.
func (s *Stages) AckAlarm(ctx context.Context, id int64, note string) (alarm.Alarm, error) {
	var a alarm.Alarm
	err := s.Store.Update(ctx, func(tx Tx) (err error) {
		found := false
		if a, found, err = tx.Alarm(id); err != nil {
			return err
		}
		if note = memo(note); note == "" {
			return fmt.Errorf("alarm %d: say with --note what you do about it", id)
		}
		if _, err := s.Settings.person(s.User); err != nil {
			return err
		}
		switch {
		case !found:
			return fmt.Errorf("alarm %d: %w: nostro alarms list --all shows them", id, ErrUnknownID)
		case a.State == lifecycle.AlarmResolved:
			return fmt.Errorf("alarm %d is over: there is nothing to take on", id)
		case a.State == lifecycle.AlarmAcknowledged:
			return fmt.Errorf("alarm %d was taken on by %s: %s", id, a.AckBy, a.AckNote)
		}
		a.State, a.AckBy, a.AckNote = lifecycle.AlarmAcknowledged, s.User, note
		if err := tx.SaveAlarm(a); err != nil {
			return err
		}
		_, err = tx.AddAlarmEvent(alarm.Event{Alarm: a.ID, What: alarm.Acknowledged, Occurrence: a.Count, Severity: a.Severity, At: s.instant(),
			By: s.User, Text: note})
		return err
	})
	return a, err
}
