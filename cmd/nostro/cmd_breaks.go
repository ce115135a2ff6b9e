package main

import (
	"fmt"

	"nostro/jobs"
	"nostro/lifecycle"
)

type breaksCmd struct {
	List     breaksListCmd     `cmd:"" default:"1" help:"List the breaks, with age, owner and next step (the default)."`
	Show     breaksShowCmd     `cmd:"" help:"Show one: its history, what is suggested, what to do."`
	Ageing   breaksAgeingCmd   `cmd:"" help:"How many are open for how long, and of how much."`
	Assign   breaksAssignCmd   `cmd:"" help:"Give one to somebody, or note something about it."`
	Match    breaksMatchCmd    `cmd:"" help:"Say which payment a booking in suspense is, or which booking cancels it out."`
	Split    breaksSplitCmd    `cmd:"" help:"Make one several ones, each with its own amount and reason."`
	WriteOff breaksWriteOffCmd `cmd:"" name:"write-off" help:"Give a difference up: it goes to the charges of the correspondent."`
	Close    breaksCloseCmd    `cmd:"" help:"End one for which nothing has to be moved."`
	Reopen   breaksReopenCmd   `cmd:"" help:"Undo what a person did to end one, by entries that reverse it."`
	Accept   breaksAcceptCmd   `cmd:"" help:"Accept a statement that corrects a proven one."`
	Undo     breaksUndoCmd     `cmd:"" help:"Undo a match that a rule made, by entries that reverse it."`
}

type breaksListCmd struct {
	All    bool   `help:"Resolved ones too."`
	Owner  string `help:"Only those that this person looks after." placeholder:"NAME"`
	Alarms bool   `help:"Only those that are open for longer than their limit."`
}

// Run prints the breaks. It ends with 1 where one that it prints is open.
func (c *breaksListCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		if err := h.stages.CheckNames(s.ctx, jobs.Named{Owner: c.Owner}); err != nil {
			return err
		}
		views, err := h.stages.BreakViews(s.ctx, c.All)
		shown := 0
		for _, v := range views {
			if c.Owner != "" && v.Owner != c.Owner || c.Alarms && !v.Alarm {
				continue
			}
			shown++
			s.showBreak(v, false)
		}
		if shown == 0 && err == nil && !s.cli.JSON {
			s.line("breaks", c.none(len(views)))
		}
		return err
	})
}

// none says that nothing is shown, and how many are there that were not asked for.
func (c *breaksListCmd) none(there int) string {
	text := "none is open"
	if c.All {
		text = "there is none"
	}
	if c.Owner != "" {
		text += " that " + c.Owner + " looks after"
	}
	if c.Alarms {
		text += " for longer than its limit"
	}
	if there > 0 {
		text += fmt.Sprintf("; without that, nostro breaks has %d", there)
	}
	return text
}

type breaksShowCmd struct {
	ID breakNumber `arg:"" help:"Number of the break, as nostro breaks lists it."`
}

func (c *breaksShowCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		v, err := h.stages.BreakView(s.ctx, int64(c.ID))
		if err == nil {
			s.showBreak(v, true)
		}
		return err
	})
}

type breaksAssignCmd struct {
	ID   breakNumber `arg:"" help:"Number of the break."`
	To   string      `arg:"" optional:"" help:"Who looks after it from now on."`
	Note string      `help:"What is to be known about it." placeholder:"TEXT"`
}

func (c *breaksAssignCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.AssignBreak(s.ctx, int64(c.ID), c.To, c.Note)) })
}

type breaksWriteOffCmd struct {
	ID     breakNumber `arg:"" help:"Number of the break."`
	Reason string      `help:"Why it is given up." required:"" placeholder:"WHY"`
}

func (c *breaksWriteOffCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.WriteOffBreak(s.ctx, int64(c.ID), c.Reason)) })
}

type breaksCloseCmd struct {
	ID     breakNumber `arg:"" help:"Number of the break."`
	Reason string      `help:"Why nothing has to be moved." required:"" placeholder:"WHY"`
}

func (c *breaksCloseCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.CloseBreak(s.ctx, int64(c.ID), c.Reason)) })
}

type breaksReopenCmd struct {
	ID     breakNumber `arg:"" help:"Number of the break."`
	Reason string      `help:"Why it was wrong." required:"" placeholder:"WHY"`
}

func (c *breaksReopenCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.ReopenBreak(s.ctx, int64(c.ID), c.Reason)) })
}

type breaksUndoCmd struct {
	Match  string `arg:"" help:"Key of its entry in the journal, as nostro trace shows it; or the id of a payment with one booking."`
	Reason string `help:"Why it is wrong." required:"" placeholder:"WHY"`
}

// Run asks, or does what one person may do alone.
func (c *breaksUndoCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.UndoMatch(s.ctx, c.Match, c.Reason)) })
}

// showBreak prints one break, with its whole history where whole is asked for.
func (s *session) showBreak(v jobs.BreakView, whole bool) {
	if v.State == lifecycle.BreakOpen {
		s.needsPerson()
	}
	if s.cli.JSON {
		s.json(breakToJSON(v, whole))
		return
	}
	head := fmt.Sprintf("%s, %s, %s at %s", v.State, v.Reason, grouped(v.Amount), v.Correspondent)
	if v.Amount.Currency().IsZero() {
		head = fmt.Sprintf("%s, %s at %s", v.State, v.Reason, v.Correspondent)
	}
	if v.State == lifecycle.BreakOpen {
		head += ", " + ageInDays(v.Age)
		if v.Alarm {
			head += fmt.Sprintf(", over its limit of %d", v.Limit)
		}
	}
	if v.Owner != "" {
		head += ", looked after by " + v.Owner
	}
	s.line(fmt.Sprintf("break:%d", v.ID), head)
	s.line("", v.Text)
	if v.Note != "" {
		s.line("", "note: "+v.Note)
	}
	if v.Resolution != "" {
		s.line("", "resolved: "+v.Resolution)
	}
	if whole {
		s.showBreakWhole(v)
	}
	if v.State == lifecycle.BreakOpen {
		s.line("", "next: "+v.Next)
	}
}

func ageInDays(n int) string {
	if n == 1 {
		return "1 business day old"
	}
	return fmt.Sprintf("%d business days old", n)
}

func (s *session) showBreakWhole(v jobs.BreakView) {
	if held := v.Held.Currency(); !held.IsZero() {
		s.line("", "in suspense: "+grouped(v.Held))
	}
	for _, way := range v.Ways {
		s.line("", fmt.Sprintf("suggested %d: %v, by rule %s: %s", way.Number, way.Instructions, way.Rule, way.Why))
	}
	if v.Parent != 0 {
		s.line("", fmt.Sprintf("it is a part of break %d", v.Parent))
	}
	for _, part := range v.Parts {
		s.line("", fmt.Sprintf("part of it: break %d", part))
	}
	s.line("", fmt.Sprintf("- %s found", stampText(v.OpenedAt)))
	for _, step := range v.Steps {
		s.line("", "- "+stepText(step))
	}
}

func stepText(step jobs.BreakStep) string {
	text := fmt.Sprintf("%s %s", stampText(step.At), step.Did)
	if step.Person != "" {
		text += " by " + step.Person
	}
	if step.Owner != "" {
		text += " to " + step.Owner
	}
	if step.Approval != 0 {
		text += fmt.Sprintf(" (approval %d)", step.Approval)
	}
	if step.Journal != "" {
		text += ", entry " + step.Journal
	}
	if step.Note != "" {
		text += ": " + step.Note
	}
	return text
}
