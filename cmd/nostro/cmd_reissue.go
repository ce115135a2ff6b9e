package main

type reissueCmd struct {
	ID     string `arg:"" help:"Payment that was rejected or came back: its instruction id or UETR."`
	Reason string `help:"Why it is paid anew, and what was wrong." required:"" placeholder:"WHY"`
}

// Run plans the payment that takes its place. It ends with 1: a release has to be written, and another person must approve it.
func (c *reissueCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.Reissue(s.ctx, c.ID, c.Reason)) })
}
