package main

import (
	"fmt"
	"strings"

	"nostro/internal/config"
	"nostro/jobs"
)

type configCmd struct {
	Check   configCheckCmd   `cmd:"" help:"Every mistake in nostro.yaml and every secret that is missing, at once."`
	Show    configShowCmd    `cmd:"" default:"1" help:"What is written, what is in force, and what differs."`
	Request configRequestCmd `cmd:"" help:"Ask for approval of what is written."`
	Approve configApproveCmd `cmd:"" help:"Approve what is written, as another person: from then on it is in force."`
	Reject  configRejectCmd  `cmd:"" help:"Refuse what is asked, with a reason."`
}

type configShowCmd struct{}

// Run shows the sections that are guarded. It ends with 1 where what is written is not what is in force.
func (c *configShowCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		if s.cli.JSON {
			s.json(struct {
				Guarded bool   `json:"guarded"`
				Written string `json:"written"`
				InForce string `json:"in_force"`
			}{h.guarded, h.config.Guarded, h.inForce})
		}
		if h.guarded && h.inForce != h.config.Guarded {
			s.needsPerson()
		}
		if s.cli.JSON {
			return nil
		}
		if !h.guarded {
			s.line("config", "nothing is guarded: what is written is in force; approval.guard_config in nostro.yaml changes that")
			return nil
		}
		s.line("config", configWords(h))
		for _, line := range differences(h.inForce, h.config.Guarded) {
			fmt.Fprintf(s.Stdout, "%s%s\n", strings.Repeat(" ", stageWidth+1), line)
		}
		return nil
	})
}

// configWords tells how what is written stands to what is in force.
func configWords(h *home) string {
	switch h.inForce {
	case "":
		return "the limits and rules of nostro.yaml were never approved: what is written is in force until they are (nostro config request)"
	case h.config.Guarded:
		return "the limits and rules of nostro.yaml are those that were approved"
	}
	return "the limits and rules of nostro.yaml were changed and are not in force: those that were approved are, until another person " +
		"approves the new ones (nostro config request, nostro config approve)"
}

// differences returns the lines that only one of two texts has: first those in force, with -, then those written, with +.
func differences(old, new string) (lines []string) {
	for _, side := range []struct{ sign, text, other string }{{"- ", old, new}, {"+ ", new, old}} {
		in := map[string]bool{}
		for _, line := range strings.Split(side.other, "\n") {
			in[line] = true
		}
		for _, line := range strings.Split(side.text, "\n") {
			if line != "" && !in[line] {
				lines = append(lines, side.sign+line)
			}
		}
	}
	return lines
}

type configRequestCmd struct{}

func (c *configRequestCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.RequestConfig(s.ctx, h.config.Guarded)) })
}

type configApproveCmd struct {
	Digest string `help:"The first characters of the digest, at least 8: they prove that you looked." placeholder:"HEX"`
	Reason string `help:"What you looked at."`
}

func (c *configApproveCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		say := jobs.ApprovalSay{Person: s.who(), Approved: true, Reason: c.Reason, Looked: c.Digest}
		return s.stage(h.stages.DecideConfig(s.ctx, h.config.Guarded, say))
	})
}

type configRejectCmd struct {
	Reason string `help:"Why." required:""`
}

func (c *configRejectCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		return s.stage(h.stages.DecideConfig(s.ctx, h.config.Guarded, jobs.ApprovalSay{Person: s.who(), Reason: c.Reason}))
	})
}

// guardConfig puts the limits and rules in force that were approved last, and says so where others are written. Once
// they were approved, what is written cannot lift the guard by itself.
func (s *session) guardConfig(h *home) error {
	r, found, err := h.stages.ConfigInForce(s.ctx)
	if err != nil {
		return err
	}
	h.guarded = found || h.config.Settings.Approval.GuardConfig
	if !found {
		return nil
	}
	h.inForce = r.Content
	if h.inForce == h.config.Guarded {
		return nil
	}
	conf, err := config.LoadInForce(s.cli.Dir, s.Getenv, r.Content)
	if err != nil {
		return fmt.Errorf("with the limits and rules that were approved (approval %d): %w", r.Number, err)
	}
	if h.guarded = conf.Settings.Approval.GuardConfig; !h.guarded {
		return nil // the last ones that were approved lifted it
	}
	h.config, h.stages.Settings = conf, conf.Settings
	s.problem(configWords(h))
	return nil
}
