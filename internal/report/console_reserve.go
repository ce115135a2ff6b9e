package report

import (
	"io"
	"strconv"
)

// ReserveConsole writes what is set aside for losses and every movement. It errs where the writer does.
func ReserveConsole(w io.Writer, r Reserve, opt ConsoleOptions) error {
	out := newPrinter(w, opt)
	if len(r.Lines) == 0 {
		out.line(0, "nostro.yaml asks for no risk reserve, and none was ever held")
	}
	out.reserve(&r)
	out.reserveMovements(r)
	return out.err
}

// reserve writes it for a report: nothing where nothing is asked for or held.
func (p *printer) reserve(r *Reserve) {
	if r == nil || len(r.Lines) == 0 {
		return
	}
	p.heading("Risk reserve")
	var all []Amount
	for _, l := range r.Lines {
		all = append(all, l.Basis, l.Required, l.Held, l.Short)
	}
	places := widest(all...)
	g := newGrid(column{}, column{head: "measured", right: true}, column{head: "required", right: true}, column{head: "held", right: true},
		column{head: "lacks", right: true})
	for _, l := range r.Lines {
		g.row(l.Currency, dashed(l.Basis, places), dashed(l.Required, places), dashed(l.Held, places), dashed(l.Short, places))
		if !l.Short.IsZero() {
			g.mark(4, bad)
		}
	}
	g.write(p, 2)
	for _, l := range r.Lines {
		if l.Rule != "" {
			p.wrapped(2, dim, l.Currency+": "+l.Rule)
		}
	}
}

func (p *printer) reserveMovements(r Reserve) {
	if len(r.Movements) == 0 {
		return
	}
	p.heading("Movements")
	for _, m := range r.Movements {
		text := people(m.Amount) + " " + m.Act + " " + strconv.Itoa(m.Number)
		if m.Participant != "" {
			text += ", " + clean(m.Participant)
		}
		text += ", " + m.ValueDate + ", by " + clean(m.By)
		if m.Approval != 0 {
			text += ", approval " + strconv.FormatInt(m.Approval, 10)
		}
		p.wrapped(2, plain, text)
		p.wrapped(4, dim, clean(m.Reason))
	}
}
