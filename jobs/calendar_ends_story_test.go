package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/money"
)

// endings are the calendars that end soon.
func (h *installation) endings() (lines []string) {
	for _, e := range h.stages.CalendarEnds() {
		lines = append(lines, fmt.Sprintf("%s %s %d: %s", e.Calendar, e.Last, e.Days, strings.Join(e.Users, ", ")))
	}
	return lines
}

// known is a calendar that knows the days from 2026 until then.
func known(name, until string) calendar.Calendar {
	return calendar.New(name, calendar.Weekend).Within(calendar.MustDate("2026-01-01"), calendar.MustDate(until))
}

// Half a year before a calendar in use ends it is told, with what goes by it; one day earlier it is not. Of calendars that are
// joined the one is told that ends.
func TestACalendarThatEndsIsTold(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, func(s *setup) {
		s.settings.Calendars = map[money.Currency]calendar.Calendar{usd: known("own USD", "2027-05-22"), gbp: known("own GBP", "2027-05-23")}
		s.settings.Calendar = calendar.Join(calendar.TARGET(), known("Bank", "2026-12-31"))
		s.settings.Correspondents[0].Answers = jobs.Answers{Booking: true, BookingDays: 1, Calendar: known("Bank", "2026-12-31")}
	})
	h.same("ends", h.endings(), "Bank 2026-12-31 38: the house, answers of hudson", "own USD 2027-05-22 180: USD")
	h.hasAlarm("calendar-ends of Bank", true)
	h.hasAlarm("calendar-ends of own USD", true)
	h.hasAlarm("calendar-ends of own GBP", false)
	h.at("2026-11-24T15:00:00Z")
	h.same("a day later", h.endings()[1:], "own USD 2027-05-22 179: USD", "own GBP 2027-05-23 180: GBP")
	h.stages.Settings.Alarms.CalendarDays = 10
	h.same("asked for later", h.endings())
	h.at("2027-01-02T15:00:00Z")
	h.same("past", h.endings(), "Bank 2026-12-31 -2: the house, answers of hudson")
}

// A list of holidays of one's own that goes on further counts in place of what it is based on.
func TestACalendarThatWasGivenAnEndIsNamed(t *testing.T) {
	t.Parallel()
	joined := calendar.Join(known("Bank", "2026-12-31"), calendar.TARGET()).Within(calendar.MustDate("2026-01-01"), calendar.MustDate("2027-02-01"))
	h := newInstallation(t, func(s *setup) { s.settings.Calendar = joined.Called("own house") })
	h.same("ends", h.endings(), "own house 2027-02-01 70: the house")
}

// Beyond what the calendar of the house knows no cycle is opened: nobody knows whether the day is a holiday.
func TestNoCycleBeyondTheCalendar(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, func(s *setup) { s.settings.Calendar = known("Bank", "2026-11-24") })
	h.must(second(h.stages.Open(h.ctx, date24)))
	_, err := h.stages.Open(h.ctx, date24.AddDays(1))
	h.refused(err, calendar.ErrBeyond, "value date 2026-11-25", "calendar Bank knows 2026-01-01 to 2026-11-24", "list the holidays")
	if got := len(h.cycles()); got != 1 {
		t.Errorf("there are %d cycles", got)
	}
}

// A currency whose calendar ends does not settle beyond it, where its account has a cut-off of its own, and says why.
func TestACurrencyBeyondItsCalendarWaits(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, func(s *setup) {
		s.settings.Calendars = map[money.Currency]calendar.Calendar{gbp: known("own GBP", "2026-11-23")}
		cutOff, err := calendar.ParseCutOff("14:00", "Europe/London")
		if err != nil {
			t.Fatal(err)
		}
		s.settings.Correspondents[1].Accounts[1].CutOff = &jobs.AccountCutOff{CutOff: cutOff, Days: 1}
	})
	h.people()
	h.owes("O-1 alfa harbour EUR 10.00", "O-2 brixton harbour GBP 20.00")
	h.upTo("open")
	h.says(h.done(h.stages.Close(h.ctx, h.cycle, false)).Notes[0], "O-2", "own GBP knows no days after 2026-11-23", "docs/runbooks/calendar-ends.md")
	h.obligationsAre(h.cycle, "accepted", "O-1")
}
