package calendar

import "time"

// MexicoCity returns the days on which banks in Mexico are closed, as the National Banking and Securities Commission
// publishes them each year: the holidays of the Federal Labour Law, article 74, Maundy Thursday and Good Friday, 2
// November and 12 December. Holidays on a weekend are not made up for. Of the handover of the presidency, every six years, 1
// October 2024 is the first one (before it was 1 December).
func MexicoCity() Calendar {
	return New("MexicoCity", Weekend, mexicanDays).Within(dayOf(2020, time.January, 1), dayOf(lastYear, time.December, 31)).
		PublishedUntil(dayOf(2026, time.December, 31))
}

var mexicanDays = holidays(
	every(time.January, 1, "New Year's Day"),
	nth(1, time.Monday, time.February, "Constitution Day"),
	nth(3, time.Monday, time.March, "Birthday of Benito Juarez"),
	easter(-3, "Maundy Thursday"), easter(-2, "Good Friday"),
	every(time.May, 1, "Labour Day"),
	every(time.September, 16, "Independence Day"),
	holiday{name: "handover of the presidency", on: mexicanHandover},
	every(time.November, 2, "All Souls' Day"),
	nth(3, time.Monday, time.November, "Revolution Day"),
	every(time.December, 12, "day of bank employees"),
	every(time.December, 25, "Christmas Day"),
)

// mexicanHandover is 1 October of 2024 and of each sixth year after it.
func mexicanHandover(year int) Date {
	if year < 2024 || (year-2024)%6 != 0 {
		return Date{}
	}
	return dayOf(year, time.October, 1)
}
