package main

import (
	"nostro/intake"
	"nostro/jobs"
)

type refusalsCmd struct{}

// Run lists every refused row that is kept, with its remedy.
func (c *refusalsCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		var refusals []intake.Refusal
		err := h.store.View(s.ctx, func(tx jobs.Tx) (err error) {
			refusals, err = tx.Refusals()
			return err
		})
		if err != nil {
			return err
		}
		for _, r := range refusals {
			if s.cli.JSON {
				s.json(refusalJSON(r))
				continue
			}
			s.line("refused", r.Error())
		}
		if len(refusals) == 0 && !s.cli.JSON {
			s.line("refused", "nothing")
		}
		return nil
	})
}

// refusalJSON is the stable form of a refused row: one field of it, and what to do.
type refusalJSON struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Field  string `json:"field"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
	Remedy string `json:"remedy"`
	Raw    string `json:"raw"`
}
