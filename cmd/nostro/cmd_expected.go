package main

import (
	"fmt"

	"nostro/internal/report"
	"nostro/jobs"
)

type filesExpectedCmd struct {
	All bool `help:"Every day since each is expected, not only what is open and what is of today."`
}

// Run prints what the correspondents were to give. It ends with 1 where something is late.
func (c *filesExpectedCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		all, err := h.stages.Expected(s.ctx, c.All)
		for _, v := range all {
			s.showExpected(v)
		}
		if len(all) == 0 && err == nil && !s.cli.JSON {
			s.line("expected", "nothing: correspondents.expects in nostro.yaml says what is")
		}
		return err
	})
}

type filesExcuseCmd struct {
	Correspondent string `arg:"" help:"Correspondent that was to give it."`
	Expectation   string `arg:"" name:"name" help:"Name of the expectation."`
	Day           string `arg:"" help:"Day for which it was expected."`
	By            string `help:"The second person, who agrees." required:"" placeholder:"NAME"`
	Reason        string `help:"Why it comes no more." required:"" placeholder:"WHY"`
}

func (c *filesExcuseCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		day, err := s.dayArg(h, "DAY", c.Day)
		if err != nil {
			return err
		}
		return s.stage(h.stages.Excuse(s.ctx, c.Correspondent, c.Expectation, day, c.By, c.Reason))
	})
}

// expectedJSON is the stable form of an expected file of one day.
type expectedJSON struct {
	Correspondent string `json:"correspondent"`
	Expectation   string `json:"expectation"`
	What          string `json:"what"`
	Day           string `json:"day"`
	Due           string `json:"due"`
	State         string `json:"state"`
	File          string `json:"file,omitempty"`
	Came          string `json:"came,omitempty"`
	ExcusedBy     string `json:"excused_by,omitempty"`
	Reason        string `json:"reason,omitempty"`
	Next          string `json:"next"`
}

func (s *session) showExpected(v jobs.ExpectedView) {
	if v.State == "late" {
		s.needsPerson()
	}
	file := ""
	if v.FileIn != 0 {
		file = fmt.Sprintf("in:%d", v.FileIn)
	}
	if s.cli.JSON {
		s.json(expectedJSON{v.Correspondent, v.Expectation, v.What, v.Day.String(), stampJSON(v.DueAt), v.State, file, stampJSON(v.CameAt),
			v.ExcusedBy, v.Reason, v.Next})
		return
	}
	text := fmt.Sprintf("%s of %s for %s, due %s", v.Expectation, v.Correspondent, v.Day, stampText(v.DueAt))
	if file != "" {
		text += fmt.Sprintf(": %s at %s", file, stampText(v.CameAt))
	}
	s.line(v.State, text)
	switch v.State {
	case "late":
		s.line("", "late by "+ageText(v.Age))
		s.line("", "next: "+v.Next)
	case "excused":
		s.line("", "- by "+v.ExcusedBy+": "+v.Reason)
	}
}

// lateFiles are the expected files that are late, for the picture.
func (s *session) lateFiles(h *home) (late []report.LateFile, err error) {
	all, err := h.stages.Expected(s.ctx, false)
	for _, v := range all {
		if v.State == "late" {
			late = append(late, report.LateFile{Correspondent: v.Correspondent, Expectation: v.Expectation, Day: v.Day.String(),
				What: v.What, Due: stampJSON(v.DueAt), Age: ageText(v.Age)})
		}
	}
	return late, err
}
