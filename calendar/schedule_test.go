package calendar_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
)

func schedule(t testing.TB, expression, zone string) calendar.Schedule {
	t.Helper()
	s, err := calendar.NewSchedule(expression, zone)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func instant(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// told writes what is due as one text a line: the instant, and in brackets what is said of it.
func told(t testing.TB, s calendar.Schedule, after, until string) []string {
	t.Helper()
	dues, err := s.Between(instant(t, after), instant(t, until))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, due := range dues {
		line := due.At.Format("2006-01-02T15:04Z07:00")
		if due.Skipped != "" {
			line += " [skipped: " + due.Skipped + "]"
		}
		if due.Note != "" {
			line += " [" + due.Note + "]"
		}
		lines = append(lines, line)
	}
	return lines
}

func wantLines(t *testing.T, got []string, want ...string) {
	t.Helper()
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got:\n%s\nwant:\n%s", g, w)
	}
}

// The changes of the clock, as the tz database has them, over both of their days.
func TestDueOverClockChanges(t *testing.T) {
	const gap = " [the clock change skips "
	const after = ": the first instant after it]"
	for name, test := range map[string]struct {
		cron, zone, from, to string
		want                 []string
	}{
		"New York, spring, 02:30 does not come": {"30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z", "2026-03-09T12:00:00Z",
			[]string{"2026-03-08T03:00-04:00" + gap + "02:30" + after, "2026-03-09T02:30-04:00"}},
		"New York, autumn, 01:30 comes twice": {"30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", "2026-11-02T12:00:00Z",
			[]string{"2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00"}},
		"London, spring": {"30 1 * * *", "Europe/London", "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z",
			[]string{"2026-03-29T02:00+01:00" + gap + "01:30" + after, "2026-03-30T01:30+01:00"}},
		"London, autumn": {"30 1 * * *", "Europe/London", "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z",
			[]string{"2026-10-25T01:30+01:00", "2026-10-26T01:30Z"}},
		"Frankfurt, spring": {"0 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z",
			[]string{"2026-03-29T03:00+02:00" + gap + "02:00" + after, "2026-03-30T02:00+02:00"}},
		"Frankfurt, autumn": {"30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z",
			[]string{"2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"}},
		"Cairo, midnight does not come": {"0 0 * * *", "Africa/Cairo", "2026-04-23T12:00:00Z", "2026-04-25T12:00:00Z",
			[]string{"2026-04-24T01:00+03:00" + gap + "00:00" + after, "2026-04-25T00:00+03:00"}},
		"Cairo, autumn, 23:30 comes twice": {"30 23 * * *", "Africa/Cairo", "2026-10-29T12:00:00Z", "2026-10-30T23:00:00Z",
			[]string{"2026-10-29T23:30+03:00", "2026-10-30T23:30+02:00"}},
		"Lord Howe, half an hour": {"15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00:00Z", "2026-10-04T12:00:00Z",
			[]string{"2026-10-04T02:30+11:00" + gap + "02:15" + after}},
		"Lord Howe, back by half an hour": {"45 1 * * *", "Australia/Lord_Howe", "2026-04-04T00:00:00Z", "2026-04-05T20:00:00Z",
			[]string{"2026-04-05T01:45+11:00", "2026-04-06T01:45+10:30"}},
		"Sao Paulo has none any more": {"30 0 * * *", "America/Sao_Paulo", "2026-10-17T12:00:00Z", "2026-10-19T12:00:00Z",
			[]string{"2026-10-18T00:30-03:00", "2026-10-19T00:30-03:00"}},
		"Kuwait has none": {"30 2 * * *", "Asia/Kuwait", "2026-03-28T12:00:00Z", "2026-03-30T00:00:00Z",
			[]string{"2026-03-29T02:30+03:00", "2026-03-30T02:30+03:00"}},
	} {
		t.Run(name, func(t *testing.T) {
			wantLines(t, told(t, schedule(t, test.cron, test.zone), test.from, test.to), test.want...)
		})
	}
}

// Of every hour of a day with 23 or 25 hours, each instant is due once.
func TestEveryHourOverClockChanges(t *testing.T) {
	hourly := schedule(t, "0 * * * *", "Europe/Berlin")
	for day, want := range map[string]int{"2026-03-29": 23, "2026-10-25": 24, "2026-06-01": 24} {
		d := calendar.MustDate(day)
		zone := hourly.Zone()
		dues, err := hourly.Between(d.In(zone).Add(-time.Second), d.AddDays(1).In(zone).Add(-time.Second))
		if err != nil || len(dues) != want {
			t.Errorf("%s: %d due, %v; want %d", day, len(dues), err, want)
		}
	}
}

func TestDueOnBusinessDays(t *testing.T) {
	target, err := calendar.ByName("TARGET")
	if err != nil {
		t.Fatal(err)
	}
	const easter = "2026-04-02T00:00:00Z" // Thursday; Good Friday is the 3rd, Easter Monday the 6th
	for shift, want := range map[calendar.Shift][]string{
		calendar.ShiftSkip: {"2026-04-02T16:00+02:00", "2026-04-03T16:00+02:00 [skipped: Good Friday]",
			"2026-04-06T16:00+02:00 [skipped: Easter Monday]", "2026-04-07T16:00+02:00"},
		calendar.ShiftFollowing:         {"2026-04-02T16:00+02:00", "2026-04-07T16:00+02:00"},
		calendar.ShiftModifiedFollowing: {"2026-04-02T16:00+02:00", "2026-04-07T16:00+02:00"},
		calendar.ShiftPreceding:         {"2026-04-02T16:00+02:00", "2026-04-07T16:00+02:00"},
	} {
		s, err := schedule(t, "0 16 * * 1-5", "Europe/Berlin").OnDays(target, shift)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(string(shift), func(t *testing.T) { wantLines(t, told(t, s, easter, "2026-04-08T00:00:00Z"), want...) })
	}
}

func TestDueOnceAMonth(t *testing.T) {
	target, _ := calendar.ByName("TARGET")
	of := func(expression string, shift calendar.Shift, day calendar.MonthDay) calendar.Schedule {
		s, err := schedule(t, expression, "Europe/Berlin").OnDays(target, shift)
		if err == nil && day != calendar.EveryDay {
			s, err = s.OnDayOfMonth(day)
		}
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	const from, to = "2027-12-20T00:00:00Z", "2028-03-10T00:00:00Z"
	for name, test := range map[string]struct {
		schedule calendar.Schedule
		want     []string
	}{
		"last day": {of("0 18 * * *", calendar.ShiftSkip, calendar.LastDay), []string{"2027-12-31T18:00+01:00",
			"2028-01-31T18:00+01:00", "2028-02-29T18:00+01:00"}},
		"first business day": {of("0 8 * * *", calendar.ShiftSkip, calendar.FirstBusinessDay), []string{"2028-01-03T08:00+01:00",
			"2028-02-01T08:00+01:00", "2028-03-01T08:00+01:00"}},
		"last business day": {of("0 8 * * *", calendar.ShiftSkip, calendar.LastBusinessDay), []string{"2027-12-31T08:00+01:00",
			"2028-01-31T08:00+01:00", "2028-02-29T08:00+01:00"}},
		"the 29th of February": {of("0 8 29 2 *", calendar.ShiftSkip, calendar.EveryDay), []string{"2028-02-29T08:00+01:00"}},
		"the first, following": {of("0 8 1 * *", calendar.ShiftFollowing, calendar.EveryDay), []string{
			"2028-01-03T08:00+01:00 [moved from 2028-01-01, Saturday]", "2028-02-01T08:00+01:00", "2028-03-01T08:00+01:00"}},
		"the first, preceding, from the year before": {of("0 8 1 * *", calendar.ShiftPreceding, calendar.EveryDay), []string{
			"2027-12-31T08:00+01:00 [moved from 2028-01-01, Saturday]", "2028-02-01T08:00+01:00", "2028-03-01T08:00+01:00"}},
	} {
		t.Run(name, func(t *testing.T) { wantLines(t, told(t, test.schedule, from, to), test.want...) })
	}
	modified := of("0 8 31 * *", calendar.ShiftModifiedFollowing, calendar.EveryDay)
	wantLines(t, told(t, modified, "2026-10-01T00:00:00Z", "2026-11-10T00:00:00Z"),
		"2026-10-30T08:00+01:00 [moved from 2026-10-31, Saturday]")
}

func TestSchedulesThatAreRefused(t *testing.T) {
	for expression, says := range map[string]string{
		"":                             "write five fields",
		"* * * *":                      "write five fields",
		"0 0 0 16 * *":                 "write five fields",
		"60 16 * * *":                  "write five fields",
		"0 16 * * 7":                   "write five fields",
		"@every 5m":                    "no fixed instants",
		"@daily":                       "no fixed instants",
		"CRON_TZ=Europe/Berlin":        "a zone has a field of its own",
		"TZ=UTC 0 16 * * *":            "a zone has a field of its own",
		"0 16 1 * 1":                   "either, not both",
		"0 0 30 2 *":                   "no such day ever comes",
		"0 0 31 4,6,9,11 *":            "no such day ever comes",
		"0 16 * * 1-5; DROP TABLE job": "write five fields",
	} {
		_, err := calendar.NewSchedule(expression, "Europe/Berlin")
		if !errors.Is(err, calendar.ErrNotASchedule) || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", expression, err, says)
		}
	}
	for _, zone := range []string{"", "Local", "Europe/Berlino"} {
		if _, err := calendar.NewSchedule("0 16 * * *", zone); !errors.Is(err, calendar.ErrNotASchedule) {
			t.Errorf("zone %q: %v", zone, err)
		}
	}
	s := schedule(t, "0 16 * * 1-5", "Europe/Berlin")
	if _, err := s.OnDays(calendar.New("none"), "somehow"); !errors.Is(err, calendar.ErrNotASchedule) {
		t.Errorf("shift: %v", err)
	}
	if _, err := s.OnDayOfMonth(calendar.LastDay); !errors.Is(err, calendar.ErrNotASchedule) {
		t.Errorf("day of week and last day: %v", err)
	}
	if _, err := schedule(t, "0 16 * * *", "UTC").OnDayOfMonth("middle"); !errors.Is(err, calendar.ErrNotASchedule) {
		t.Errorf("no such day of a month: %v", err)
	}
}

func TestBeyondWhatIsKnownIsSaid(t *testing.T) {
	known := calendar.New("own").Within(calendar.MustDate("2026-01-01"), calendar.MustDate("2026-12-31"))
	for _, shift := range calendar.Shifts() {
		s, err := schedule(t, "0 16 * * *", "Europe/Berlin").OnDays(known, shift)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Between(instant(t, "2026-12-30T00:00:00Z"), instant(t, "2027-01-02T00:00:00Z")); !errors.Is(err, calendar.ErrBeyond) {
			t.Errorf("%s: %v", shift, err)
		}
		wantLines(t, told(t, s, "2026-12-30T16:00:00Z", "2026-12-31T22:00:00Z"), "2026-12-31T16:00+01:00")
	}
}

func TestTooMuchIsSaid(t *testing.T) {
	s := schedule(t, "* * * * *", "UTC")
	_, err := s.Between(instant(t, "2026-01-01T00:00:00Z"), instant(t, "2027-01-01T00:00:00Z"))
	if !errors.Is(err, calendar.ErrTooManyDue) {
		t.Errorf("a year of minutes: %v", err)
	}
	if dues, err := s.Between(instant(t, "2026-01-02T00:00:00Z"), instant(t, "2026-01-01T00:00:00Z")); err != nil || dues != nil {
		t.Errorf("backwards: %v, %v", dues, err)
	}
}
