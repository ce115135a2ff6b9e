package calendar

import (
	"fmt"
	"strings"
	"time"
)

// Calendar tells business days from others. It is a value: Join makes a new one.
type Calendar struct {
	name     string
	closures []func(Date) bool
}

// New returns a calendar that is closed where any of the rules says so.
func New(name string, closed ...func(Date) bool) Calendar { return Calendar{name, closed} }

// Name returns the name that reports show, such as "TARGET" or "TARGET+Fed".
func (c Calendar) Name() string { return c.name }

// IsBusinessDay tells whether business is done on the date. None is done on no date.
func (c Calendar) IsBusinessDay(d Date) bool {
	if d.IsZero() {
		return false
	}
	for _, closed := range c.closures {
		if closed(d) {
			return false
		}
	}
	return true
}

// Join returns the calendar that is open only where all the given ones are.
func Join(calendars ...Calendar) Calendar {
	joined := Calendar{}
	names := make([]string, len(calendars))
	for i, c := range calendars {
		names[i] = c.name
		joined.closures = append(joined.closures, c.closures...)
	}
	joined.name = strings.Join(names, "+")
	return joined
}

// searchDaysMax bounds every walk over a calendar; no real one is closed for so long.
const searchDaysMax = 366

// Next returns d itself if it is a business day, else the first one after it (the Following convention).
// It errs for no date, and where the calendar has no business day within a year.
func (c Calendar) Next(d Date) (Date, error) {
	next := d
	for range searchDaysMax {
		if next.IsZero() {
			break
		}
		if c.IsBusinessDay(next) {
			return next, nil
		}
		next = next.AddDays(1)
	}
	return Date{}, fmt.Errorf("calendar %s has no business day in the year from %q: check its closing days", c.name, d)
}

// AgeDaysMax is how many days BusinessDaysBetween walks at most, ten years: older is old enough.
const AgeDaysMax = 3660

// BusinessDaysBetween counts the business days after from, up to and including to; 0 where to is not
// after from. It is the age of something dated from, seen on to. It looks at the first AgeDaysMax days
// only. What has no date is as old as can be: where from is no date, it is AgeDaysMax.
func (c Calendar) BusinessDaysBetween(from, to Date) int {
	if from.IsZero() {
		return AgeDaysMax
	}
	days := 0
	d := from
	for range AgeDaysMax {
		if !d.Before(to) {
			break
		}
		if d = d.AddDays(1); c.IsBusinessDay(d) {
			days++
		}
	}
	return days
}

// Weekend is the rule that closes Saturday and Sunday.
func Weekend(d Date) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}

// On is the rule that closes the listed dates.
func On(dates ...Date) func(Date) bool {
	closed := make(map[Date]bool, len(dates))
	for _, d := range dates {
		closed[d] = true
	}
	return func(d Date) bool { return closed[d] }
}
