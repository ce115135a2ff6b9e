package jobs_test

import (
	"testing"
	"time"
)

// The oracle of the year shares no code with the calendar: it walks the wall clock minute by minute, and has the closing
// days of TARGET in 2026 as they were published.
var target2026 = map[string]bool{"01-01": true, "04-03": true, "04-06": true, "05-01": true, "12-25": true}

func openInTarget(day time.Time) bool {
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !target2026[day.Format("01-02")]
}

// firstShown returns the first instant of the day at which the wall clock shows the time or, where it never does, the
// first one at which it shows a later time.
func firstShown(day time.Time, clock string, zone *time.Location) time.Time {
	want := day.Format("2006-01-02 ") + clock
	later := time.Time{}
	for at := day.Add(-14 * time.Hour); at.Before(day.Add(40 * time.Hour)); at = at.Add(time.Minute) {
		shown := at.In(zone).Format("2006-01-02 15:04")
		if shown == want {
			return at
		}
		if shown > want && later.IsZero() {
			later = at
		}
	}
	return later
}

// expected is one job of the year as a person would write down its due instants: for each whether it is run.
type expected map[time.Time]bool

func everyDay(clock, zoneName string, runs func(time.Time) bool) expected {
	zone, err := time.LoadLocation(zoneName)
	if err != nil {
		panic(err)
	}
	all := expected{}
	for day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() == 2026; day = day.AddDate(0, 0, 1) {
		all[firstShown(day, clock, zone)] = runs(day)
	}
	return all
}

// thirtyFirsts are the 31st days, each moved to the last business day before where it is none.
func thirtyFirsts(clock, zoneName string) expected {
	zone, err := time.LoadLocation(zoneName)
	if err != nil {
		panic(err)
	}
	all := expected{}
	for month := time.January; month <= time.December; month++ {
		day := time.Date(2026, month, 31, 0, 0, 0, 0, time.UTC)
		if day.Month() != month {
			continue
		}
		for !openInTarget(day) {
			day = day.AddDate(0, 0, -1)
		}
		all[firstShown(day, clock, zone)] = true
	}
	return all
}

// oracle2026 has the due instants of the jobs of the year.
func oracle2026(t *testing.T) map[string]expected {
	t.Helper()
	all := map[string]expected{"settle": everyDay("02:30", "Europe/Berlin", openInTarget),
		"new-york": everyDay("01:30", "America/New_York", func(time.Time) bool { return true }),
		"month":    thirtyFirsts("18:00", "Europe/London")}
	// Both clock changes are among them: the gap of Berlin, and the first of the two of New York.
	for job, at := range map[string]string{"settle": "2026-03-29T01:00:00Z", "new-york": "2026-11-01T05:30:00Z"} {
		due, err := time.Parse(time.RFC3339, at)
		if _, there := all[job][due]; err != nil || !there {
			t.Fatalf("the oracle lacks %s at %s: %v", job, at, err)
		}
	}
	if len(all["settle"]) != 365 || len(all["new-york"]) != 365 || len(all["month"]) != 7 {
		t.Fatalf("the oracle has %d, %d and %d due instants", len(all["settle"]), len(all["new-york"]), len(all["month"]))
	}
	return all
}
