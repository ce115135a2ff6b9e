package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"nostro/internal/delivery"
	"nostro/jobs"
)

type pingCmd struct {
	Correspondents []string `arg:"" optional:"" name:"correspondent" help:"Whose endpoint to test; default all."`
}

// Run tests the endpoints side by side, and prints each when it is done: one that hangs holds up no other. It ends with
// 1 where a step fails.
func (c *pingCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		ids := slices.Sorted(maps.Keys(h.config.Endpoints))
		if len(c.Correspondents) > 0 {
			ids = c.Correspondents
		}
		for _, id := range ids {
			if _, known := h.config.Endpoints[id]; !known {
				return fmt.Errorf("correspondent %q: %w: nostro.yaml names %s", id, jobs.ErrUnknownID,
					strings.Join(slices.Sorted(maps.Keys(h.config.Endpoints)), ", "))
			}
		}
		tested := make([]chan []delivery.PingStep, len(ids)) // side by side, and told in the order of their names
		for n, id := range ids {
			tested[n] = make(chan []delivery.PingStep, 1)
			go func() { tested[n] <- s.ping(h, id) }()
		}
		for n, id := range ids {
			s.showPing(id, <-tested[n])
		}
		return nil
	})
}

// ping tests one endpoint; the secrets are steps too, so that a missing one holds up no other endpoint.
func (s *session) ping(h *home, id string) []delivery.PingStep {
	conf := h.config.Endpoints[id]
	courier, err := s.courierTo(h, id)
	if err != nil {
		return []delivery.PingStep{{Name: "password", Err: err}}
	}
	steps := courier.Ping(s.ctx, id, conf.Probe)
	if conf.OpenPGP != nil {
		steps = append(steps, s.pingKeys(id, conf.OpenPGP))
	}
	return steps
}

// pingJSON is the stable form of the test of one endpoint.
type pingJSON struct {
	Correspondent string         `json:"correspondent"`
	Good          bool           `json:"good"`
	Steps         []pingStepJSON `json:"steps"`
}

type pingStepJSON struct {
	Step   string `json:"step"`
	Good   bool   `json:"good"`
	TookMS int64  `json:"took_ms"`
	Said   string `json:"said,omitempty"`
	Error  string `json:"error,omitempty"`
}

func (s *session) showPing(id string, steps []delivery.PingStep) {
	out := pingJSON{Correspondent: id, Good: true}
	for _, step := range steps {
		one := pingStepJSON{Step: step.Name, Good: step.Err == nil, TookMS: step.Took.Milliseconds(), Said: step.Said}
		if step.Err != nil {
			one.Error, out.Good = step.Err.Error(), false
		}
		out.Steps = append(out.Steps, one)
	}
	if !out.Good {
		s.needsPerson()
	}
	if s.cli.JSON {
		s.json(out)
		return
	}
	word := "good"
	if !out.Good {
		word = "BAD"
	}
	s.line(word, id)
	for _, step := range out.Steps {
		mark, said := "ok  ", step.Said
		if !step.Good {
			mark, said = "FAIL", step.Error
		}
		s.line("", strings.TrimSpace(fmt.Sprintf("%s %s (%d ms) %s", mark, step.Step, step.TookMS, said)))
	}
	if !out.Good {
		s.line("", "next: mend what failed, and run nostro ping "+id+" again (docs/runbooks/endpoint-down.md)")
	}
}
