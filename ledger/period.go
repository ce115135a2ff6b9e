package ledger

import (
	"errors"
	"fmt"

	"nostro/calendar"
)

// ErrPeriodClosed marks an entry whose value date lies in a period that was closed.
var ErrPeriodClosed = errors.New("the period is closed")

// CheckPeriod returns nil where the entry may still be booked: its value date is after the last day that
// was closed. The zero date closes nothing. Reversals are no exception, for they are dated when they are
// made. Else the error wraps ErrPeriodClosed.
func CheckPeriod(e Entry, closedUntil calendar.Date) error {
	if closedUntil.IsZero() || e.ValueDate.After(closedUntil) {
		return nil
	}
	return fmt.Errorf("%s %q has value date %s, and everything until %s is closed: %w: book it with a later value date",
		e.Kind, e.Key, e.ValueDate, closedUntil, ErrPeriodClosed)
}
