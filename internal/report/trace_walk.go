package report

import (
	"strconv"

	"nostro/jobs"
	"nostro/ledger"
)

// walk marks what belongs to a lineage. It goes from where it starts towards the obligations and towards the
// entries, and never turns round: two payments of one participant are not relatives.
type walk struct {
	*gatherer
	ix           *index
	obligations  map[string]bool
	positions    map[positionKey]bool
	instructions map[string]bool
	entries      map[entryKey]bool // of statements
	statements   map[int64]bool
	filesIn      map[int64]bool
	answersIn    map[int64]bool // files of which the answers belong, whatever they answer
	journal      map[string]bool
	breaks       map[int64]bool
	fixedEntries bool // the start tells which entries belong
}

type entryKey struct {
	statement     int64
	entry, detail int
}

func newWalk(g *gatherer) *walk {
	return &walk{gatherer: g, ix: newIndex(g.records), obligations: map[string]bool{}, positions: map[positionKey]bool{},
		instructions: map[string]bool{}, entries: map[entryKey]bool{}, statements: map[int64]bool{},
		filesIn: map[int64]bool{}, answersIn: map[int64]bool{}, journal: map[string]bool{}, breaks: map[int64]bool{}}
}

// start marks the thing itself and all that follows from it.
func (w *walk) start(c Candidate) {
	w.mark(c)
	w.spread()
}

// mark marks the thing itself, and the payments that it goes with.
func (w *walk) mark(c Candidate) {
	number, _ := strconv.ParseInt(c.ID, 10, 64) // of the kinds that are found by a number; 0 for the others
	switch c.Kind {
	case "obligation":
		w.fromObligations(func(o jobs.Obligation) bool { return o.ID == c.ID })
	case "input":
		w.fromObligations(func(o jobs.Obligation) bool { return o.Source.SHA256 == c.ID })
	case "participant":
		w.fromPositions(func(p jobs.Position) bool { return p.Participant == c.ID })
		w.markObligations(func(o jobs.Obligation) bool { return o.Payer == c.ID || o.Payee == c.ID })
	case "cycle":
		w.fromPositions(func(p jobs.Position) bool { return p.Cycle == c.ID })
		w.markObligations(func(o jobs.Obligation) bool { return o.Cycle == c.ID })
	case "instruction":
		w.fromInstructions(func(i jobs.Instruction) bool { return i.ID == c.ID })
	case "file":
		asked := w.recallsOf(func(r jobs.Recall) bool { return r.File == c.ID })
		w.fromInstructions(func(i jobs.Instruction) bool { return i.File == c.ID || asked[i.ID] })
	case "recall":
		asked := w.recallsOf(func(r jobs.Recall) bool { return r.ID == number })
		w.fromInstructions(func(i jobs.Instruction) bool { return asked[i.ID] })
	case "file-in":
		w.fromFileIn(number)
	case "statement":
		w.fromMatches(func(m jobs.Match) bool { return m.Statement == number })
		w.statements[number] = true
	case "break":
		w.fromBreak(number)
	case "entry":
		w.fromEntry(number)
	}
}

func (w *walk) markObligations(wanted func(jobs.Obligation) bool) {
	for _, list := range [][]jobs.Obligation{w.records.obligations, w.waiting} {
		for _, o := range list {
			if wanted(o) {
				w.obligations[o.ID] = true
			}
		}
	}
}

func (w *walk) fromObligations(wanted func(jobs.Obligation) bool) {
	w.markObligations(wanted)
	for _, o := range w.records.obligations {
		if w.obligations[o.ID] {
			for _, key := range w.records.positionsBehind(o) {
				w.positions[key] = true
			}
		}
	}
	w.downFromPositions()
}

func (w *walk) fromPositions(wanted func(jobs.Position) bool) {
	for _, p := range w.records.positions {
		if wanted(p) {
			w.positions[keyOf(p)] = true
		}
	}
	w.downFromPositions()
}

// downFromPositions marks the instructions that settle the marked positions.
func (w *walk) downFromPositions() {
	for _, i := range w.records.instructions {
		for _, p := range w.ix.positionsOf(i) {
			if w.positions[keyOf(p)] {
				w.instructions[i.ID] = true
			}
		}
	}
}

// fromInstructions marks them and, upwards, their positions and obligations.
func (w *walk) fromInstructions(wanted func(jobs.Instruction) bool) {
	for _, i := range w.records.instructions {
		if !wanted(i) {
			continue
		}
		w.instructions[i.ID] = true
		for _, p := range w.ix.positionsOf(i) {
			w.positions[keyOf(p)] = true
			for _, o := range w.ix.obligationsOf[keyOf(p)] {
				w.obligations[o.ID] = true
			}
		}
	}
}

// fromMatches marks the entries and, upwards, what they settle.
func (w *walk) fromMatches(wanted func(jobs.Match) bool) {
	w.fixedEntries = true
	ids := map[string]bool{}
	for _, m := range w.records.matches {
		if wanted(m) {
			w.entries[entryKey{m.Statement, m.Entry, m.Detail}] = true
			ids[m.Instruction] = true
		}
	}
	w.fromInstructions(func(i jobs.Instruction) bool { return ids[i.ID] })
}

func (w *walk) fromFileIn(id int64) {
	w.filesIn[id], w.answersIn[id] = true, true
	for _, s := range w.records.statements {
		if s.FileIn == id {
			w.statements[s.ID] = true
		}
	}
	w.fromMatches(func(m jobs.Match) bool { return w.statements[m.Statement] })
	ids := map[string]bool{}
	for _, s := range w.statuses {
		ids[s.Instruction] = ids[s.Instruction] || s.FileIn == id
	}
	for _, r := range w.returns {
		ids[r.Instruction] = ids[r.Instruction] || r.FileIn == id
	}
	for _, a := range w.recallAnswers {
		if a.FileIn == id {
			for instruction := range w.recallsOf(func(r jobs.Recall) bool { return r.ID == a.Recall }) {
				ids[instruction] = true
			}
		}
	}
	w.fromInstructions(func(i jobs.Instruction) bool { return ids[i.ID] })
}

func (w *walk) fromBreak(id int64) {
	w.breaks[id] = true
	for _, b := range w.records.breaks {
		if b.ID != id {
			continue
		}
		if b.Statement != 0 {
			w.statements[b.Statement] = true
			w.fromMatches(func(m jobs.Match) bool { return m.Statement == b.Statement && m.Entry == b.Entry })
		}
		w.fromInstructions(func(i jobs.Instruction) bool { return i.ID == b.Instruction })
	}
}

// fromEntry starts at an entry of the journal: the matches and instructions that posted it, the positions of
// a cycle's netting, or the position that was converted.
func (w *walk) fromEntry(number int64) {
	for _, p := range w.records.journal {
		if p.number != number {
			continue
		}
		key := p.entry.Key
		w.journal[key] = true
		w.fromMatches(func(m jobs.Match) bool { return m.Journal == key })
		w.fromInstructions(func(i jobs.Instruction) bool { return names(key, map[string]bool{i.ID: true}) })
		for _, position := range w.records.positions {
			k := keyOf(position)
			if key == ledger.NettingKey(k.cycle) || key == ledger.ConversionKey(k.cycle, k.participant, k.currency, k.set.Key()) {
				w.positions[k] = true
			}
		}
	}
}
