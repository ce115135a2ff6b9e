package calendar_test

import (
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
)

func never(calendar.Date) string { return "shut" }

func TestCalendarClosesByAnyRule(t *testing.T) {
	c := calendar.New("house", calendar.Weekend, calendar.On(date("2026-11-24")))
	for day, want := range map[string]bool{
		"2026-11-20": true, "2026-11-21": false, "2026-11-22": false, "2026-11-23": true, "2026-11-24": false,
		"2026-11-25": true,
	} {
		if got := c.IsBusinessDay(date(day)); got != want {
			t.Errorf("%s: business day %t, want %t", day, got, want)
		}
	}
	if c.IsBusinessDay(calendar.Date{}) {
		t.Error("no date is a business day")
	}
}

func TestJoinIsOpenOnlyWhereAllAre(t *testing.T) {
	a := calendar.New("A", calendar.On(date("2026-11-24")))
	b := calendar.New("B", calendar.On(date("2026-11-25")))
	joined := calendar.Join(a, b)
	if joined.Name() != "A+B" {
		t.Errorf("name is %q", joined.Name())
	}
	rapid.Check(t, func(t *rapid.T) {
		d := date("2026-11-20").AddDays(rapid.IntRange(0, 9).Draw(t, "days"))
		if joined.IsBusinessDay(d) != (a.IsBusinessDay(d) && b.IsBusinessDay(d)) {
			t.Fatalf("%s: joined %t, apart %t and %t", d, joined.IsBusinessDay(d), a.IsBusinessDay(d), b.IsBusinessDay(d))
		}
	})
	if !a.IsBusinessDay(date("2026-11-25")) {
		t.Error("joining changed one of the joined")
	}
}

func TestNext(t *testing.T) {
	c := calendar.TARGET()
	for from, want := range map[string]string{
		"2026-11-24": "2026-11-24", "2026-11-21": "2026-11-23", "2026-04-03": "2026-04-07", "2026-12-25": "2026-12-28",
	} {
		if got, err := c.Next(date(from)); err != nil || got != date(want) {
			t.Errorf("from %s: %s, %v; want %s", from, got, err, want)
		}
	}
	for name, d := range map[string]calendar.Date{"no date": {}, "end of dates": date("9999-12-31")} {
		if got, err := calendar.New("shut", never).Next(d); err == nil {
			t.Errorf("%s: got %s, want an error", name, got)
		}
	}
	if got, err := calendar.New("shut", never).Next(date("2026-11-24")); err == nil {
		t.Errorf("never open, but the next business day is %s", got)
	}
}

func TestBusinessDaysBetween(t *testing.T) {
	c := calendar.TARGET()
	for _, tt := range []struct {
		from, to string
		want     int
	}{
		{"2026-11-24", "2026-11-24", 0}, {"2026-11-24", "2026-11-23", 0}, {"2026-11-23", "2026-11-24", 1},
		{"2026-11-20", "2026-11-23", 1}, {"2026-11-20", "2026-11-22", 0}, {"2026-11-21", "2026-11-23", 1},
		{"2026-04-02", "2026-04-07", 1}, {"2026-12-24", "2026-12-29", 2},
		{"9999-12-30", "9999-12-31", 1},
	} {
		if got := c.BusinessDaysBetween(date(tt.from), date(tt.to)); got != tt.want {
			t.Errorf("%s to %s: %d business days, want %d", tt.from, tt.to, got, tt.want)
		}
	}
}

func TestBusinessDaysBetweenIsBounded(t *testing.T) {
	always := calendar.New("always")
	if got := always.BusinessDaysBetween(date("0001-01-01"), date("9999-12-31")); got != calendar.AgeDaysMax {
		t.Errorf("all of time: %d days, want the bound %d", got, calendar.AgeDaysMax)
	}
	if got := always.BusinessDaysBetween(calendar.Date{}, date("2026-11-24")); got != calendar.AgeDaysMax {
		t.Errorf("what has no date is %d days old, want the bound %d", got, calendar.AgeDaysMax)
	}
	if got := always.BusinessDaysBetween(date("2026-11-24"), calendar.Date{}); got != 0 {
		t.Errorf("up to no date: %d days, want 0", got)
	}
}

func TestBusinessDaysAddUp(t *testing.T) {
	c := calendar.TARGET()
	rapid.Check(t, func(t *rapid.T) {
		a := date("2024-01-01").AddDays(rapid.IntRange(0, 1000).Draw(t, "a"))
		b := a.AddDays(rapid.IntRange(0, 500).Draw(t, "b"))
		d := b.AddDays(rapid.IntRange(0, 500).Draw(t, "d"))
		whole := c.BusinessDaysBetween(a, d)
		if parts := c.BusinessDaysBetween(a, b) + c.BusinessDaysBetween(b, d); whole != parts {
			t.Fatalf("%s to %s: %d, by way of %s: %d", a, d, whole, b, parts)
		}
	})
}

func TestExceptOpensWhatTheRulesClose(t *testing.T) {
	kuwait, err := calendar.ByName("Kuwait")
	if err != nil {
		t.Fatal(err)
	}
	own := calendar.Join(kuwait.Except(date("2027-03-09")), calendar.New("announced", calendar.On(date("2027-03-14")))).Called("ours")
	for day, want := range map[string]bool{"2027-03-09": true, "2027-03-10": false, "2027-03-14": false, "2027-03-15": true} {
		if got := own.IsBusinessDay(date(day)); got != want {
			t.Errorf("%s: business day %t, want %t (%s)", day, got, want, own.Why(date(day)))
		}
	}
	if kuwait.IsBusinessDay(date("2027-03-09")) || kuwait.Name() != "Kuwait" || own.Name() != "ours" {
		t.Error("the calendar that it was made of changed")
	}
	if err := own.CheckKnown(date("2029-01-01")); err == nil {
		t.Error("it knows more than what it was made of")
	}
}
