package main

import (
	"bufio"
	"fmt"
	"strings"

	"nostro/jobs"
)

type approveCmd struct {
	Cycle  string `arg:"" optional:"" help:"Cycle whose release to approve; default the one that waits."`
	Digest string `help:"The first characters of the digest, at least 8: they prove that you looked." placeholder:"HEX"`
	Show   bool   `help:"Only show what there is to approve."`
	Reason string `help:"What you looked at; kept with the approval."`
}

// Run shows what is signed and takes the approval. On a terminal it asks for the beginning of the digest.
func (c *approveCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		cycle, err := s.cycle(h, c.Cycle)
		if err != nil {
			return err
		}
		v, err := h.stages.ShowRelease(s.ctx, cycle)
		if err != nil {
			return err
		}
		if c.Show && s.cli.JSON {
			s.json(releaseToJSON(v))
			return nil
		}
		if c.Show || v.Waits.Open() && !s.cli.JSON {
			s.showRelease(v)
		}
		if c.Show {
			return nil
		}
		if c.Digest == "" && s.Terminal && !s.Piped && !s.cli.JSON && v.Waits.Open() {
			if c.Digest, err = s.askDigest(); err != nil {
				return err
			}
		}
		say := jobs.ApprovalSay{Person: s.who(), Approved: true, Reason: c.Reason, Looked: c.Digest}
		return s.stage(h.stages.DecideRelease(s.ctx, cycle, say))
	})
}

// digestAsked is how much of a line is read as an answer.
const digestAsked = 200

// askDigest asks whoever sits there. An empty answer approves nothing.
func (s *session) askDigest() (string, error) {
	fmt.Fprint(s.Stdout, "To approve it type the first 8 characters of the digest, or nothing: ")
	line, err := bufio.NewReaderSize(s.Stdin, digestAsked).ReadString('\n')
	answer := strings.TrimSpace(line)
	if answer == "" {
		return "", fmt.Errorf("nothing was typed, so nothing was approved: %w", jobs.ErrNeedsPerson)
	}
	if err != nil && line == "" {
		return "", err
	}
	return answer, nil
}

type rejectCmd struct {
	Cycle  string `arg:"" help:"Cycle whose release to refuse."`
	Reason string `help:"Why." required:""`
	Digest string `help:"The first characters of the digest, at least 8." placeholder:"HEX"`
}

func (c *rejectCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		return s.stage(h.stages.DecideRelease(s.ctx, c.Cycle, jobs.ApprovalSay{Person: s.who(), Reason: c.Reason, Looked: c.Digest}))
	})
}
