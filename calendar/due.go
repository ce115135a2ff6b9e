package calendar

import (
	"fmt"
	"slices"
	"time"
)

// Due is one instant at which a schedule comes round.
type Due struct {
	At      time.Time // in the zone of the schedule
	Date    Date      // on its wall clock
	Skipped string    // why it is not run, such as "Christmas Day"; "" where it is
	Note    string    // why it is not when the expression says, such as "moved from 2026-04-03, Good Friday"
}

// daysAround is how far a due day can be shifted: no calendar is closed for so many days in a row.
const daysAround = 16

// Between returns what is due after the one instant and until the other, that one included, in order. A time that
// the clock change skips is due at the first instant after the gap, one that comes twice is due the first time; two
// that fall on one instant are due once. It errs, wrapping ErrBeyond, where the calendar does not know a day of the
// span, and wrapping ErrTooManyDue where there are more than DueMax.
func (s Schedule) Between(after, until time.Time) ([]Due, error) {
	if !until.After(after) {
		return nil, nil
	}
	from, to := DateOf(after.In(s.zone)), DateOf(until.In(s.zone))
	first, last := from.AddDays(-1-s.reach()), to.AddDays(1+s.reach())
	var all []Due
	for d := first; !d.IsZero() && !d.After(last); d = d.AddDays(1) {
		if err := s.days.CheckKnown(d); err != nil {
			if d.Before(from) || d.After(to) {
				continue // only shifting could bring it into the span
			}
			return nil, fmt.Errorf("schedule %s: %w", s, err)
		}
		for _, due := range s.on(d) {
			if due.At.After(after) && !due.At.After(until) {
				all = append(all, due)
			}
		}
		if len(all) > DueMax {
			return nil, fmt.Errorf("schedule %s from %s to %s: %w: ask for a shorter one", s, first, last, ErrTooManyDue)
		}
	}
	return once(all), nil
}

// reach is how many days before and after a span may be shifted into it.
func (s Schedule) reach() int {
	if s.shift == ShiftSkip {
		return 0
	}
	return daysAround
}

// on returns what the expression says for the date, wherever it is shifted to.
func (s Schedule) on(d Date) []Due {
	shown := timesOn(s.spec, d)
	if len(shown) == 0 || !s.picks(d) {
		return nil
	}
	day, why := s.shifted(d)
	dues := make([]Due, len(shown))
	for n, t := range shown {
		dues[n] = s.due(day, t, why, d)
	}
	return dues
}

// due places one time of day on a day. Where the day stays closed, why is the reason that it is skipped.
func (s Schedule) due(day Date, shown time.Time, why string, from Date) Due {
	due := Due{At: onWallClock(day, shown.Hour(), shown.Minute(), s.zone), Date: day}
	switch {
	case why != "" && day == from:
		due.Skipped = why
	case why != "":
		due.Note = fmt.Sprintf("moved from %s, %s", from, why)
	}
	if at := due.At; at.Hour() != shown.Hour() || at.Minute() != shown.Minute() {
		gap := fmt.Sprintf("the clock change skips %s: the first instant after it", shown.Format("15:04"))
		if due.Note != "" {
			gap = due.Note + "; " + gap
		}
		due.Note = gap
	}
	return due
}

// picks tells whether the date is the chosen day of its month.
func (s Schedule) picks(d Date) bool {
	switch s.month {
	case LastDay:
		return d.AddDays(1).Month() != d.Month()
	case FirstBusinessDay:
		return s.days.IsBusinessDay(d) && s.noneBetween(d, -1)
	case LastBusinessDay:
		return s.days.IsBusinessDay(d) && s.noneBetween(d, 1)
	}
	return true
}

// noneBetween tells whether no business day lies between the date and that end of its month.
func (s Schedule) noneBetween(d Date, step int) bool {
	for other := d.AddDays(step); other.Month() == d.Month() && !other.IsZero(); other = other.AddDays(step) {
		if s.days.IsBusinessDay(other) {
			return false
		}
	}
	return true
}

// shifted returns the day on which what is due on d is run, and why that is another, or why it is skipped.
func (s Schedule) shifted(d Date) (day Date, why string) {
	why = s.days.Why(d)
	if why == "" || s.shift == ShiftSkip {
		return d, why
	}
	step := 1
	if s.shift == ShiftPreceding {
		step = -1
	}
	to := s.open(d, step)
	if s.shift == ShiftModifiedFollowing && to.Month() != d.Month() {
		to = s.open(d, -1)
	}
	return to, why
}

// open returns the nearest business day in that direction, or d where none is near.
func (s Schedule) open(d Date, step int) Date {
	for to, n := d.AddDays(step), 1; n < daysAround; to, n = to.AddDays(step), n+1 {
		if s.days.IsBusinessDay(to) {
			return to
		}
	}
	return d
}

// once sorts what is due, and leaves one of those that fall on one instant: the one that is run, and of two the one
// that was not moved.
func once(all []Due) []Due {
	slices.SortStableFunc(all, func(a, b Due) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return rank(a) - rank(b)
	})
	return slices.CompactFunc(all, func(a, b Due) bool { return a.At.Equal(b.At) })
}

func rank(d Due) int {
	switch {
	case d.Skipped != "":
		return 2
	case d.Note != "":
		return 1
	}
	return 0
}
