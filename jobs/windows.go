package jobs

import (
	"slices"
	"time"

	"nostro/calendar"
	"nostro/money"
)

// AccountCutOff is until when obligations in the currency of a nostro account must have been accepted, on the wall clock of
// the bank that holds it. It is strict: what comes later goes to a later value date.
type AccountCutOff struct {
	calendar.CutOff
	Days int // business days of the house and of the currency before the value date, 0 or more
}

// cutOffDay returns the date that lies so many business days before the value date; where a calendar knows fewer, it does
// not look further than windowDaysMax.
func cutOffDay(cal calendar.Calendar, valueDate calendar.Date, days int) calendar.Date {
	day, first := valueDate, valueDate.AddDays(-windowDaysMax)
	for left := days; left > 0 && day.After(first); {
		day = day.AddDays(-1)
		if cal.IsBusinessDay(day) {
			left--
		}
	}
	return day
}

// cutOff returns the instant at which the last cycle of the value date closes.
func (s *Stages) cutOff(valueDate calendar.Date) time.Time {
	return s.Settings.CutOff.At(cutOffDay(s.Settings.Calendar, valueDate, s.Settings.CutOffDays)).UTC()
}

// cutOffs returns the instants at which the cycles of the value date close, in order. On a half day those that are not
// before the last are left out.
func (s *Stages) cutOffs(valueDate calendar.Date) []time.Time {
	day, last := cutOffDay(s.Settings.Calendar, valueDate, s.Settings.CutOffDays), s.cutOff(valueDate)
	var all []time.Time
	for _, earlier := range s.Settings.EarlierCutOffs {
		if at := earlier.At(day).UTC(); at.Before(last) {
			all = append(all, at)
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	return append(all, last)
}

// nextCutOff returns that of the cycle that the value date gets next: the first that is after those of all its cycles. Once
// all have been, further cycles of the date have the last one.
func (s *Stages) nextCutOff(cycles []Cycle, valueDate calendar.Date) time.Time {
	var used time.Time
	for _, c := range cycles {
		if c.ValueDate == valueDate && c.AbortedAt.IsZero() && c.CutOffAt.After(used) {
			used = c.CutOffAt
		}
	}
	all := s.cutOffs(valueDate)
	for _, at := range all {
		if at.After(used) {
			return at
		}
	}
	return all[len(all)-1]
}

// accountCutOff returns the cut-off of the account in the currency, where it has its own.
func (s *Stages) accountCutOff(c money.Currency) (AccountCutOff, bool) {
	for _, correspondent := range s.Settings.Correspondents {
		if a, held := correspondent.Account(c); held && a.CutOff != nil {
			return *a.CutOff, true
		}
	}
	return AccountCutOff{}, false
}

// entry is until when an obligation in a currency must have been accepted for a value date, or for one cycle of it.
type entry struct {
	at     time.Time
	zone   *time.Location
	strict bool   // whether what comes later waits; else it is taken as long as its cycle is not closed
	closed string // why the currency does not settle on the date at all; "" where it does
}

// entryOn returns the entry of the value date as a whole.
func (s *Stages) entryOn(c money.Currency, valueDate calendar.Date) entry {
	own, has := s.accountCutOff(c)
	if !has {
		return entry{s.cutOff(valueDate), s.Settings.CutOff.Zone(), s.Settings.LateWaits, ""}
	}
	cal := s.Settings.Calendar
	if currencies, err := s.Settings.CalendarOf(c); err == nil {
		cal = calendar.Join(cal, currencies)
	}
	return entry{own.At(cutOffDay(cal, valueDate, own.Days)).UTC(), own.Zone(), true, s.closedFor(c, valueDate)}
}

// entryOf returns that of one cycle: what comes after its own cut-off waits for the next cycle of its value date, where
// there is one by the clock.
func (s *Stages) entryOf(c money.Currency, valueDate calendar.Date, cutOffAt time.Time) entry {
	e := s.entryOn(c, valueDate)
	if cutOffAt.Before(s.cutOff(valueDate)) && (!e.strict || cutOffAt.Before(e.at)) {
		return entry{cutOffAt, s.Settings.CutOff.Zone(), true, e.closed}
	}
	return e
}

// late tells whether what was accepted at the instant is too late for it.
func (e entry) late(accepted time.Time) bool {
	return e.strict && (e.closed != "" || !accepted.Before(e.at))
}

// windowDaysMax is how far ahead a business day is looked for.
const windowDaysMax = 60

// entersOn returns the first value date from the given one on for which what is accepted at the instant comes in time, and
// until when one may come for the same cycle.
func (s *Stages) entersOn(c money.Currency, from calendar.Date, accepted time.Time) (d calendar.Date, until entry, found bool) {
	for range windowDaysMax {
		if !s.Settings.Calendar.IsBusinessDay(from) {
			from = from.AddDays(1)
			continue
		}
		if e := s.entryOn(c, from); e.closed == "" && accepted.Before(e.at) {
			for _, at := range s.cutOffs(from) {
				if accepted.Before(at) && at.Before(e.at) {
					return from, entry{at, s.Settings.CutOff.Zone(), true, ""}, true
				}
			}
			return from, e, true
		}
		from = from.AddDays(1)
	}
	return from, entry{}, false
}
