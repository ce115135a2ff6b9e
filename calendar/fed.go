package calendar

import "time"

// Fed returns the calendar of the Federal Reserve Banks and of Fedwire (Board of Governors, K.8, Holidays
// Observed by the Federal Reserve System). A holiday on a Sunday is observed on Monday; for one on a Saturday
// the Banks are open on the Friday before, so 31 December 2021 and 3 July 2026 were good days. This is neither
// the recommendation of SIFMA for bonds nor the calendar of an exchange.
func Fed() Calendar {
	return New("Fed", Weekend, fedClosed).Within(dayOf(2000, time.January, 1), dayOf(lastYear, time.December, 31)).
		PublishedUntil(dayOf(2028, time.December, 31))
}

var (
	fedFixed = []holiday{
		every(time.January, 1, "New Year's Day"),
		every(time.June, 19, "Juneteenth").since(2022),
		every(time.July, 4, "Independence Day"),
		every(time.November, 11, "Veterans Day"),
		every(time.December, 25, "Christmas Day"),
	}
	fedMondays = holidays(
		nth(3, time.Monday, time.January, "Birthday of Martin Luther King, Jr."),
		nth(3, time.Monday, time.February, "Washington's Birthday"),
		nth(lastOfMonth, time.Monday, time.May, "Memorial Day"),
		nth(1, time.Monday, time.September, "Labor Day"),
		nth(2, time.Monday, time.October, "Columbus Day"),
		nth(4, time.Thursday, time.November, "Thanksgiving Day"),
	)
)

func fedClosed(d Date) string {
	if name := fedMondays(d); name != "" {
		return name
	}
	for _, h := range fedFixed {
		on := h.in(d.Year())
		if on == d {
			return h.name
		}
		if !on.IsZero() && on.Weekday() == time.Sunday && on.AddDays(1) == d {
			return h.name + ", observed"
		}
	}
	return ""
}
