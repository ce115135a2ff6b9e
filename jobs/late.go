package jobs

import (
	"fmt"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/money"
)

// latePrefix begins the reason for which a cycle leaves what was accepted after its cut-off. Nobody has to do anything
// about it: a later cycle takes it.
const latePrefix = "late: "

// strictly tells whether anything can be late for a cycle that closes at the instant.
func (s *Stages) strictly(valueDate calendar.Date, cutOffAt time.Time) bool {
	if s.Settings.LateWaits || cutOffAt.Before(s.cutOff(valueDate)) {
		return true
	}
	for _, c := range s.Settings.Correspondents {
		for _, a := range c.Accounts {
			if a.CutOff != nil {
				return true
			}
		}
	}
	return false
}

// lateFor returns, by sequence, the obligations that were accepted too late for a cycle of the value date that closes at the
// instant, with the reason. What its currency does not settle on that date waits too.
func (s *Stages) lateFor(tx Tx, valueDate calendar.Date, cutOffAt time.Time) (map[int64]string, error) {
	if !s.strictly(valueDate, cutOffAt) {
		return nil, nil
	}
	limits := map[money.Currency]entry{}
	earliest := cutOffAt
	for _, c := range s.Settings.Correspondents {
		for _, a := range c.Accounts {
			e := s.entryOf(a.Currency, valueDate, cutOffAt)
			if limits[a.Currency] = e; e.closed != "" {
				earliest = time.Unix(0, 0) // of all, whenever they came
			} else if e.strict && e.at.Before(earliest) {
				earliest = e.at
			}
		}
	}
	since, err := tx.AcceptedSince(earliest, valueDate)
	late := map[int64]string{}
	for _, o := range since {
		e, known := limits[o.Amount.Currency()]
		if known && e.late(o.AcceptedAt) {
			late[o.Seq] = s.lateWords(o, valueDate, e)
		}
	}
	return late, err
}

// lateWords says what an obligation is too late for, and which cycle takes it.
func (s *Stages) lateWords(o Obligation, valueDate calendar.Date, e entry) string {
	c := o.Amount.Currency()
	why := fmt.Sprintf("accepted %s after the cut-off %s for %s of %s", shortly(o.AcceptedAt, e.zone), shortly(e.at, e.zone), c, valueDate)
	if e.closed != "" {
		why = fmt.Sprintf("%s does not settle on %s, %s", c, valueDate, e.closed)
	}
	from := valueDate
	if o.ValueDate.After(from) {
		from = o.ValueDate
	}
	d, until, found := s.entersOn(c, from, o.AcceptedAt)
	if !found {
		return fmt.Sprintf("%s%s; no business day that takes it is known", latePrefix, why)
	}
	return fmt.Sprintf("%s%s; goes to a cycle of %s, cut-off %s", latePrefix, why, d, shortly(until.at, until.zone))
}

// shortly shows an instant in a zone.
func shortly(t time.Time, zone *time.Location) string {
	return t.In(zone).Format("2006-01-02 15:04 MST")
}

// Lateness says of an accepted obligation that no cycle has whether it came too late for its value date, and which cycle takes
// it; "" where it came in time. Its value date stays as the payer gave it.
func (s *Stages) Lateness(o Obligation) string {
	e := s.entryOn(o.Amount.Currency(), o.ValueDate)
	if o.Cycle != "" || !s.Settings.Calendar.IsBusinessDay(o.ValueDate) || !e.late(o.AcceptedAt) {
		return ""
	}
	return s.lateWords(o, o.ValueDate, e)
}

// Rolled says of an obligation that a cycle of a later value date has that it was rolled, and why where that follows from
// the cut-off; "" where it settles on the date that the payer gave.
func (s *Stages) Rolled(tx Tx, o Obligation) (string, error) {
	if o.Cycle == "" {
		return "", nil
	}
	c, err := findCycle(tx, o.Cycle)
	if err != nil || !c.ValueDate.After(o.ValueDate) {
		return "", err
	}
	why := ""
	if e := s.entryOn(o.Amount.Currency(), o.ValueDate); s.Settings.Calendar.IsBusinessDay(o.ValueDate) && e.late(o.AcceptedAt) {
		why, _, _ = strings.Cut(s.lateWords(o, o.ValueDate, e), "; goes")
		why = ": " + why
	}
	return fmt.Sprintf("rolled from %s to %s%s", o.ValueDate, c.ValueDate, why), nil
}

// splitLate tells what was left since it came late from what a person must see.
func splitLate(deferrals []Deferral) (late, other []Deferral) {
	for _, d := range deferrals {
		if strings.HasPrefix(d.Reason, latePrefix) {
			late = append(late, d)
		} else {
			other = append(other, d)
		}
	}
	return late, other
}

// lateShownMax bounds how many late obligations a result puts into words; each is kept.
const lateShownMax = 5

func lateNotes(late []Deferral) []string {
	notes := make([]string, 0, min(len(late), lateShownMax+1))
	for n, d := range late {
		if n == lateShownMax {
			return append(notes, fmt.Sprintf("and %d more are late: nostro obligations show tells of each", len(late)-n))
		}
		notes = append(notes, fmt.Sprintf("obligation %s is %s", d.Obligation, d.Reason))
	}
	return notes
}
