package main

import (
	"fmt"
	"strings"

	"nostro/jobs"
	"nostro/reconcile"
)

type breaksMatchCmd struct {
	ID          breakNumber `arg:"" help:"Number of the break."`
	Instruction []string    `help:"Payment that the booking is; several are together." placeholder:"ID"`
	Suggested   int         `help:"Take what is suggested under that number." placeholder:"N"`
	With        breakNumber `help:"The break whose booking cancels it out." placeholder:"BREAK"`
	Reason      string      `help:"How you know; needed unless it is suggested." placeholder:"WHY"`
}

// Run asks, or does what one person may do alone.
func (c *breaksMatchCmd) Run(s *session) error {
	ways := 0
	for _, said := range []bool{len(c.Instruction) > 0, c.Suggested != 0, c.With != 0} {
		if said {
			ways++
		}
	}
	if ways != 1 {
		return usageError("breaks match: give one of --instruction ID, --suggested N and --with BREAK")
	}
	return s.with(func(h *home) error {
		switch {
		case c.Suggested != 0:
			return s.stage(h.stages.AcceptSuggestion(s.ctx, int64(c.ID), c.Suggested, c.Reason))
		case c.With != 0:
			return s.stage(h.stages.PairBreaks(s.ctx, int64(c.ID), int64(c.With), c.Reason))
		}
		return s.stage(h.stages.MatchBreak(s.ctx, int64(c.ID), c.Instruction, c.Reason))
	})
}

type breaksSplitCmd struct {
	ID   breakNumber `arg:"" help:"Number of the break."`
	Part []string    `help:"AMOUNT:REASON or AMOUNT:REASON:NOTE, once for each part." required:"" placeholder:"PART" sep:"none"`
}

func (c *breaksSplitCmd) Run(s *session) error {
	var parts []jobs.BreakPart
	for _, text := range c.Part {
		fields := strings.SplitN(text, ":", 3)
		if len(fields) < 2 {
			return usageError(fmt.Sprintf("breaks split: %q is no part: write AMOUNT:REASON, such as -12.50:amount-differs", text))
		}
		part := jobs.BreakPart{Amount: fields[0], Reason: reconcile.Reason(fields[1])}
		if len(fields) == 3 {
			part.Note = fields[2]
		}
		parts = append(parts, part)
	}
	return s.with(func(h *home) error { return s.stage(h.stages.SplitBreak(s.ctx, int64(c.ID), parts)) })
}

type breaksAgeingCmd struct{}

// Run prints the open breaks by age, reason and currency. It ends with 1 where one is over its limit.
func (c *breaksAgeingCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		rows, err := h.stages.BreakAgeing(s.ctx)
		for _, row := range rows {
			if row.Alarms > 0 {
				s.needsPerson()
			}
			if s.cli.JSON {
				s.json(ageingJSON{row.Bucket, string(row.Reason), row.Count, row.Size.Currency().Code(), row.Size.Decimal(), row.Alarms})
				continue
			}
			text := fmt.Sprintf("%d %s, %s", row.Count, row.Reason, grouped(row.Size))
			if row.Alarms > 0 {
				text += fmt.Sprintf("; %d over the limit", row.Alarms)
			}
			s.line(row.Bucket, text)
		}
		if len(rows) == 0 && err == nil && !s.cli.JSON {
			s.line("breaks", "none is open")
		}
		return err
	})
}

// ageingJSON is the stable form of a row of ageing.
type ageingJSON struct {
	Bucket   string `json:"business_days"`
	Reason   string `json:"reason"`
	Count    int    `json:"count"`
	Currency string `json:"currency"`
	Size     string `json:"size"`
	Alarms   int    `json:"over_limit"`
}

// breakJSON is the stable form of a break.
type breakJSON struct {
	ID            int64           `json:"id"`
	Reason        string          `json:"reason"`
	State         string          `json:"state"`
	Correspondent string          `json:"correspondent"`
	Cycle         string          `json:"cycle"`
	Instruction   string          `json:"instruction"`
	Currency      string          `json:"currency"`
	Amount        string          `json:"amount"`
	Text          string          `json:"text"`
	Resolution    string          `json:"resolution,omitempty"`
	Age           int             `json:"age_business_days"`
	Bucket        string          `json:"bucket"`
	Limit         int             `json:"limit_business_days"`
	Alarm         bool            `json:"over_limit"`
	Owner         string          `json:"owner"`
	Note          string          `json:"note"`
	Opened        string          `json:"opened"`
	Resolved      string          `json:"resolved,omitempty"`
	InSuspense    string          `json:"in_suspense,omitempty"`
	Parent        int64           `json:"parent,omitempty"`
	Parts         []int64         `json:"parts,omitempty"`
	Approval      int64           `json:"waits_for_approval,omitempty"`
	Suggested     []breakWayJSON  `json:"suggested,omitempty"`
	Steps         []breakStepJSON `json:"steps,omitempty"`
	Next          string          `json:"next"`
}

type breakWayJSON struct {
	Number       int      `json:"number"`
	Instructions []string `json:"instructions"`
	Rule         string   `json:"rule"`
	Why          string   `json:"why"`
}

type breakStepJSON struct {
	Did      string `json:"did"`
	Person   string `json:"person"`
	At       string `json:"at"`
	Owner    string `json:"owner,omitempty"`
	Note     string `json:"note,omitempty"`
	Journal  string `json:"journal,omitempty"`
	Approval int64  `json:"approval,omitempty"`
}

func breakToJSON(v jobs.BreakView, whole bool) breakJSON {
	out := breakJSON{ID: v.ID, Reason: string(v.Reason), State: string(v.State), Correspondent: v.Correspondent, Cycle: v.Cycle,
		Instruction: v.Instruction, Currency: v.Amount.Currency().Code(), Amount: v.Amount.Decimal(), Text: v.Text, Resolution: v.Resolution,
		Age: v.Age, Bucket: v.Bucket, Limit: v.Limit, Alarm: v.Alarm, Owner: v.Owner, Note: v.Note, Opened: stampJSON(v.OpenedAt),
		Resolved: stampJSON(v.ResolvedAt), Parent: v.Parent, Parts: v.Parts, Approval: v.Waits, Next: v.Next}
	if !v.Held.Currency().IsZero() {
		out.InSuspense = v.Held.Decimal()
	}
	for _, way := range v.Ways {
		out.Suggested = append(out.Suggested, breakWayJSON(way))
	}
	for _, step := range v.Steps {
		if whole {
			out.Steps = append(out.Steps, breakStepJSON{string(step.Did), step.Person, stampJSON(step.At), step.Owner, step.Note, step.Journal, step.Approval})
		}
	}
	return out
}
