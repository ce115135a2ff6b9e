package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"nostro/jobs"
)

// lineWidth is the width for which text is laid out.
const lineWidth = 80

// stageWidth is the width of the first column, which names the stage.
const stageWidth = 10

// show prints the result of a stage: one line, and its notes below, or one JSON object.
func (s *session) show(r jobs.Result) {
	if r.Outcome == jobs.OutcomeNeedsPerson {
		s.needsPerson()
	}
	if s.cli.JSON {
		s.json(resultJSON{r.Stage, r.Cycle, string(r.Outcome), r.Summary, r.Notes})
		return
	}
	s.line(r.Stage, r.Summary)
	for _, note := range r.Notes {
		s.line("", "- "+note)
	}
}

// resultJSON is the stable form of a result.
type resultJSON struct {
	Stage   string   `json:"stage"`
	Cycle   string   `json:"cycle,omitempty"`
	Outcome string   `json:"outcome"`
	Summary string   `json:"summary"`
	Notes   []string `json:"notes,omitempty"`
}

// json prints the value as one line.
func (s *session) json(v any) {
	if err := json.NewEncoder(s.Stdout).Encode(v); err != nil {
		s.code = exitFailed
		fmt.Fprintln(s.Stderr, "nostro: write JSON:", err)
	}
}

// line prints a label and text, wrapped so that the text stays in its column.
func (s *session) line(label, text string) {
	room := lineWidth - stageWidth - 1
	for n, part := range wrap(text, room) {
		if n > 0 {
			label = ""
		}
		fmt.Fprintf(s.Stdout, "%-*s %s\n", stageWidth, label, part)
	}
}

// problemIndent stands before the further lines of one paragraph of a problem.
const problemIndent = "  "

// problem prints what went wrong for a person, each of its paragraphs wrapped.
func (e env) problem(text string) {
	for _, paragraph := range strings.Split("nostro: "+text, "\n") {
		for n, line := range wrap(paragraph, lineWidth-len(problemIndent)) {
			if n > 0 {
				line = problemIndent + line
			}
			fmt.Fprintln(e.Stderr, line)
		}
	}
}

// wrap breaks text at blanks so that no line is longer than width, save a word that is.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
