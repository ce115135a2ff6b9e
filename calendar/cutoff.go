package calendar

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// CutOff is a time of day on the wall clock of a named zone. It may be earlier on half days.
type CutOff struct {
	hour, minute int
	zone         *time.Location
	halfDays     map[Date]time.Time // the time of day is that of the value
}

// ParseCutOff reads "16:00" and the name of a zone of the tz database, such as "Europe/Brussels". "Local"
// is refused, for it differs from machine to machine.
func ParseCutOff(clock, zone string) (CutOff, error) {
	t, err := time.Parse("15:04", clock)
	if err != nil {
		return CutOff{}, fmt.Errorf("cut-off %q is no time of day: write it as 16:00", clock)
	}
	location, err := time.LoadLocation(zone)
	if err != nil || zone == "" || zone == "Local" {
		return CutOff{}, fmt.Errorf("cut-off zone %q is not in the tz database: write it as Europe/Brussels", zone)
	}
	return CutOff{hour: t.Hour(), minute: t.Minute(), zone: location}, nil
}

// WithHalfDay returns the cut-off with another time of day, such as "12:00", on one date. It errs for a time that is
// none, or is not before the usual one.
func (c CutOff) WithHalfDay(on Date, clock string) (CutOff, error) {
	t, err := time.Parse("15:04", clock)
	if err != nil || on.IsZero() {
		return c, fmt.Errorf("cut-off %q on %q is no time of a day: write it as 12:00", clock, on)
	}
	if t.Hour()*60+t.Minute() >= c.hour*60+c.minute {
		return c, fmt.Errorf("cut-off %s on the half day %s is not before the usual %02d:%02d", clock, on, c.hour, c.minute)
	}
	half := maps.Clone(c.halfDays)
	if half == nil {
		half = map[Date]time.Time{}
	}
	half[on] = t
	c.halfDays = half
	return c, nil
}

// HalfDay is a date on which a cut-off is earlier than usual.
type HalfDay struct {
	On    Date
	Clock string // such as "12:00", on the wall clock of the cut-off
}

// HalfDays returns the dates on which the cut-off is earlier, in order.
func (c CutOff) HalfDays() []HalfDay {
	var all []HalfDay
	for _, on := range slices.SortedFunc(maps.Keys(c.halfDays), Date.Compare) {
		all = append(all, HalfDay{on, c.halfDays[on].Format("15:04")})
	}
	return all
}

// At returns the instant of the cut-off on the date, which on a half day is the earlier one. A time that the clock
// change skips becomes the first instant after the gap; one that comes twice is the first of the two.
func (c CutOff) At(d Date) time.Time {
	if early, half := c.halfDays[d]; half {
		return onWallClock(d, early.Hour(), early.Minute(), c.zone)
	}
	return onWallClock(d, c.hour, c.minute, c.zone)
}

// Zone returns the zone of the cut-off.
func (c CutOff) Zone() *time.Location { return c.zone }

// String returns "16:00 Europe/Brussels".
func (c CutOff) String() string { return fmt.Sprintf("%02d:%02d %s", c.hour, c.minute, c.zone) }
