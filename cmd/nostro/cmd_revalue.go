package main

import (
	"nostro/calendar"
	"nostro/internal/report"
	"nostro/jobs"
)

type revalueCmd struct {
	Date string `help:"Business day to revalue until; one that was revalued is looked at again. Default: the last one that is fixed." placeholder:"DATE"`
}

// Run revalues the open position, and tells why its value changed. It ends with 1 where rates are missing.
func (c *revalueCmd) Run(s *session) error {
	until, err := dateOrNone(c.Date)
	if err != nil {
		return err
	}
	return s.with(func(h *home) error {
		result, err := h.stages.Revalue(s.ctx, until)
		if err != nil {
			return err
		}
		shown := report.RevaluationOf(result, h.stages.Settings.House.Base)
		if s.cli.JSON {
			if result.Outcome == jobs.OutcomeNeedsPerson {
				s.needsPerson()
			}
			s.json(shown)
			return nil
		}
		s.show(result.Result)
		return report.RevaluationConsole(s.Stdout, shown, s.consoleOptions())
	})
}

// dateOrNone reads a date; "" is none.
func dateOrNone(text string) (calendar.Date, error) {
	if text == "" {
		return calendar.Date{}, nil
	}
	d, err := calendar.ParseDate(text)
	if err != nil {
		return d, usageError(err.Error())
	}
	return d, nil
}
