package jobs_test

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/lifecycle"
)

// ownCutOff gives the account in a currency a cut-off of its own.
func ownCutOff(currency, clock, zone string, days int) func(*setup) {
	return func(s *setup) {
		cut, err := calendar.ParseCutOff(clock, zone)
		if err != nil {
			panic(err)
		}
		for n := range s.settings.Correspondents {
			for m := range s.settings.Correspondents[n].Accounts {
				if a := &s.settings.Correspondents[n].Accounts[m]; a.Currency.Code() == currency {
					a.CutOff = &jobs.AccountCutOff{CutOff: cut, Days: days}
				}
			}
		}
	}
}

// lateWaits makes the cut-off of the house strict.
func lateWaits(s *setup) { s.settings.LateWaits = true }

// alsoAt gives every value date a further cycle, which closes at the time in the zone of the house.
func alsoAt(clock string) func(*setup) {
	return func(s *setup) {
		cut, err := calendar.ParseCutOff(clock, s.settings.CutOff.Zone().String())
		if err != nil {
			panic(err)
		}
		s.settings.EarlierCutOffs = append(s.settings.EarlierCutOffs, cut)
	}
}

// comes imports obligations at an instant, and returns what is told about it.
func (h *installation) comes(instant string, obligations ...string) string {
	h.t.Helper()
	h.at(instant)
	result, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "o.csv", Data: []byte(obligationsCSV(obligations...))}}, false)
	h.must(err)
	return strings.Join(result.Result.Notes, "\n")
}

func (h *installation) obligation(id string) jobs.Obligation {
	h.t.Helper()
	return look(h, func(tx jobs.Tx) (jobs.Obligation, error) {
		o, _, err := tx.Obligation(id)
		return o, err
	})
}

func (h *installation) rolled(id string) string {
	h.t.Helper()
	return look(h, func(tx jobs.Tx) (string, error) { return h.stages.Rolled(tx, h.obligation(id)) })
}

// runsOn carries the cycle of a value date as far as it goes, and returns what the stages said, in one text.
func (h *installation) runsOn(date string) string {
	h.t.Helper()
	var said []string
	var err error
	h.cycle, err = h.stages.RunCycle(h.ctx, calendar.MustDate(date), false, func(r jobs.Result) {
		h.holds()
		said = append(said, r.Summary+"\n"+strings.Join(r.Notes, "\n"))
	})
	h.must(err)
	return strings.Join(said, "\n")
}

// The pound closes in London before the house does: what comes after that waits for the next business day, with its value
// date as given, and says so wherever one looks. What comes in another currency at the same instant is in time.
func TestACurrencyClosesOnItsOwnClock(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, ownCutOff("GBP", "14:00", "Europe/London", 1))
	h.people()
	h.comes("2026-11-23T13:59:59Z", "O-1 alfa harbour GBP 1.00")
	said := h.comes("2026-11-23T14:00:00Z", "O-2 alfa harbour GBP 2.00", "O-3 alfa harbour EUR 3.00")
	h.says(said, "1 obligation for 2026-11-24: a cycle of 2026-11-24, cut-off 2026-11-23 16:00 CET",
		"1 obligation in GBP for 2026-11-24: late, the cut-off was 2026-11-23 14:00 GMT: a cycle of 2026-11-25, cut-off 2026-11-24 14:00 GMT")
	late := "late: accepted 2026-11-23 14:00 GMT after the cut-off 2026-11-23 14:00 GMT for GBP of 2026-11-24; goes to a cycle of 2026-11-25, " +
		"cut-off 2026-11-24 14:00 GMT"
	h.same("lateness", []string{h.stages.Lateness(h.obligation("O-1")), h.stages.Lateness(h.obligation("O-2")),
		h.stages.Lateness(h.obligation("O-3"))}, "", late, "")
	h.at("2026-11-23T15:30:00Z")
	h.says(h.runsOn("2026-11-24"), "2 obligations taken, 1 left for a later cycle", "obligation O-2 is "+late)
	h.obligationsAre("2026-11-24-1", lifecycle.ObligationNetted, "O-1", "O-3")
	deferrals := look(h, func(tx jobs.Tx) ([]jobs.Deferral, error) { return tx.Deferrals("2026-11-24-1") })
	if len(deferrals) != 1 || deferrals[0].Obligation != "O-2" || deferrals[0].Reason != late {
		t.Errorf("what was left is %v", deferrals)
	}
	h.approve()
	h.send()
	h.says(h.runsOn("2026-11-24"), "no obligation that could settle has come since", "O-2 is late")
	h.at("2026-11-24T15:30:00Z")
	h.runsOn("2026-11-25")
	h.obligationsAre("2026-11-25-1", lifecycle.ObligationNetted, "O-2")
	if o := h.obligation("O-2"); o.ValueDate != date24 {
		t.Errorf("its value date is %s", o.ValueDate)
	}
	h.same("rolled", []string{h.rolled("O-2"), h.rolled("O-1")}, "rolled from 2026-11-24 to 2026-11-25: late: accepted 2026-11-23 14:00 GMT after "+
		"the cut-off 2026-11-23 14:00 GMT for GBP of 2026-11-24", "")
}

// Late is nobody's task: the close is done.
func TestWhatIsOnlyLateNeedsNobody(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, lateWaits)
	h.people()
	h.comes("2026-11-23T14:00:00Z", "O-1 alfa brixton EUR 1.00")
	h.done(h.stages.Open(h.ctx, date24))
	var many []string
	for n := range 7 {
		many = append(many, "L-"+string(rune('1'+n))+" alfa brixton EUR 2.00")
	}
	h.says(h.comes("2026-11-23T15:05:00Z", many...), "7 obligations for 2026-11-24: late, the cut-off was 2026-11-23 16:00 CET: a cycle of 2026-11-25")
	closed := h.done(h.stages.Close(h.ctx, h.cycle, false))
	h.ends(closed, jobs.OutcomeDone)
	h.says(closed.Summary, "1 obligation taken, 7 left")
	h.says(strings.Join(closed.Notes, "\n"), "L-5 is late", "and 2 more are late")
	h.obligationsAre(h.cycle, lifecycle.ObligationAccepted, "O-1")
}

// A holiday of a currency alone: the euro settles, the pound the day after.
func TestACurrencyIsClosedOnItsHoliday(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, ownCutOff("GBP", "14:00", "Europe/London", 1))
	h.people()
	rows := strings.ReplaceAll(obligationsCSV("O-1 alfa harbour GBP 1.00", "O-2 alfa harbour EUR 3.00"), "2026-11-24", "2026-12-28")
	h.at("2026-12-22T10:00:00Z")
	result, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "o.csv", Data: []byte(rows)}}, false)
	h.must(err)
	h.says(strings.Join(result.Result.Notes, "\n"), "1 obligation in GBP for 2026-12-28: ", "is closed", "a cycle of 2026-12-29")
	h.at("2026-12-24T16:00:00Z")
	h.says(h.runsOn("2026-12-28"), "GBP does not settle on 2026-12-28")
	h.obligationsAre("2026-12-28-1", lifecycle.ObligationNetted, "O-2")
}

// Two cycles a day: each takes what came before its own cut-off; the second is opened while the first waits for approval.
func TestTwoCyclesOfAValueDate(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, alsoAt("11:00"))
	h.people()
	h.comes("2026-11-23T09:59:00Z", "O-1 alfa brixton EUR 100.00")
	h.says(h.comes("2026-11-23T10:30:00Z", "O-2 alfa brixton EUR 20.00"), "a cycle of 2026-11-24, cut-off 2026-11-23 16:00 CET")
	h.at("2026-11-23T11:00:00Z") // noon
	h.says(h.runsOn("2026-11-24"), "cycle 2026-11-24-1, value date 2026-11-24, cut-off 2026-11-23 11:00 CET", "1 obligation taken, 1 left",
		"O-2 is late: accepted 2026-11-23 11:30 CET after the cut-off 2026-11-23 11:00 CET for EUR of 2026-11-24; goes to a cycle of 2026-11-24, "+
			"cut-off 2026-11-23 16:00 CET")
	h.says(h.runsOn("2026-11-24"), "done before", "1 obligation came after it had closed", "nostro cycle abort 2026-11-24-1")
	if h.cycle != "2026-11-24-1" {
		t.Errorf("before its cut-off, cycle %s was run", h.cycle)
	}
	h.at("2026-11-23T15:00:00Z")
	h.says(h.runsOn("2026-11-24"), "cycle 2026-11-24-2, value date 2026-11-24, cut-off 2026-11-23 16:00 CET")
	h.obligationsAre("2026-11-24-1", lifecycle.ObligationNetted, "O-1")
	h.obligationsAre("2026-11-24-2", lifecycle.ObligationNetted, "O-2")
	for _, h.cycle = range []string{"2026-11-24-1", "2026-11-24-2"} {
		h.approve()
		h.send()
	}
	h.answer("2026-11-24")
	h.takes()
	for cycle, id := range map[string]string{"2026-11-24-1": "O-1", "2026-11-24-2": "O-2"} {
		h.obligationsAre(cycle, lifecycle.ObligationSettled, id)
	}
}

// Where the first cycle of the day is aborted, the next one has its cut-off again, and the one after that the later one.
func TestAnAbortedCycleFreesItsCutOff(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, alsoAt("11:00"))
	h.people()
	h.comes("2026-11-23T09:59:00Z", "O-1 alfa brixton EUR 100.00")
	h.comes("2026-11-23T10:30:00Z", "O-2 alfa brixton EUR 20.00")
	h.at("2026-11-23T16:00:00Z")
	h.runsOn("2026-11-24")
	h.abort()
	h.says(h.runsOn("2026-11-24"), "cycle 2026-11-24-2, value date 2026-11-24, cut-off 2026-11-23 11:00 CET")
	h.says(h.runsOn("2026-11-24"), "cycle 2026-11-24-3, value date 2026-11-24, cut-off 2026-11-23 16:00 CET")
	h.obligationsAre("2026-11-24-2", lifecycle.ObligationNetted, "O-1")
	h.obligationsAre("2026-11-24-3", lifecycle.ObligationNetted, "O-2")
}

// What came while a cycle waits for approval is named, with the cycle that takes it; and so it is done.
func TestARunSaysWhatCameSince(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00")
	h.run()
	h.owes("O-2 brixton alfa EUR 40.00")
	h.says(h.runsOn("2026-11-24"), "1 obligation came after it had closed: once it is approved, nostro cycle run opens the next cycle for them")
	h.approve()
	h.says(h.runsOn("2026-11-24"), "cycle 2026-11-24-2")
	h.obligationsAre("2026-11-24-2", lifecycle.ObligationNetted, "O-2")
}

// The two clock changes of a year, and half days, on the clock of the account.
func TestCutOffsOnEitherSideOfAClockChange(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, ownCutOff("USD", "17:00", "America/New_York", 0), lateWaits)
	for date, want := range map[string]string{"2026-03-06": "2026-03-06 17:00 EST", "2026-03-09": "2026-03-09 17:00 EDT",
		"2026-10-30": "2026-10-30 17:00 EDT", "2026-11-02": "2026-11-02 17:00 EST"} {
		h.at(date + "T07:00:00Z")
		views, err := h.stages.CutOffs(calendar.MustDate(date))
		h.must(err)
		if got := views[0].At.Format("2006-01-02 15:04 MST"); views[0].Correspondent != "hudson" || got != want {
			t.Errorf("%s: %s %s, want %s", date, views[0].Correspondent, got, want)
		}
	}
}
