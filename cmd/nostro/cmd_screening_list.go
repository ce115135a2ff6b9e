package main

import (
	"fmt"

	"nostro/jobs"
)

type screeningListCmd struct {
	All bool `help:"Hits that were decided too."`
}

// Run prints the lists and the hits. It ends with 1 where something waits for a person.
func (c *screeningListCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		v, err := h.stages.Screening(s.ctx)
		if err != nil {
			return err
		}
		for _, hit := range v.Hits {
			if hit.Open() {
				s.needsPerson()
			}
		}
		if len(v.Questions) > 0 {
			s.needsPerson()
		}
		if s.cli.JSON {
			s.json(screeningForm(v, s.Now()))
			return nil
		}
		s.showScreening(v, c.All)
		return nil
	})
}

func (s *session) showScreening(v jobs.ScreeningView, all bool) {
	if !v.On {
		s.line("screening", "nothing is screened: nostro.yaml has no section screening")
		return
	}
	for _, l := range v.Lists {
		s.line(l.Settings.Name, l.Words(s.Now()))
		if l.Failed != "" {
			s.line("", "- the last refresh failed: "+l.Failed)
		}
	}
	for _, q := range v.Questions {
		s.line(q.Key, q.What)
	}
	shown := 0
	for _, h := range v.Hits {
		if h.Open() || all {
			s.showHit(h)
			shown++
		}
	}
	if shown == 0 {
		s.line("hits", "none is open")
	}
}

func (s *session) showHit(h jobs.HitView) {
	s.line(hitState(h), h.Words())
	for _, i := range h.Stops {
		s.line("", fmt.Sprintf("- %s is %s: %s to %s, cycle %s", i.ID, i.State, i.Amount, i.Participant, i.Cycle))
	}
	for _, d := range h.Decisions {
		word := "confirmed"
		if d.Cleared {
			word = "cleared"
		}
		s.line("", fmt.Sprintf("- %s by %s at %s: %s", word, d.Checker, d.At.UTC().Format("2006-01-02 15:04"), d.Reason))
	}
	if h.Answer != "" {
		s.line("", "- "+h.Answer)
	}
}

func hitState(h jobs.HitView) string {
	switch n := len(h.Decisions); {
	case n == 0:
		return "open"
	case h.Decisions[n-1].Cleared:
		return "cleared"
	}
	return "confirmed"
}
