package config

import (
	"cmp"
	"fmt"
	"strings"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/money"
)

// weekendOnly is the calendar of a house that keeps no holidays but its own.
const weekendOnly = "weekend"

// calendarByName reads one name, or several joined by "+".
func calendarByName(text string) (calendar.Calendar, error) {
	var all []calendar.Calendar
	for _, name := range strings.Split(text, "+") {
		if name == weekendOnly {
			all = append(all, calendar.New(weekendOnly, calendar.Weekend))
			continue
		}
		c, err := calendar.ByName(name)
		if err != nil {
			return calendar.Calendar{}, fmt.Errorf("%q is not known: use %s, %s, or several joined by +", name,
				strings.Join(calendar.Names(), ", "), weekendOnly)
		}
		all = append(all, c)
	}
	return calendar.Join(all...), nil
}

func businessDays(s *section) (base calendar.Calendar) {
	s.text("name").check(func(text string) (err error) {
		base, err = calendarByName(text)
		return err
	})
	base = withOwnDays(s, base)
	s.end()
	return base
}

// withOwnDays adds the user's own holidays, and opens his own working days.
func withOwnDays(s *section, base calendar.Calendar) calendar.Calendar {
	if days := s.dates("working_days"); len(days) > 0 {
		base = base.Except(days...)
	}
	if days := s.holidays("holidays"); len(days) > 0 {
		base = calendar.Join(base, calendar.New("own holidays", calendar.Days(days)))
	}
	return base
}

// ownHoliday is the name of a holiday to which nostro.yaml gives none.
const ownHoliday = "own holiday"

// holidays reads a list of dates, each of which may have a name: "2026-12-24 Christmas Eve".
func (s *section) holidays(name string) map[calendar.Date]string {
	days := map[calendar.Date]string{}
	for _, v := range s.texts(name, false) {
		v.check(func(text string) error {
			day, holiday, _ := strings.Cut(strings.TrimSpace(text), " ")
			d, err := calendar.ParseDate(day)
			if err == nil {
				days[d] = cmp.Or(strings.TrimSpace(holiday), ownHoliday)
			}
			return err
		})
	}
	return days
}

// dates returns those items of a list that are dates; the list may be left out.
func (s *section) dates(name string) (days []calendar.Date) {
	for _, v := range s.texts(name, false) {
		v.check(func(text string) error {
			d, err := calendar.ParseDate(text)
			days = append(days, d)
			return err
		})
	}
	return days
}

// currencyCalendars reads the calendars by which currencies settle, where they are not those of the program.
func currencyCalendars(list []*section) map[money.Currency]calendar.Calendar {
	own := map[money.Currency]calendar.Calendar{}
	for _, s := range list {
		code := s.text("currency")
		currency := code.currency()
		if _, twice := own[currency]; twice && !currency.IsZero() {
			code.bad("%s is there twice: give each currency one calendar", currency)
		}
		own[currency] = ownCalendar(s, code.text)
		s.end()
	}
	return own
}

// ownCalendar is one that is made of known ones, or of nothing but the days that are closed each week.
func ownCalendar(s *section, currency string) calendar.Calendar {
	base := calendar.New(currency, calendar.Weekend)
	based := s.optional("based_on").check(func(text string) (err error) {
		base, err = calendarByName(text)
		return err
	})
	week := s.optional("weekend").oneOf("saturday-sunday", "friday-saturday")
	if based.said && week.said {
		s.bad("give either based_on or weekend")
	}
	if week.text == "friday-saturday" {
		base = calendar.New(currency, calendar.GulfWeekend)
	}
	own := withOwnDays(s, base).Called("own " + currency)
	from, until := s.optional("known_from"), s.optional("known_until")
	if from.said != until.said {
		s.bad("give both known_from and known_until: the first and the last day that the holidays are complete for")
	}
	first, last := from.date(), until.date()
	if last.Before(first) && !last.IsZero() {
		until.bad("%s lies before known_from, %s: the calendar would know no day", last, first)
	}
	if !first.IsZero() && !last.IsZero() {
		own = own.Within(first, last)
	}
	return own
}

// date reads a date.
func (v value) date() (d calendar.Date) {
	v.check(func(text string) (err error) {
		d, err = calendar.ParseDate(text)
		return err
	})
	return d
}

func halfDays(list []*section, c calendar.CutOff) calendar.CutOff {
	for _, s := range list {
		on := s.text("date").date()
		s.text("time").check(func(text string) (err error) {
			if !on.IsZero() {
				c, err = c.WithHalfDay(on, text)
			}
			return err
		})
		s.end()
	}
	return c
}

// tiers reads which participants get another spread than rates.spread_bp.
func tiers(list []*section) (out []jobs.Tier) {
	names, tierOf := map[string]bool{jobs.StandardTier: true}, map[string]string{}
	for _, s := range list {
		name := s.text("name").check(checkID)
		if name.good && names[name.text] {
			name.bad("%q is there twice, or is the tier of all others: give each its own name", name.text)
		}
		names[name.text] = true
		tier := jobs.Tier{Name: name.text, SpreadBP: s.number("spread_bp", "basis points", 0, spreadBPMax)}
		for _, v := range s.texts("participants", true) {
			if other, taken := tierOf[v.text]; taken {
				v.bad("%q is in tier %s already: one tier for each participant", v.text, other)
			}
			tierOf[v.text] = name.text
			tier.Participants = append(tier.Participants, v.text)
		}
		out = append(out, tier)
		s.end()
	}
	return out
}
