package calendar

import "time"

// London returns the bank holidays of England and Wales, on which CHAPS is closed (Banking and Financial
// Dealings Act 1971, schedule 1; royal proclamations for the days that were moved or given once; the list of
// gov.uk/bank-holidays). New Year's Day, Christmas Day and Boxing Day on a weekend are made up for on the next
// days that are free. Days that will be proclaimed later are not in it: list them in nostro.yaml.
func London() Calendar {
	return New("London", Weekend, londonOnce, londonYearly, londonChristmas).
		Within(dayOf(1998, time.January, 1), dayOf(lastYear, time.December, 31)).
		PublishedUntil(dayOf(2027, time.December, 31))
}

// londonOnce is what was proclaimed once, and the days to which holidays were moved then.
var londonOnce = oneOff(map[string]string{
	"1999-12-31": "Millennium",
	"2002-06-03": "Golden Jubilee", "2002-06-04": "Spring bank holiday, moved",
	"2011-04-29": "Royal Wedding",
	"2012-06-04": "Spring bank holiday, moved", "2012-06-05": "Diamond Jubilee",
	"2020-05-08": "Early May bank holiday, moved for VE Day",
	"2022-06-02": "Spring bank holiday, moved", "2022-06-03": "Platinum Jubilee",
	"2022-09-19": "State Funeral of Queen Elizabeth II",
	"2023-05-08": "Coronation of King Charles III",
})

// londonMoved are the days from which holidays were moved away.
var londonMoved = oneOff(map[string]string{
	"2002-05-27": "Spring", "2012-05-28": "Spring", "2020-05-04": "Early May", "2022-05-30": "Spring",
})

var londonDays = holidays(
	easter(-2, "Good Friday"), easter(1, "Easter Monday"),
	nth(1, time.Monday, time.May, "Early May bank holiday"),
	nth(lastOfMonth, time.Monday, time.May, "Spring bank holiday"),
	nth(lastOfMonth, time.Monday, time.August, "Summer bank holiday"),
)

func londonYearly(d Date) string {
	if londonMoved(d) != "" {
		return ""
	}
	return londonDays(d)
}

// londonChristmas is the days that have substitutes.
func londonChristmas(d Date) string {
	weekday, day := d.Weekday(), d.Day()
	switch d.Month() {
	case time.January:
		return substituted("New Year's Day", day == 1, weekday == time.Monday && (day == 2 || day == 3))
	case time.December:
		if name := substituted("Christmas Day", day == 25, day == 27 && (weekday == time.Monday || weekday == time.Tuesday)); name != "" {
			return name
		}
		return substituted("Boxing Day", day == 26, day == 28 && (weekday == time.Monday || weekday == time.Tuesday))
	}
	return ""
}

func substituted(name string, itself, substitute bool) string {
	switch {
	case itself:
		return name
	case substitute:
		return name + ", substitute day"
	}
	return ""
}

// oneOff is the rule of days that have a name and come once.
func oneOff(days map[string]string) Rule {
	named := make(map[Date]string, len(days))
	for text, name := range days {
		named[MustDate(text)] = name
	}
	return func(d Date) string { return named[d] }
}
