package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"nostro/internal/signing"
	"nostro/jobs"
)

type catchUpCmd struct {
	Checkpoint []string `help:"Signed note that was kept elsewhere: tells how many entries are lost." placeholder:"FILE" sep:"none"`
	Accept     []string `help:"Id of a question for which you answer, as a second person." placeholder:"ID" sep:"none"`
	Reason     string   `help:"With --accept: how you know."`
	RolledBack string   `help:"Mark the house as a copy first, with the reason: a disk that was set back." placeholder:"WHY"`
}

// Run finds out what happened since the backup. It ends with 1 while a question is open.
func (c *catchUpCmd) Run(s *session) error {
	if (len(c.Accept) > 0) != (c.Reason != "") {
		return usageError("--accept and --reason go together: say for what you answer, and how you know")
	}
	return s.with(func(h *home) error {
		if c.RolledBack != "" {
			if err := h.stages.MarkRolledBack(s.ctx, c.RolledBack); err != nil {
				return err
			}
		}
		options := jobs.CatchUpOptions{Accept: c.Accept, Reason: c.Reason}
		if err := c.notes(s, h, &options); err != nil {
			return err
		}
		if err := s.connect(h); err != nil {
			return err
		}
		report, result, err := h.stages.CatchUp(s.ctx, options)
		if err != nil {
			return err
		}
		s.showCatchUp(report, result)
		return nil
	})
}

// notes reads the checkpoints that were named, and those that lie in the folder.
func (c *catchUpCmd) notes(s *session, h *home, o *jobs.CatchUpOptions) error {
	names, err := filepath.Glob(filepath.Join(h.dir, "checkpoints", "*.note"))
	if err != nil {
		return err
	}
	for _, name := range c.Checkpoint {
		names = append(names, s.place(name))
	}
	if len(names) == 0 {
		return nil
	}
	key, err := signing.LoadPublic(h.dir)
	if errors.Is(err, fs.ErrNotExist) && len(c.Checkpoint) == 0 {
		return nil // notes of which nobody asked, and nothing to read them with
	}
	if err != nil {
		return err
	}
	o.Key = key
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		o.Notes = append(o.Notes, jobs.NamedNote{Name: filepath.Base(name), Note: string(data)})
	}
	return nil
}

// catchUpJSON is the stable form of a catch-up.
type catchUpJSON struct {
	resultJSON
	AsOf      string         `json:"as_of,omitempty"`
	Lost      int64          `json:"entries_lost"`
	Found     []string       `json:"found"`
	Open      int            `json:"open"`
	Questions []questionJSON `json:"questions"`
}

type questionJSON struct {
	ID         string `json:"id"`
	State      string `json:"state"` // open or answered
	Text       string `json:"text"`
	Next       string `json:"next"`
	Acceptable bool   `json:"acceptable"`
	AnsweredBy string `json:"answered_by,omitempty"`
	Reason     string `json:"reason,omitempty"`
}

func (s *session) showCatchUp(report jobs.CatchUpReport, r jobs.Result) {
	if r.Outcome == jobs.OutcomeNeedsPerson {
		s.needsPerson()
	}
	if s.cli.JSON {
		out := catchUpJSON{resultJSON: resultJSON{r.Stage, r.Cycle, string(r.Outcome), r.Summary, r.Notes}, Lost: report.Lost,
			Found: append([]string{}, report.Found...), Open: report.Open(), Questions: []questionJSON{}}
		if !report.AsOf.IsZero() {
			out.AsOf = report.AsOf.UTC().Format("2006-01-02T15:04:05Z")
		}
		for _, q := range report.Questions {
			out.Questions = append(out.Questions, questionJSON{q.ID, stateOf(q), q.Text, q.Next, q.Acceptable, q.AcceptedBy, q.Reason})
		}
		s.json(out)
		return
	}
	r.Notes = report.Found
	s.show(r)
	for _, q := range report.Questions {
		s.line(stateOf(q), q.ID)
		s.line("", q.Text)
		if q.AcceptedBy != "" {
			s.line("", "answered by "+q.AcceptedBy+": "+q.Reason)
			continue
		}
		s.line("", "next: "+q.Next)
	}
}

func stateOf(q jobs.Question) string {
	if q.AcceptedBy == "" {
		return "open"
	}
	return "answered"
}
