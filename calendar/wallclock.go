package calendar

import (
	"time"
	_ "time/tzdata" // the tz database travels with the binary, for machines that have none
)

// zoneSearch reaches over every offset that a zone has had (within 16 hours of UTC), a day to spare.
const zoneSearch = 40 * time.Hour

// periodsMax bounds the walk over the offsets of a zone; no zone changed so often within zoneSearch.
const periodsMax = 32

// onWallClock returns the instant at which the wall clock of the zone shows the time of day on the date.
// Of a time that comes twice it is the first; for one that a clock change skips it is the first instant
// after the gap. time.Date promises neither.
func onWallClock(d Date, hour, minute int, zone *time.Location) time.Time {
	shown := time.Date(d.Year(), d.Month(), d.Day(), hour, minute, 0, 0, time.UTC)
	probe := shown.Add(-zoneSearch).In(zone)
	for range periodsMax {
		start, end := probe.ZoneBounds()
		_, offset := probe.Zone()
		wanted := shown.Add(-time.Duration(offset) * time.Second)
		if !start.IsZero() && wanted.Before(start) {
			return start // the period before ended too early, this one begins too late
		}
		if end.IsZero() || wanted.Before(end) {
			return wanted.In(zone)
		}
		probe = end
	}
	return shown.In(zone)
}
