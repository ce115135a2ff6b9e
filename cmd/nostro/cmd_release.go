package main

import (
	"errors"
	"fmt"

	"nostro/jobs"
	"nostro/lifecycle"
)

type sendCmd struct {
	Cycle string `arg:"" optional:"" help:"Cycle to send; default every approved one."`
	resendFlags
}

func (c *sendCmd) Run(s *session) error {
	if c.asked() {
		return s.resend(c)
	}
	return s.with(func(h *home) error {
		cycles, waiting, err := s.approved(h, c.Cycle)
		if err != nil {
			return err
		}
		recalls, err := h.stages.WaitingRecalls(s.ctx)
		if err != nil {
			return err
		}
		if len(cycles) == 0 && recalls == 0 {
			s.show(jobs.Result{Stage: "send", Outcome: jobs.OutcomeNothing, Summary: "no approved cycle waits to be sent",
				Notes: waiting})
			return nil
		}
		if err := s.connect(h); err != nil {
			return err
		}
		var problems []error // a cycle that cannot be sent stops no other
		for _, cycle := range cycles {
			if err := s.stage(h.stages.Send(s.ctx, cycle)); err != nil {
				problems = append(problems, fmt.Errorf("cycle %s: %w", cycle, err))
			}
		}
		if recalls > 0 {
			problems = append(problems, s.stage(h.stages.SendRecalls(s.ctx)))
		}
		return errors.Join(problems...)
	})
}

// approved returns the named cycle, or all that are approved and not sent; and, in words, those that wait for approval.
func (s *session) approved(h *home, named string) (cycles, waiting []string, err error) {
	if named != "" {
		return []string{named}, nil, nil
	}
	err = h.store.View(s.ctx, func(tx jobs.Tx) error {
		all, err := tx.Cycles()
		for _, c := range all {
			switch c.State {
			case lifecycle.CycleApproved:
				cycles = append(cycles, c.ID)
			case lifecycle.CycleWritten:
				waiting = append(waiting, fmt.Sprintf("cycle %s waits for another person: nostro approve %[1]s --as NAME", c.ID))
			}
		}
		return err
	})
	return cycles, waiting, err
}

type collectCmd struct{}

func (c *collectCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		if err := s.connect(h); err != nil {
			return err
		}
		return s.stage(h.stages.Collect(s.ctx))
	})
}
