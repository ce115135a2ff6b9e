package main

import (
	"fmt"
	"time"

	"nostro/jobs"
)

type ratesExplainCmd struct {
	Pair   string `arg:"" help:"Such as EUR/JPY: units of JPY for one EUR."`
	On     string `help:"The day; default today. The last fixing on or before it counts." placeholder:"DATE"`
	Source string `help:"Whose rates; default that of nostro.yaml." placeholder:"NAME"`
}

func (c *ratesExplainCmd) Run(s *session) error {
	pair, err := pairArg(c.Pair)
	if err != nil {
		return err
	}
	return s.with(func(h *home) error {
		on, err := s.dayArg(h, "--on", c.On)
		if err != nil {
			return err
		}
		e, err := h.stages.ExplainRate(s.ctx, c.Source, pair, on)
		if err != nil {
			return err
		}
		if len(e.OpenQuestions) > 0 {
			s.needsPerson()
		}
		if s.cli.JSON {
			s.json(explanationOf(e))
			return nil
		}
		s.showExplanation(e)
		return nil
	})
}

func (s *session) showExplanation(e jobs.RateExplanation) {
	q := e.Quote
	s.line("rate", fmt.Sprintf("%s on %s is %s", e.Pair, e.On, q.MidText()))
	if q.Bid.String() != q.Ask.String() {
		s.line("", fmt.Sprintf("bid %s, ask %s", q.Bid.Text(), q.Ask.Text()))
	}
	if e.Market != e.Pair {
		s.line("", fmt.Sprintf("the market quotes it as %s: %s", e.Market, e.MarketMid))
	}
	for n, words := range q.Derivation {
		label := fmt.Sprintf("%d.", n)
		if n == 0 {
			label = "from"
			words += "; " + businessDays(e.AgeDays) + " old on " + e.On.String()
			if !e.FixedAt.IsZero() {
				words += ", fixed at " + e.FixedAt.UTC().Format(time.RFC3339)
			}
		}
		s.line(label, words)
	}
	s.line("exactly", fmt.Sprintf("mid %s", q.Mid))
	s.line("evidence", fmt.Sprintf("file %s", e.RawSHA256))
	s.line("", cameBy(e.Provenance))
	for _, step := range e.Steps {
		if step.RawSHA256 != e.RawSHA256 {
			s.line("", fmt.Sprintf("%s from file %s", step.Rate.Pair, step.RawSHA256))
		}
		if !step.Before.Mid.IsZero() {
			s.line("before", fmt.Sprintf("%s %s on %s: moved %s", step.Rate.Pair, step.Before.Mid, step.BeforeOn, percentOf(step.MovedBP)))
		}
	}
	s.showDecisions(e.Decisions)
	s.showQuestions(e.OpenQuestions)
}

func businessDays(n int) string {
	if n == 1 {
		return "1 business day"
	}
	return fmt.Sprintf("%d business days", n)
}

func cameBy(p jobs.Provenance) string {
	by := ""
	if p.FetchedBy != "" {
		by = " by " + p.FetchedBy
	}
	return fmt.Sprintf("%s, taken %s%s", p.File, p.FetchedAt.UTC().Format(time.RFC3339), by)
}

func (s *session) showDecisions(all []jobs.RateDecision) {
	for _, d := range all {
		word := "rejected"
		if d.Accepted {
			word = "accepted"
		}
		s.line(word, fmt.Sprintf("%s by %s on %s: %s", d.Key, d.Checker, d.At.UTC().Format("2006-01-02 15:04"), d.Reason))
		s.line("", "- "+d.What)
	}
}

func (s *session) showQuestions(all []jobs.RateBlock) {
	for _, q := range all {
		s.line("waits", q.What)
		s.line("", q.Answer)
	}
}
