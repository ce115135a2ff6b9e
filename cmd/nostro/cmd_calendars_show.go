package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/money"
)

// spanDaysMax bounds how many days one command lists: eleven years.
const spanDaysMax = 4020

// span reads the first and the last day of a list. usual is the first where none is given, and lastOf tells the last from
// the first.
func (s *session) span(from, to string, usual calendar.Date, lastOf func(calendar.Date) calendar.Date) (first, last calendar.Date, err error) {
	if first, err = dateOrNone(from); err != nil {
		return first, last, err
	}
	if first.IsZero() {
		first = usual
	}
	if last, err = dateOrNone(to); err != nil {
		return first, last, err
	}
	if last.IsZero() {
		last = lastOf(first)
	}
	switch {
	case last.Before(first):
		return first, last, usageError(fmt.Sprintf("--to %s lies before --from %s", last, first))
	case first.AddDays(spanDaysMax).Before(last):
		return first, last, usageError(fmt.Sprintf("%s to %s is more than eleven years: ask for less", first, last))
	}
	return first, last, nil
}

// businessDate is today in the zone of the house, or in UTC where there is none.
func (s *session) businessDate(settings jobs.Settings, installed bool) calendar.Date {
	if !installed {
		return calendar.DateOf(s.Now().UTC())
	}
	return calendar.DateOf(s.Now().In(settings.CutOff.Zone()))
}

type calendarsShowCmd struct {
	Name string `arg:"" help:"TARGET, Fed ..., a currency, house for that of nostro.yaml, or several joined by +."`
	From string `help:"First day; default the first of this year." placeholder:"DATE"`
	To   string `help:"Last day; default the last of the year of the first." placeholder:"DATE"`
}

// closedDay is a day on which a calendar is closed beside its weekends, or a half day, in the stable form.
type closedDay struct {
	Date    string         `json:"date"`
	Weekday string         `json:"weekday"`
	Closed  []closedReason `json:"closed,omitempty"`
	HalfDay string         `json:"half_day,omitempty"` // the earlier cut-off
	Basis   string         `json:"basis"`              // published or computed
}

type closedReason struct {
	Calendar string `json:"calendar"`
	Why      string `json:"why"`
}

// Run lists the days. It errs where they are beyond what the calendar knows.
func (c *calendarsShowCmd) Run(s *session) error {
	settings, installed, err := s.settings()
	if err != nil {
		return err
	}
	cal, err := calendarOf(c.Name, settings, installed)
	if err != nil {
		return err
	}
	thisYear := yearsEnd(s.businessDate(settings, installed).Year() - 1).AddDays(1)
	first, last, err := s.span(c.From, c.To, thisYear, func(d calendar.Date) calendar.Date { return yearsEnd(d.Year()) })
	if err != nil {
		return err
	}
	for _, d := range []calendar.Date{first, last} {
		if err := cal.CheckKnown(d); err != nil {
			return err
		}
	}
	var half calendar.CutOff
	if installed && slices.Contains(strings.Split(c.Name, "+"), houseCalendar) {
		half = settings.CutOff
	}
	s.showDays(cal, half, first, last)
	return nil
}

// yearsEnd is 31 December; of a year outside 1 to 9999 it is no date.
func yearsEnd(year int) calendar.Date {
	d, err := calendar.NewDate(year, time.December, 31)
	if err != nil {
		return calendar.Date{}
	}
	return d
}

func (s *session) showDays(cal calendar.Calendar, cutOff calendar.CutOff, first, last calendar.Date) {
	half := map[string]string{}
	for _, h := range cutOff.HalfDays() {
		half[h.On.String()] = h.Clock + " " + cutOff.Zone().String()
	}
	if !s.cli.JSON {
		s.aboutCalendar(cal)
	}
	shown := 0
	for d := first; !d.IsZero() && !d.After(last); d = d.AddDays(1) {
		day := closedDay{Date: d.String(), Weekday: d.Weekday().String(), HalfDay: half[d.String()], Basis: basis(cal, d)}
		for _, closed := range cal.Closings(d) {
			if closed.Why != day.Weekday {
				day.Closed = append(day.Closed, closedReason{closed.Calendar, closed.Why})
			}
		}
		if len(day.Closed) == 0 && day.HalfDay == "" {
			continue
		}
		shown++
		s.showDay(day)
	}
	if shown == 0 && !s.cli.JSON {
		s.line("", fmt.Sprintf("no holiday and no half day from %s to %s", first, last))
	}
}

// computed is the basis of days that somebody may yet decide otherwise.
const computed = "computed"

// basis says whether the days of that time are published, or computed from a rule that may change.
func basis(cal calendar.Calendar, d calendar.Date) string {
	if last := cal.Published(); !last.IsZero() && d.After(last) {
		return computed
	}
	return "published"
}

func (s *session) showDay(day closedDay) {
	if s.cli.JSON {
		s.json(day)
		return
	}
	var parts []string
	for _, c := range day.Closed {
		parts = append(parts, c.Calendar+": "+c.Why)
	}
	if day.HalfDay != "" {
		parts = append(parts, "half day, cut-off "+day.HalfDay)
	}
	text := fmt.Sprintf("%-9s %s", day.Weekday, strings.Join(parts, "; "))
	if day.Basis == computed {
		text += " (computed)"
	}
	s.line(day.Date, text)
}

// aboutCalendar tells what stands behind a calendar, or each of those that were joined.
func (s *session) aboutCalendar(cal calendar.Calendar) {
	form := calendarForm{}
	form.bounds(cal)
	s.line("calendar", cal.Name()+", "+form.known())
	for name := range strings.SplitSeq(cal.Name(), "+") {
		for _, a := range calendar.Abouts() {
			if a.Name != name {
				continue
			}
			s.line("", a.Name+": weekend "+a.Weekend+"; source: "+a.Source)
			s.line("", "compared with: "+a.Checked)
			if a.Unknown != "" {
				s.line("", "not known before: "+a.Unknown)
			}
		}
	}
}

func sortedCurrencies(all map[money.Currency]calendar.Calendar) []money.Currency {
	return slices.SortedFunc(maps.Keys(all), func(a, b money.Currency) int { return strings.Compare(a.Code(), b.Code()) })
}
