package calendar_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nostro/calendar"
)

var scheduleZones = []string{"UTC", "America/New_York", "Europe/London", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kuwait",
	"America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu"}

// drawSchedule draws a schedule of at most a few instants a day.
func drawSchedule(t *rapid.T) calendar.Schedule {
	expression := rapid.SampledFrom([]string{"0 * * * *", "30 2 * * *", "30 1 * * *", "0 0 * * *", "15,45 1-3 * * *",
		"0 16 * * 1-5", "0 9 1 * *", "59 23 31 * *", "*/20 0-4 * 3,4,10,11 *"}).Draw(t, "cron")
	s, err := calendar.NewSchedule(expression, rapid.SampledFrom(scheduleZones).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	if days := rapid.SampledFrom(append(calendar.Names(), "")).Draw(t, "calendar"); days != "" {
		c, err := calendar.ByName(days)
		if err != nil {
			t.Fatal(err)
		}
		if s, err = s.OnDays(c, rapid.SampledFrom(calendar.Shifts()).Draw(t, "shift")); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func drawInstant(t *rapid.T, name string) time.Time {
	from := time.Date(2025, 1, 10, 0, 0, 0, 0, time.UTC)
	return from.Add(time.Duration(rapid.IntRange(0, 3*366*24*60).Draw(t, name)) * time.Minute)
}

// However a span is cut, the same is due: a runner that looks every minute and one that was down for a week agree.
func TestDueDoesNotDependOnWhenOneLooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, from := drawSchedule(t), drawInstant(t, "from")
		until := from.Add(time.Duration(rapid.IntRange(1, 20*24*60).Draw(t, "minutes")) * time.Minute)
		cut := from.Add(time.Duration(rapid.Int64Range(0, int64(until.Sub(from)/time.Second)).Draw(t, "cut")) * time.Second)
		whole, err := s.Between(from, until)
		if err != nil {
			t.Fatal(err)
		}
		before, err1 := s.Between(from, cut)
		after, err2 := s.Between(cut, until)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		parts := append(before, after...)
		if !slices.EqualFunc(whole, parts, func(a, b calendar.Due) bool {
			return a.At.Equal(b.At) && a.Skipped == b.Skipped && a.Note == b.Note && a.Date == b.Date
		}) {
			t.Fatalf("cut at %s:\nwhole %v\nparts %v", cut, whole, parts)
		}
	})
}

// Due instants rise, lie in the span, stand on the day that they say, and are run on business days only.
func TestDueIsInOrderAndOnItsDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, from := drawSchedule(t), drawInstant(t, "from")
		until := from.AddDate(0, 0, 40)
		dues, err := s.Between(from, until)
		if err != nil {
			t.Fatal(err)
		}
		last := from
		for _, due := range dues {
			if !due.At.After(last) || due.At.After(until) {
				t.Fatalf("%v is not after %v, or beyond %v", due.At, last, until)
			}
			if on := calendar.DateOf(due.At.In(s.Zone())); on != due.Date {
				// only a gap over midnight, or a day that the zone never had, leads to another date
				if due.Note == "" {
					t.Fatalf("%v stands on %v, not on %v", due.At, on, due.Date)
				}
			}
			last = due.At
		}
	})
}
