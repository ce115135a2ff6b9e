package main

import (
	"fmt"

	"nostro/calendar"
	"nostro/fx"
)

type ratesCmd struct {
	Import  ratesImportCmd  `cmd:"" default:"withargs" help:"Read rate files (the default)."`
	Fetch   ratesFetchCmd   `cmd:"" help:"Fetch rates from the feeds of nostro.yaml."`
	List    ratesListCmd    `cmd:"" help:"The rates there are, and what about them waits for a person."`
	Explain ratesExplainCmd `cmd:"" help:"How a rate comes about, step by step."`
	Draw    ratesDrawCmd    `cmd:"" help:"How a rate went."`
	Accept  ratesAcceptCmd  `cmd:"" help:"Accept what is unusual about rates, as a second person."`
	Reject  ratesRejectCmd  `cmd:"" help:"Refuse it: what was known stays."`
}

type ratesImportCmd struct {
	Files []string `arg:"" help:"Files of the ECB (XML, CSV, ZIP; daily or history), of the CNB, or CSV of your own."`
}

func (c *ratesImportCmd) Run(s *session) error {
	files, err := s.readAll(c.Files)
	if err != nil {
		return err
	}
	return s.with(func(h *home) error { return s.stage(h.stages.ImportRates(s.ctx, files)) })
}

type ratesAcceptCmd struct {
	Key    string `arg:"" help:"The question, as nostro rates list shows it; file:HASH answers all conflicts of a file."`
	Reason string `help:"Why." required:""`
}

func (c *ratesAcceptCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.DecideRates(s.ctx, c.Key, true, s.who(), c.Reason)) })
}

type ratesRejectCmd struct {
	Key    string `arg:"" help:"The question, as nostro rates list shows it; file:HASH answers all conflicts of a file."`
	Reason string `help:"Why." required:""`
}

func (c *ratesRejectCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.DecideRates(s.ctx, c.Key, false, s.who(), c.Reason)) })
}

// pairArg reads a pair of the command line.
func pairArg(text string) (fx.Pair, error) {
	p, err := fx.ParsePair(text)
	if err != nil {
		return p, usageError(err.Error())
	}
	return p, nil
}

// dayArg reads a date of the command line, by default the business date.
func (s *session) dayArg(h *home, flag, text string) (calendar.Date, error) {
	if text == "" {
		return calendar.DateOf(s.Now().In(h.stages.Settings.CutOff.Zone())), nil
	}
	d, err := calendar.ParseDate(text)
	if err != nil {
		return d, usageError(fmt.Sprintf("%s: %v", flag, err))
	}
	return d, nil
}
