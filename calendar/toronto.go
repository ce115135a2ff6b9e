package calendar

import "time"

// Toronto returns the days on which banks in Toronto are closed (Ontario, Retail Business Holidays Act; Bank
// Act holidays; National Day for Truth and Reconciliation since 2021). A fixed holiday on a weekend is observed
// on the next free Monday or Tuesday. Not every Canadian system keeps Family Day or the Civic Holiday: list
// what your bank keeps in nostro.yaml.
func Toronto() Calendar {
	return New("Toronto", Weekend, torontoMondays, torontoFixed).
		Within(dayOf(2008, time.January, 1), dayOf(lastYear, time.December, 31))
}

var torontoMondays = holidays(
	nth(3, time.Monday, time.February, "Family Day"), easter(-2, "Good Friday"),
	holiday{name: "Victoria Day", on: victoriaDay},
	nth(1, time.Monday, time.August, "Civic Holiday"), nth(1, time.Monday, time.September, "Labour Day"),
	nth(2, time.Monday, time.October, "Thanksgiving Day"),
)

// victoriaDay is the Monday before 25 May.
func victoriaDay(year int) Date {
	d := dayOf(year, time.May, 24)
	return d.AddDays(-(int(d.Weekday()) - int(time.Monday) + 7) % 7)
}

var torontoObserved = []holiday{
	every(time.January, 1, "New Year's Day"), every(time.July, 1, "Canada Day"),
	every(time.September, 30, "National Day for Truth and Reconciliation").since(2021),
	every(time.November, 11, "Remembrance Day"), every(time.December, 25, "Christmas Day"),
	every(time.December, 26, "Boxing Day"),
}

func torontoFixed(d Date) string {
	for _, h := range torontoObserved {
		on := h.in(d.Year())
		if on.IsZero() {
			continue
		}
		if on == d {
			return h.name
		}
		if observedOn(on, h.name == "Boxing Day") == d {
			return h.name + ", observed"
		}
	}
	return ""
}

// observedOn is the day on which a holiday on a weekend is kept; Boxing Day makes room for Christmas Day.
func observedOn(on Date, second bool) Date {
	switch weekday := on.Weekday(); {
	case weekday == time.Saturday || weekday == time.Sunday && second:
		return on.AddDays(2)
	case weekday == time.Sunday, weekday == time.Monday && second:
		return on.AddDays(1)
	}
	return on
}
