package calendar_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
)

// Of calendars that were joined, each says for itself what it has against a day; a working day of one's own silences all.
func TestClosingsOfJoinedCalendars(t *testing.T) {
	fed, err := calendar.ByName("Fed")
	if err != nil {
		t.Fatal(err)
	}
	own := calendar.New("own", calendar.Named("house closed", date("2026-12-25"), date("2026-12-28")))
	joined := calendar.Join(calendar.Join(calendar.TARGET(), fed), own)
	for day, want := range map[string]string{
		"2026-12-25": "TARGET: Christmas Day, Fed: Christmas Day, own: house closed",
		"2026-12-28": "own: house closed", "2026-10-12": "Fed: Columbus Day", "2026-12-29": "", "2026-12-26": "TARGET: Saturday, Fed: Saturday",
	} {
		if got := reasons(joined, day); got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
	open := joined.Except(date("2026-12-25"))
	if got := reasons(open, "2026-12-25"); got != "" || !open.IsBusinessDay(date("2026-12-25")) {
		t.Errorf("a working day of one's own: %q", got)
	}
	if got := reasons(open.Called("house"), "2026-12-28"); got != "own: house closed" {
		t.Errorf("under another name: %q", got)
	}
}

func reasons(c calendar.Calendar, day string) string {
	var all []string
	for _, closed := range c.Closings(date(day)) {
		all = append(all, fmt.Sprintf("%s: %s", closed.Calendar, closed.Why))
	}
	return strings.Join(all, ", ")
}

// What is known and published of calendars that were joined is what is known and published of all of them.
func TestBoundsOfJoinedCalendars(t *testing.T) {
	kuwait, london := named(t, "Kuwait"), named(t, "London")
	first, last := calendar.Join(calendar.TARGET(), london, kuwait).Known()
	if first != date("2024-01-01") || last != date("2028-12-31") {
		t.Errorf("known from %s to %s", first, last)
	}
	for want, c := range map[string]calendar.Calendar{"2026-03-31": calendar.Join(calendar.TARGET(), london, kuwait),
		"2027-12-31": calendar.Join(london, calendar.TARGET()), "": calendar.TARGET()} {
		if got := c.Published().String(); got != want {
			t.Errorf("%s is published until %q, want %q", c.Name(), got, want)
		}
	}
}

func named(t *testing.T, name string) calendar.Calendar {
	t.Helper()
	c, err := calendar.ByName(name)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Every calendar says where it comes from; its zone is one, and its weekend is what it says.
func TestEveryCalendarNamesItsSource(t *testing.T) {
	for n, a := range calendar.Abouts() {
		c := a.Calendar()
		if a.Name != calendar.Names()[n] || c.Name() != a.Name || a.Source == "" || a.Checked == "" {
			t.Errorf("%+v", a)
		}
		if found, err := calendar.ForCurrency(a.Currency); err != nil || found.Name() != a.Name {
			t.Errorf("%s: %s settles by %s, %v", a.Name, a.Currency, found.Name(), err)
		}
		if _, err := time.LoadLocation(a.Zone); err != nil || a.Zone == "" {
			t.Errorf("%s: zone %q: %v", a.Name, a.Zone, err)
		}
		if _, last := c.Known(); c.Published().After(last) {
			t.Errorf("%s is published beyond what it knows", a.Name)
		}
		for d := date("2026-06-14"); d.Before(date("2026-06-21")); d = d.AddDays(1) {
			if closed := strings.Contains(a.Weekend, d.Weekday().String()); closed != (c.Why(d) == d.Weekday().String()) {
				t.Errorf("%s on %s: %q, and its weekend is %s", a.Name, d, c.Why(d), a.Weekend)
			}
		}
	}
}
