package main

type abortCmd struct {
	Cycle  string `arg:"" help:"Cycle, such as 2026-11-24-1."`
	Reason string `help:"Why, for the record." placeholder:"TEXT"`
}

// Run ends the cycle for good. There is no default for it: what is ended is named.
func (c *abortCmd) Run(s *session) error {
	if c.Reason == "" {
		return usageError("say why the cycle is aborted, with --reason TEXT")
	}
	return s.with(func(h *home) error { return s.stage(h.stages.Abort(s.ctx, c.Cycle, c.Reason)) })
}
