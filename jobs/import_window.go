package jobs

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"nostro/calendar"
	"nostro/lifecycle"
	"nostro/money"
)

// windowsShownMax bounds how many value dates of an import are put into words.
const windowsShownMax = 5

// windowNotes tells whoever imported which cycle will take the obligations, by value date, and when its cut-off is.
// What comes after the cut-off of its value date goes into a later cycle, and that is said.
func (s *Stages) windowNotes(tx Tx, accepted map[window]int) ([]string, error) {
	cycles, err := tx.Cycles()
	if err != nil {
		return nil, err
	}
	together := map[window]int{} // a currency whose account has no cut-off of its own needs no line of its own
	for w, n := range accepted {
		if _, own := s.accountCutOff(w.currency); !own {
			w.currency = money.Currency{}
		}
		together[w] += n
	}
	var notes []string
	all := slices.SortedFunc(maps.Keys(together), window.compare)
	for n, w := range all {
		if n == windowsShownMax {
			notes = append(notes, fmt.Sprintf("and %s more: nostro obligations list shows what there is", count(len(all)-n, "value date")))
			break
		}
		in := ""
		if !w.currency.IsZero() {
			in = " in " + w.currency.Code()
		}
		notes = append(notes, fmt.Sprintf("%s%s for %s: %s", count(together[w], "obligation"), in, w.valueDate, s.windowOf(w, cycles)))
	}
	return notes, nil
}

// window is what obligations share that one cycle takes.
type window struct {
	valueDate calendar.Date
	currency  money.Currency // the zero value: every one whose account has no cut-off of its own
}

func (w window) compare(other window) int {
	return cmp.Or(w.valueDate.Compare(other.valueDate), cmp.Compare(w.currency.Code(), other.currency.Code()))
}

// windowOf says which cycle will take what is accepted now: the first one that is open and not too late for it, or one that
// is opened yet.
func (s *Stages) windowOf(w window, cycles []Cycle) string {
	settled, until, found := s.nextEntry(w.currency, w.valueDate)
	for _, c := range cycles { // by value date and number
		if c.State != lifecycle.CycleOpen || c.ValueDate.Before(w.valueDate) || s.entryOf(w.currency, c.ValueDate, c.CutOffAt).late(s.Now()) {
			continue
		}
		// one that is open for later than the next business day with a cut-off to come is not the next to take it
		if !found || !c.ValueDate.After(settled) {
			return fmt.Sprintf("cycle %s, cut-off %s, %s", c.ID, s.local(c.CutOffAt), untilCutOff(c.CutOffAt.Sub(s.Now())))
		}
	}
	if !found {
		return fmt.Sprintf("calendar %s knows no business day from then on", s.Settings.Calendar.Name())
	}
	why := ""
	given := entry{}
	if s.Settings.Calendar.IsBusinessDay(w.valueDate) {
		given = s.entryOn(w.currency, w.valueDate)
	}
	switch {
	case settled == w.valueDate:
	case given.zone == nil:
		why = fmt.Sprintf("no business day of calendar %s: ", s.Settings.Calendar.Name())
	case given.closed != "":
		why = given.closed + ": "
	default:
		why = fmt.Sprintf("late, the cut-off was %s: ", shortly(given.at, given.zone))
	}
	return fmt.Sprintf("%sa cycle of %s, cut-off %s, %s", why, settled, shortly(until.at, until.zone), untilCutOff(until.at.Sub(s.Now())))
}

// nextEntry returns the first value date from the given one on for which what is accepted now in the currency comes in
// time, and until when.
func (s *Stages) nextEntry(c money.Currency, from calendar.Date) (d calendar.Date, until entry, found bool) {
	if today := s.today(); from.Before(today) {
		from = today
	}
	return s.entersOn(c, from, s.Now())
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
