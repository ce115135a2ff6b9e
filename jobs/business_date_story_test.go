package jobs_test

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
)

// businessDate is the business date, as a fresh process reads it.
func (h *installation) businessDate() string {
	h.t.Helper()
	h.must(h.stages.ReadBusinessDate(h.ctx))
	v, err := h.stages.ShowBusinessDate(h.ctx)
	h.must(err)
	if v.FollowsClock() {
		return v.Day.String() + " by the clock"
	}
	return v.Day.String() + " set by " + v.Set.By
}

func (h *installation) sets(day string) (jobs.Result, error) {
	return h.stages.SetBusinessDate(h.ctx, calendar.MustDate(day), "the power was off")
}

func (h *installation) rolls(over bool) (jobs.Result, error) {
	return h.stages.RollBusinessDate(h.ctx, over, "worked off")
}

// After an outage of three days each is worked off as if it were today: its own rates, its own cycle, in order; then the clock
// leads again.
func TestTheDaysOfAnOutageAreWorkedOff(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.at("2026-11-25T09:00:00Z") // a Wednesday; nothing has run since Friday
	h.same("before", []string{h.businessDate()}, "2026-11-25 by the clock")
	h.imports("o.csv", obligationsHeader+"O-1,alfa,brixton,EUR,10.00,2026-11-24,\nO-2,alfa,brixton,EUR,20.00,2026-11-25,\n")
	h.done(h.sets("2026-11-23"))
	h.hasAlarm("business-date-behind", true)
	for _, day := range []struct{ today, value, next string }{
		{"2026-11-23 set by ann", "2026-11-24", "2026-11-24 set by ann"},
		{"2026-11-24 set by ann", "2026-11-25", "2026-11-25 by the clock"},
	} {
		h.same("business date", []string{h.businessDate()}, day.today)
		value, err := h.stages.NextValueDate()
		h.must(err)
		h.same("value date", []string{value.String()}, day.value)
		h.cycle, err = h.stages.RunCycle(h.ctx, value, false, func(jobs.Result) {})
		h.must(err)
		_, err = h.rolls(false)
		h.refused(err, jobs.ErrBusinessDate, "cycle "+h.cycle, "is written: send it, or abort it, or roll over it with --over")
		h.approve()
		h.send()
		h.done(h.rolls(false))
		h.same("rolled", []string{h.businessDate()}, day.next)
	}
	h.hasAlarm("business-date-behind", false)
	var cycles []string
	for _, c := range h.cycles() {
		cycles = append(cycles, c.ID+" "+string(c.State))
	}
	h.same("cycles", cycles, "2026-11-24-1 sent", "2026-11-25-1 sent")
	h.obligationsAre("2026-11-24-1", "netted", "O-1")
	h.obligationsAre("2026-11-25-1", "netted", "O-2")
}

func TestBusinessDatesThatAreRefused(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.at("2026-11-25T09:00:00Z")
	for day, says := range map[string]string{
		"2026-11-22": "2026-11-22 is no business day of calendar",
		"2026-11-26": "2026-11-26 has not come yet: in Europe/Brussels it is 2026-11-25",
	} {
		_, err := h.sets(day)
		h.refused(err, jobs.ErrBusinessDate, says)
	}
	_, err := h.stages.SetBusinessDate(h.ctx, date24, " ")
	h.refused(err, jobs.ErrBusinessDate, "say why")
	_, err = h.rolls(false)
	h.refused(err, jobs.ErrBusinessDate, "it follows the clock, nobody has set it")
	_, err = h.stages.FollowClock(h.ctx, "why not")
	h.refused(err, jobs.ErrBusinessDate, "it follows the clock already")

	h.done(h.sets("2026-11-24"))
	_, err = h.sets("2026-11-23")
	h.refused(err, jobs.ErrBusinessDate, "it never goes back, and was 2026-11-24 already (set by ann at ")
	r := h.done(h.stages.FollowClock(h.ctx, "nothing to work off"))
	h.says(r.Summary, "follows the clock: 2026-11-25")
	_, err = h.sets("2026-11-23")
	h.refused(err, jobs.ErrBusinessDate, "it never goes back")
}

// A cycle that is left behind is left behind knowingly.
func TestTheBusinessDateRollsOverWhatIsNotSent(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.at("2026-11-25T09:00:00Z")
	h.done(h.sets("2026-11-23"))
	h.owes("O-1 alfa brixton EUR 10.00")
	h.run()
	_, err := h.rolls(false)
	h.refused(err, jobs.ErrBusinessDate, "2026-11-24-1")
	h.done(h.rolls(true))
	h.same("rolled", []string{h.businessDate()}, "2026-11-24 set by ann")
}

// What is closed stays closed.
func TestTheBusinessDateDoesNotGoIntoAClosedPeriod(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.at("2026-11-25T09:00:00Z")
	h.done(h.stages.ClosePeriod(h.ctx, calendar.MustDate("2026-11-23")))
	_, err := h.sets("2026-11-23")
	h.refused(err, jobs.ErrBusinessDate, "everything until 2026-11-23 is closed")
	h.done(h.sets("2026-11-24"))
}

// Another process that opens the same books goes by the date that was set.
func TestTheBusinessDateIsInTheBooks(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.at("2026-11-25T09:00:00Z")
	h.done(h.sets("2026-11-23"))
	other := &jobs.Stages{Settings: h.stages.Settings, Store: h.store, Spool: h.spool, Now: h.stages.Now, User: "bea"}
	h.must(other.ReadBusinessDate(h.ctx))
	value, err := other.NextValueDate()
	h.must(err)
	v, err := other.ShowBusinessDate(h.ctx)
	h.must(err)
	h.same("value date", []string{value.String(), strings.Fields(v.Set.Reason)[1]}, "2026-11-24", "power")
}
