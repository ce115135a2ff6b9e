package main

import (
	"fmt"

	"nostro/internal/report"
	"nostro/jobs"
	"nostro/lifecycle"
)

type statusCmd struct{}

// Run prints what is due, stuck and broken. It ends with 1 where a person is needed.
func (c *statusCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		in, err := s.input(h, "")
		if err != nil {
			return err
		}
		p, err := report.Gather(s.ctx, h.store, in)
		if err != nil {
			return err
		}
		if attention(p) {
			s.needsPerson()
		}
		if s.cli.JSON {
			return report.JSON(s.Stdout, p)
		}
		if err := report.StatusConsole(s.Stdout, p, s.consoleOptions()); err != nil {
			return err
		}
		return s.statusApprovals(h)
	})
}

// attention tells whether a person is needed: the house has to catch up, a break is open, a question about rates waits, an expected file is late, a recall is overdue, a file's fate is unknown or failed, a
// fetched file lies in quarantine, a payment is owed again, a limit of the open position is broken, or an invariant does not hold.
func attention(p report.Picture) bool {
	needed := p.Headline.Restored != "" || p.Headline.OpenBreaks > 0 || p.Headline.ChecksFail > 0 || p.Headline.Breaches > 0 || len(p.RateQuestions) > 0 || len(p.Late) > 0 || len(p.RecallsOverdue) > 0 || len(p.Waits) > 0 || len(p.Held) > 0
	needed = needed || len(p.Screening.Waiting) > 0 || p.Reserve != nil && p.Reserve.Short() || report.Unsafe(p) || p.Further()
	for _, f := range p.FilesOut {
		needed = needed || f.State == string(lifecycle.FileOutUnknown) || f.State == string(lifecycle.FileOutFailed)
	}
	for _, f := range p.FilesIn {
		needed = needed || f.State == string(lifecycle.FileInQuarantined)
	}
	for _, i := range p.Orders {
		needed = needed || i.OwedAgain() || i.State == string(lifecycle.InstructionHeld) || i.Note != "" && i.PaidAnewBy == "" && i.State != string(lifecycle.InstructionWithdrawn)
	}
	return needed
}

type checkCmd struct{}

// Run prints every invariant with what it counted. It ends with 1 where one does not hold.
func (c *checkCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		checks, err := h.stages.Check(s.ctx)
		if err != nil {
			return err
		}
		for _, check := range checks {
			if !check.Holds {
				s.needsPerson()
			}
			if s.cli.JSON {
				s.json(report.Check(check))
				continue
			}
			s.showCheck(check)
		}
		return nil
	})
}

func (s *session) showCheck(check jobs.CheckResult) {
	word := "holds"
	if !check.Holds {
		word = "BROKEN"
	}
	s.line(word, fmt.Sprintf("%s (%d %s)", check.Name, check.Counted, check.Unit))
	if check.Detail != "" {
		s.line("", "- "+check.Detail)
	}
}

type traceCmd struct {
	ID string `arg:"" help:"Obligation, participant, instruction, UETR, message, file, statement, break or journal key."`
}

func (c *traceCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		lineage, err := report.Trace(s.ctx, h.store, c.ID)
		if err != nil {
			return err
		}
		if s.cli.JSON {
			s.json(lineage)
			return nil
		}
		return report.LineageConsole(s.Stdout, lineage, s.consoleOptions())
	})
}
