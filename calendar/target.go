package calendar

import "time"

// TARGET returns the calendar of the Eurosystem's payment system, which is also that of the euro foreign
// exchange reference rates. It is closed on Saturdays, Sundays, 1 January, Good Friday, Easter Monday,
// 1 May, 25 and 26 December (Governing Council of the European Central Bank, long-term calendar for
// TARGET closing days, 14 December 2000, from 2002 until further notice). Before that, decisions year by year:
// 1999 was closed on 1 January, 25 and 31 December only, and 2001 on 31 December too (European Central Bank, press releases of
// 3 September 1998, 31 March 1999, 15 July 1999 and 25 May 2000).
func TARGET() Calendar {
	return New("TARGET", Weekend, targetClosed).Within(dayOf(1999, time.January, 1), dayOf(lastYear, time.December, 31))
}

// lastYear is where every calendar of rules ends: a holiday that is a rule today may not be one then.
const lastYear = 2099

var targetDays = holidays(
	every(time.January, 1, "New Year's Day"),
	easter(-2, "Good Friday").since(2000),
	easter(1, "Easter Monday").since(2000),
	every(time.May, 1, "Labour Day").since(2000),
	every(time.December, 25, "Christmas Day"),
	every(time.December, 26, "26 December").since(2000),
	every(time.December, 31, "31 December").since(1999).until(1999),
	every(time.December, 31, "31 December").since(2001).until(2001),
)

func targetClosed(d Date) string {
	if month := d.Month(); month > time.May && month < time.December {
		return "" // nothing in between, and Easter is dear
	}
	return targetDays(d)
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
