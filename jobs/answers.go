package jobs

import (
	"fmt"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/reconcile"
)

// Answers is by when a correspondent answers to what we send. What is not said is not expected, save that every payment is
// to be on a statement: then, as ever, a business day of the house after its value date.
type Answers struct {
	StatusHours int  // after a file of payments was sent, its status (pacs.002, pain.002) is due; 0: none is expected
	Booking     bool // whether BookingDays, By and Calendar count
	BookingDays int  // business days after the value date on which the booking is to be on a statement here
	By          calendar.CutOff
	Calendar    calendar.Calendar
}

// bookingDue is the instant by which a payment of that value date is to be on a statement that we have. A value date of
// none is due at once: nobody would ever miss it.
func (s *Stages) bookingDue(i Instruction) (time.Time, error) {
	if i.ValueDate.IsZero() {
		return time.Time{}, nil
	}
	c, err := s.Settings.Correspondent(i.Correspondent)
	if err != nil || !c.Answers.Booking { // one that is gone from nostro.yaml has no terms
		day, err := businessDayAfter(s.Settings.Calendar, i.ValueDate, 1)
		return day.In(s.Settings.CutOff.Zone()), err
	}
	day, err := businessDayAfter(c.Answers.Calendar, i.ValueDate, c.Answers.BookingDays)
	return c.Answers.By.At(day), err
}

// lateNow tells whether a payment that is still to come should have been booked by now. Without terms of the correspondent
// it should a business day of the house after its value date.
func (s *Stages) lateNow(i reconcile.Instruction) bool {
	c, err := s.Settings.Correspondent(i.Correspondent)
	if err == nil && c.Answers.Booking && !i.ValueDate.IsZero() {
		due, err := s.bookingDue(Instruction{Correspondent: i.Correspondent, ValueDate: i.ValueDate})
		if err == nil { // beyond what its calendar knows the rule without terms counts
			return !s.Now().Before(due)
		}
	}
	return i.ValueDate.IsZero() || s.Settings.Calendar.BusinessDaysBetween(i.ValueDate, s.today()) >= 1
}

// wantsStatus tells whether a bank gives a status to messages of that kind: to payments, not to announcements and recalls.
func wantsStatus(message string) bool {
	return strings.HasPrefix(message, "pacs.") || strings.HasPrefix(message, "pain.")
}

// businessDayAfter is the n-th business day after a day; of n 0 the day itself, or the first business day after it.
func businessDayAfter(cal calendar.Calendar, day calendar.Date, n int) (calendar.Date, error) {
	if n == 0 {
		next, err := cal.Next(day)
		return next, err
	}
	for range n {
		next, err := cal.Next(day.AddDays(1))
		if err != nil {
			return day, fmt.Errorf("business day after %s: %w", day, err)
		}
		day = next
	}
	return day, nil
}

// statusDue is the instant by which the status of a file that was sent is due, zero where none is expected.
func (s *Stages) statusDue(f FileOut) time.Time {
	c, err := s.Settings.Correspondent(f.Correspondent)
	if err != nil || c.Answers.StatusHours == 0 || f.SentAt.IsZero() || !wantsStatus(f.Message) {
		return time.Time{}
	}
	return f.SentAt.Add(time.Duration(c.Answers.StatusHours) * time.Hour)
}
