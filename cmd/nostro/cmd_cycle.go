package main

import (
	"fmt"

	"github.com/alecthomas/kong"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/lifecycle"
)

type cycleCmd struct {
	Run_     cycleRunCmd  `cmd:"" name:"run" default:"withargs" help:"All stages up to the files that wait for approval."`
	List     cycleListCmd `cmd:"" help:"The cycles, the latest first, each with what it has and what comes next."`
	Show     cycleShowCmd `cmd:"" help:"One cycle: its states and times, sums, releases, and what it waits for."`
	Open     openCmd      `cmd:"" help:"Start a cycle."`
	Close    closeCmd     `cmd:"" help:"End its window at the cut-off."`
	Net      stageCmd     `cmd:"" help:"Obligations to net positions, with the proof."`
	Convert  stageCmd     `cmd:"" help:"Positions into settlement currencies."`
	Instruct stageCmd     `cmd:"" help:"One instruction for each position."`
	Write    stageCmd     `cmd:"" help:"Messages and files, bound into a release."`
	Further  stageCmd     `cmd:"" help:"A further release, of what was held when the other files left."`
	Abort    abortCmd     `cmd:"" help:"End a cycle of which nothing has left: its obligations are free again."`
}

type cycleRunCmd struct {
	ValueDate string `help:"Value date, such as 2026-11-24; default the next business day after the cut-off's." placeholder:"DATE"`
	Early     bool   `help:"Close before the cut-off."`
}

func (c *cycleRunCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		date, err := s.valueDate(h, c.ValueDate)
		if err != nil {
			return err
		}
		cycle, err := h.stages.RunCycle(s.ctx, date, c.Early, s.show)
		if err != nil || s.cli.JSON {
			return err
		}
		return s.nextOf(h, cycle)
	})
}

// nextOf says what comes after the files, while they wait for it.
func (s *session) nextOf(h *home, id string) error {
	return h.store.View(s.ctx, func(tx jobs.Tx) error {
		cycles, err := tx.Cycles()
		for _, c := range cycles {
			if c.ID == id && c.State == lifecycle.CycleWritten {
				s.line("", fmt.Sprintf("next: nostro approve %s --as NAME, by another person", id))
			}
		}
		return err
	})
}

// valueDate reads the flag; without it, it is the next date whose cycle has not been approved yet.
func (s *session) valueDate(h *home, text string) (calendar.Date, error) {
	if text != "" {
		d, err := calendar.ParseDate(text)
		if err != nil {
			return d, usageError("--value-date: " + err.Error())
		}
		return d, nil
	}
	return h.stages.NextValueDate()
}

type openCmd struct {
	ValueDate string `help:"Value date, such as 2026-11-24." placeholder:"DATE"`
}

func (c *openCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		date, err := s.valueDate(h, c.ValueDate)
		if err != nil {
			return err
		}
		return s.stage(h.stages.Open(s.ctx, date))
	})
}

type closeCmd struct {
	Cycle string `arg:"" optional:"" help:"Cycle; default the one that waits."`
	Early bool   `help:"Close before the cut-off."`
}

func (c *closeCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		cycle, err := s.cycle(h, c.Cycle)
		if err != nil {
			return err
		}
		return s.stage(h.stages.Close(s.ctx, cycle, c.Early))
	})
}

// stageCmd is a stage that takes nothing but its cycle; its name in the command line tells which.
type stageCmd struct {
	Cycle string `arg:"" optional:"" help:"Cycle; default the one that waits."`
}

func (c *stageCmd) Run(s *session, k *kong.Context) error {
	return s.with(func(h *home) error {
		cycle, err := s.cycle(h, c.Cycle)
		if err != nil {
			return err
		}
		switch k.Selected().Name {
		case "net":
			return s.stage(h.stages.Net(s.ctx, cycle))
		case "convert":
			return s.stage(h.stages.Convert(s.ctx, cycle))
		case "instruct":
			return s.stage(h.stages.Instruct(s.ctx, cycle))
		case "further":
			if err := s.stage(h.stages.Further(s.ctx, cycle)); err != nil || s.cli.JSON {
				return err
			}
			return s.nextOf(h, cycle)
		}
		return s.stage(h.stages.Write(s.ctx, cycle))
	})
}

// cycle returns the named cycle, or the only one that is not settled; with several, the user must say.
func (s *session) cycle(h *home, named string) (string, error) {
	if named != "" {
		return named, nil
	}
	var open []string
	err := h.store.View(s.ctx, func(tx jobs.Tx) error {
		cycles, err := tx.Cycles()
		for _, c := range cycles {
			if !c.State.Ended() {
				open = append(open, c.ID)
			}
		}
		return err
	})
	if err != nil {
		return "", err
	}
	switch len(open) {
	case 0:
		return "", usageError("there is no open cycle: start one with nostro cycle open --value-date DATE")
	case 1:
		return open[0], nil
	}
	return "", usageError(fmt.Sprintf("name the cycle, one of %v", open))
}
