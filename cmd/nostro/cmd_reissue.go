package main

type reissueCmd struct {
	Ask      reissueAskCmd      `cmd:"" default:"withargs" help:"Pay one payment anew (the default), or the part of it that came back."`
	File     reissueFileCmd     `cmd:"" help:"Pay anew all payments of a file that a bank rejected whole, at once or not at all."`
	Withdraw reissueWithdrawCmd `cmd:"" help:"Withdraw what was to pay one anew, before it has left."`
}

type reissueAskCmd struct {
	ID     string `arg:"" help:"Payment that was rejected or came back: its instruction id or UETR."`
	Reason string `help:"Why it is paid anew, and what was wrong." required:"" placeholder:"WHY"`
}

// Run plans the payment that takes its place. It ends with 1: a release has to be written, and another person must approve it.
func (c *reissueAskCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.Reissue(s.ctx, c.ID, c.Reason)) })
}

type reissueFileCmd struct {
	File   string `arg:"" help:"File as it was sent, or the id (MsgId) of the message in it." placeholder:"NAME"`
	Reason string `help:"Why its payments are paid anew, and what was wrong." required:"" placeholder:"WHY"`
}

// Run plans payments that take the place of all of them. It ends with 1, as for one.
func (c *reissueFileCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.ReissueFile(s.ctx, c.File, c.Reason)) })
}

type reissueWithdrawCmd struct {
	ID     string `arg:"" help:"What was to pay anew, or the payment that it was to pay anew: its instruction id or UETR."`
	Reason string `help:"Why it is not paid anew after all." required:"" placeholder:"WHY"`
}

func (c *reissueWithdrawCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.WithdrawReissue(s.ctx, c.ID, c.Reason)) })
}
