package calendar

import (
	"errors"
	"fmt"
)

// Calendar tells business days from others. It is a value: Join, Within, Except and Called make
// a new one.
type Calendar struct {
	name        string
	rules       []Rule
	first, last Date       // what it knows; no date: no bound
	published   Date       // until when its days are announced, and not only computed; no date: no bound
	joined      []Calendar // of which it is made; none: it is one
}

// New returns a calendar that is closed where any of the rules says so. It knows every year.
func New(name string, closed ...Rule) Calendar { return Calendar{name: name, rules: closed} }

// Within returns the calendar with its knowledge bounded: its rules hold from first to last. Without the
// bound it would call days beyond it open that nobody has decided on.
func (c Calendar) Within(first, last Date) Calendar {
	c.first, c.last = first, last
	return c
}

// Known returns the first and the last day that the calendar knows; no date where it has no such bound.
func (c Calendar) Known() (first, last Date) { return c.first, c.last }

// PublishedUntil returns the calendar with the last day until which its closing days are announced, or decided for good.
// Those after it are computed from the rule, and somebody may still decide otherwise.
func (c Calendar) PublishedUntil(last Date) Calendar {
	c.published = last
	return c
}

// Published returns the last day until which all closing days are announced; no date where they are decided without an
// end.
func (c Calendar) Published() Date { return c.published }

// Called returns the calendar under another name.
func (c Calendar) Called(name string) Calendar {
	c.name = name
	return c
}

// Name returns the name that reports show, such as "TARGET" or "TARGET+Fed".
func (c Calendar) Name() string { return c.name }

// ErrBeyond marks a date that lies beyond what a calendar knows; test with errors.Is.
var ErrBeyond = errors.New("beyond what the calendar knows")

// CheckKnown errs, wrapping ErrBeyond, where the date lies outside of what the calendar knows.
func (c Calendar) CheckKnown(d Date) error {
	if d.IsZero() || !c.first.IsZero() && d.Before(c.first) || !c.last.IsZero() && d.After(c.last) {
		return fmt.Errorf("calendar %s knows %s to %s, not %q: %w: list the holidays of that time in nostro.yaml",
			c.name, orOpen(c.first), orOpen(c.last), d, ErrBeyond)
	}
	return nil
}

func orOpen(d Date) string {
	if d.IsZero() {
		return "any date"
	}
	return d.String()
}

// IsBusinessDay tells whether business is done on the date. None is done on no date. Beyond what the calendar
// knows it says what its rules say: ask CheckKnown where that matters.
func (c Calendar) IsBusinessDay(d Date) bool { return !d.IsZero() && c.Why(d) == "" }

// Why returns why no business is done on the date, such as "Good Friday", or "" where it is.
func (c Calendar) Why(d Date) string {
	if d.IsZero() {
		return "no date"
	}
	return firstWhy(c.rules, d)
}

func firstWhy(rules []Rule, d Date) string {
	for _, closed := range rules {
		if holiday := closed(d); holiday != "" {
			return holiday
		}
	}
	return ""
}

// ErrNeverOpen marks a calendar that has no business day within a year; test with errors.Is.
var ErrNeverOpen = errors.New("never open")

// searchDaysMax bounds every walk over a calendar; no real one is closed for so long.
const searchDaysMax = 366

// Next returns d itself if it is a business day, else the first one after it (the Following convention).
// It errs, wrapping ErrNeverOpen, for no date and where the calendar has no business day within a year.
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
	return Date{}, fmt.Errorf("calendar %s has no business day in the year from %q: %w: check its closing days",
		c.name, d, ErrNeverOpen)
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
