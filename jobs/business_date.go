package jobs

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"nostro/calendar"
)

// ErrBusinessDate is wrapped where the business date cannot be moved as it was asked.
var ErrBusinessDate = errors.New("the business date stays")

// BusinessDay is one move of the business date by a person.
type BusinessDay struct {
	Number     int64         // 1, 2, 3 ..., given by the store
	Day        calendar.Date // zero: it follows the clock from here on
	By, Reason string
	At         time.Time
}

// BusinessDateTx keeps the moves of the business date.
type BusinessDateTx interface {
	// AddBusinessDay adds the move; the store refuses a day before one that was set already.
	AddBusinessDay(b BusinessDay) error
	// BusinessDay returns the last move, which is in force.
	BusinessDay() (b BusinessDay, found bool, err error)
	// BusinessDays returns all by number.
	BusinessDays() ([]BusinessDay, error)
}

// BusinessDate is what the books say of the business date, as it was read last. Several goroutines may use it.
type BusinessDate struct{ set atomic.Pointer[BusinessDay] }

// day returns the date that a person has set, if one is in force.
func (b *BusinessDate) day() (d calendar.Date, set bool) {
	if b == nil {
		return d, false
	}
	if last := b.set.Load(); last != nil && !last.Day.IsZero() {
		return last.Day, true
	}
	return d, false
}

// ReadBusinessDate reads from the store which date is in force; the stages go by it until it is read again.
func (s *Stages) ReadBusinessDate(ctx context.Context) error {
	if s.Business == nil {
		s.Business = &BusinessDate{}
	}
	return s.Store.View(ctx, func(tx Tx) error { return s.readBusinessDate(tx) })
}

func (s *Stages) readBusinessDate(tx Tx) error {
	last, found, err := tx.BusinessDay()
	if err == nil && s.Business != nil {
		if !found {
			last = BusinessDay{}
		}
		s.Business.set.Store(&last)
	}
	return err
}

// clockDate is the date of the clock in the zone of the house.
func (s *Stages) clockDate() calendar.Date {
	return calendar.DateOf(s.Now().In(s.Settings.CutOff.Zone()))
}

// today is the business date: what a person has set, else the date of the clock in the zone of the cut-off.
func (s *Stages) today() calendar.Date {
	if d, set := s.Business.day(); set {
		return d
	}
	return s.clockDate()
}

// BusinessDateView is the business date for people.
type BusinessDateView struct {
	Day   calendar.Date
	Clock calendar.Date // the date of the clock in Zone
	Zone  string
	Set   BusinessDay   // who moved it last; zero where nobody ever did
	Moves []BusinessDay // by number
}

// FollowsClock tells whether nobody has set it apart from the clock.
func (v BusinessDateView) FollowsClock() bool { return v.Set.Day.IsZero() }

// ShowBusinessDate returns the business date as it is.
func (s *Stages) ShowBusinessDate(ctx context.Context) (v BusinessDateView, err error) {
	if err := s.ReadBusinessDate(ctx); err != nil {
		return v, err
	}
	err = s.Store.View(ctx, func(tx Tx) (err error) {
		v.Moves, err = tx.BusinessDays()
		return err
	})
	if len(v.Moves) > 0 {
		v.Set = v.Moves[len(v.Moves)-1]
	}
	v.Day, v.Clock, v.Zone = s.today(), s.clockDate(), s.Settings.CutOff.Zone().String()
	return v, err
}
