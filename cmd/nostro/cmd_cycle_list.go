package main

import (
	"fmt"
	"strings"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/lifecycle"
)

type cycleListCmd struct {
	State      []string `help:"Only those in it, or in one of several with commas: open, closed, netted, converted, instructed, written, approved, sent, settled, aborted." placeholder:"STATE"`
	Unfinished bool     `help:"Only those that are neither settled nor aborted."`
	ValueDate  string   `help:"Only those of it." placeholder:"DATE"`
	Limit      int      `help:"The latest so many; 0 is all." default:"20"`
}

// Run lists cycles. It reads those that it prints, and counts what they have.
func (c *cycleListCmd) Run(s *session) error {
	f, err := c.filter()
	if err != nil {
		return err
	}
	return s.with(func(h *home) error {
		rows, err := h.stages.CyclesOf(s.ctx, f)
		if err != nil {
			return err
		}
		more := c.Limit > 0 && len(rows) > c.Limit
		if more {
			rows = rows[:c.Limit]
		}
		if s.cli.JSON {
			s.json(cyclesJSON{mappedTo(rows, cycleRowOf), more})
			return nil
		}
		for _, r := range rows {
			s.line(string(r.State), fmt.Sprintf("%s, cut-off %s: %s", r.ID, local(h, r.CutOffAt), countsInWords(r.CycleCounts)))
			if r.Next != "" {
				s.line("", "next: "+r.Next)
			}
		}
		switch {
		case len(rows) == 0:
			s.line("none", "no cycle is so: nostro cycle run starts one")
		case more:
			s.line("", fmt.Sprintf("and more: --limit 0 lists all, beyond these %d", c.Limit))
		}
		return nil
	})
}

// filter reads the flags; one more than the limit is asked for, so that it can be told that there are more.
func (c *cycleListCmd) filter() (f jobs.CycleFilter, err error) {
	if c.Unfinished && len(c.State) > 0 {
		return f, usageError("give --state or --unfinished, not both")
	}
	for _, text := range c.State {
		state, err := lifecycle.Cycles.Parse(text)
		if err != nil {
			return f, usageError("--state: " + err.Error())
		}
		f.States = append(f.States, state)
	}
	if c.Unfinished {
		for _, state := range lifecycle.Cycles.States() {
			if !state.Ended() {
				f.States = append(f.States, state)
			}
		}
	}
	if c.ValueDate != "" {
		if f.ValueDate, err = calendar.ParseDate(c.ValueDate); err != nil {
			return f, usageError("--value-date: " + err.Error())
		}
	}
	if c.Limit < 0 {
		return f, usageError("--limit: write 0 or more")
	}
	if f.Most = c.Limit; c.Limit > 0 {
		f.Most++
	}
	return f, nil
}

// countsInWords says how much a cycle has.
func countsInWords(c jobs.CycleCounts) string {
	words := []string{counted(c.Obligations, "obligation")}
	if text := byState(c.Payments, lifecycle.Instructions.States()); text != "" {
		words = append(words, "payments: "+text)
	}
	if text := byState(c.Files, lifecycle.FilesOut.States()); text != "" {
		words = append(words, "files: "+text)
	}
	if c.BreaksOpen > 0 {
		words = append(words, counted(c.BreaksOpen, "open break"))
	}
	return strings.Join(words, "; ")
}

// byState lists the states that occur, in their order.
func byState[S ~string](counts map[string]int, states []S) string {
	var words []string
	for _, state := range states {
		if n := counts[string(state)]; n > 0 {
			words = append(words, fmt.Sprintf("%d %s", n, state))
		}
	}
	return strings.Join(words, ", ")
}
