package main

import (
	"fmt"

	"nostro/jobs"
)

type reviewCmd struct {
	List    reviewListCmd       `cmd:"" default:"1" help:"What is held for a review, and what spoke against it."`
	Show    approvalsShowCmd    `cmd:"" help:"One of them, with every finding and decision."`
	Release approvalsApproveCmd `cmd:"" help:"Let one go, as another person."`
	Refuse  approvalsRejectCmd  `cmd:"" help:"Refuse one, with a reason: its release cannot be approved any more."`
}

type reviewListCmd struct {
	All bool `help:"Those that were decided too."`
}

// Run lists what is held. It ends with 1 where something is.
func (c *reviewListCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		all, err := h.stages.ApprovalsOf(s.ctx)
		if err != nil {
			return err
		}
		shown := 0
		for _, w := range all {
			if w.Kind != jobs.ApproveReview || !c.All && !w.Open() {
				continue
			}
			if w.Open() {
				s.needsPerson()
			}
			shown++
			if s.cli.JSON {
				s.json(approvalToJSON(w))
				continue
			}
			s.showWaiting(w)
		}
		if shown == 0 && !s.cli.JSON {
			s.line("review", fmt.Sprintf("nothing is held; %s", rulesWord(h)))
		}
		return nil
	})
}

func rulesWord(h *home) string {
	if h.stages.Settings.Anomalies == nil {
		return "nostro.yaml has no anomalies to look for"
	}
	return fmt.Sprintf("from %d points on a payment is", h.stages.Settings.Anomalies.HoldFrom)
}
