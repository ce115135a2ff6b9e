package main

import (
	"fmt"
	"path/filepath"

	"nostro/internal/config"
)

type configCheckCmd struct {
	File string `arg:"" optional:"" help:"Another file than the nostro.yaml of --dir." placeholder:"FILE"`
}

// Run lists all that is wrong, by line. It ends with 1 where anything is, and with 3 where the file cannot be read.
func (c *configCheckCmd) Run(s *session) error {
	path := filepath.Join(s.cli.Dir, config.FileName)
	if c.File != "" {
		path = s.place(c.File)
	}
	problems, err := config.Check(path, s.Getenv)
	if err != nil {
		return err
	}
	for _, p := range problems {
		s.needsPerson()
		if s.cli.JSON {
			s.json(configProblem{path, p.Line, p.Key, p.Text})
			continue
		}
		label := "file"
		if p.Line > 0 {
			label = fmt.Sprintf("line %d", p.Line)
		}
		text := p.Text
		if p.Key != "" {
			text = p.Key + ": " + text
		}
		s.line(label, text)
	}
	if len(problems) == 0 && !s.cli.JSON {
		s.line("config", path+" has no mistake, and every secret that it names is there")
	}
	return nil
}

// configProblem is the stable form of something that is wrong in nostro.yaml.
type configProblem struct {
	File string `json:"file"`
	Line int    `json:"line,omitempty"`
	Key  string `json:"key,omitempty"`
	Text string `json:"text"`
}
