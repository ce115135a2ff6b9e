package jobs

import (
	"strings"

	"nostro/jobs/alarm"
)

// businessDate tells of one that stands behind the clock.
func (w *watch) businessDate() error {
	last, found, err := w.tx.BusinessDay()
	if err != nil || !found || last.Day.IsZero() || !last.Day.Before(w.s.clockDate()) {
		return err
	}
	w.raise(alarm.BusinessDateBehind, "business date", "nostro date", "the business date is %s, and the clock says %s: %s set it at %s: %s", last.Day,
		w.s.clockDate(), last.By, stamp(last.At), last.Reason)
	return nil
}

// calendars tells those that end soon. What it says stays the same while it lasts, so it has no days left in it.
func (w *watch) calendars() error {
	for _, e := range w.s.CalendarEnds() {
		w.raise(alarm.CalendarEnds, e.Calendar, "nostro calendars", "it knows no day after %s; by it go %s", e.Last,
			strings.Join(e.Users, ", "))
	}
	return nil
}
