package main

import (
	"nostro/internal/report"
)

type riskCmd struct {
	On string `help:"End of which day, by what was booked until then. Default: today." placeholder:"DATE"`
}

// Run prints what we are exposed to. It ends with 1 where a limit is broken, or nobody can tell whether it is.
func (c *riskCmd) Run(s *session) error {
	on, err := dateOrNone(c.On)
	if err != nil {
		return err
	}
	return s.with(func(h *home) error {
		r, err := h.stages.Risk(s.ctx, on)
		if err != nil {
			return err
		}
		if r.Breached() {
			s.needsPerson()
		}
		shown := report.RiskOf(r, s.Now(), h.stages.Settings.CutOff.Zone())
		if s.cli.JSON {
			s.json(shown)
			return nil
		}
		return report.RiskConsole(s.Stdout, shown, s.consoleOptions())
	})
}
