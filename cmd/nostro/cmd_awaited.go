package main

import (
	"fmt"

	"nostro/jobs"
)

type expectedCmd struct {
	All           bool   `help:"What came too."`
	Correspondent string `help:"Of one correspondent only." placeholder:"ID"`
}

// Run prints what the correspondents should give us, and by when. It ends with 1 where something is late or missing.
func (c *expectedCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		if err := h.stages.CheckNames(s.ctx, jobs.Named{Correspondent: c.Correspondent}); err != nil {
			return err
		}
		all, err := h.stages.Awaited(s.ctx, c.All)
		shown := 0
		for _, a := range all {
			if c.Correspondent != "" && a.Correspondent != c.Correspondent {
				continue
			}
			shown++
			s.showAwaited(a)
		}
		if shown == 0 && err == nil && !s.cli.JSON {
			s.line("expected", "nothing is waited for")
		}
		return err
	})
}

// awaitedJSON is the stable form of what is awaited.
type awaitedJSON struct {
	Kind          string `json:"kind"`
	Subject       string `json:"subject"`
	What          string `json:"what"`
	Correspondent string `json:"correspondent"`
	Currency      string `json:"currency,omitempty"`
	Amount        string `json:"amount,omitempty"`
	Due           string `json:"due,omitempty"`
	Came          string `json:"came,omitempty"`
	State         string `json:"state"`
	Next          string `json:"next"`
}

func (s *session) showAwaited(a jobs.Awaited) {
	if a.Open() {
		s.needsPerson()
	}
	valued := !a.Amount.Currency().IsZero()
	if s.cli.JSON {
		out := awaitedJSON{Kind: a.Kind, Subject: a.Subject, What: a.What, Correspondent: a.Correspondent, Due: stampJSON(a.DueAt),
			Came: stampJSON(a.CameAt), State: a.State, Next: a.Next}
		if valued {
			out.Currency, out.Amount = a.Amount.Currency().Code(), a.Amount.Decimal()
		}
		s.json(out)
		return
	}
	due := "due at once: it has no value date"
	if !a.DueAt.IsZero() {
		due = "due " + stampText(a.DueAt)
	}
	if !a.CameAt.IsZero() {
		due += ", came " + stampText(a.CameAt)
	}
	text := fmt.Sprintf("%s, %s: %s by %s (%s)", a.State, due, a.What, a.Correspondent, a.Subject)
	if valued {
		text += ", " + a.Amount.String()
	}
	s.line(a.Kind, text)
	if a.Open() {
		s.line("", "next: "+a.Next)
	}
}
