package report

import (
	"fmt"
	"strings"

	"nostro/jobs"
)

// CalendarEnd is a calendar in use of which nobody here knows the days after Last.
type CalendarEnd struct {
	Calendar string   `json:"calendar"`
	Last     string   `json:"last"`
	Days     int      `json:"days"` // left until then; negative where it is past
	Users    []string `json:"users"`
}

// CalendarEndsOf shows the calendars that end soon.
func CalendarEndsOf(ends []jobs.CalendarEnd) []CalendarEnd {
	var rows []CalendarEnd
	for _, e := range ends {
		rows = append(rows, CalendarEnd{e.Calendar, e.Last.String(), e.Days, e.Users})
	}
	return rows
}

// due says until when the calendar is known, and what goes by it.
func (e CalendarEnd) due() string {
	when := fmt.Sprintf("in %d days", e.Days)
	if e.Days < 0 {
		when = "which is past"
	}
	return fmt.Sprintf("calendar %s knows no day after %s, %s; by it go %s: docs/runbooks/calendar-ends.md says what to do", clean(e.Calendar), e.Last, when,
		clean(strings.Join(e.Users, ", ")))
}
