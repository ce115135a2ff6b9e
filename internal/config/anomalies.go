package config

import (
	"nostro/risk/anomaly"
)

// Limits of what may be said about anomalies.
const (
	pointsMax       = 1000
	anomalyTimesMax = 1000
	anomalyDaysMax  = 60
)

// anomalies reads what is looked for before a release is approved; nil where nothing is. What is left out is as in
// anomaly.Default; points of 0 switch a rule off.
func anomalies(root *section) *anomaly.Rules {
	s := root.optionalSection("anomalies")
	if s == nil {
		return nil
	}
	r := anomaly.Default()
	s.setNumber("hold_from", "points", 1, pointsMax, &r.HoldFrom)
	rule := func(name string, points *int, more func(*section)) {
		if e := s.optionalSection(name); e != nil {
			e.setNumber("points", "points", 0, pointsMax, points)
			more(e)
			e.end()
		}
	}
	rule("amount", &r.Amount, func(e *section) {
		times := int(r.AmountTenths / 10)
		e.setNumber("times", "times the usual distance", 1, anomalyTimesMax, &times)
		r.AmountTenths = int64(times) * 10
		e.setNumber("history", "payments", r.HistoryMin, anomalyTimesMax, &r.HistoryMin)
	})
	rule("first_account", &r.FirstAccount, func(*section) {})
	rule("velocity", &r.Velocity, func(e *section) {
		e.setNumber("days", "days", 1, anomalyDaysMax, &r.VelocityDays)
		e.setNumber("count", "payments", 0, anomalyTimesMax, &r.VelocityCount)
		e.setNumber("times", "times the median of a day", 0, anomalyTimesMax, &r.VelocityTimes)
	})
	rule("round", &r.Round, func(e *section) { e.setNumber("zeros", "zeros", 1, 12, &r.RoundZeros) })
	rule("again", &r.Again, func(e *section) { e.setNumber("days", "days", 0, anomalyDaysMax, &r.AgainDays) })
	rule("out_of_hours", &r.OutOfHours, func(e *section) {
		e.setNumber("from", "o'clock", 0, 23, &r.HoursFrom)
		e.setNumber("to", "o'clock", 1, 24, &r.HoursTo)
		if r.HoursFrom >= r.HoursTo {
			e.bad("from %d to %d is no time of the day: write from before to", r.HoursFrom, r.HoursTo)
		}
	})
	s.end()
	return &r
}
