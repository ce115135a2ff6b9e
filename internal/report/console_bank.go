package report

import (
	"fmt"
	"strconv"

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
	g := newGrid(column{}, column{}, column{flex: true}, column{style: dim})
	for _, f := range pic.FilesOut {
		g.row(f.State, clean(f.Correspondent), clean(f.Name), short(f.SHA256))
		g.mark(0, stateStyle(f.State))
	}
	g.write(p, 2)
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
	g := newGrid(column{}, column{}, column{}, column{flex: true}, column{style: dim})
	for _, f := range pic.FilesIn {
		name := clean(f.Name)
		if f.Sightings > 1 {
			name += fmt.Sprintf(" (seen %d times)", f.Sightings)
		}
		g.row(f.State, clean(f.Correspondent), family(f.Message), name, short(f.SHA256))
		g.mark(0, stateStyle(f.State))
	}
	g.write(p, 2)
	for _, f := range pic.FilesIn {
		if f.State == "quarantined" {
			p.wrapped(4, bad, f.Name+": "+f.Detail)
		}
	}
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
		rule := "by " + clean(r.Rule)
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
	}
}

func age(days int) string {
	if days == 0 {
		return "today"
	}
	return counted(days, "day old", "days old")
}
