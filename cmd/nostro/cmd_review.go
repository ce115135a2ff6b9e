package main

import (
	"fmt"

	"nostro/jobs"
)

type reviewCmd struct {
	List    reviewListCmd       `cmd:"" default:"1" help:"What is held for a review, and what spoke against it."`
	Show    approvalsShowCmd    `cmd:"" help:"One of them, with every finding and decision."`
	Release approvalsApproveCmd `cmd:"" help:"Let one go, as another person."`
	Refuse  approvalsRejectCmd  `cmd:"" help:"Refuse one, with a reason: its release cannot be approved any more, and what was held is never paid."`
	Hold    reviewHoldCmd       `cmd:"" help:"Take the one payment out of its release; the rest is written anew and may be approved."`
}

type reviewHoldCmd struct {
	Number int64  `arg:"" help:"Its number."`
	Reason string `help:"Why." required:""`
}

// Run holds one payment and writes the rest of its release anew.
func (c *reviewHoldCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		r, err := h.stages.HoldReviewed(s.ctx, c.Number, jobs.ApprovalSay{Person: s.who(), Reason: c.Reason})
		if err := s.stage(r, err); err != nil || s.cli.JSON {
			return err
		}
		return s.nextOf(h, r.Cycle)
	})
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
