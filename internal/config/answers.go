package config

import "nostro/jobs"

// Limits of what may be said about answers.
const (
	answerHoursMax = 240
	answerDaysMax  = 20
)

// answers reads by when a correspondent answers to what we send; it may be left out, and each part of it too.
func answers(s *section) (out jobs.Answers) {
	if s == nil {
		return out
	}
	if status := s.optionalSection("status"); status != nil {
		out.StatusHours = status.number("hours", "hours", 1, answerHoursMax)
		status.end()
	}
	if booking := s.optionalSection("booking"); booking != nil {
		out.Booking = true
		out.BookingDays = booking.number("business_days", "business days", 0, answerDaysMax)
		out.By = cutOffOf(booking.text("by"), booking.text("zone"))
		booking.text("calendar").check(func(text string) (err error) {
			out.Calendar, err = calendarByName(text)
			return err
		})
		booking.end()
	}
	s.end()
	return out
}
