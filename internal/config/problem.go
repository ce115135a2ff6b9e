package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing in nostro.yaml that must be mended.
type Problem struct {
	Line int    // from 1; 0 where it is about the file as a whole
	Key  string // such as "correspondents[0].bic"; "" where it is about no key
	Text string // what is wrong, and what to do
}

// Error returns "line 31: correspondents[0].bic: ...".
func (p Problem) Error() string {
	text := p.Text
	if p.Key != "" {
		text = p.Key + ": " + text
	}
	if p.Line > 0 {
		text = fmt.Sprintf("line %d: %s", p.Line, text)
	}
	return text
}

// Problems is every problem that was found, by line.
type Problems []Problem

// Error returns one problem a line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for n, one := range p {
		lines[n] = one.Error()
	}
	return strings.Join(lines, "\n")
}

// sorted puts the problems into the order in which a person reads the file.
func (p Problems) sorted() Problems {
	slices.SortStableFunc(p, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return p
}
