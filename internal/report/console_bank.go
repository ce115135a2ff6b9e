package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nostro/reconcile"
)

// stateStyle colours a state: red where a person must look, green where nothing is left to do.
func stateStyle(state string) style {
	switch state {
	case "unknown", "failed", "quarantined", "disputed", "rejected", "returned", "refused", "needs a person":
		return bad
	case "sent", "read", "proven", "settled", "resolved":
		return good
	}
	return plain
}

func (p *printer) filesOut(pic Picture) {
	if len(pic.FilesOut) == 0 {
		p.heading("Files sent: none was written")
		return
	}
	sent, carried := countSent(pic.FilesOut)
	p.heading(fmt.Sprintf("Files sent: %d of %d, with %s", sent, len(pic.FilesOut),
		counted(carried, "instruction", "instructions")))
	var kinds []fileKind
	for _, f := range pic.FilesOut {
		kinds = append(kinds, fileKind{f.State, f.Correspondent, f.Message})
	}
	p.fileKinds(kinds)
	for _, f := range pic.FilesOut {
		if f.State == "unknown" || f.State == "failed" {
			p.wrapped(4, bad, f.Name+": "+f.Detail)
		}
	}
}

func countSent(files []FileOut) (sent, carried int) {
	for _, f := range files {
		if f.State == "sent" {
			sent++
			carried += f.Transactions
		}
	}
	return sent, carried
}

func (p *printer) filesIn(pic Picture) {
	if len(pic.FilesIn) == 0 {
		p.heading("Files received: none")
		return
	}
	p.heading("Files received: " + strconv.Itoa(len(pic.FilesIn)))
	var kinds []fileKind
	for _, f := range pic.FilesIn {
		kinds = append(kinds, fileKind{f.State, f.Correspondent, f.Message})
	}
	p.fileKinds(kinds)
	for _, f := range pic.FilesIn {
		if f.Sightings > 1 {
			p.wrapped(4, plain, fmt.Sprintf("%s came %d times: read once", f.Name, f.Sightings))
		}
	}
	for _, f := range pic.FilesIn {
		if f.State == "quarantined" {
			p.wrapped(4, bad, f.Name+": "+f.Detail)
		}
	}
}

// fileKind is what files are counted by.
type fileKind struct{ state, correspondent, message string }

// fileKinds counts files by state, correspondent and message, one line for each state and correspondent.
func (p *printer) fileKinds(kinds []fileKind) {
	for n := range kinds {
		kinds[n].message = family(kinds[n].message) // two versions of a message are one kind
	}
	slices.SortFunc(kinds, func(a, b fileKind) int {
		return cmp.Or(cmp.Compare(a.correspondent, b.correspondent), cmp.Compare(a.state, b.state), cmp.Compare(a.message, b.message))
	})
	g := newGrid(column{}, column{}, column{flex: true})
	for from := 0; from < len(kinds); {
		to, text := from, ""
		for to < len(kinds) && kinds[to].state == kinds[from].state && kinds[to].correspondent == kinds[from].correspondent {
			first := to
			for to < len(kinds) && kinds[to] == kinds[first] {
				to++
			}
			message := kinds[first].message
			if message == "" {
				message = "unread"
			}
			if text != "" {
				text += ", "
			}
			text += fmt.Sprintf("%d %s", to-first, message)
		}
		g.row(kinds[from].state, clean(kinds[from].correspondent), text)
		g.mark(0, stateStyle(kinds[from].state))
		from = to
	}
	g.write(p, 2)
}

// family returns what a message is, without its variant and version: "camt.053" of "camt.053.001.08".
func family(message string) string {
	message = clean(message)
	if len(message) == len("camt.053.001.08") {
		return message[:len("camt.053")]
	}
	return message
}

func (p *printer) statements(pic Picture) {
	if len(pic.Statements) == 0 {
		return
	}
	p.heading("Statements")
	var all []Amount
	for _, s := range pic.Statements {
		all = append(all, s.Opening, s.Closing)
	}
	places := widest(all...)
	g := newGrid(column{}, column{}, column{}, column{head: "opening", right: true}, column{head: "entries", right: true},
		column{head: "closing", right: true}, column{head: "date", style: dim})
	for _, s := range pic.Statements {
		g.row(s.State, clean(s.Correspondent), s.Currency, aligned(s.Opening, places), strconv.Itoa(s.Entries),
			aligned(s.Closing, places), s.ClosingDate)
		g.mark(0, stateStyle(s.State))
	}
	g.write(p, 2)
}

func (p *printer) rules(pic Picture) {
	if len(pic.Matches) == 0 {
		p.heading("Matched: nothing yet")
		return
	}
	p.heading("Matched: " + counted(len(pic.Matches), "finding", "findings"))
	g := newGrid(column{right: true}, column{}, column{flex: true, style: dim})
	for _, r := range pic.Rules {
		rule := "by " + strings.TrimPrefix(clean(r.Rule), "by ") // one of them is "by hand"
		if r.Rule == reconcile.RuleNone {
			rule = "by no rule"
		}
		g.row(strconv.Itoa(r.Count), clean(r.Kind), rule)
	}
	g.write(p, 2)
}

// breaks shows those that are open, in full; the resolved ones are counted.
func (p *printer) breaks(pic Picture) {
	open := pic.Headline.OpenBreaks
	title := "Breaks: none open"
	if open > 0 {
		title = "Breaks: " + strconv.Itoa(open) + " open"
	}
	if resolved := len(pic.Breaks) - open; resolved > 0 {
		title += ", " + strconv.Itoa(resolved) + " resolved"
	}
	p.heading(title)
	for _, b := range pic.Breaks {
		if !b.Open() {
			continue
		}
		at := ""
		if b.Correspondent != "" {
			at = "at " + b.Correspondent
		}
		p.parts(2, bad, fmt.Sprintf("break %d", b.ID), b.Reason, people(b.Amount), at, age(b.Days))
		p.wrapped(4, plain, b.Text)
		if b.Next != "" {
			p.wrapped(4, bold, "next: "+b.Next)
		}
	}
}

func age(days int) string {
	if days == 0 {
		return "today"
	}
	return counted(days, "day old", "days old")
}
