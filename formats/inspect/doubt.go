package inspect

import (
	"fmt"
	"strings"

	"nostro/formats"
)

// Doubt is something about a file that a person should know; what is said of many places alike is said once.
type Doubt struct {
	Path    string // of the first, "Document/BkToCstmrStmt/Stmt[1]/Ntry[3]/ValDt"; "" for the file as a whole
	Line    int    // of the first; 0 for the file as a whole
	Text    string
	Times   int64
	Booking bool // it keeps something from being booked
	Seen    bool // the views show it where it belongs, too
}

// String returns the doubt in one line.
func (d Doubt) String() string {
	out := ""
	if d.Booking {
		out = "cannot be booked: "
	}
	if d.Line > 0 {
		out += fmt.Sprintf("line %d: ", d.Line)
	}
	if d.Path != "" {
		out += d.Path + ": "
	}
	out += d.Text
	if d.Times > 1 {
		out += fmt.Sprintf(" (%d times)", d.Times)
	}
	return out
}

// doubts gathers them, alike ones together.
type doubts struct {
	kept   []Doubt
	places map[string]int // of what is alike
	beyond int64
}

func (l *doubts) add(d Doubt) {
	key := unnumbered(d.Path) + "\x00" + d.Text
	if i, known := l.places[key]; known {
		l.kept[i].Times++
		return
	}
	if len(l.kept) == KeptMax {
		l.beyond++
		return
	}
	if l.places == nil {
		l.places = map[string]int{}
	}
	l.places[key] = len(l.kept)
	d.Path, d.Text, d.Times = strings.Clone(d.Path), strings.Clone(d.Text), 1
	l.kept = append(l.kept, d)
}

// all returns the doubts in the order in which they came up.
func (l *doubts) all() []Doubt {
	out := append([]Doubt(nil), l.kept...)
	if l.beyond > 0 {
		out = append(out, Doubt{Text: fmt.Sprintf("and %d more", l.beyond), Times: 1})
	}
	return out
}

// unnumbered is a path without the positions in it.
func unnumbered(path string) string {
	var out strings.Builder
	for {
		before, after, found := strings.Cut(path, "[")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		_, path, _ = strings.Cut(after, "]")
	}
}

// cannotBook notes problems that the reader found.
func (f *File) cannotBook(problems []formats.Problem) {
	for i := range problems {
		p := &problems[i]
		f.doubts.add(Doubt{Path: p.Path, Line: p.Line, Text: p.Problem, Booking: true})
	}
}

// Warn notes a doubt of the reader.
func (f *File) Warn(w formats.Warning) { f.doubts.add(Doubt{Path: w.Path, Line: w.Line, Text: w.Text}) }

// Doubts returns all that was noted so far.
func (f *File) Doubts() []Doubt { return f.doubts.all() }
