package jobs

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"nostro/calendar"
	"nostro/lifecycle"
)

// windowsShownMax bounds how many value dates of an import are put into words.
const windowsShownMax = 5

// windowNotes tells whoever imported which cycle will take the obligations, by value date, and when its cut-off is.
// What comes after the cut-off of its value date goes into a later cycle, and that is said.
func (s *Stages) windowNotes(tx Tx, accepted map[calendar.Date]int) ([]string, error) {
	cycles, err := tx.Cycles()
	if err != nil {
		return nil, err
	}
	var notes []string
	dates := slices.SortedFunc(maps.Keys(accepted), calendar.Date.Compare)
	for n, valueDate := range dates {
		if n == windowsShownMax {
			notes = append(notes, fmt.Sprintf("and %s more: nostro obligations list shows what there is", count(len(dates)-n, "value date")))
			break
		}
		notes = append(notes, fmt.Sprintf("%s for %s: %s", count(accepted[valueDate], "obligation"), valueDate,
			s.windowOf(valueDate, cycles)))
	}
	return notes, nil
}

// windowOf says which cycle will take what is accepted now for the value date: the first one that is open, or one
// that is opened yet.
func (s *Stages) windowOf(valueDate calendar.Date, cycles []Cycle) string {
	settled, found := s.nextWindow(valueDate)
	for _, c := range cycles { // by value date and number
		// one that is open for later than the next business day with a cut-off to come is not the next to take it
		if c.State == lifecycle.CycleOpen && !c.ValueDate.Before(valueDate) && (!found || !c.ValueDate.After(settled)) {
			return fmt.Sprintf("cycle %s, cut-off %s, %s", c.ID, s.local(c.CutOffAt), untilCutOff(c.CutOffAt.Sub(s.Now())))
		}
	}
	if !found {
		return fmt.Sprintf("calendar %s knows no business day from then on", s.Settings.Calendar.Name())
	}
	why := ""
	switch {
	case settled == valueDate:
	case !s.Settings.Calendar.IsBusinessDay(valueDate):
		why = fmt.Sprintf("no business day of calendar %s: ", s.Settings.Calendar.Name())
	default:
		why = fmt.Sprintf("late, the cut-off was %s: ", s.local(s.cutOff(valueDate)))
	}
	at := s.cutOff(settled)
	return fmt.Sprintf("%sa cycle of %s, cut-off %s, %s", why, settled, s.local(at), untilCutOff(at.Sub(s.Now())))
}

// windowDaysMax is how far ahead a business day is looked for.
const windowDaysMax = 60

// nextWindow returns the first business day from the date on whose cut-off is still to come.
func (s *Stages) nextWindow(from calendar.Date) (d calendar.Date, found bool) {
	if today := s.today(); from.Before(today) {
		from = today
	}
	for range windowDaysMax {
		if s.Settings.Calendar.IsBusinessDay(from) && s.cutOff(from).After(s.Now()) {
			return from, true
		}
		from = from.AddDays(1)
	}
	return from, false
}

// untilCutOff puts what is left until a cut-off into words.
func untilCutOff(left time.Duration) string {
	if left <= 0 {
		return "which has passed: it takes them as long as it is not closed"
	}
	left = left.Truncate(time.Minute)
	days, hours, minutes := left/(24*time.Hour), left/time.Hour%24, left/time.Minute%60
	switch {
	case days > 0:
		return fmt.Sprintf("in %d d %d h", days, hours)
	case hours > 0:
		return fmt.Sprintf("in %d h %d min", hours, minutes)
	}
	return fmt.Sprintf("in %d min", minutes)
}
