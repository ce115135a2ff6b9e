package calendar_test

import (
	"testing"

	"nostro/calendar"
)

// The days from one date to another are those that AddDays goes, over ends of months, leap days and changes of the clock.
func TestDaysSinceIsAddDaysBack(t *testing.T) {
	from := calendar.MustDate("2024-02-27")
	for n := -800; n <= 800; n++ {
		if got := from.AddDays(n).DaysSince(from); got != n {
			t.Fatalf("%d days on are %d days since", n, got)
		}
	}
}

// A calendar is made of those that were joined, or of itself.
func TestPartsOfACalendar(t *testing.T) {
	for _, c := range []struct {
		of   calendar.Calendar
		want []string
	}{{calendar.TARGET(), []string{"TARGET"}}, {calendar.Join(calendar.TARGET(), calendar.Fed()), []string{"TARGET", "Fed"}},
		{calendar.Join(calendar.TARGET(), calendar.Fed()).Called("own"), []string{"TARGET", "Fed"}}} {
		var got []string
		for _, p := range c.of.Parts() {
			got = append(got, p.Name())
		}
		if len(got) != len(c.want) || got[0] != c.want[0] || got[len(got)-1] != c.want[len(c.want)-1] {
			t.Errorf("%s is made of %v, want %v", c.of.Name(), got, c.want)
		}
	}
}
