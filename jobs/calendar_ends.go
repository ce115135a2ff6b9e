package jobs

import (
	"cmp"
	"slices"

	"nostro/calendar"
	"nostro/money"
)

// CalendarEnd is a calendar in use of which nobody here knows the days after Last.
type CalendarEnd struct {
	Calendar string
	Last     calendar.Date
	Days     int      // left until then, counted from the business date; negative where it is past
	Users    []string // what goes by it: "the house", "KWD", "job settle"
}

// CalendarEnds returns those that end within the days that alarms name, the first to end first. Of calendars that are joined
// each is told by itself, so that it is plain which one must be mended.
func (s *Stages) CalendarEnds() []CalendarEnd {
	var ends []CalendarEnd
	within := s.Settings.Alarms.usual().CalendarDays
	s.eachCalendar(func(user string, used calendar.Calendar) {
		_, last := used.Known()
		if last.IsZero() || last.DaysSince(s.today()) > within {
			return
		}
		for _, name := range endingParts(used, last) {
			n := slices.IndexFunc(ends, func(e CalendarEnd) bool { return e.Calendar == name && e.Last == last })
			if n < 0 {
				n = len(ends)
				ends = append(ends, CalendarEnd{Calendar: name, Last: last, Days: last.DaysSince(s.today())})
			}
			if !slices.Contains(ends[n].Users, user) {
				ends[n].Users = append(ends[n].Users, user)
			}
		}
	})
	slices.SortStableFunc(ends, func(a, b CalendarEnd) int {
		return cmp.Or(cmp.Compare(a.Last.String(), b.Last.String()), cmp.Compare(a.Calendar, b.Calendar))
	})
	return ends
}

// endingParts names those of which a calendar is made that end with it; itself, where nostro.yaml gives it an end of its own.
func endingParts(c calendar.Calendar, last calendar.Date) (names []string) {
	for _, part := range c.Parts() {
		if _, end := part.Known(); end == last {
			names = append(names, part.Name())
		}
	}
	if names == nil {
		names = []string{c.Name()}
	}
	return names
}

// eachCalendar visits every calendar that something here goes by, in one order, and says what.
func (s *Stages) eachCalendar(visit func(user string, c calendar.Calendar)) {
	visit("the house", s.Settings.Calendar)
	visit("rates of "+s.Settings.Rates.Source, s.Settings.Rates.Calendar)
	for _, f := range s.Settings.Rates.Feeds {
		visit("rates of "+f.Name, f.Source.Calendar)
	}
	seen := map[money.Currency]bool{}
	for _, c := range s.Settings.Correspondents {
		for _, a := range c.Accounts {
			if own, err := s.Settings.CalendarOf(a.Currency); err == nil && !seen[a.Currency] { // a currency without one is told elsewhere
				seen[a.Currency] = true
				visit(a.Currency.Code(), own)
			}
		}
		visit("answers of "+c.ID, c.Answers.Calendar)
		for _, e := range c.Expects {
			visit("files expected of "+c.ID, e.Calendar)
		}
	}
	for _, job := range s.Settings.Jobs {
		visit("job "+job.Name, job.Schedule.Days())
	}
}
