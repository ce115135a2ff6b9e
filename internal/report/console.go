package report

import (
	"io"
	"strconv"
	"strings"
)

// Console writes the summary of a cycle, or of the house, for a terminal: what was netted, converted, sent,
// received and matched, what is broken, which invariants hold, and the balances. No line is wider than the
// options allow. It errs where the writer does.
func Console(w io.Writer, p Picture, opt ConsoleOptions) error {
	out := newPrinter(w, opt)
	out.title(p)
	out.netting(p)
	out.exposure(p)
	out.risk(p.Risk)
	out.reserve(p.Reserve)
	out.instructions(p)
	out.owedAgain(p)
	out.filesOut(p)
	out.filesIn(p)
	out.statements(p)
	out.rules(p)
	out.breaks(p)
	out.recalls(p)
	out.control(p.Control)
	out.safeguarding(p.Safeguarding)
	out.balances(p)
	out.checks(p)
	return out.err
}

func (p *printer) title(pic Picture) {
	head := clean(pic.House)
	switch {
	case pic.Cycle.ID != "":
		head += ", cycle " + pic.Cycle.ID + ": " + pic.Cycle.State
	default:
		head += ", " + counted(len(pic.Cycles), "cycle", "cycles")
	}
	p.wrapped(0, bold, head)
	facts := []string{}
	if pic.Cycle.ID != "" {
		facts = append(facts, "value date "+pic.Cycle.ValueDate, "cut-off "+pic.Cycle.CutOff.Minute())
	}
	p.wrapped(0, dim, strings.Join(append(facts, "as of "+pic.AsOf.Minute()), ", "))
	p.lookBack(pic.LookBack)
	if pic.Cycle.Aborted != "" {
		p.wrapped(0, bad, "aborted "+clean(pic.Cycle.Aborted)+"; nothing of it is on the books")
	}
}

func (p *printer) netting(pic Picture) {
	p.heading("Gross to net")
	if len(pic.Netting) == 0 {
		p.line(2, "nothing was netted")
		return
	}
	var all []Amount
	for _, n := range pic.Netting {
		all = append(all, n.Gross, n.Net)
	}
	places := widest(all...)
	g := newGrid(column{head: ""}, column{head: "obligations", right: true}, column{head: "gross", right: true},
		column{head: "net", right: true}, column{head: "saved", right: true})
	for _, n := range pic.Netting {
		g.row(n.Currency, strconv.Itoa(n.Obligations), aligned(n.Gross, places), aligned(n.Net, places), n.Efficiency())
	}
	g.write(p, 2)
}

func (p *printer) exposure(pic Picture) {
	if len(pic.Conversions) == 0 {
		return
	}
	p.heading("Exposure after " + counted(len(pic.Conversions), "conversion", "conversions"))
	var all []Amount
	for _, e := range pic.Exposure {
		all = append(all, e.Amount)
	}
	g := newGrid(column{}, column{}, column{right: true}, column{flex: true, style: dim})
	for _, e := range pic.Exposure {
		side := "long"
		if e.Amount.Sign() < 0 {
			side = "short"
		}
		g.row(e.Amount.Currency().Code(), side, strings.TrimPrefix(aligned(e.Amount, widest(all...)), "-"), coverOf(pic, e))
	}
	g.write(p, 2)
	if pic.CoverNote != "" {
		p.wrapped(2, bad, "no cover: "+pic.CoverNote)
	}
	p.ratesDecided(pic.RateDecisions)
}

// coverOf tells the trade that flattens the exposure. That of the pivot goes with the others.
func coverOf(pic Picture, e Exposure) string {
	if e.Amount.Currency().Code() == pic.Pivot {
		return "the other side of the cover trades"
	}
	for _, t := range pic.Cover {
		side := t.Sell
		if e.Amount.Sign() < 0 {
			side = t.Buy
		}
		if t.Cycle == e.Cycle && side.Currency() == e.Amount.Currency() {
			return "cover: sell " + people(t.Sell) + ", buy " + people(t.Buy)
		}
	}
	return ""
}

// people writes an amount for people: "USD 1,234.50".
func people(a Amount) string {
	if a.None() {
		return "-"
	}
	return a.Currency().Code() + " " + a.Grouped()
}

func (p *printer) instructions(pic Picture) {
	h := pic.Headline
	if len(h.Due)+len(h.Settled)+len(h.Failed)+len(h.Untold) == 0 {
		return
	}
	p.heading("Instructions")
	var all []Amount
	for _, list := range [][]Tally{h.Settled, h.Due, h.Failed, h.Untold} {
		for _, t := range list {
			all = append(all, t.Out, t.In)
		}
	}
	g := newGrid(column{}, column{}, column{head: "pay-outs", right: true}, column{right: true},
		column{head: "pay-ins", right: true}, column{right: true})
	addTallies(g, "settled", good, h.Settled, widest(all...))
	addTallies(g, "due", plain, h.Due, widest(all...))
	addTallies(g, "not kept", dim, h.Untold, widest(all...))
	addTallies(g, "owed again", bad, h.Failed, widest(all...))
	g.write(p, 2)
}

func addTallies(g *grid, state string, s style, tallies []Tally, places int) {
	for _, t := range tallies {
		g.row(state, t.Currency, strconv.Itoa(t.Outs), dashed(t.Out, places), strconv.Itoa(t.Ins), dashed(t.In, places))
		g.mark(0, s)
	}
}

// owedAgain lists the payments that were rejected or returned: their money is the participants' again.
func (p *printer) owedAgain(pic Picture) {
	g := newGrid(column{}, column{}, column{right: true}, column{flex: true})
	found := false
	for _, i := range pic.Orders {
		if !i.OwedAgain() {
			continue
		}
		if !found {
			p.heading("Posted back, and owed again")
			found = true
		}
		g.row(i.State, clean(i.Participant), people(i.Amount), clean(i.Note))
		g.mark(0, bad)
	}
	if found {
		g.write(p, 2)
	}
}
