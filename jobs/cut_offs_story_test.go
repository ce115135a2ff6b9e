package jobs_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/money"
)

// The next cut-off of each account: over a holiday, past today's, on a half day, and where a currency itself is closed.
func TestCutOffsOfEachAccount(t *testing.T) {
	cutOff, err := calendar.ParseCutOff("16:00", "Europe/Brussels")
	if err == nil {
		cutOff, err = cutOff.WithHalfDay(calendar.MustDate("2026-12-23"), "12:00")
	}
	if err != nil {
		t.Fatal(err)
	}
	usd := money.MustCurrency("USD")
	s := jobs.Stages{Settings: jobs.Settings{Calendar: calendar.TARGET(), CutOff: cutOff, CutOffDays: 1,
		Correspondents: []jobs.Correspondent{{ID: "rhein", Accounts: []jobs.NostroAccount{{Currency: eur}, {Currency: usd}}}}}}
	for _, tt := range []struct{ now, value, at, closed string }{
		{"2026-11-24T09:00:00Z", "2026-11-25", "2026-11-24 16:00 CET", ""},
		{"2026-11-24T15:00:00Z", "2026-11-26", "2026-11-25 16:00 CET", "Fed is closed: Thanksgiving Day"},
		{"2026-12-23T10:59:00Z", "2026-12-24", "2026-12-23 12:00 CET", ""},
		{"2026-12-23T11:00:00Z", "2026-12-28", "2026-12-24 16:00 CET", ""},
		{"2026-07-01T09:00:00Z", "2026-07-02", "2026-07-01 16:00 CEST", ""},
	} {
		s.Now = func() time.Time { return instant(t, tt.now) }
		all, err := s.CutOffs(calendar.Date{})
		if err != nil || len(all) != 2 {
			t.Fatalf("%s: %+v, %v", tt.now, all, err)
		}
		for n, want := range []string{"", tt.closed} {
			v := all[n]
			if v.Correspondent != "rhein" || v.ValueDate.String() != tt.value || v.At.Format("2006-01-02 15:04 MST") != tt.at || v.Closed != want {
				t.Errorf("%s: %+v, want %+v", tt.now, v, tt)
			}
			if !strings.Contains(v.Usual, "16:00 Europe/Brussels, 1 business day before") || !strings.HasPrefix(v.Left, "in ") {
				t.Errorf("%+v", v)
			}
		}
	}
	s.Settings.Calendar = calendar.New("never", func(calendar.Date) string { return "closed for good" })
	if all, err := s.CutOffs(calendar.MustDate("2026-12-01")); !errors.Is(err, calendar.ErrBeyond) {
		t.Errorf("%v, %v", all, err)
	}
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
