package calendar

import (
	"maps"
	"time"
)

// Rule tells why no business is done on a date: the name of the holiday, or of the day of the weekend. It
// returns "" where it has nothing against the date. A rule is never asked about no date.
type Rule func(Date) string

// Weekend is the rule that closes Saturday and Sunday.
func Weekend(d Date) string { return onWeekdays(d, time.Saturday, time.Sunday) }

// GulfWeekend is the rule that closes Friday and Saturday.
func GulfWeekend(d Date) string { return onWeekdays(d, time.Friday, time.Saturday) }

func onWeekdays(d Date, days ...time.Weekday) string {
	weekday := d.Weekday()
	for _, closed := range days {
		if weekday == closed {
			return weekday.String()
		}
	}
	return ""
}

// On is the rule that closes the listed dates.
func On(dates ...Date) Rule { return Named("listed day", dates...) }

// Named is the rule that closes the listed dates, each a holiday of that name.
func Named(holiday string, dates ...Date) Rule {
	closed := make(map[Date]bool, len(dates))
	for _, d := range dates {
		closed[d] = true
	}
	return func(d Date) string {
		if closed[d] {
			return holiday
		}
		return ""
	}
}

// Days is the rule that closes the dates of a list, each a holiday of its own name; a date without a name is not closed.
func Days(named map[Date]string) Rule {
	days := maps.Clone(named)
	return func(d Date) string { return days[d] }
}

// holiday is a day of the year on which a calendar is closed.
type holiday struct {
	name string
	on   func(year int) Date
	from int // first year, 0: always
	till int // last year, 0: still
}

// in returns the date of the holiday in the year; no date where the year has none.
func (h holiday) in(year int) Date {
	if year < h.from || h.till != 0 && year > h.till {
		return Date{}
	}
	return h.on(year)
}

// holidays makes a rule of holidays that stay where they fall.
func holidays(list ...holiday) Rule {
	return func(d Date) string {
		for _, h := range list {
			if h.in(d.Year()) == d {
				return h.name
			}
		}
		return ""
	}
}

// every is a holiday on a fixed day of a month.
func every(month time.Month, day int, name string) holiday {
	return holiday{name: name, on: func(year int) Date { return dayOf(year, month, day) }}
}

// nth is a holiday on the nth such weekday of a month; 5 is the last.
func nth(n int, weekday time.Weekday, month time.Month, name string) holiday {
	return holiday{name: name, on: func(year int) Date { return nthWeekday(year, month, weekday, n) }}
}

// easter is a holiday so many days after Easter Sunday.
func easter(days int, name string) holiday {
	return holiday{name: name, on: func(year int) Date { return Easter(year).AddDays(days) }}
}

// since and until bound the years of a holiday.
func (h holiday) since(year int) holiday { h.from = year; return h }
func (h holiday) until(year int) holiday { h.till = year; return h }

// dayOf is for days that every year has.
func dayOf(year int, month time.Month, day int) Date {
	return Date{int16(year), uint8(month), uint8(day)}
}

const lastOfMonth = 5

func nthWeekday(year int, month time.Month, weekday time.Weekday, n int) Date {
	first := dayOf(year, month, 1)
	d := first.AddDays((int(weekday)-int(first.Weekday())+7)%7 + 7*(n-1))
	if n == lastOfMonth && d.Month() != month {
		return d.AddDays(-7)
	}
	return d
}
