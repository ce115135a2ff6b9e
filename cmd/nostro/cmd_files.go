package main

import (
	"nostro/jobs"
	"nostro/lifecycle"
)

type filesCmd struct {
	List filesListCmd `cmd:"" default:"withargs" help:"List files out and in, each with its next step (the default)."`
	Show filesShowCmd `cmd:"" help:"Show one file with every attempt, its replies and times."`
	Mark filesMarkCmd `cmd:"" help:"Decide what became of a file that is unknown, as a second person."`

	Expected filesExpectedCmd `cmd:"" help:"What the correspondents were to give, and what is late."`
	Excuse   filesExcuseCmd   `cmd:"" help:"Say that an expected file comes no more, with a second person."`
}

type filesListCmd struct {
	Cycle         string `help:"Only files out of this cycle." placeholder:"ID"`
	State         string `help:"Only files in this state: written, sending, sent, unknown, failed; fetched, read, quarantined." placeholder:"STATE" enum:",written,sending,sent,unknown,failed,fetched,read,quarantined" default:""`
	Correspondent string `help:"Only files of this correspondent." placeholder:"ID"`
}

// Run prints every file out and in, and what to do next. It ends with 1 where one needs a person.
func (c *filesListCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		if err := h.stages.CheckNames(s.ctx, jobs.Named{Cycle: c.Cycle, Correspondent: c.Correspondent}); err != nil {
			return err
		}
		files, err := h.stages.Files(s.ctx, jobs.FileFilter{Cycle: c.Cycle, State: c.State, Correspondent: c.Correspondent})
		if err != nil {
			return err
		}
		for _, f := range files {
			s.showFile(f, false)
		}
		if len(files) == 0 && !s.cli.JSON {
			s.line("files", "there is none")
		}
		return nil
	})
}

type filesShowCmd struct {
	ID string `arg:"" help:"Name of the file; in:7 names a file in by its number."`
}

// Run prints one file with all that is known of it.
func (c *filesShowCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		f, err := h.stages.File(s.ctx, c.ID)
		if err != nil {
			return err
		}
		s.showFile(f, true)
		return nil
	})
}

type filesMarkCmd struct {
	Name   string `arg:"" help:"Name of the file."`
	State  string `arg:"" help:"sent, or failed: certainly not there." enum:"sent,failed"`
	Reason string `help:"How you know." required:""`
	By     string `help:"The second person, who decides; default who you are." placeholder:"NAME"`
}

func (c *filesMarkCmd) Run(s *session) error {
	if c.By == "" {
		c.By = s.who()
	}
	return s.with(func(h *home) error {
		return s.stage(h.stages.Mark(s.ctx, c.Name, lifecycle.FileOut(c.State), c.By, c.Reason))
	})
}
