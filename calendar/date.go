package calendar

import (
	"fmt"
	"time"
)

// Date is a day of the calendar from 0001-01-01 to 9999-12-31, without a time and without a zone. The zero
// value is no date. Dates compare with ==.
type Date struct {
	year  int16
	month uint8
	day   uint8
}

// NewDate returns the date; it errs for a day that the calendar does not have, such as 31 April.
func NewDate(year int, month time.Month, day int) (Date, error) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if year < 1 || year > 9999 || t.Year() != year || t.Month() != month || t.Day() != day {
		return Date{}, fmt.Errorf("%04d-%02d-%02d is no date of the calendar", year, int(month), day)
	}
	return Date{int16(year), uint8(month), uint8(day)}, nil
}

// ParseDate reads a date of the form 2006-01-02 (ISO 8601, and ISO 20022 ISODate without a zone).
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1 {
		return Date{}, fmt.Errorf("%q is no date: write it as 2026-11-24", text)
	}
	return DateOf(t), nil
}

// MustDate is ParseDate for dates that stand in source code; it panics where that errs.
func MustDate(text string) Date {
	d, err := ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// DateOf returns the date of the instant in the zone that the instant carries; no date where the year is
// not 1 to 9999.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	if year < 1 || year > 9999 {
		return Date{}
	}
	return Date{int16(year), uint8(month), uint8(day)}
}

// IsZero tells whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String returns 2006-01-02, or "" for the zero value.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	text := []byte("0000-00-00")
	for at, rest := 3, d.year; rest > 0; at, rest = at-1, rest/10 {
		text[at] += byte(rest % 10)
	}
	text[5], text[6] = text[5]+d.month/10, text[6]+d.month%10
	text[8], text[9] = text[8]+d.day/10, text[9]+d.day%10
	return string(text)
}

// In returns the first instant of the date in the zone: midnight, or the end of the gap where a clock
// change skips midnight, as in Cairo.
func (d Date) In(zone *time.Location) time.Time { return onWallClock(d, 0, 0, zone) }

// AddDays returns the date n days later, or earlier where n is negative. Beyond the years 1 to 9999, and
// from no date, it is no date.
func (d Date) AddDays(n int) Date {
	const daysMax = 9999 * 366
	if d.IsZero() || n > daysMax || n < -daysMax {
		return Date{}
	}
	return DateOf(d.utc().AddDate(0, 0, n))
}

// DaysSince counts the days from the other date to d, whatever they are: negative where d lies before it. Neither may be no date.
func (d Date) DaysSince(other Date) int { return int(d.utc().Sub(other.utc()) / (24 * time.Hour)) }

func (d Date) utc() time.Time { return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC) }

// Weekday returns the day of the week. Of no date it means nothing.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Year returns the year, 1 to 9999.
func (d Date) Year() int { return int(d.year) }

// Month returns the month of the year.
func (d Date) Month() time.Month { return time.Month(d.month) }

// Day returns the day of the month, 1 to 31.
func (d Date) Day() int { return int(d.day) }

// Compare returns -1, 0 or +1 as d lies before, on or after other. No date lies before every date.
func (d Date) Compare(other Date) int {
	if d.year != other.year {
		return sign(int(d.year) - int(other.year))
	}
	if d.month != other.month {
		return sign(int(d.month) - int(other.month))
	}
	return sign(int(d.day) - int(other.day))
}

// Before tells whether d lies before other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After tells whether d lies after other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}
