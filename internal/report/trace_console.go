package report

import (
	"fmt"
	"io"
	"strconv"

	"nostro/ledger"
)

// tracedRows is how many rows of one kind the terminal shows; JSON has them all.
const tracedRows = 25

// LineageConsole writes the lineage for a terminal, or the candidates where the id names several things. It
// errs where the writer does.
func LineageConsole(w io.Writer, l Lineage, opt ConsoleOptions) error {
	out := newPrinter(w, opt)
	if len(l.Candidates) > 0 {
		out.candidates(l)
		return out.err
	}
	title := l.Kind + " " + l.ID
	if l.Asked != l.ID && l.Asked != l.Kind+":"+l.ID {
		title = l.Asked + " is " + title
	}
	out.wrapped(0, bold, title)
	if l.Aborted != "" {
		out.wrapped(0, bad, "aborted "+clean(l.Aborted)+"; nothing of it is on the books")
	}
	out.tracedObligations(l)
	out.tracedPositions(l)
	out.tracedInstructions(l)
	out.tracedFiles(l)
	out.tracedRecalls(l)
	out.tracedEntries(l)
	out.tracedJournal(l)
	out.tracedBreaks(l)
	return out.err
}

func (p *printer) candidates(l Lineage) {
	p.wrapped(0, bold, l.Asked+" names "+counted(len(l.Candidates), "thing", "things")+"; choose one:")
	g := newGrid(column{style: bold}, column{flex: true})
	for _, c := range l.Candidates {
		g.row("nostro trace "+clean(c.Kind+":"+c.ID), clean(c.Text))
	}
	g.write(p, 2)
}

// part prints the heading of a part and returns the rows to show; none are said to be none.
func part[T any](p *printer, title string, rows []T) []T {
	p.heading(title + ": " + strconv.Itoa(len(rows)))
	return rows[:min(len(rows), tracedRows)]
}

// more says how many rows are not shown.
func (p *printer) more(all int) {
	if all > tracedRows {
		p.parts(2, dim, fmt.Sprintf("and %d more: --json shows all", all-tracedRows))
	}
}

func (p *printer) tracedObligations(l Lineage) {
	rows := part(p, "Obligations", l.Obligations)
	g := newGrid(column{}, column{}, column{}, column{right: true}, column{}, column{flex: true, style: dim})
	for _, o := range rows {
		g.row(o.ID, o.Payer+" to "+o.Payee, o.Amount.Currency().Code(), aligned(o.Amount, finest(rows)), o.State,
			clean(o.File)+":"+strconv.Itoa(o.Line))
	}
	g.write(p, 2)
	p.more(len(l.Obligations))
}

func finest(rows []Obligation) int {
	return widest(mapped(rows, func(o Obligation) Amount { return o.Amount })...)
}

func (p *printer) tracedPositions(l Lineage) {
	rows := part(p, "Positions", l.Positions)
	places := widest(mapped(rows, func(r Position) Amount { return r.Net })...)
	g := newGrid(column{}, column{}, column{}, column{head: "net", right: true}, column{flex: true, style: dim})
	for _, r := range rows {
		note := counted(r.Obligations, "obligation", "obligations")
		if r.Converted {
			note += ", settles as " + people(r.After)
		}
		if !r.Set.usual() {
			note += ", " + r.Set.words()
		}
		g.row(r.Cycle, r.Participant, r.Currency, aligned(r.Net, places), note)
	}
	g.write(p, 2)
	p.more(len(l.Positions))
	for _, c := range l.Conversions[:min(len(l.Conversions), tracedRows)] {
		p.wrapped(4, dim, c.Participant+" "+people(c.From)+": "+c.Derivation)
	}
	for _, d := range l.RatesDecided[:min(len(l.RatesDecided), tracedRows)] {
		p.decided(4, d)
	}
}

func (p *printer) tracedInstructions(l Lineage) {
	for _, i := range part(p, "Instructions", l.Instructions) {
		way := "pay-out to "
		if i.Direction == "in" {
			way = "pay-in from "
		}
		p.parts(2, stateStyle(i.State), i.ID, i.State, way+i.Participant, people(i.Amount), "at "+i.Correspondent)
		p.parts(4, dim, "UETR "+i.UETR, "value date "+i.ValueDate)
		for _, words := range []string{i.Note, i.reissued()} {
			if words != "" {
				p.wrapped(4, plain, words)
			}
		}
	}
	p.more(len(l.Instructions))
}

func (p *printer) tracedFiles(l Lineage) {
	for _, f := range part(p, "Messages and files out", l.FilesOut) {
		p.parts(2, stateStyle(f.State), f.Name, f.State, "to "+f.Correspondent)
		p.parts(4, plain, f.Message, "MsgId "+f.MsgID, counted(f.Transactions, "instruction", "instructions"))
		p.parts(4, dim, "SHA-256 "+f.SHA256)
		for _, a := range f.Attempts {
			p.wrapped(4, dim, fmt.Sprintf("attempt %d at %s: %s. %s", a.Number, a.Started.Minute(), a.Outcome, a.Detail))
		}
	}
	p.more(len(l.FilesOut))
}

func (p *printer) tracedEntries(l Lineage) {
	if len(l.Answers) > 0 {
		for _, a := range part(p, "Statuses and announced returns", l.Answers) {
			p.wrapped(2, plain, fmt.Sprintf("%s %s on %s in %s, %s: %s", a.Kind, a.Code, a.Instruction, a.File, a.Place,
				a.Reason))
		}
	}
	for _, m := range part(p, "Entries", l.Matches) {
		side := "debit"
		if m.Credit {
			side = "credit"
		}
		kind, shown := m.Kind, plain
		if m.Undone != "" {
			kind, shown = kind+", undone", bad
		}
		p.parts(2, shown, place(m.Statement, m.Entry, m.Detail), side, people(m.Amount), kind)
		p.wrapped(4, dim, "rule: "+m.Rule+"; "+m.Why)
		if m.Undone != "" {
			p.wrapped(4, bad, "undone by "+m.Undone)
		}
	}
	p.more(len(l.Matches))
	for _, s := range l.Statements {
		p.parts(2, stateStyle(s.State), "statement:"+number(s.ID), s.BankID, s.State, s.Correspondent+" "+s.Currency)
		p.parts(4, dim, s.File)
		p.parts(4, dim, "SHA-256 "+s.SHA256)
	}
}

func (p *printer) tracedJournal(l Lineage) {
	for _, e := range part(p, "Journal", l.Journal) {
		p.parts(2, plain, strconv.FormatInt(e.Number, 10), e.ValueDate, e.Kind, e.Key)
		p.postings(relevant(e, l))
		if e.SHA256 != "" {
			p.parts(4, dim, "evidence "+short(e.SHA256), e.Place)
		}
	}
	p.more(len(l.Journal))
}

// relevant leaves only the postings of the traced positions of a netting entry, which has those of a whole cycle.
func relevant(e JournalEntry, l Lineage) (shown []Posting, others int) {
	if e.Kind != string(ledger.KindNetting) || len(l.Positions) == 0 {
		return e.Postings, 0
	}
	traced := map[string]bool{}
	for _, r := range l.Positions {
		traced[string(ledger.ParticipantAccount(r.Participant))+" "+r.Currency] = true
	}
	for _, posting := range e.Postings {
		if traced[posting.Account+" "+code(posting.Amount)] {
			shown = append(shown, posting)
		}
	}
	return shown, len(e.Postings) - len(shown)
}

func (p *printer) postings(postings []Posting, others int) {
	places := widest(mapped(postings, func(l Posting) Amount { return l.Amount })...)
	g := newGrid(column{flex: true}, column{}, column{right: true})
	for _, l := range postings[:min(len(postings), tracedRows)] {
		g.row(l.Account, l.Amount.Currency().Code(), aligned(l.Amount, places))
	}
	g.write(p, 4)
	p.more(len(postings))
	if others > 0 {
		p.parts(4, dim, "and "+counted(others, "posting", "postings")+" of other positions")
	}
}

func (p *printer) tracedBreaks(l Lineage) {
	if len(l.Breaks) == 0 {
		return
	}
	for _, b := range part(p, "Breaks", l.Breaks) {
		p.parts(2, stateStyle(b.State), fmt.Sprintf("break %d", b.ID), b.State, b.Reason, people(b.Amount))
		p.wrapped(4, plain, b.Text)
		for _, s := range b.Steps {
			p.wrapped(4, dim, s.Words())
		}
	}
	p.more(len(l.Breaks))
}

// Words say what a step did, by whom and with which entry.
func (s BreakStep) Words() string {
	text := s.At.Minute() + " " + s.Did
	if s.Person != "" {
		text += " by " + s.Person
	}
	if s.Owner != "" {
		text += " to " + s.Owner
	}
	if s.Instruction != "" {
		text += ", instruction " + s.Instruction
	}
	if s.Journal != "" {
		text += ", entry " + s.Journal
	}
	if s.Note != "" {
		text += ": " + s.Note
	}
	return text
}
