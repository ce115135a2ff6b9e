package calendar_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nostro/calendar"
)

func TestCutOffAt(t *testing.T) {
	for _, tt := range []struct{ name, clock, zone, date, want string }{
		{"winter", "16:00", "Europe/Brussels", "2026-11-24", "2026-11-24T15:00:00Z"},
		{"summer", "16:00", "Europe/Brussels", "2026-07-01", "2026-07-01T14:00:00Z"},
		{"no changes", "16:00", "UTC", "2026-07-01", "2026-07-01T16:00:00Z"},
		{"spring gap: first instant after", "02:30", "Europe/Brussels", "2026-03-29", "2026-03-29T01:00:00Z"},
		{"last before the gap", "01:59", "Europe/Brussels", "2026-03-29", "2026-03-29T00:59:00Z"},
		{"first after the gap", "03:00", "Europe/Brussels", "2026-03-29", "2026-03-29T01:00:00Z"},
		{"autumn: first of two", "02:30", "Europe/Brussels", "2026-10-25", "2026-10-25T00:30:00Z"},
		{"autumn: the doubled hour begins", "02:00", "Europe/Brussels", "2026-10-25", "2026-10-25T00:00:00Z"},
		{"autumn: after it", "03:00", "Europe/Brussels", "2026-10-25", "2026-10-25T02:00:00Z"},
		{"autumn in New York", "01:30", "America/New_York", "2026-11-01", "2026-11-01T05:30:00Z"},
		{"half an hour skipped", "02:15", "Australia/Lord_Howe", "2026-10-04", "2026-10-03T15:30:00Z"},
		{"half an hour doubled", "01:45", "Australia/Lord_Howe", "2026-04-05", "2026-04-04T14:45:00Z"},
		{"midnight skipped", "00:30", "Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"},
		{"midnight itself skipped", "00:00", "Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"},
		{"before the skipped midnight", "23:59", "Africa/Cairo", "2026-04-23", "2026-04-23T21:59:00Z"},
		{"whole day skipped", "16:00", "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"},
		{"far east", "09:00", "Pacific/Kiritimati", "2026-11-24", "2026-11-23T19:00:00Z"},
		{"quarter hours", "09:00", "Asia/Kathmandu", "2026-11-24", "2026-11-24T03:15:00Z"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cutOff, err := calendar.ParseCutOff(tt.clock, tt.zone)
			if err != nil {
				t.Fatal(err)
			}
			got := cutOff.At(date(tt.date))
			if got.UTC().Format(time.RFC3339) != tt.want || got.Location() != cutOff.Zone() {
				t.Errorf("%s on %s is %s, want %s", cutOff, tt.date, got, tt.want)
			}
		})
	}
}

func TestParseCutOffRefuses(t *testing.T) {
	for _, tt := range []struct{ clock, zone, reason string }{
		{"", "UTC", "no time of day"}, {"24:00", "UTC", "no time of day"}, {"16", "UTC", "no time of day"},
		{"16:60", "UTC", "no time of day"}, {"4pm", "UTC", "no time of day"}, {"16:00:00", "UTC", "no time of day"},
		{"16:00", "", "tz database"}, {"16:00", "Local", "tz database"}, {"16:00", "Europe/Atlantis", "tz database"},
		{"16:00", "../etc/passwd", "tz database"},
	} {
		if _, err := calendar.ParseCutOff(tt.clock, tt.zone); err == nil || !strings.Contains(err.Error(), tt.reason) {
			t.Errorf("%q %q: error %v, want one that says %q", tt.clock, tt.zone, err, tt.reason)
		}
	}
}

func TestDateInIsItsFirstInstant(t *testing.T) {
	for _, tt := range []struct{ date, zone, want string }{
		{"2026-11-24", "Europe/Brussels", "2026-11-24T00:00:00+01:00"},
		{"2026-04-24", "Africa/Cairo", "2026-04-24T01:00:00+03:00"},
		{"2026-11-01", "America/Havana", "2026-11-01T00:00:00-04:00"}, // midnight comes twice
	} {
		zone, err := time.LoadLocation(tt.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := date(tt.date).In(zone).Format(time.RFC3339); got != tt.want {
			t.Errorf("%s in %s begins at %s, want %s", tt.date, tt.zone, got, tt.want)
		}
	}
}

// bruteForce walks minute by minute: the first that shows the wanted time, else the first beyond it.
func bruteForce(d calendar.Date, clock time.Time, zone *time.Location) time.Time {
	want := d.String() + clock.Format(" 15:04")
	begin := time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC).Add(-30 * time.Hour).In(zone)
	var beyond time.Time
	for t := begin; t.Sub(begin) < 96*time.Hour; t = t.Add(time.Minute) {
		shown := t.Format("2006-01-02 15:04")
		if shown == want {
			return t
		}
		if shown > want && beyond.IsZero() {
			beyond = t
		}
	}
	return beyond
}

func TestCutOffAgreesWithAWalkByMinutes(t *testing.T) {
	zones := []string{"Europe/Brussels", "America/New_York", "America/Sao_Paulo", "Africa/Cairo", "Africa/Casablanca",
		"Australia/Lord_Howe", "Pacific/Apia", "Asia/Tehran", "Antarctica/Troll", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(zones).Draw(t, "zone")
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		// Dates near a clock change are rare, so half of the draws look for the next one.
		d := date("1985-01-01").AddDays(rapid.IntRange(0, 18000).Draw(t, "day"))
		if _, end := d.In(zone).ZoneBounds(); rapid.Bool().Draw(t, "at a clock change") && !end.IsZero() {
			d = calendar.DateOf(end).AddDays(rapid.IntRange(-1, 0).Draw(t, "before"))
		}
		clock := time.Date(2000, 1, 1, rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"),
			0, 0, time.UTC)
		cutOff, err := calendar.ParseCutOff(clock.Format("15:04"), name)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := cutOff.At(d), bruteForce(d, clock, zone); !got.Equal(want) {
			t.Fatalf("%s on %s: %s, by minutes %s", cutOff, d, got, want)
		}
	})
}

func TestHalfDays(t *testing.T) {
	whole, err := calendar.ParseCutOff("16:00", "Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	half, err := whole.WithHalfDay(date("2026-12-24"), "12:00")
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{"2026-12-23": "15:00", "2026-12-24": "11:00", "2026-12-28": "15:00"} {
		if got := half.At(date(day)).UTC().Format("15:04"); got != want {
			t.Errorf("%s: %s UTC, want %s", day, got, want)
		}
		if got := whole.At(date(day)).UTC().Format("15:04"); got != "15:00" {
			t.Errorf("%s: the cut-off without half days became %s", day, got)
		}
	}
	both, err := half.WithHalfDay(date("2026-04-02"), "13:30")
	if got := fmt.Sprint(both.HalfDays()); err != nil || got != "[{2026-04-02 13:30} {2026-12-24 12:00}]" || whole.HalfDays() != nil {
		t.Errorf("half days are %s, %v", got, err)
	}
	for _, clock := range []string{"16:00", "17:00", "noon", ""} {
		if got, err := half.WithHalfDay(date("2026-12-31"), clock); err == nil {
			t.Errorf("%q made %v", clock, got)
		}
	}
	if _, err := half.WithHalfDay(calendar.Date{}, "12:00"); err == nil {
		t.Error("a half day without a date")
	}
}
