package calendar_test

import (
	"strings"
	"testing"
	"time"

	"nostro/calendar"
)

// The changes of the clock of 2025, 2026 and 2027, as governments have set them and not as the program finds them: a
// time in each gap with the instant at which it is due, in UTC, and a time that comes twice with the first of its two.
// A zone without changes has times and no instants.
var clockChanges = []struct {
	zone                string
	gap, twice          string // minute and hour, as cron has them
	skipped, firstOfTwo string // one for each year
	changes             bool
}{
	{"America/New_York", "30 2", "30 1", "2025-03-09T07:00Z 2026-03-08T07:00Z 2027-03-14T07:00Z",
		"2025-11-02T05:30Z 2026-11-01T05:30Z 2027-11-07T05:30Z", true},
	{"Europe/London", "30 1", "30 1", "2025-03-30T01:00Z 2026-03-29T01:00Z 2027-03-28T01:00Z",
		"2025-10-26T00:30Z 2026-10-25T00:30Z 2027-10-31T00:30Z", true},
	{"Europe/Berlin", "30 2", "30 2", "2025-03-30T01:00Z 2026-03-29T01:00Z 2027-03-28T01:00Z",
		"2025-10-26T00:30Z 2026-10-25T00:30Z 2027-10-31T00:30Z", true},
	{"Africa/Cairo", "0 0", "30 23", "2025-04-24T22:00Z 2026-04-23T22:00Z 2027-04-29T22:00Z", // midnight itself is skipped
		"2025-10-30T20:30Z 2026-10-29T20:30Z 2027-10-28T20:30Z", true},
	{"Asia/Beirut", "15 0", "15 23", "2025-03-29T22:00Z 2026-03-28T22:00Z 2027-03-27T22:00Z",
		"2025-10-25T20:15Z 2026-10-24T20:15Z 2027-10-30T20:15Z", true},
	{"Australia/Lord_Howe", "15 2", "45 1", "2025-10-04T15:30Z 2026-10-03T15:30Z 2027-10-02T15:30Z", // by half an hour
		"2025-04-05T14:45Z 2026-04-04T14:45Z 2027-04-03T14:45Z", true},
	{"America/Sao_Paulo", "0 0", "30 23", "", "", false},
	{"Asia/Kuwait", "30 2", "30 1", "", "", false},
}

func TestEveryDayOfThreeYearsHasOneDueInstant(t *testing.T) {
	for _, c := range clockChanges {
		for clock, changed := range map[string]string{c.gap: c.skipped, c.twice: c.firstOfTwo} {
			t.Run(c.zone+" "+clock, func(t *testing.T) {
				if c.gap == c.twice {
					changed = c.skipped + " " + c.firstOfTwo
				}
				dueEveryDay(t, schedule(t, clock+" * * *", c.zone), strings.Fields(changed), c.changes)
			})
		}
	}
}

// dueEveryDay checks that each date has one due instant, those of the changes among them, and that the wall clock shows the time
// everywhere but after a gap.
func dueEveryDay(t *testing.T, s calendar.Schedule, changed []string, changes bool) {
	t.Helper()
	zone := s.Zone()
	from, to := date("2025-01-01").In(zone).Add(-time.Second), date("2028-01-01").In(zone).Add(-time.Second)
	dues, err := s.Between(from, to)
	if err != nil || len(dues) != 3*365 {
		t.Fatalf("%d due instants in three years, %v; want one a day, %d", len(dues), err, 3*365)
	}
	at, noted := map[string]bool{}, 0
	for n, due := range dues {
		if want := date("2025-01-01").AddDays(n); due.Date != want {
			t.Fatalf("due instant %d is of %s, want %s", n, due.Date, want)
		}
		at[due.At.UTC().Format("2006-01-02T15:04Z")] = true
		shown := due.At.Format("4 15 * * *")
		if late := !strings.HasPrefix(s.String(), strings.Replace(shown, " 0", " ", 1)); late != (due.Note != "") {
			t.Errorf("%s is due at %s, with the note %q", due.Date, due.At, due.Note)
		}
		if due.Note != "" {
			noted++
		}
	}
	for _, want := range changed {
		if !at[want] {
			t.Errorf("nothing is due at %s", want)
		}
	}
	if noted > 3 || !changes && noted > 0 {
		t.Errorf("%d days have another time than the expression: a clock change comes once a year", noted)
	}
}

// A day of 23, 25, 23.5 or 24.5 hours: a job of every half hour is due as often as the wall clock shows one for the
// first time, and at the end of a gap once.
func TestEveryHalfHourOverClockChanges(t *testing.T) {
	for day, want := range map[string]struct {
		zone string
		dues int
	}{
		"2027-03-14": {"America/New_York", 46}, "2027-11-07": {"America/New_York", 48}, "2026-04-24": {"Africa/Cairo", 46},
		"2025-10-30": {"Africa/Cairo", 48}, "2026-10-04": {"Australia/Lord_Howe", 47}, "2026-04-05": {"Australia/Lord_Howe", 48},
		"2026-10-18": {"America/Sao_Paulo", 48}, "2026-03-29": {"Asia/Kuwait", 48},
	} {
		s := schedule(t, "*/30 * * * *", want.zone)
		dues, err := s.Between(date(day).In(s.Zone()).Add(-time.Second), date(day).AddDays(1).In(s.Zone()).Add(-time.Second))
		if err != nil || len(dues) != want.dues {
			t.Errorf("%s in %s: %d due, %v; want %d", day, want.zone, len(dues), err, want.dues)
		}
	}
}

// The ends of months over a leap year, in a week that ends on Thursday, and the 29th, 30th and 31st where there are none.
func TestEndsOfMonths(t *testing.T) {
	for name, test := range map[string]struct {
		cron, calendar string
		day            calendar.MonthDay
		shift          calendar.Shift
		want           string // of January to December 2028
	}{
		"last day": {"0 18 * * *", "TARGET", calendar.LastDay, calendar.ShiftFollowing,
			"01-31 02-29 03-31 05-02 05-31 06-30 07-31 08-31 10-02 10-31 11-30"}, // that of December is in 2029
		"last day, preceding": {"0 18 * * *", "TARGET", calendar.LastDay, calendar.ShiftPreceding,
			"01-31 02-29 03-31 04-28 05-31 06-30 07-31 08-31 09-29 10-31 11-30 12-29"},
		"last business day": {"0 18 * * *", "TARGET", calendar.LastBusinessDay, calendar.ShiftSkip,
			"01-31 02-29 03-31 04-28 05-31 06-30 07-31 08-31 09-29 10-31 11-30 12-29"},
		"last business day in Kuwait": {"0 18 * * *", "Kuwait", calendar.LastBusinessDay, calendar.ShiftSkip,
			"01-31 02-29 03-30 04-30 05-31 06-29 07-31 08-31 09-28 10-31 11-30 12-31"},
		"first business day in Kuwait": {"0 18 * * *", "Kuwait", calendar.FirstBusinessDay, calendar.ShiftSkip,
			"01-02 02-01 03-01 04-02 05-01 06-01 07-02 08-01 09-03 10-01 11-01 12-03"},
		"the 31st, modified following": {"0 18 31 * *", "TARGET", calendar.EveryDay, calendar.ShiftModifiedFollowing,
			"01-31 03-31 05-31 07-31 08-31 10-31 12-29"},
		"the 30th":            {"0 18 30 * *", "TARGET", calendar.EveryDay, calendar.ShiftModifiedFollowing, "01-31 03-30 04-28 05-30 06-30 07-31 08-30 09-29 10-30 11-30 12-29"},
		"the 29th":            {"0 18 29 2 *", "TARGET", calendar.EveryDay, calendar.ShiftSkip, "02-29"},
		"the 28th and 29th":   {"0 18 28,29 2 *", "TARGET", calendar.EveryDay, calendar.ShiftSkip, "02-28 02-29"},
		"Fridays of February": {"0 18 * 2 5", "TARGET", calendar.EveryDay, calendar.ShiftSkip, "02-04 02-11 02-18 02-25"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := schedule(t, test.cron, "Europe/Berlin").OnDays(named(t, test.calendar), test.shift)
			if err == nil && test.day != calendar.EveryDay {
				s, err = s.OnDayOfMonth(test.day)
			}
			if err != nil {
				t.Fatal(err)
			}
			dues, err := s.Between(instant(t, "2028-01-01T00:00:00Z"), instant(t, "2028-12-31T22:59:00Z"))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, due := range dues {
				got = append(got, due.At.Format("01-02"))
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("due on %v, want %s", got, test.want)
			}
		})
	}
}
