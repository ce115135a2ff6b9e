package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"nostro/calendar"
)

// The closing days that fall on weekdays, written out by hand.
var targetClosingDays = map[int][]string{
	2024: {"2024-01-01", "2024-03-29", "2024-04-01", "2024-05-01", "2024-12-25", "2024-12-26"},
	2025: {"2025-01-01", "2025-04-18", "2025-04-21", "2025-05-01", "2025-12-25", "2025-12-26"},
	2026: {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25"},
	2027: {"2027-01-01", "2027-03-26", "2027-03-29"},
	2028: {"2028-04-14", "2028-04-17", "2028-05-01", "2028-12-25", "2028-12-26"},
}

func TestTARGETClosesOnExactlyItsDays(t *testing.T) {
	target := calendar.TARGET()
	if target.Name() != "TARGET" {
		t.Errorf("name is %q", target.Name())
	}
	for year, days := range targetClosingDays {
		closed := map[string]bool{}
		for _, day := range days {
			closed[day] = true
		}
		first, err := calendar.NewDate(year, time.January, 1)
		if err != nil {
			t.Fatal(err)
		}
		for d := first; d.Year() == year; d = d.AddDays(1) {
			weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
			if got, want := target.IsBusinessDay(d), !weekend && !closed[d.String()]; got != want {
				t.Errorf("%s, a %s: business day %t, want %t", d, d.Weekday(), got, want)
			}
		}
	}
}

func TestEaster(t *testing.T) {
	for _, want := range []string{"1818-03-22", "1886-04-25", "1943-04-25", "1954-04-18", "1961-04-02", "1981-04-19",
		"2000-04-23", "2008-03-23", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25",
		"2049-04-18", "2285-03-22"} {
		if got := calendar.Easter(date(want).Year()); got != date(want) {
			t.Errorf("Easter is %s, want %s", got, want)
		}
	}
}

func TestEasterIsASundayInSpring(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(1, 9999).Draw(t, "year")
		easter := calendar.Easter(year)
		earliest, _ := calendar.NewDate(year, time.March, 22)
		latest, _ := calendar.NewDate(year, time.April, 25)
		if easter.Weekday() != time.Sunday || easter.Before(earliest) || easter.After(latest) {
			t.Fatalf("Easter of %d is %s, a %s", year, easter, easter.Weekday())
		}
	})
}
