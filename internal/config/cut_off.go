package config

import (
	"slices"

	"nostro/calendar"
	"nostro/jobs"
)

// cutOffDaysMax bounds how long before the value date a cycle may close.
const cutOffDaysMax = 10

// What becomes of an obligation that is accepted after the cut-off.
const (
	lateWhileOpen = "while-open" // it is taken as long as its cycle is not closed
	lateNextCycle = "next-cycle" // it waits for the next one
)

// cutOff reads when the cycles of a value date close.
func cutOff(s *section, into *jobs.Settings) {
	c, days := oneCutOff(s)
	into.CutOff, into.CutOffDays = c, days
	into.EarlierCutOffs = earlier(s, c)
	into.LateWaits = s.optional("late").oneOf(lateWhileOpen, lateNextCycle).text == lateNextCycle
	s.end()
}

// oneCutOff reads a time in a zone, how many business days before the value date it falls, and its half days.
func oneCutOff(s *section) (c calendar.CutOff, daysBefore int) {
	clock, zone := s.text("time"), s.text("zone")
	clock.check(func(text string) error {
		_, err := calendar.ParseCutOff(text, "UTC")
		return err
	})
	zone.check(func(text string) error {
		_, err := calendar.ParseCutOff("00:00", text)
		return err
	})
	c, _ = calendar.ParseCutOff(clock.text, zone.text) // what is wrong with either was told above
	daysBefore = s.number("days_before", "business days", 0, cutOffDaysMax)
	if clock.good && zone.good {
		c = halfDays(s.optionalSections("half_days"), c)
	}
	s.take("half_days")
	return c, daysBefore
}

// earlier reads the times of further cycles of a value date, which close on the same day before the last one.
func earlier(s *section, last calendar.CutOff) (all []calendar.CutOff) {
	for _, v := range s.texts("earlier", false) {
		clock, err := calendar.ParseCutOff(v.text, "UTC")
		if err != nil {
			v.bad("%v", err)
			continue
		}
		if last.Zone() == nil {
			continue // what is wrong with the last one was told
		}
		c, _ := calendar.ParseCutOff(v.text, last.Zone().String())
		day := calendar.MustDate("2026-01-15") // no half day of anybody counts here, and no clock changes
		if !clock.At(day).Before(sameClock(last).At(day)) {
			v.bad("%s is not before %s, when the last cycle of a value date closes", v.text, last)
			continue
		}
		if slices.ContainsFunc(all, func(o calendar.CutOff) bool { return o.String() == c.String() }) {
			v.bad("%s is there twice", v.text)
			continue
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b calendar.CutOff) int {
		day := calendar.MustDate("2026-01-15")
		return a.At(day).Compare(b.At(day))
	})
	return all
}

// sameClock is the usual time of day, in UTC.
func sameClock(c calendar.CutOff) calendar.CutOff {
	usual, _ := calendar.ParseCutOff(c.String()[:len("16:00")], "UTC")
	return usual
}

// accountCutOff reads until when what settles over an account must have come, on the clock of its bank.
func accountCutOff(s *section) *jobs.AccountCutOff {
	if s == nil {
		return nil
	}
	c, days := oneCutOff(s)
	s.end()
	return &jobs.AccountCutOff{CutOff: c, Days: days}
}
