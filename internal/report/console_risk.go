package report

import (
	"io"
	"strconv"
)

// RevaluationConsole writes the positions at the end of the last day that was revalued, why the value changed, and what
// each cycle and trade has brought. It errs where the writer does.
func RevaluationConsole(w io.Writer, r Revaluation, opt ConsoleOptions) error {
	out := newPrinter(w, opt)
	if n := len(r.Days); n > 0 {
		out.revalued(r.Days[n-1])
		out.explained(r.Base, r.Days)
		out.origins(r.Base, r.Days[n-1].Date, r.Origins)
	}
	return out.err
}

// RiskConsole writes the figures of risk. It errs where the writer does.
func RiskConsole(w io.Writer, r Risk, opt ConsoleOptions) error {
	out := newPrinter(w, opt)
	out.figures(r)
	return out.err
}

// risk writes the figures for a report: nothing where nobody asked for them, or nothing was ever open.
func (p *printer) risk(r Risk) {
	if r.On == "" || r.Quiet() {
		return
	}
	p.figures(r)
}

// Quiet tells whether there is nothing to say: nothing is open, limited, or waits for its other leg, and no cycle has
// brought anything.
func (r Risk) Quiet() bool {
	return len(r.Positions) == 0 && len(r.Settlement) == 0 && len(r.Origins) == 0 && len(r.Breaches) == 0
}

// figures writes all of them.
func (p *printer) figures(r Risk) {
	p.openPosition(r)
	p.atRisk(r)
	p.settlement(r)
	p.explained(r.Base, r.Days)
	p.origins(r.Base, r.On, r.Origins)
}

func (p *printer) revalued(d ExplainedDay) {
	head := "Position at the end of " + d.Date
	if d.Source != "" {
		head += ", at the " + d.Source + " fixing of " + d.FixingDate
	}
	p.heading(head)
	var all []Amount
	for _, row := range d.Positions {
		all = append(all, row.Position, row.Value)
	}
	places := widest(all...)
	g := newGrid(column{}, column{head: "position", right: true}, column{head: "rate", right: true}, column{head: "value", right: true},
		column{head: "book value", right: true}, column{head: "unrealised", right: true})
	for _, row := range d.Positions {
		if row.Position.IsZero() && row.Unrealised.IsZero() {
			continue
		}
		g.row(row.Currency, aligned(row.Position, places), row.Rate, row.Value.Grouped(), row.BookValue.Grouped(), row.Unrealised.Grouped())
	}
	if len(g.rows) == 0 {
		p.line(2, "no position is open in another currency than the base")
		return
	}
	g.row("all", "", "", "", "", people(d.Unrealised))
	g.mark(5, bold)
	g.write(p, 2)
}

// daysShown is how many days stand beside one another: what fits into a line.
const daysShown = 4

// explained writes the days as columns that add up downwards.
func (p *printer) explained(base string, days []ExplainedDay) {
	if len(days) == 0 {
		return
	}
	days = days[max(0, len(days)-daysShown):]
	p.heading("Why the value of our position changed, in " + base)
	columns := []column{{}}
	for _, d := range days {
		columns = append(columns, column{head: d.Date, right: true})
	}
	g := newGrid(columns...)
	for _, line := range explainedLines {
		row := []string{line.name}
		for _, d := range days {
			row = append(row, line.of(d.Explained).Grouped())
		}
		g.row(row...)
	}
	for n := range columns {
		g.mark(n, bold)
	}
	g.write(p, 2)
}

// explainedLines are the lines of an explanation, in the order in which they add up.
var explainedLines = []struct {
	name string
	of   func(Explained) Amount
}{
	{"before", func(e Explained) Amount { return e.Opening }},
	{"+ spread", func(e Explained) Amount { return e.Spread }},
	{"+ slippage", func(e Explained) Amount { return e.Slippage }},
	{"+ revaluation", func(e Explained) Amount { return e.Revaluation }},
	{"+ residual", func(e Explained) Amount { return e.Residual }},
	{"= after", func(e Explained) Amount { return e.Closing }},
}

// originsShown is how many of them the terminal gets: the last.
const originsShown = 10

func (p *printer) origins(base, on string, origins []OriginRow) {
	if len(origins) == 0 {
		return
	}
	p.heading("What each cycle and trade has brought until " + on + ", in " + base)
	if hidden := len(origins) - originsShown; hidden > 0 {
		p.wrapped(2, dim, counted(hidden, "earlier one is", "earlier ones are")+" left out; --json has all")
		origins = origins[hidden:]
	}
	g := newGrid(column{}, column{head: "spread", right: true}, column{head: "slippage", right: true},
		column{head: "revaluation", right: true}, column{head: "residual", right: true}, column{head: "= all", right: true})
	for _, o := range origins {
		g.row(clean(o.Origin), o.Spread.Grouped(), o.Slippage.Grouped(), o.Revaluation.Grouped(), o.Residual.Grouped(), o.Closing.Grouped())
	}
	g.write(p, 2)
}

func (p *printer) openPosition(r Risk) {
	head := "Open position at the end of " + r.On
	if r.Source != "" {
		head += ", at the " + r.Source + " fixing of " + r.FixingDate
	}
	p.heading(head)
	for _, b := range r.Breaches {
		p.wrapped(2, bad, "limit: "+b)
	}
	if r.NoValues != "" {
		p.wrapped(2, bad, "not all can be valued: "+r.NoValues)
	}
	for _, words := range r.due() {
		p.wrapped(2, plain, words)
	}
	if len(r.Positions) == 0 {
		p.line(2, "nothing is open")
		return
	}
	var all []Amount
	for _, row := range r.Positions {
		all = append(all, row.Position)
	}
	places := widest(all...)
	g := newGrid(column{}, column{head: "long + short -", right: true}, column{head: "limit", right: true},
		column{head: "value, " + r.Base, right: true}, column{head: "if it rises 1 %", right: true})
	for _, row := range r.Positions {
		g.row(row.Currency, aligned(row.Position, places), aligned(row.Limit, places), grouped(row.Value), grouped(row.Move))
		if row.Breached {
			g.mark(1, bad)
		}
	}
	g.row("total", "", "", totalOf(r), "")
	g.mark(0, bold)
	if !r.TotalLimit.None() {
		g.rows[len(g.rows)-1][2].text = people(r.TotalLimit)
	}
	g.write(p, 2)
	if r.Total.None() {
		p.wrapped(2, dim, "what all of it is worth together, and what a move costs, is not known while a part has no value")
		return
	}
	p.wrapped(2, dim, "long "+r.Long.Grouped()+", short "+r.Short.Grouped()+"; total is the greater of both. If every currency moves "+
		"1 % against us we lose "+people(r.Against)+"; if "+r.Base+" alone rises 1 % the change is "+people(r.BaseRises)+".")
}

// totalOf is the total, or a dash where it is not known.
func totalOf(r Risk) string {
	if r.Total.None() {
		return "-"
	}
	return people(r.Total)
}

// due says that there are days to revalue, or to revalue again.
func (r Risk) due() (words []string) {
	if r.Redo != "" {
		words = append(words, "the revaluation of "+r.Redo+" is no longer what position and rates make it: nostro revalue --date "+r.Redo+
			" does it again, with the days after it")
	}
	switch {
	case r.Due == "":
	case r.Revalued == "":
		words = append(words, "never revalued: nostro revalue does it until "+r.Due)
	default:
		words = append(words, "revalued until "+r.Revalued+": nostro revalue does it until "+r.Due)
	}
	return words
}

// grouped is an amount without its currency, or a dash.
func grouped(a Amount) string {
	if a.None() {
		return "-"
	}
	return a.Grouped()
}

func (p *printer) atRisk(r Risk) {
	a := r.AtRisk
	p.heading("Value at risk, one day, " + a.Confidence + ", " + strconv.Itoa(a.Days) + " days")
	switch {
	case a.None != "":
		p.wrapped(2, plain, "not told: "+a.None)
	case a.Day == "":
		p.wrapped(2, plain, people(a.Loss)+": the scenario of rank "+strconv.Itoa(a.Rank)+" brings no loss (fixings of "+a.From+" to "+a.To+")")
	default:
		p.wrapped(2, plain, people(a.Loss)+": the loss of rank "+strconv.Itoa(a.Rank)+" of "+strconv.Itoa(a.Days)+
			", with the move of rates to "+a.Day+" (fixings of "+a.From+" to "+a.To+")")
	}
}

// settlement lists the exchanges of which one leg has settled and the other has not.
func (p *printer) settlement(r Risk) {
	if len(r.Settlement) == 0 {
		return
	}
	p.heading("One leg has settled, the other has not")
	g := newGrid(column{}, column{flex: true}, column{right: true}, column{}, column{style: dim})
	for _, row := range r.Settlement {
		party := ""
		if !row.AtRisk.None() || row.NoValue != "" {
			party = clean(row.Party)
			g.row(party, whereOf(row)+": "+riskWords(row), "", "", "")
			g.mark(1, riskStyle(row))
		}
		g.row("", row.What, people(row.Amount), clean(row.Correspondent), row.Age)
	}
	g.write(p, 2)
}

func whereOf(row SettlementRow) string {
	if row.Deal != "" {
		return "deal " + clean(row.Deal)
	}
	return "cycle " + row.Cycle
}

func riskWords(row SettlementRow) string {
	switch {
	case row.NoValue != "":
		return "at risk, not valued: " + row.NoValue
	case row.Whose == "ours":
		return people(row.AtRisk) + " of ours at risk"
	}
	return people(row.AtRisk) + " of theirs is with us"
}

func riskStyle(row SettlementRow) style {
	if row.Whose == "ours" {
		return bad
	}
	return plain
}
