package jobs

import (
	"fmt"
	"slices"

	"nostro/calendar"
	"nostro/money"
)

// Tier is a group of participants that get a spread of their own.
type Tier struct {
	Name         string
	SpreadBP     int // basis points on top of bid or ask, in our favour
	Participants []string
}

// StandardTier is the tier of every participant that no other names; its spread is RateSettings.SpreadBP.
const StandardTier = "standard"

// TierOf returns the tier of a participant.
func (s Settings) TierOf(participant string) Tier {
	for _, t := range s.Tiers {
		if slices.Contains(t.Participants, participant) {
			return t
		}
	}
	return Tier{Name: StandardTier, SpreadBP: s.Rates.SpreadBP}
}

// terms says what a participant of the tier gets, as the journal keeps it.
func (t Tier) terms() string { return fmt.Sprintf("spread %d bp, tier %s", t.SpreadBP, t.Name) }

// CalendarOf returns the calendar by which a currency settles: that of nostro.yaml, else the one that the program
// knows. Where neither is there, the error wraps calendar.ErrNoCalendar.
func (s Settings) CalendarOf(c money.Currency) (calendar.Calendar, error) {
	if own, ok := s.Calendars[c]; ok {
		return own, nil
	}
	return calendar.ForCurrency(c.Code())
}
