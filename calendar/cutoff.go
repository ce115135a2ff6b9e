package calendar

import (
	"fmt"
	"time"
)

// CutOff is a time of day on the wall clock of a named zone.
type CutOff struct {
	hour, minute int
	zone         *time.Location
}

// ParseCutOff reads "16:00" and an IANA zone such as "Europe/Frankfurt" (the tz database).
func ParseCutOff(clock, zone string) (CutOff, error) {
	t, err := time.Parse("15:04", clock)
	if err != nil {
		return CutOff{}, fmt.Errorf("cut-off %q is no time of day: write it as 16:00", clock)
	}
	location, err := time.LoadLocation(zone)
	if err != nil || zone == "" || zone == "Local" {
		return CutOff{}, fmt.Errorf("cut-off zone %q is not in the tz database: write it as Europe/Brussels", zone)
	}
	return CutOff{t.Hour(), t.Minute(), location}, nil
}

// At returns the instant of the cut-off on the date. A time that the clock change skips becomes the first
// instant after the gap; one that comes twice is the first of the two.
func (c CutOff) At(d Date) time.Time {
	t := time.Date(d.Year(), d.Month(), d.Day(), c.hour, c.minute, 0, 0, c.zone)
	if t.Hour() == c.hour && t.Minute() == c.minute {
		return t
	}
	return endOfGap(t)
}

// endOfGap finds the instant of the clock change near t, in whose gap the wanted time fell.
func endOfGap(t time.Time) time.Time {
	low, high := t.Add(-4*time.Hour), t.Add(4*time.Hour)
	_, offsetLow := low.Zone()
	for high.Sub(low) > time.Second {
		middle := low.Add(high.Sub(low) / 2).Truncate(time.Second)
		if _, offset := middle.Zone(); offset == offsetLow {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// Zone returns the zone of the cut-off.
func (c CutOff) Zone() *time.Location { return c.zone }

// String returns "16:00 Europe/Brussels".
func (c CutOff) String() string { return fmt.Sprintf("%02d:%02d %s", c.hour, c.minute, c.zone) }
