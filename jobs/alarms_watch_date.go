package jobs

import "nostro/jobs/alarm"

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
