package report

import (
	"io"
	"strings"
)

// ConsoleOptions tell how wide the terminal is and whether it shows colours.
type ConsoleOptions struct {
	Width  int  // columns; 0 means 80, and fewer than 40 are taken as 40
	Colour bool // ANSI escape sequences
}

const (
	defaultWidth = 80
	leastWidth   = 40
)

// printer writes lines that never pass the width, and keeps the first error of the writer.
type printer struct {
	w      io.Writer
	width  int
	colour bool
	err    error
}

func newPrinter(w io.Writer, opt ConsoleOptions) *printer {
	if opt.Width == 0 {
		opt.Width = defaultWidth
	}
	return &printer{w: w, width: max(opt.Width, leastWidth), colour: opt.Colour}
}

func (p *printer) paint(s style, text string) string {
	if !p.colour || s == plain || text == "" {
		return text
	}
	return string(s) + text + reset
}

// line prints the lines, indented and without blanks at their ends.
func (p *printer) line(indent int, lines ...string) {
	for _, line := range lines {
		line = strings.TrimRight(strings.Repeat(" ", indent)+line, " ")
		if p.err == nil {
			_, p.err = io.WriteString(p.w, line+"\n")
		}
	}
}

// wrapped prints the text on as many lines as it needs.
func (p *printer) wrapped(indent int, s style, text string) {
	for _, line := range wrap(clean(text), p.width-indent) {
		p.line(indent, p.paint(s, line))
	}
}

// parts prints the texts on one line, two blanks apart, or wrapped where they do not fit.
func (p *printer) parts(indent int, s style, texts ...string) {
	texts = keep(texts, func(text string) bool { return text != "" })
	for i := range texts {
		texts[i] = clean(texts[i])
	}
	line := strings.Join(texts, "  ")
	if indent+cells(line) > p.width {
		p.wrapped(indent, s, line)
		return
	}
	p.line(indent, p.paint(s, line))
}

// heading prints the title of a section after an empty line.
func (p *printer) heading(text string) {
	p.line(0, "")
	p.wrapped(0, bold, text)
}
