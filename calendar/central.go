package calendar

import "time"

// Warsaw returns the days on which Polish banks are closed (Act of 18 January 1951 on days off work; Epiphany
// since 2011, Christmas Eve since 2025). Good Friday is a working day.
func Warsaw() Calendar {
	return New("Warsaw", Weekend, warsawDays).Within(dayOf(2011, time.January, 1), dayOf(lastYear, time.December, 31))
}

var warsawDays = holidays(
	every(time.January, 1, "New Year's Day"), every(time.January, 6, "Epiphany"), easter(1, "Easter Monday"),
	every(time.May, 1, "Labour Day"), every(time.May, 3, "Constitution Day"), easter(60, "Corpus Christi"),
	every(time.August, 15, "Assumption"), every(time.November, 1, "All Saints' Day"),
	every(time.November, 11, "Independence Day"), every(time.November, 12, "centenary of independence").since(2018).until(2018),
	every(time.December, 24, "Christmas Eve").since(2025), every(time.December, 25, "Christmas Day"),
	every(time.December, 26, "Saint Stephen's Day"),
)

// Prague returns the days on which the CERTIS of the Czech National Bank is closed (Act 245/2000 on public
// holidays; Good Friday since 2016).
func Prague() Calendar {
	return New("Prague", Weekend, pragueDays).Within(dayOf(2001, time.January, 1), dayOf(lastYear, time.December, 31))
}

var pragueDays = holidays(
	every(time.January, 1, "New Year's Day"), easter(-2, "Good Friday").since(2016), easter(1, "Easter Monday"),
	every(time.May, 1, "Labour Day"), every(time.May, 8, "Liberation Day"),
	every(time.July, 5, "Saints Cyril and Methodius"), every(time.July, 6, "Jan Hus Day"),
	every(time.September, 28, "Czech Statehood Day"), every(time.October, 28, "Independent Czechoslovak State Day"),
	every(time.November, 17, "Struggle for Freedom and Democracy Day"), every(time.December, 24, "Christmas Eve"),
	every(time.December, 25, "Christmas Day"), every(time.December, 26, "Saint Stephen's Day"),
)
