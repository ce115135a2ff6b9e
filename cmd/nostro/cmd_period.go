package main

import (
	"nostro/calendar"
)

type closePeriodCmd struct {
	Until string `arg:"" help:"Last day of the period, such as 2026-11-30."`
}

// Run closes everything until the day, for good.
func (c *closePeriodCmd) Run(s *session) error {
	until, err := calendar.ParseDate(c.Until)
	if err != nil {
		return usageError(err.Error())
	}
	return s.with(func(h *home) error { return s.stage(h.stages.ClosePeriod(s.ctx, until)) })
}
