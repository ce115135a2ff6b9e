package calendar

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/robfig/cron/v3"
)

// Shift is what becomes of a due day on which no business is done: the business day conventions of ISDA (2006
// Definitions, section 4.12), and to skip it.
type Shift string

// The shifts.
const (
	ShiftSkip              Shift = "skip"               // it is not run, with the holiday as the reason
	ShiftFollowing         Shift = "following"          // the next business day
	ShiftModifiedFollowing Shift = "modified-following" // the next, unless that is in another month: then the last before
	ShiftPreceding         Shift = "preceding"          // the last business day before
)

// Shifts returns them all.
func Shifts() []Shift {
	return []Shift{ShiftSkip, ShiftFollowing, ShiftModifiedFollowing, ShiftPreceding}
}

// MonthDay picks one day of each month, which a cron expression cannot say.
type MonthDay string

// The days of a month.
const (
	EveryDay         MonthDay = ""
	LastDay          MonthDay = "last-day"
	FirstBusinessDay MonthDay = "first-business-day"
	LastBusinessDay  MonthDay = "last-business-day"
)

// MonthDays returns those that can be named.
func MonthDays() []MonthDay { return []MonthDay{LastDay, FirstBusinessDay, LastBusinessDay} }

// ErrTooManyDue marks a span in which more is due than DueMax; test with errors.Is.
var ErrTooManyDue = errors.New("more is due in that span than can be listed")

// DueMax is how many due instants Between returns at most: a job of every minute over two months.
const DueMax = 100_000

// Schedule says when something is due: a cron expression on the wall clock of a named zone, on the days that a
// business calendar allows. It is a value.
type Schedule struct {
	expression string
	spec       *cron.SpecSchedule
	zone       *time.Location
	days       Calendar
	shift      Shift
	month      MonthDay
}

// NewSchedule reads a cron expression of five fields and the name of a zone of the tz database. It wraps
// ErrNotASchedule for what has no due instants; see parseCron for what is refused, and why.
func NewSchedule(expression, zone string) (Schedule, error) {
	spec, err := parseCron(expression)
	if err != nil {
		return Schedule{}, err
	}
	location, err := time.LoadLocation(zone)
	if err != nil || zone == "" || zone == "Local" {
		return Schedule{}, fmt.Errorf("zone %q is not in the tz database: write it as Europe/Brussels: %w", zone, ErrNotASchedule)
	}
	return Schedule{expression: expression, spec: spec, zone: location, days: New("every day"), shift: ShiftSkip}, nil
}

// OnDays returns the schedule bound to the business days of the calendar: a due day on which no business is done is
// shifted as said. It errs for a shift that is none of Shifts.
func (s Schedule) OnDays(c Calendar, shift Shift) (Schedule, error) {
	if !slices.Contains(Shifts(), shift) {
		return s, fmt.Errorf("%q is no shift: write one of %v: %w", shift, Shifts(), ErrNotASchedule)
	}
	s.days, s.shift = c, shift
	return s, nil
}

// OnDayOfMonth returns the schedule with one day a month instead of the days of its expression, which must leave both
// of its fields for days as *.
func (s Schedule) OnDayOfMonth(day MonthDay) (Schedule, error) {
	if !slices.Contains(MonthDays(), day) {
		return s, fmt.Errorf("%q is no day of a month: write one of %v: %w", day, MonthDays(), ErrNotASchedule)
	}
	if s.spec.Dom&anyDay == 0 || s.spec.Dow&anyDay == 0 {
		return s, fmt.Errorf("schedule %q names days, and so does %s: leave day of month and day of week as *: %w",
			s.expression, day, ErrNotASchedule)
	}
	s.month = day
	return s, nil
}

// Days returns the calendar on whose business days it is due.
func (s Schedule) Days() Calendar { return s.days }

// Zone returns the zone of its wall clock.
func (s Schedule) Zone() *time.Location { return s.zone }

// String returns "30 16 * * 1-5 Europe/Brussels".
func (s Schedule) String() string { return s.expression + " " + s.zone.String() }
