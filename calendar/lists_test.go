package calendar_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
)

// The closing days that fall on working days of the week, 2024 to 2028. Fed: as in K.8 of the Board of Governors.
// London: as on gov.uk/bank-holidays for 2024 to 2027, by the Act of 1971 for 2028. Tokyo: as the Cabinet Office
// lists the national holidays for 2024 to 2027, with the bank holidays at the turn of the year; the equinoxes of
// 2028 are not fixed yet. Zurich: by the SIC list. Stockholm, Prague, Warsaw: the lists of those days agree with
// an independent collection (date-holidays 3.37.0); Copenhagen and Toronto add what banks keep beyond it. Kuwait
// is not certain but for the days that were announced.
var closingDays = map[string]map[int]string{
	"Fed": {
		2024: "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
		2025: "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
		2026: "01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25",
		2027: "01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25",
		2028: "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-23 12-25",
	},
	"London": {
		2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
		2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
		2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
		2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
		2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
	},
	"Tokyo": {
		2024: "01-01 01-02 01-03 01-08 02-12 02-23 03-20 04-29 05-03 05-06 07-15 08-12 09-16 09-23 10-14 11-04 12-31",
		2025: "01-01 01-02 01-03 01-13 02-11 02-24 03-20 04-29 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-24 12-31",
		2026: "01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23 12-31",
		2027: "01-01 01-11 02-11 02-23 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23 12-31",
		2028: "01-03 01-10 02-11 02-23 03-20 05-03 05-04 05-05 07-17 08-11 09-18 09-22 10-09 11-03 11-23",
	},
	"Zurich": {
		2024: "01-01 01-02 03-29 04-01 05-01 05-09 05-20 08-01 12-25 12-26",
		2025: "01-01 01-02 04-18 04-21 05-01 05-29 06-09 08-01 12-25 12-26",
		2026: "01-01 01-02 04-03 04-06 05-01 05-14 05-25 12-25",
		2027: "01-01 03-26 03-29 05-06 05-17",
		2028: "04-14 04-17 05-01 05-25 06-05 08-01 12-25 12-26",
	},
	"Stockholm": {
		2024: "01-01 03-29 04-01 05-01 05-09 06-06 06-21 12-24 12-25 12-26 12-31",
		2025: "01-01 01-06 04-18 04-21 05-01 05-29 06-06 06-20 12-24 12-25 12-26 12-31",
		2026: "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31",
		2027: "01-01 01-06 03-26 03-29 05-06 06-25 12-24 12-31",
		2028: "01-06 04-14 04-17 05-01 05-25 06-06 06-23 12-25 12-26",
	},
	"Copenhagen": {
		2024: "01-01 03-28 03-29 04-01 05-09 05-10 05-20 06-05 12-24 12-25 12-26 12-31",
		2025: "01-01 04-17 04-18 04-21 05-29 05-30 06-05 06-09 12-24 12-25 12-26 12-31",
		2026: "01-01 04-02 04-03 04-06 05-14 05-15 05-25 06-05 12-24 12-25 12-31",
		2027: "01-01 03-25 03-26 03-29 05-06 05-07 05-17 12-24 12-31",
		2028: "04-13 04-14 04-17 05-25 05-26 06-05 12-25 12-26",
	},
	"Oslo": {
		2024: "01-01 03-28 03-29 04-01 05-01 05-09 05-17 05-20 12-25 12-26",
		2025: "01-01 04-17 04-18 04-21 05-01 05-29 06-09 12-25 12-26",
		2026: "01-01 04-02 04-03 04-06 05-01 05-14 05-25 12-25",
		2027: "01-01 03-25 03-26 03-29 05-06 05-17",
		2028: "04-13 04-14 04-17 05-01 05-17 05-25 06-05 12-25 12-26",
	},
	"Warsaw": {
		2024: "01-01 04-01 05-01 05-03 05-30 08-15 11-01 11-11 12-25 12-26",
		2025: "01-01 01-06 04-21 05-01 06-19 08-15 11-11 12-24 12-25 12-26",
		2026: "01-01 01-06 04-06 05-01 06-04 11-11 12-24 12-25",
		2027: "01-01 01-06 03-29 05-03 05-27 11-01 11-11 12-24",
		2028: "01-06 04-17 05-01 05-03 06-15 08-15 11-01 12-25 12-26",
	},
	"Prague": {
		2024: "01-01 03-29 04-01 05-01 05-08 07-05 10-28 12-24 12-25 12-26",
		2025: "01-01 04-18 04-21 05-01 05-08 10-28 11-17 12-24 12-25 12-26",
		2026: "01-01 04-03 04-06 05-01 05-08 07-06 09-28 10-28 11-17 12-24 12-25",
		2027: "01-01 03-26 03-29 07-05 07-06 09-28 10-28 11-17 12-24",
		2028: "04-14 04-17 05-01 05-08 07-05 07-06 09-28 11-17 12-25 12-26",
	},
	"Toronto": {
		2024: "01-01 02-19 03-29 05-20 07-01 08-05 09-02 09-30 10-14 11-11 12-25 12-26",
		2025: "01-01 02-17 04-18 05-19 07-01 08-04 09-01 09-30 10-13 11-11 12-25 12-26",
		2026: "01-01 02-16 04-03 05-18 07-01 08-03 09-07 09-30 10-12 11-11 12-25 12-28",
		2027: "01-01 02-15 03-26 05-24 07-01 08-02 09-06 09-30 10-11 11-11 12-27 12-28",
		2028: "01-03 02-21 04-14 05-22 07-03 08-07 09-04 10-02 10-09 11-13 12-25 12-26",
	},
	"Kuwait": {
		2024: "01-01 02-08 02-25 02-26 04-09 04-10 04-11 06-16 06-17 06-18 07-07 09-15",
		2025: "01-01 01-02 01-30 02-25 02-26 02-27 03-30 03-31 04-01 06-05 06-08 06-09 06-26 09-04",
		2026: "01-01 01-18 02-25 02-26 03-19 03-22 03-23 05-26 05-27 05-28 06-16 08-25",
		2027: "01-05 02-25 03-09 03-10 03-11 05-16 05-17 05-18 06-06",
		2028: "02-27 02-28 05-04 05-07 05-25 08-03 12-14",
	},
}

func TestCalendarsCloseOnExactlyTheirDays(t *testing.T) {
	for _, name := range calendar.Names() {
		if len(closingDays[name]) != 5 {
			t.Errorf("%s has no lists of 2024 to 2028", name)
		}
	}
	for name, years := range closingDays {
		c, err := calendar.ByName(name)
		if err != nil {
			t.Fatal(err)
		}
		weekend := calendar.Weekend
		if name == "Kuwait" {
			weekend = calendar.GulfWeekend
		}
		for year, days := range years {
			closed := map[string]bool{}
			for _, day := range strings.Fields(days) {
				closed[fmt.Sprintf("%d-%s", year, day)] = true
			}
			for d := date(fmt.Sprintf("%d-01-01", year)); d.Year() == year; d = d.AddDays(1) {
				want := weekend(d) == "" && !closed[d.String()]
				if got := c.IsBusinessDay(d); got != want {
					t.Errorf("%s %s, a %s: business day %t, want %t (%s)", name, d, d.Weekday(), got, want, c.Why(d))
				}
			}
		}
	}
}

func TestDaysThatOthersGotWrong(t *testing.T) {
	for _, tt := range []struct{ calendar, day, why string }{
		{"Fed", "2026-07-03", ""}, // 4 July is a Saturday: the Banks are open on Friday
		{"Fed", "2021-12-31", ""}, // QuantLib#1282: 1 January 2022 is a Saturday
		{"Fed", "2022-01-03", ""}, // and it is not made up for
		{"Fed", "2023-01-02", "New Year's Day, observed"},
		{"Fed", "2021-07-05", "Independence Day, observed"},
		{"Fed", "2021-06-18", ""}, // Juneteenth was law a day before, and the Banks were open
		{"Fed", "2021-06-19", "Saturday"},
		{"Fed", "2022-06-20", "Juneteenth, observed"},
		{"Fed", "2018-11-12", "Veterans Day, observed"}, // moov-io/achgateway v0.27.1
		{"Fed", "2026-04-03", ""},                       // Good Friday is no holiday of the Fed
		{"London", "2022-05-30", ""},                    // moved to 2 June
		{"London", "2022-06-02", "Spring bank holiday, moved"},
		{"London", "2022-06-03", "Platinum Jubilee"},
		{"London", "2022-09-19", "State Funeral of Queen Elizabeth II"},
		{"London", "2023-05-08", "Coronation of King Charles III"},
		{"London", "2020-05-04", ""},
		{"London", "2020-05-08", "Early May bank holiday, moved for VE Day"},
		{"London", "2021-12-27", "Christmas Day, substitute day"},
		{"London", "2021-12-28", "Boxing Day, substitute day"},
		{"London", "2022-12-27", "Christmas Day, substitute day"},
		{"London", "2022-12-28", ""},
		{"London", "2020-12-28", "Boxing Day, substitute day"},
		{"London", "2022-01-03", "New Year's Day, substitute day"},
		{"London", "2023-01-03", ""},
		{"London", "1999-12-31", "Millennium"},
		{"Tokyo", "2019-04-30", "day between two national holidays"},
		{"Tokyo", "2019-05-01", "Accession of the Emperor"},
		{"Tokyo", "2019-05-02", "day between two national holidays"},
		{"Tokyo", "2019-05-06", "Children's Day, substitute day"},
		{"Tokyo", "2019-10-22", "Enthronement Ceremony"},
		{"Tokyo", "2019-12-23", ""}, // the Emperor's Birthday of before
		{"Tokyo", "2018-12-24", "Emperor's Birthday, substitute day"},
		{"Tokyo", "2020-07-20", ""}, // moved for the Olympic Games
		{"Tokyo", "2020-07-24", "Sports Day"},
		{"Tokyo", "2021-08-09", "Mountain Day, substitute day"},
		{"Tokyo", "2021-10-11", ""},
		{"Tokyo", "2026-05-06", "Constitution Memorial Day, substitute day"}, // the Sunday lies three days before
		{"Tokyo", "2026-09-22", "day between two national holidays"},
		{"Tokyo", "2024-12-31", "year-end bank holiday"},
		{"Kuwait", "2026-11-27", "Friday"}, {"Kuwait", "2026-11-29", ""}, // Sunday is a working day
		{"Kuwait", "2026-01-18", "Isra and Miraj, moved"},
		{"Kuwait", "2027-03-09", "Eid al-Fitr, expected"},
		{"Warsaw", "2024-12-24", ""}, {"Warsaw", "2025-12-24", "Christmas Eve"}, {"Warsaw", "2026-04-03", ""},
		{"Copenhagen", "2023-05-05", "General Prayer Day"}, {"Copenhagen", "2024-04-26", ""},
		{"TARGET", "1999-12-31", "31 December"}, {"TARGET", "1999-04-02", ""}, {"TARGET", "2000-04-21", "Good Friday"},
		{"TARGET", "2001-12-31", "31 December"}, {"TARGET", "2002-12-31", ""}, {"TARGET", "1999-12-24", ""},
	} {
		c, err := calendar.ByName(tt.calendar)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Why(date(tt.day)); got != tt.why {
			t.Errorf("%s on %s: %q, want %q", tt.calendar, tt.day, got, tt.why)
		}
	}
}

func TestCalendarsOfCurrencies(t *testing.T) {
	for code, want := range map[string]string{"EUR": "TARGET", "USD": "Fed", "GBP": "London", "JPY": "Tokyo",
		"CHF": "Zurich", "KWD": "Kuwait", "SEK": "Stockholm", "CAD": "Toronto"} {
		c, err := calendar.ForCurrency(code)
		if err != nil || c.Name() != want {
			t.Errorf("%s settles by %q, %v", code, c.Name(), err)
		}
	}
	if _, err := calendar.ForCurrency("TRY"); err == nil || !strings.Contains(err.Error(), "nostro.yaml") {
		t.Errorf("TRY: %v", err)
	}
	if _, err := calendar.ByName("SIFMA"); err == nil || !strings.Contains(err.Error(), "Fed, Johannesburg, Kuwait") {
		t.Errorf("SIFMA: %v", err)
	}
}

func TestNobodyKnowsWhatIsNotDecided(t *testing.T) {
	kuwait, err := calendar.ByName("Kuwait")
	if err != nil {
		t.Fatal(err)
	}
	joined := calendar.Join(calendar.TARGET(), kuwait, calendar.New("house"))
	for day, known := range map[string]bool{"2023-12-31": false, "2024-01-01": true, "2028-12-31": true, "2029-01-01": false} {
		for _, c := range []calendar.Calendar{kuwait, joined} {
			if err := c.CheckKnown(date(day)); (err == nil) != known || err != nil && !errors.Is(err, calendar.ErrBeyond) {
				t.Errorf("%s on %s: %v", c.Name(), day, err)
			}
		}
	}
	if err := calendar.New("house").CheckKnown(date("0001-01-01")); err != nil {
		t.Error(err)
	}
	if err := calendar.New("house").CheckKnown(calendar.Date{}); err == nil || calendar.New("house").Why(calendar.Date{}) == "" {
		t.Error("no date is known")
	}
}

// No calendar is ever closed for more than ten days on end, and a reason stands for every closed day only.
func TestCalendarsAreSane(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, err := calendar.ByName(rapid.SampledFrom(calendar.Names()).Draw(t, "name"))
		if err != nil {
			t.Fatal(err)
		}
		d := date("2024-01-01").AddDays(rapid.IntRange(0, 1800).Draw(t, "day"))
		if c.IsBusinessDay(d) != (c.Why(d) == "") {
			t.Fatalf("%s %s: %q", c.Name(), d, c.Why(d))
		}
		next, err := c.Next(d)
		if err != nil || next.After(d.AddDays(10)) || !c.IsBusinessDay(next) {
			t.Fatalf("%s: after %s comes %s, %v", c.Name(), d, next, err)
		}
	})
}
