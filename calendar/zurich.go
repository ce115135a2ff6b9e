package calendar

import "time"

// Zurich returns the calendar of Swiss Interbank Clearing, in which Swiss francs settle (SIX Interbank Clearing
// on behalf of the Swiss National Bank, list of SIC holidays): 1 and 2 January, Good Friday, Easter Monday,
// 1 May, Ascension, Whit Monday, 1 August, 25 and 26 December. Holidays on a weekend are not made up for.
func Zurich() Calendar {
	return New("Zurich", Weekend, zurichDays).Within(dayOf(2000, time.January, 1), dayOf(lastYear, time.December, 31))
}

var zurichDays = holidays(
	every(time.January, 1, "New Year's Day"), every(time.January, 2, "Berchtold's Day"),
	easter(-2, "Good Friday"), easter(1, "Easter Monday"), every(time.May, 1, "Labour Day"),
	easter(39, "Ascension Day"), easter(50, "Whit Monday"), every(time.August, 1, "National Day"),
	every(time.December, 25, "Christmas Day"), every(time.December, 26, "Saint Stephen's Day"),
)
