package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"nostro/calendar"
	"nostro/internal/config"
	"nostro/jobs"
	"nostro/money"
)

type calendarsCmd struct {
	List      calendarsListCmd `cmd:"" default:"withargs" help:"Every calendar, with its currency, zone, weekend and source."`
	Show      calendarsShowCmd `cmd:"" help:"The days on which one, or several joined, are closed, and why."`
	ValueDate valueDateCmd     `cmd:"" name:"value-date" help:"On which day a trade of a pair settles, and why then."`
	CutOffs   cutOffsCmd       `cmd:"" name:"cut-offs" help:"The next cut-off of each correspondent and currency."`
}

// houseCalendar names the calendar of nostro.yaml, by which value dates are business days.
const houseCalendar = "house"

// settings returns what nostro.yaml of --dir says, and false where there is none: calendars can be asked for anywhere.
func (s *session) settings() (jobs.Settings, bool, error) {
	_, err := os.Stat(filepath.Join(s.cli.Dir, config.FileName))
	if errors.Is(err, os.ErrNotExist) {
		return jobs.Settings{}, false, nil
	}
	conf, err := config.Load(s.cli.Dir, s.Getenv)
	return conf.Settings, err == nil, err
}

// calendarOf finds a calendar: a name of the program, a currency, "house", or several of them joined by +.
func calendarOf(text string, settings jobs.Settings, installed bool) (calendar.Calendar, error) {
	var all []calendar.Calendar
	for name := range strings.SplitSeq(text, "+") {
		c, err := oneCalendar(name, settings, installed)
		if err != nil {
			return calendar.Calendar{}, err
		}
		all = append(all, c)
	}
	return calendar.Join(all...), nil
}

func oneCalendar(name string, settings jobs.Settings, installed bool) (calendar.Calendar, error) {
	if name == houseCalendar && installed {
		return settings.Calendar, nil
	}
	if currency, err := money.ParseCurrency(name); err == nil {
		c, err := settings.CalendarOf(currency)
		if err != nil {
			return c, usageError(err.Error())
		}
		return c, nil
	}
	c, err := calendar.ByName(name)
	if err != nil {
		return c, usageError(err.Error() + ", a currency, house for that of nostro.yaml, or several joined by +")
	}
	return c, nil
}

// calendarForm is the stable form of a calendar.
type calendarForm struct {
	Name      string `json:"name"`
	Currency  string `json:"currency,omitempty"`
	Zone      string `json:"zone,omitempty"`
	Weekend   string `json:"weekend,omitempty"`
	From      string `json:"known_from,omitempty"`
	Until     string `json:"known_until,omitempty"`
	Published string `json:"published_until,omitempty"`
	Source    string `json:"source"`
	Checked   string `json:"checked,omitempty"`
	Unknown   string `json:"unknown,omitempty"`
}

type calendarsListCmd struct{}

// Run lists the calendars of the program, and those of nostro.yaml where there is one.
func (*calendarsListCmd) Run(s *session) error {
	settings, installed, err := s.settings()
	if err != nil {
		return err
	}
	for _, a := range calendar.Abouts() {
		s.showCalendar(formOf(a))
	}
	if installed {
		for _, form := range ownCalendars(settings) {
			s.showCalendar(form)
		}
	}
	return nil
}

func formOf(a calendar.About) calendarForm {
	form := calendarForm{Name: a.Name, Currency: a.Currency, Zone: a.Zone, Weekend: a.Weekend, Source: a.Source, Checked: a.Checked,
		Unknown: a.Unknown}
	form.bounds(a.Calendar())
	return form
}

func (f *calendarForm) bounds(c calendar.Calendar) {
	first, last := c.Known()
	f.From, f.Until, f.Published = first.String(), last.String(), c.Published().String()
}

// ownCalendars are those of nostro.yaml: of the house, and of currencies.
func ownCalendars(settings jobs.Settings) []calendarForm {
	house := calendarForm{Name: houseCalendar, Zone: settings.CutOff.Zone().String(), Source: "nostro.yaml, calendar: " + settings.Calendar.Name()}
	house.bounds(settings.Calendar)
	all := []calendarForm{house}
	for _, currency := range sortedCurrencies(settings.Calendars) {
		c := settings.Calendars[currency]
		form := calendarForm{Name: c.Name(), Currency: currency.Code(), Source: "nostro.yaml, calendars"}
		form.bounds(c)
		all = append(all, form)
	}
	return all
}

func (s *session) showCalendar(f calendarForm) {
	if s.cli.JSON {
		s.json(f)
		return
	}
	text := f.Name
	if f.Zone != "" {
		text += ", " + f.Zone
	}
	if f.Weekend != "" {
		text += ", weekend " + f.Weekend
	}
	s.line(f.Currency, text)
	s.line("", f.known())
	s.line("", "source: "+f.Source)
}

// known says how far the calendar is known, and how far what is known is certain.
func (f *calendarForm) known() string {
	text := "known without bounds"
	if f.From != "" || f.Until != "" {
		text = fmt.Sprintf("known %s to %s", f.From, f.Until)
	}
	switch {
	case f.Published == "":
		return text + ", by rule"
	case f.Published == f.Until:
		return text + ", and published as far"
	}
	return text + fmt.Sprintf(", published to %s and computed from there on", f.Published)
}
