package calendar_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nostro/calendar"
)

func date(text string) calendar.Date { return calendar.MustDate(text) }

// dates draws any date; most lie in the years that settle.
func dates() *rapid.Generator[calendar.Date] {
	return rapid.Custom(func(t *rapid.T) calendar.Date {
		first := date("0001-01-01")
		span := rapid.OneOf(rapid.IntRange(735000, 745000), rapid.IntRange(0, 3652058))
		return first.AddDays(span.Draw(t, "days since 0001-01-01"))
	})
}

func TestNewDate(t *testing.T) {
	for _, tt := range []struct {
		year  int
		month time.Month
		day   int
		want  string // "" where refused
	}{
		{2026, time.November, 24, "2026-11-24"}, {1, time.January, 1, "0001-01-01"},
		{9999, time.December, 31, "9999-12-31"}, {2024, time.February, 29, "2024-02-29"},
		{2000, time.February, 29, "2000-02-29"},
		{2026, time.February, 29, ""}, {1900, time.February, 29, ""}, {2026, time.April, 31, ""},
		{2026, time.January, 0, ""}, {2026, 13, 1, ""}, {2026, 0, 1, ""}, {0, time.January, 1, ""},
		{10000, time.January, 1, ""}, {-1, time.January, 1, ""},
	} {
		got, err := calendar.NewDate(tt.year, tt.month, tt.day)
		if got.String() != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("%d-%d-%d: got %q, %v; want %q", tt.year, tt.month, tt.day, got, err, tt.want)
		}
		if err == nil && (got.Year() != tt.year || got.Month() != tt.month || got.Day() != tt.day) {
			t.Errorf("%s: parts are %d %d %d", got, got.Year(), got.Month(), got.Day())
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, text := range []string{"", "2026-11-31", "2026-13-01", "2026-1-1", "20261124", "24.11.2026", "2026-11-24Z",
		"2026-11-24+01:00", " 2026-11-24", "2026-11-24 ", "0000-01-01", "12026-11-24", "-2026-11-24", "2026/11/24"} {
		got, err := calendar.ParseDate(text)
		if err == nil || !got.IsZero() || !strings.Contains(err.Error(), "2026-11-24") {
			t.Errorf("%q: got %s, error %v, want one that shows the form", text, got, err)
		}
	}
}

func TestMustDatePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic for a text that is no date")
		}
	}()
	calendar.MustDate("today")
}

func TestDateOfTakesTheZoneOfTheInstant(t *testing.T) {
	instant := time.Date(2026, 11, 24, 23, 30, 0, 0, time.UTC)
	if got := calendar.DateOf(instant); got != date("2026-11-24") {
		t.Errorf("in UTC it is %s", got)
	}
	if got := calendar.DateOf(instant.In(time.FixedZone("", 3600))); got != date("2026-11-25") {
		t.Errorf("an hour to the east it is %s", got)
	}
	if got := calendar.DateOf(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)); !got.IsZero() {
		t.Errorf("the year 10000 gives %s, want no date", got)
	}
}

func TestAddDays(t *testing.T) {
	for _, tt := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-02-28", 1, "2026-03-01"}, {"2024-02-28", 1, "2024-02-29"}, {"2026-01-01", -1, "2025-12-31"},
		{"2026-11-24", 0, "2026-11-24"}, {"9999-12-31", 1, ""}, {"0001-01-01", -1, ""},
		{"2026-11-24", 1 << 40, ""}, {"2026-11-24", -1 << 62, ""},
	} {
		if got := date(tt.from).AddDays(tt.n).String(); got != tt.want {
			t.Errorf("%s + %d days = %q, want %q", tt.from, tt.n, got, tt.want)
		}
	}
	if got := (calendar.Date{}).AddDays(1); !got.IsZero() {
		t.Errorf("no date + 1 day = %s", got)
	}
}

func TestDatesAreOrderedAsTheirTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := dates().Draw(t, "a"), dates().Draw(t, "b")
		want := strings.Compare(a.String(), b.String())
		if got := a.Compare(b); got != want || (a == b) != (want == 0) {
			t.Fatalf("%s compared with %s: %d, want %d", a, b, got, want)
		}
		if a.Before(b) != (want < 0) || a.After(b) != (want > 0) {
			t.Fatalf("%s before %s: %t, after: %t", a, b, a.Before(b), a.After(b))
		}
	})
}

func TestDateGoesThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dates().Draw(t, "date")
		if back, err := calendar.ParseDate(d.String()); err != nil || back != d {
			t.Fatalf("%s came back as %s, %v", d, back, err)
		}
		n := rapid.IntRange(-1000, 1000).Draw(t, "n")
		if there := d.AddDays(n); !there.IsZero() && there.AddDays(-n) != d {
			t.Fatalf("%s %+d days and back is %s", d, n, there.AddDays(-n))
		}
		if next := d.AddDays(1); !next.IsZero() && next.Weekday() != (d.Weekday()+1)%7 {
			t.Fatalf("%s is a %s and the day after a %s", d, d.Weekday(), next.Weekday())
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, text := range []string{"2026-11-24", "2024-02-29", "0001-01-01", "9999-12-31", "2026-02-30", "", "2026-1-1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := calendar.ParseDate(text)
		if (err != nil) != d.IsZero() {
			t.Fatalf("%q: %s and %v", text, d, err)
		}
		if err == nil && d.String() != text {
			t.Fatalf("%q read as %s", text, d)
		}
	})
}
