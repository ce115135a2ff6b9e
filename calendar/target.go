package calendar

import "time"

// TARGET returns the calendar of the Eurosystem's payment system, which is also that of the euro foreign
// exchange reference rates. It is closed on Saturdays, Sundays, 1 January, Good Friday, Easter Monday,
// 1 May, 25 and 26 December (Governing Council of the European Central Bank, long-term calendar for
// TARGET closing days, 14 December 2000, from 2002 until further notice).
func TARGET() Calendar { return New("TARGET", Weekend, targetClosed) }

func targetClosed(d Date) bool {
	switch {
	case d.Month() == time.January && d.Day() == 1,
		d.Month() == time.May && d.Day() == 1,
		d.Month() == time.December && (d.Day() == 25 || d.Day() == 26):
		return true
	}
	easter := Easter(d.Year())
	return d == easter.AddDays(-2) || d == easter.AddDays(1)
}

// Easter returns Easter Sunday of the year, 1 to 9999, in the Gregorian calendar (the anonymous computus
// of 1876, J. Meeus, Astronomical Algorithms, chapter 8).
func Easter(year int) Date {
	golden := year % 19
	century, ofCentury := year/100, year%100
	lunar := (century - (century+8)/25 + 1) / 3
	epact := (19*golden + century - century/4 - lunar + 15) % 30
	weekday := (32 + 2*(century%4) + 2*(ofCentury/4) - epact - ofCentury%4) % 7
	late := (golden + 11*epact + 22*weekday) / 451
	n := epact + weekday - 7*late + 114
	date, _ := NewDate(year, time.Month(n/31), n%31+1) // the computus gives 22 March to 25 April only
	return date
}
