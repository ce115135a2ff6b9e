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
	return CutOff{t.Hour(), t.Minute(), location}, nil
}

// At returns the instant of the cut-off on the date. A time that the clock change skips becomes the first
// instant after the gap; one that comes twice is the first of the two.
func (c CutOff) At(d Date) time.Time { return onWallClock(d, c.hour, c.minute, c.zone) }

// Zone returns the zone of the cut-off.
func (c CutOff) Zone() *time.Location { return c.zone }

// String returns "16:00 Europe/Brussels".
func (c CutOff) String() string { return fmt.Sprintf("%02d:%02d %s", c.hour, c.minute, c.zone) }
