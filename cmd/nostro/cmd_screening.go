package main

import (
	"fmt"

	"nostro/internal/ratefeed"
	"nostro/internal/report"
	"nostro/jobs"
)

type screeningCmd struct {
	List    screeningListCmd    `cmd:"" default:"1" help:"The lists, and what of them and of the hits waits for a person (the default)."`
	Show    screeningShowCmd    `cmd:"" help:"Everything about one hit."`
	Clear   screeningClearCmd   `cmd:"" help:"It is another party: let the pay-out go, as a second person."`
	Confirm screeningConfirmCmd `cmd:"" help:"It is the listed party: refuse the pay-out, as a second person."`
	Refresh screeningRefreshCmd `cmd:"" help:"Fetch the lists of nostro.yaml, and screen again where one changed."`
	Accept  screeningAcceptCmd  `cmd:"" help:"Accept a list that shrank, or that is old, as a second person."`
}

type screeningRefreshCmd struct {
	Lists []string `arg:"" optional:"" help:"Lists of nostro.yaml, by name; default all."`
}

func (c *screeningRefreshCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		return s.stage(h.stages.RefreshLists(s.ctx, ratefeed.New(ratefeed.Options{}), c.Lists))
	})
}

type screeningClearCmd struct {
	Hit    string `arg:"" help:"The hit, as nostro screening list shows it."`
	Reason string `help:"How you know." required:""`
}

func (c *screeningClearCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.DecideHit(s.ctx, c.Hit, true, s.who(), c.Reason)) })
}

type screeningConfirmCmd struct {
	Hit    string `arg:"" help:"The hit, as nostro screening list shows it."`
	Reason string `help:"How you know." required:""`
}

func (c *screeningConfirmCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.DecideHit(s.ctx, c.Hit, false, s.who(), c.Reason)) })
}

type screeningAcceptCmd struct {
	Key    string `arg:"" help:"The question, as nostro screening list shows it."`
	Reason string `help:"Why." required:""`
}

func (c *screeningAcceptCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.AcceptList(s.ctx, c.Key, s.who(), c.Reason)) })
}

type screeningShowCmd struct {
	Hit string `arg:"" help:"The hit, as nostro screening list shows it."`
}

func (c *screeningShowCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		v, found, err := h.stages.Hit(s.ctx, c.Hit)
		if err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("hit %q: %w: nostro screening list shows them", c.Hit, jobs.ErrUnknownID)
		}
		if s.cli.JSON {
			s.json(hitForm(v))
			return nil
		}
		s.showHit(v)
		s.line("compared", fmt.Sprintf("%q", v.Compared))
		s.line("entry", fmt.Sprintf("%s of %s, %s, programme %q, content %.12s", v.Entry, v.List, v.EntryKind, v.Programme, v.EntryDigest))
		s.line("found", fmt.Sprintf("by %s at %s, in version %d of the list", v.FoundBy, v.FoundAt.UTC().Format("2006-01-02 15:04"), v.Version))
		return nil
	})
}

// screened is what the reports say of screening.
func (s *session) screened(h *home) (report.Screening, error) {
	v, err := h.stages.Screening(s.ctx)
	if err != nil {
		return report.Screening{}, err
	}
	out := report.Screening{Words: v.Words(s.Now())}
	for _, q := range h.stages.Waiting(v) {
		out.Waiting = append(out.Waiting, report.ScreeningQuestion(q))
	}
	return out, nil
}
