package main

import (
	"fmt"
	"strings"

	"nostro/internal/report"
	"nostro/jobs"
)

type limitsCmd struct {
	Show     limitsShowCmd     `cmd:"" default:"1" help:"The caps in force, and what waits because of them or of anything else."`
	Headroom limitsHeadroomCmd `cmd:"" help:"What a close would take now, and what is left of each cap then."`
	Explain  limitsExplainCmd  `cmd:"" help:"What a cycle took within the caps, what it left and why."`
}

type limitsShowCmd struct{}

// Run prints the caps in force, and what cycles left. It ends with 1 where something waits.
func (c *limitsShowCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		waits, err := h.stages.Waits(s.ctx)
		if err != nil {
			return err
		}
		if len(waits) > 0 {
			s.needsPerson()
		}
		force := jobs.LimitsInForceOf(h.stages.Settings)
		if s.cli.JSON {
			s.json(limitsJSON{force, report.WaitsOf(waits)})
			return nil
		}
		for _, line := range force.Lines() {
			s.line("limits", line)
		}
		for _, w := range waits {
			s.line("waits", fmt.Sprintf("%s, %s owes %s %s: left %s, since %s; by cycle %s: %s", w.Obligation, w.Payer, w.Payee,
				w.Amount, times(w.Times), w.Since, w.Cycle, w.Reason))
		}
		if len(waits) == 0 {
			s.line("waits", "nothing that a cycle left")
		}
		return nil
	})
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

type limitsJSON struct {
	InForce jobs.LimitsInForce `json:"in_force"`
	Waits   []report.WaitRow   `json:"waits"`
}

type limitsHeadroomCmd struct {
	ValueDate string `help:"Of which value date. Default: the one that is due." placeholder:"DATE"`
}

// Run prints the use of each cap as a close would leave it. It ends with 1 where something would be left.
func (c *limitsHeadroomCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		on, err := s.valueDate(h, c.ValueDate)
		if err != nil {
			return err
		}
		room, err := h.stages.Headroom(s.ctx, on)
		if err != nil {
			return err
		}
		if len(room.Left) > 0 || len(room.Obstacles) > 0 {
			s.needsPerson()
		}
		shown := jobs.HeadroomEvidence(room)
		if s.cli.JSON {
			s.json(shown)
			return nil
		}
		s.line("limits", "value date "+on.String()+", as a close would be now")
		s.showChoice(shown)
		for _, d := range room.Obstacles {
			s.line("waits", d.Obligation+": "+d.Reason)
		}
		return nil
	})
}

type limitsExplainCmd struct {
	Cycle string `arg:"" help:"The cycle."`
}

// Run prints the recorded choice of a cycle.
func (c *limitsExplainCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		e, err := h.stages.LimitEvidence(s.ctx, c.Cycle)
		if err != nil {
			return err
		}
		if s.cli.JSON {
			s.json(e)
			return nil
		}
		s.line("cycle", e.Cycle)
		for _, line := range e.Limits.Lines() {
			s.line("limits", line)
		}
		if e.Rates != "" {
			s.line("rates", e.Rates)
		}
		s.showChoice(e)
		return nil
	})
}

func (s *session) showChoice(e jobs.LimitEvidence) {
	for _, v := range e.Values {
		s.line("value", fmt.Sprintf("%s; offered %s, settled %s, the queue alone %s", v.Text, v.Offered, v.Settled, v.Queue))
	}
	for _, group := range e.Together {
		s.line("together", strings.Join(group, " ")+" can only settle together, and do")
	}
	for _, u := range e.Caps {
		s.line("cap", fmt.Sprintf("%s, %s%s: limit %s, used %s of %s offered, headroom %s", u.Participant, u.Kind, blankBefore(u.Unit),
			u.Limit, u.Settled, u.Offered, u.Headroom))
	}
	for _, l := range e.Left {
		var why []string
		for _, b := range l.Breaks {
			why = append(why, b.Text)
		}
		s.line("left", fmt.Sprintf("%s, %s owes %s %s %s: %s", l.Obligation, l.Payer, l.Payee, l.Currency, l.Amount, strings.Join(why, "; ")))
	}
}

func blankBefore(text string) string {
	if text == "" {
		return ""
	}
	return " " + text
}
