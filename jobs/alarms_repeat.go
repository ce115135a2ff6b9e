package jobs

import (
	"slices"
	"strings"
	"time"

	"nostro/jobs/alarm"
	"nostro/lifecycle"
)

// StillThere begins the text of an event by which a page is told again.
const StillThere = "nobody has taken it on: "

// repeatPages tells again what must be seen to now and what nobody has taken on: each time that the set minutes have
// passed since it was told last, and the first time those too who are told where nobody acts.
func (s *Stages) repeatPages(tx Tx, open []alarm.Alarm, told map[string][]int64) error {
	every := time.Duration(s.Settings.Alarms.usual().RepeatMinutes) * time.Minute
	now := s.instant()
	for _, a := range open {
		if a.Severity != alarm.Page || a.State != lifecycle.AlarmRaised || now.Sub(a.Since) < every {
			continue
		}
		last, repeats, err := lastTold(tx, a)
		if err != nil {
			return err
		}
		if now.Sub(last) < every {
			continue
		}
		number, err := tx.AddAlarmEvent(alarm.Event{Alarm: a.ID, What: alarm.Changed, Occurrence: a.Count, Severity: a.Severity, At: now,
			Text: StillThere + a.Text})
		if err != nil {
			return err
		}
		channels := s.Settings.Alarms.Route(a.Kind, a.Subject, a.Severity)
		if repeats == 0 {
			channels = append(channels, s.Settings.Alarms.Escalate...)
		}
		slices.Sort(channels)
		for _, channel := range slices.Compact(channels) {
			told[channel] = append(told[channel], number)
		}
	}
	return nil
}

// lastTold returns when this occurrence of an alarm was told last, and how often it was told again.
func lastTold(tx Tx, a alarm.Alarm) (last time.Time, repeats int, err error) {
	last = a.Since
	events, err := tx.AlarmEvents(a.ID, a.Since)
	for _, e := range events {
		if e.Occurrence != a.Count {
			continue
		}
		last = e.At
		if strings.HasPrefix(e.Text, StillThere) {
			repeats++
		}
	}
	return last, repeats, err
}
