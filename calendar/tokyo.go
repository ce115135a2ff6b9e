package calendar

import "time"

// Tokyo returns the bank holidays of Japan: Saturdays, Sundays, national holidays, 31 December and 1 to 3
// January (Banking Act, article 15, and its Enforcement Order, article 5; Act on National Holidays, 1948, with
// its changes up to that of 2018, and the special acts for 2019, 2020 and 2021). A national holiday on a Sunday
// is made up for on the next day that is none; a day between two national holidays is one. The equinoxes are
// computed; each is fixed by the Cabinet only in February of the year before (National Astronomical Observatory of Japan).
func Tokyo() Calendar {
	return New("Tokyo", Weekend, tokyoYearEnd, japaneseHoliday).
		Within(dayOf(2016, time.January, 1), dayOf(lastYear, time.December, 31)).
		PublishedUntil(dayOf(2027, time.December, 31))
}

func tokyoYearEnd(d Date) string {
	if d.Month() == time.January && d.Day() <= 3 || d.Month() == time.December && d.Day() == 31 {
		return "year-end bank holiday"
	}
	return ""
}

// japaneseHoliday is the holidays by name, their substitutes, and the days between two of them.
func japaneseHoliday(d Date) string {
	if name := japaneseByName(d); name != "" {
		return name
	}
	// A run of holidays that began on a Sunday, or had one in it, pushes the substitute past its end.
	for before := d.AddDays(-1); japaneseByName(before) != ""; before = before.AddDays(-1) {
		if before.Weekday() == time.Sunday {
			return japaneseByName(before) + ", substitute day"
		}
	}
	if d.Weekday() != time.Sunday && japaneseByName(d.AddDays(-1)) != "" && japaneseByName(d.AddDays(1)) != "" {
		return "day between two national holidays"
	}
	return ""
}

var japaneseDays = holidays(
	every(time.January, 1, "New Year's Day"),
	nth(2, time.Monday, time.January, "Coming of Age Day"),
	every(time.February, 11, "National Foundation Day"),
	every(time.February, 23, "Emperor's Birthday").since(2020),
	holiday{name: "Vernal Equinox Day", on: func(year int) Date { return dayOf(year, time.March, equinox(year, vernal)) }},
	every(time.April, 29, "Showa Day"),
	every(time.May, 3, "Constitution Memorial Day"),
	every(time.May, 4, "Greenery Day"),
	every(time.May, 5, "Children's Day"),
	nth(3, time.Monday, time.July, "Marine Day").until(2019),
	nth(3, time.Monday, time.July, "Marine Day").since(2022),
	every(time.August, 11, "Mountain Day").until(2019),
	every(time.August, 11, "Mountain Day").since(2022),
	nth(3, time.Monday, time.September, "Respect for the Aged Day"),
	holiday{name: "Autumnal Equinox Day", on: func(year int) Date { return dayOf(year, time.September, equinox(year, autumnal)) }},
	nth(2, time.Monday, time.October, "Health and Sports Day").until(2019),
	nth(2, time.Monday, time.October, "Sports Day").since(2022),
	every(time.November, 3, "Culture Day"),
	every(time.November, 23, "Labour Thanksgiving Day"),
	every(time.December, 23, "Emperor's Birthday").until(2018),
)

// japaneseOnce is what the special acts gave or moved: the accession of 2019 and the Olympic Games.
var japaneseOnce = oneOff(map[string]string{
	"2019-05-01": "Accession of the Emperor", "2019-10-22": "Enthronement Ceremony",
	"2020-07-23": "Marine Day", "2020-07-24": "Sports Day", "2020-08-10": "Mountain Day",
	"2021-07-22": "Marine Day", "2021-07-23": "Sports Day", "2021-08-08": "Mountain Day",
})

func japaneseByName(d Date) string {
	if name := japaneseDays(d); name != "" {
		return name
	}
	return japaneseOnce(d)
}

// The equinoxes in Japan from 1980 to 2099: the day of March or September in 1980, in millionths.
const (
	vernal   = 20_843_100
	autumnal = 23_248_800
	// drift is by how much an equinox comes later each year of 365 days, in millionths of a day.
	drift = 242_194
)

func equinox(year, in1980 int) int {
	years := year - 1980
	return (in1980+drift*years)/1_000_000 - years/4
}
