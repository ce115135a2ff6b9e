package config

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/money"
)

func TestCalendarsOfOnesOwn(t *testing.T) {
	c := mustParse(t, edited(t, "approvers:", `calendars:
  - {currency: TRY, holidays: ["2026-10-29"], known_from: "2026-01-01", known_until: "2026-12-31"}
  - {currency: KWD, based_on: Kuwait, holidays: ["2027-03-14"], working_days: ["2027-03-09"]}
  - {currency: BHD, weekend: friday-saturday}
  - {currency: GBP, based_on: London+TARGET}
approvers:`)).Settings
	for _, tt := range []struct {
		currency, day string
		want          bool
	}{
		{"TRY", "2026-10-29", false}, {"TRY", "2026-10-28", true}, {"TRY", "2026-10-31", false},
		{"KWD", "2027-03-09", true}, {"KWD", "2027-03-14", false}, {"KWD", "2027-03-10", false}, {"KWD", "2027-03-07", true},
		{"BHD", "2026-11-27", false}, {"BHD", "2026-11-29", true},
		{"GBP", "2026-05-01", false}, {"GBP", "2026-05-04", false}, {"GBP", "2026-05-05", true},
		{"USD", "2026-11-26", false}, {"USD", "2026-05-01", true},
	} {
		found, err := c.CalendarOf(money.MustCurrency(tt.currency))
		if err != nil || found.IsBusinessDay(calendar.MustDate(tt.day)) != tt.want {
			t.Errorf("%s on %s: want %t, %v (%s %s)", tt.currency, tt.day, tt.want, err, found.Name(), found.Why(calendar.MustDate(tt.day)))
		}
	}
	try, _ := c.CalendarOf(money.MustCurrency("TRY"))
	if try.CheckKnown(calendar.MustDate("2027-01-04")) == nil || try.CheckKnown(calendar.MustDate("2026-01-01")) != nil {
		t.Error("what was said of the bounds does not arrive")
	}
	if _, err := c.CalendarOf(money.MustCurrency("INR")); err == nil {
		t.Error("a calendar of INR was made up")
	}
}

func TestJoinedCalendarAndHalfDays(t *testing.T) {
	data := edited(t, "name: TARGET ", "name: TARGET+Fed ")
	c := mustParse(t, data).Settings
	if c.Calendar.IsBusinessDay(calendar.MustDate("2026-11-26")) || c.Calendar.IsBusinessDay(calendar.MustDate("2026-12-24")) ||
		!c.Calendar.IsBusinessDay(calendar.MustDate("2026-11-27")) {
		t.Errorf("calendar %s", c.Calendar.Name())
	}
	c = mustParse(t, edited(t, "days_before: 1 ", "days_before: 1\n  half_days: [{date: \"2026-12-31\", time: \"12:00\"}] ")).Settings
	if got := c.CutOff.At(calendar.MustDate("2026-12-31")).UTC().Format("15:04"); got != "11:00" {
		t.Errorf("half day ends %s UTC", got)
	}
}

// A holiday of one's own may have a name, which is told where something is skipped for it.
func TestOwnHolidaysHaveNames(t *testing.T) {
	c := mustParse(t, edited(t, `holidays: ["2026-12-24"]`, `holidays: ["2026-12-24", "2026-12-28  Day of the founders"]`)).Settings
	for day, want := range map[string]string{"2026-12-24": "own holiday", "2026-12-28": "Day of the founders", "2026-12-29": ""} {
		if got := c.Calendar.Why(calendar.MustDate(day)); got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
	problems := problemsOf(t, edited(t, `holidays: ["2026-12-24"]`, `holidays: ["24.12.2026 Christmas Eve"]`))
	if p := problems[0]; len(problems) != 1 || p.Key != "calendar.holidays[0]" || !strings.Contains(p.Text, "write it as 2026-11-24") {
		t.Errorf("%+v", problems)
	}
}

func TestTiers(t *testing.T) {
	c := mustParse(t, edited(t, "approvers:", `tiers:
  - {name: gold, spread_bp: 5, participants: [alfa, brixton]}
  - {name: retail, spread_bp: 60, participants: [cascade]}
approvers:`)).Settings
	for participant, want := range map[string]int{"alfa": 5, "brixton": 5, "cascade": 60, "harbour": 15} {
		if got := c.TierOf(participant); got.SpreadBP != want {
			t.Errorf("%s gets %d bp in %s, want %d", participant, got.SpreadBP, got.Name, want)
		}
	}
	if c.TierOf("harbour").Name != "standard" {
		t.Error("the tier of all others has no name")
	}
}
