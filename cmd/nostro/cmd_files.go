package main

import (
	"fmt"

	"nostro/jobs"
	"nostro/lifecycle"
)

type filesCmd struct {
	List filesListCmd `cmd:"" default:"1" help:"List the files sent, with every attempt."`
	Mark filesMarkCmd `cmd:"" help:"Decide what became of a file that is unknown, as a second person."`
}

type filesListCmd struct{}

// Run prints every file out and what each attempt to deliver it found.
func (c *filesListCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		var files []jobs.FileOut
		attempts := map[string][]jobs.Attempt{}
		err := h.store.View(s.ctx, func(tx jobs.Tx) (err error) {
			if files, err = tx.FilesOut(""); err != nil {
				return err
			}
			all, err := tx.Attempts()
			for _, a := range all {
				attempts[a.File] = append(attempts[a.File], a)
			}
			return err
		})
		for _, f := range files {
			s.showFile(f, attempts[f.Name])
		}
		if len(files) == 0 && err == nil && !s.cli.JSON {
			s.line("files", "none was written")
		}
		return err
	})
}

// fileJSON is the stable form of a file sent.
type fileJSON struct {
	Name          string        `json:"name"`
	Cycle         string        `json:"cycle"`
	Correspondent string        `json:"correspondent"`
	Message       string        `json:"message"`
	SHA256        string        `json:"sha256"`
	State         string        `json:"state"`
	Attempts      []attemptJSON `json:"attempts"`
}

type attemptJSON struct {
	Number  int    `json:"number"`
	Started string `json:"started"`
	Outcome string `json:"outcome"`
	Detail  string `json:"detail"`
}

func (s *session) showFile(f jobs.FileOut, attempts []jobs.Attempt) {
	if f.State == lifecycle.FileOutUnknown || f.State == lifecycle.FileOutFailed {
		s.needsPerson()
	}
	if s.cli.JSON {
		out := fileJSON{f.Name, f.Cycle, f.Correspondent, f.Message, f.SHA256, string(f.State), []attemptJSON{}}
		for _, a := range attempts {
			out.Attempts = append(out.Attempts, attemptJSON{a.Number, a.StartedAt.UTC().Format("2006-01-02T15:04:05Z"), string(a.Outcome), a.Detail})
		}
		s.json(out)
		return
	}
	s.line(string(f.State), fmt.Sprintf("%s to %s", f.Name, f.Correspondent))
	for _, a := range attempts {
		s.line("", fmt.Sprintf("- attempt %d at %s: %s %s", a.Number, a.StartedAt.UTC().Format("2006-01-02 15:04:05Z"), a.Outcome, a.Detail))
	}
}

type filesMarkCmd struct {
	Name   string `arg:"" help:"Name of the file."`
	State  string `arg:"" help:"sent, or failed: certainly not there." enum:"sent,failed"`
	Reason string `help:"How you know." required:""`
}

func (c *filesMarkCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		return s.stage(h.stages.Mark(s.ctx, c.Name, lifecycle.FileOut(c.State), s.who(), c.Reason))
	})
}
