package main

type breaksAcceptCmd struct {
	ID     breakNumber `arg:"" help:"Number of the break about the statement that came again."`
	Reason string      `help:"How you know that it counts." required:"" placeholder:"WHY"`
}

// Run asks, or does what one person may do alone.
func (c *breaksAcceptCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.AcceptCorrection(s.ctx, int64(c.ID), c.Reason)) })
}
