package main

import (
	"fmt"
	"time"

	"nostro/jobs"
)

type participantsAmendCmd struct {
	File   string `arg:"" help:"File of participants or accounts that says what they are from now on; - is the standard input."`
	Reason string `help:"Why they change, and how you know." required:""`
}

// Run asks for amendments. It ends with 1 where something waits for another person or a row was refused.
func (c *participantsAmendCmd) Run(s *session) error {
	files, err := s.readAll([]string{c.File})
	if err != nil {
		return err
	}
	return s.with(func(h *home) error { return s.stage(h.stages.Amend(s.ctx, files[0], c.Reason)) })
}

type participantsAmendmentsCmd struct {
	Participant string `arg:"" optional:"" help:"Of this participant; default: of all."`
}

type changeJSON struct {
	Field   string `json:"field"`
	Was     string `json:"was"`
	Becomes string `json:"becomes"`
}

// amendmentJSON is the stable form of an amendment.
type amendmentJSON struct {
	Number      int64        `json:"number"`
	Participant string       `json:"participant"`
	Currency    string       `json:"currency,omitempty"` // of the account that it changes
	Changes     []changeJSON `json:"changes"`
	Reason      string       `json:"reason"`
	By          string       `json:"by"`
	Approval    int64        `json:"approval"`
	At          string       `json:"at"`
	File        string       `json:"file_sha256"`
	Line        int          `json:"line"`
}

func (c *participantsAmendmentsCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		if err := h.stages.CheckNames(s.ctx, jobs.Named{Participant: c.Participant}); err != nil {
			return err
		}
		all, err := look(s, h, jobs.Tx.Amendments)
		if err != nil {
			return err
		}
		rows := []amendmentJSON{}
		for _, m := range all {
			if c.Participant != "" && m.Participant != c.Participant {
				continue
			}
			row := amendmentJSON{m.Number, m.Participant, m.Currency.Code(), []changeJSON{}, m.Reason, m.By, m.Approval,
				m.At.UTC().Format(time.RFC3339), m.Source.SHA256, m.Source.Line}
			for _, change := range m.Changes() {
				row.Changes = append(row.Changes, changeJSON(change))
			}
			rows = append(rows, row)
		}
		if s.cli.JSON {
			s.json(rows)
			return nil
		}
		s.showAmendments(rows)
		return nil
	})
}

func (s *session) showAmendments(rows []amendmentJSON) {
	if len(rows) == 0 {
		s.line("amended", "nothing")
	}
	for _, row := range rows {
		what := "participant " + row.Participant
		if row.Currency != "" {
			what = "account " + row.Participant + " " + row.Currency
		}
		s.line("amended", fmt.Sprintf("%s at %s, asked by %s, approval %d: %s", what, row.At, row.By, row.Approval, row.Reason))
		for _, change := range row.Changes {
			s.line("", fmt.Sprintf("- %s: %q became %q", change.Field, change.Was, change.Becomes))
		}
	}
}
