package jobs

import (
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/money"
)

// CutOffView is until when what settles over one of our accounts may come, for people.
type CutOffView struct {
	Correspondent string
	Currency      money.Currency
	ValueDate     calendar.Date // the first one whose cut-off is still to come
	At            time.Time     // the cut-off, in its zone
	Usual         string        // "16:00 Europe/Brussels, 1 business day before the value date"
	Left          string        // until then, in words
	Closed        string        // why the currency itself does not settle on that date; "" where it does
}

// CutOffs returns the next cut-off of each account, by correspondent as nostro.yaml orders them, for what settles on
// the date or later; no date is today. It errs, wrapping calendar.ErrBeyond, where the calendar of the house knows no more
// business days.
func (s *Stages) CutOffs(from calendar.Date) ([]CutOffView, error) {
	if from.IsZero() {
		from = s.today()
	}
	usual := usualWords(s.Settings.CutOff, s.Settings.CutOffDays)
	var all []CutOffView
	for _, c := range s.Settings.Correspondents {
		for _, a := range c.Accounts {
			on, until, found := s.nextEntry(a.Currency, from)
			if !found {
				return nil, fmt.Errorf("calendar %s has no business day with a cut-off to come in the %d days from %s: %w",
					s.Settings.Calendar.Name(), windowDaysMax, from, calendar.ErrBeyond)
			}
			at, own := until.at.In(until.zone), usual
			if a.CutOff != nil {
				own = usualWords(a.CutOff.CutOff, a.CutOff.Days)
			}
			all = append(all, CutOffView{c.ID, a.Currency, on, at, own, untilCutOff(at.Sub(s.Now())), s.closedFor(a.Currency, on)})
		}
	}
	return all, nil
}

// closedFor returns why the currency does not settle on the date by its own calendar; "" where it does, or where nobody
// knows a calendar of it. A date of which its calendar does not know whether it is open counts as closed: nothing is promised on it.
func (s *Stages) closedFor(c money.Currency, on calendar.Date) string {
	own, err := s.Settings.CalendarOf(c)
	if err != nil {
		return ""
	}
	if own.CheckKnown(on) != nil {
		_, last := own.Known()
		return fmt.Sprintf("%s knows no days after %s (docs/runbooks/calendar-ends.md)", own.Name(), last)
	}
	if why := own.Why(on); why != "" {
		return fmt.Sprintf("%s is closed: %s", own.Name(), why)
	}
	return ""
}

func usualWords(c calendar.CutOff, days int) string {
	if days > 0 {
		return fmt.Sprintf("%s, %s before the value date", c, count(days, "business day"))
	}
	return c.String() + ", on the value date"
}
