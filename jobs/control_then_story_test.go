package jobs_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/money"
)

// then is an instant that the story comes back to, and what the control told at it.
type then struct {
	at   time.Time
	told []string
}

// remembers keeps what is told now, and moves the clock on.
func (h *installation) remembers(list *[]then) {
	h.t.Helper()
	*list = append(*list, then{h.now, h.controlWith(h.now)})
	h.looksBack.remember(h)
	h.now = h.now.Add(time.Hour)
}

// controlWith is the control at an instant, with the open breaks by number.
func (h *installation) controlWith(at time.Time) []string {
	h.t.Helper()
	c, err := h.stages.Control(h.ctx, jobs.ControlScope{}, at)
	h.must(err)
	var breaks []string
	for _, b := range c.Breaks {
		breaks = append(breaks, fmt.Sprint(b.ID))
	}
	return append(h.control(at.UTC().Format(time.RFC3339Nano)), "open: "+strings.Join(breaks, " "))
}

// Whatever comes later, what was known at each instant is told of it: a break that was written off, reopened and matched by hand,
// a match that was undone, a booking that came late, a statement that was read and not proven.
func TestControlTellsWhatWasKnownThen(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.looksBackAt(false)
	var all []then
	h.remembers(&all)
	b := h.payment("brixton")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(b, "-100.00"), {amount: "5.00", endToEnd: "GIFT"}}}.xml())
	h.remembers(&all)
	h.same("the gift", all[1].told[len(all[1].told)-1:], "open: 1")
	h.alone("1000.00")
	h.done(h.stages.WriteOffBreak(h.ctx, 1, "a gift"))
	h.remembers(&all)
	h.same("written off", all[2].told[len(all[2].told)-1:], "open: ")
	h.done(h.stages.ReopenBreak(h.ctx, 1, "it was none"))
	h.remembers(&all)
	h.same("reopened", all[3].told[len(all[3].told)-1:], "open: 1")
	h.done(h.stages.UndoMatch(h.ctx, b.ID, "it was our rent"))
	h.remembers(&all)
	h.same("undone", differing(all[4].told[:len(all[4].told)-1]), "brixton 100.00 harbour 30.00 statement 1 entry 1 -100.00 statement 1 entry 2 5.00")
	h.at("2026-11-25T20:00:00Z")
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "875.00"}.xml()) // one is missing: it is read, and not proven
	h.remembers(&all)
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "905.00", entries: []booked{byName(h.payment("harbour"), "-30.00")}}.xml())
	h.remembers(&all)
	for n, one := range all {
		h.same(fmt.Sprintf("instant %d, at %s", n, one.at), h.controlWith(one.at), one.told...)
	}
	h.same("before anything", h.controlWith(all[0].at.AddDate(-1, 0, 0)), "0 statements, 0 breaks", "open: ")
	h.boundedAgrees(all)
}

// boundedAgrees asks for each day of each account by itself, at each instant: it is the day of the whole control, with the same
// reasons, although they stand on other days.
func (h *installation) boundedAgrees(all []then) {
	h.t.Helper()
	for _, one := range all {
		whole, err := h.stages.Control(h.ctx, jobs.ControlScope{}, one.at)
		h.must(err)
		for _, d := range whole.Days {
			c, err := h.stages.Control(h.ctx, jobs.ControlScope{Correspondent: d.Correspondent, Currency: d.Currency, From: d.Day, Until: d.Day}, one.at)
			h.must(err)
			if len(c.Days) != 1 || !reflect.DeepEqual(c.Days[0], d) {
				h.t.Errorf("%s %s %s at %s:\n%+v\nwant\n%+v", d.Correspondent, d.Currency, d.Day, one.at, c.Days, d)
			}
		}
	}
}

// A scope leaves out what is not in it, breaks and statements too.
func TestControlOfAScope(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("brixton"), "-100.00"), {amount: "5.00", endToEnd: "GIFT"}}}.xml())
	day, base := calendar.MustDate("2026-11-24"), h.stages.Settings.House.Base
	for name, c := range map[string]struct {
		scope jobs.ControlScope
		want  string
	}{
		"all":           {jobs.ControlScope{}, "1 days, 1 statements, 1 breaks"},
		"one day":       {jobs.ControlScope{Correspondent: "rhein", Currency: base, From: day, Until: day}, "1 days, 1 statements, 1 breaks"},
		"until before":  {jobs.ControlScope{Until: day.AddDays(-1)}, "0 days, 1 statements, 1 breaks"},
		"from after":    {jobs.ControlScope{From: day.AddDays(1)}, "0 days, 1 statements, 1 breaks"},
		"another bank":  {jobs.ControlScope{Correspondent: "hudson"}, "0 days, 0 statements, 0 breaks"},
		"another money": {jobs.ControlScope{Currency: money.MustCurrency("JPY")}, "0 days, 0 statements, 0 breaks"},
	} {
		got, err := h.stages.Control(h.ctx, c.scope, time.Time{})
		h.must(err)
		if told := fmt.Sprintf("%d days, %d statements, %d breaks", len(got.Days), got.Statements, len(got.Breaks)); told != c.want {
			t.Errorf("%s: %s, want %s", name, told, c.want)
		}
	}
}
