package main

import (
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/jobs"
)

type dateCmd struct {
	Show   dateShowCmd   `cmd:"" default:"1" help:"The business date, the date of the clock, and the next cut-offs. The default."`
	Set    dateSetCmd    `cmd:"" help:"Set the business date apart from the clock, to work off a day that was missed."`
	Roll   dateRollCmd   `cmd:"" help:"Go on to the next business day, and at last back to the clock."`
	Follow dateFollowCmd `cmd:"" help:"Let it follow the clock again at once."`
}

type dateShowCmd struct{}

// dateJSON is the stable form of the business date.
type dateJSON struct {
	BusinessDate string           `json:"business_date"`
	FollowsClock bool             `json:"follows_clock"`
	Clock        string           `json:"clock"`
	Zone         string           `json:"zone"`
	NextValue    string           `json:"next_value_date"`
	Moves        []dateMoveJSON   `json:"moves"`
	CutOffs      []dateCutOffJSON `json:"cut_offs"`
}

type dateMoveJSON struct {
	Day    string `json:"day,omitempty"` // absent: follows the clock from here on
	By     string `json:"by"`
	Reason string `json:"reason"`
	At     string `json:"at"`
}

type dateCutOffJSON struct {
	Correspondent string `json:"correspondent"`
	Currency      string `json:"currency"`
	ValueDate     string `json:"value_date"`
	At            string `json:"at"`
}

// Run prints the business date. It ends with 1 while it stands apart from the clock.
func (c *dateShowCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		v, err := h.stages.ShowBusinessDate(s.ctx)
		if err != nil {
			return err
		}
		next, err := h.stages.NextValueDate()
		if err != nil {
			return err
		}
		cutOffs, err := h.stages.CutOffs(calendar.Date{})
		if err != nil {
			return err
		}
		if !v.FollowsClock() {
			s.needsPerson()
		}
		if s.cli.JSON {
			s.json(dateToJSON(v, next, cutOffs))
			return nil
		}
		s.showDate(v, next, cutOffs)
		return nil
	})
}

func dateToJSON(v jobs.BusinessDateView, next calendar.Date, cutOffs []jobs.CutOffView) dateJSON {
	out := dateJSON{v.Day.String(), v.FollowsClock(), v.Clock.String(), v.Zone, next.String(), []dateMoveJSON{}, []dateCutOffJSON{}}
	for _, m := range v.Moves {
		out.Moves = append(out.Moves, dateMoveJSON{m.Day.String(), m.By, m.Reason, m.At.UTC().Format(time.RFC3339)})
	}
	for _, c := range cutOffs {
		out.CutOffs = append(out.CutOffs, dateCutOffJSON{c.Correspondent, c.Currency.Code(), c.ValueDate.String(), c.At.UTC().Format(time.RFC3339)})
	}
	return out
}

func (s *session) showDate(v jobs.BusinessDateView, next calendar.Date, cutOffs []jobs.CutOffView) {
	how := "as the clock in " + v.Zone
	if !v.FollowsClock() {
		how = fmt.Sprintf("set by %s at %s: %s; the clock in %s says %s", v.Set.By, stampText(v.Set.At), v.Set.Reason, v.Zone, v.Clock)
	}
	s.line("date", fmt.Sprintf("%s, %s; the next cycle has value date %s", v.Day, how, next))
	for _, c := range cutOffs {
		s.line("", fmt.Sprintf("%s %s: value date %s until %s, %s", c.Correspondent, c.Currency, c.ValueDate, c.At.Format("2006-01-02 15:04 MST"), c.Left))
	}
}

type dateSetCmd struct {
	Day    string `arg:"" help:"A business day of the house that is not after today, such as 2026-11-24."`
	Reason string `help:"Why." required:""`
}

func (c *dateSetCmd) Run(s *session) error {
	day, err := calendar.ParseDate(c.Day)
	if err != nil {
		return usageError(err.Error())
	}
	return s.with(func(h *home) error { return s.stage(h.stages.SetBusinessDate(s.ctx, day, c.Reason)) })
}

type dateRollCmd struct {
	Over   bool   `help:"Though a cycle of the day is not sent."`
	Reason string `help:"Why." required:""`
}

func (c *dateRollCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.RollBusinessDate(s.ctx, c.Over, c.Reason)) })
}

type dateFollowCmd struct {
	Reason string `help:"Why." required:""`
}

func (c *dateFollowCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.FollowClock(s.ctx, c.Reason)) })
}
