package report

import (
	"nostro/jobs"
	"nostro/ledger"
)

// spread marks what hangs on the marked instructions, positions and entries.
func (w *walk) spread() {
	for _, m := range w.records.matches {
		key := entryKey{m.Statement, m.Entry, m.Detail}
		if !w.fixedEntries && w.instructions[m.Instruction] {
			w.entries[key] = true
		}
		if w.entries[key] {
			w.statements[m.Statement] = true
			w.journal[m.Journal] = m.Journal != ""
		}
	}
	for _, s := range w.records.statements {
		if w.statements[s.ID] {
			w.filesIn[s.FileIn] = true
		}
	}
	for _, a := range w.recallAnswers {
		for id := range w.recallsOf(func(r jobs.Recall) bool { return r.ID == a.Recall }) {
			w.filesIn[a.FileIn] = w.filesIn[a.FileIn] || w.instructions[id]
		}
	}
	w.spreadJournal()
	touched := map[entryKey]bool{}
	for key := range w.entries {
		touched[entryKey{statement: key.statement, entry: key.entry}] = true
	}
	for _, b := range w.records.breaks {
		whole := b.Statement != 0 && b.Entry == 0 && w.statements[b.Statement]
		onEntry := touched[entryKey{statement: b.Statement, entry: b.Entry}]
		if onEntry || whole || b.Instruction != "" && w.instructions[b.Instruction] {
			w.breaks[b.ID] = true
		}
	}
}

// spreadJournal marks the entries of the instructions and of the positions, and those that a file proves.
func (w *walk) spreadJournal() {
	for id := range w.instructions {
		for _, key := range w.ix.journalOf[id] {
			w.journal[key] = w.journal[key] || !w.fixedEntries || !w.ix.matched[key]
		}
	}
	for key := range w.positions {
		w.journal[ledger.NettingKey(key.cycle)] = true
		w.journal[ledger.ConversionKey(key.cycle, key.participant, key.currency, key.set.Key())] = true
	}
	proofs := map[string]bool{}
	for id := range w.answersIn {
		proofs[w.files[id].SHA256] = true
	}
	for _, p := range w.records.journal {
		if proofs[p.entry.Evidence.SHA256] || w.journal[p.entry.Reverses] {
			w.journal[p.entry.Key] = true
		}
	}
}

// lineage turns what is marked into rows, in the order of the store.
func (w *walk) lineage() Lineage {
	files := map[string]bool{}
	for _, i := range w.records.instructions {
		files[i.File] = files[i.File] || w.instructions[i.ID]
	}
	for _, r := range w.records.recalls {
		files[r.File] = w.instructions[r.Instruction]
	}
	all := append(append([]jobs.Obligation{}, w.records.obligations...), w.waiting...)
	return Lineage{
		Obligations: picked(all, func(o jobs.Obligation) bool { return w.obligations[o.ID] }, w.obligation),
		Positions:   picked(w.records.positions, func(p jobs.Position) bool { return w.positions[keyOf(p)] }, w.position),
		Conversions: picked(w.records.conversions, func(c jobs.Conversion) bool {
			return w.positions[converted(c)]
		}, conversion),
		RatesDecided: picked(w.records.rateDecisions, w.decides, w.rateDecision),
		Instructions: picked(w.records.instructions, func(i jobs.Instruction) bool {
			return w.instructions[i.ID]
		}, w.instruction),
		FilesOut: picked(w.outgoing(), func(f FileOut) bool { return files[f.Name] }, same[FileOut]),
		Answers:  w.answersOf(),
		Matches: picked(w.records.matches, func(m jobs.Match) bool {
			return w.entries[entryKey{m.Statement, m.Entry, m.Detail}]
		}, w.match),
		Statements: picked(w.records.statements, func(s jobs.Statement) bool { return w.statements[s.ID] }, w.statement),
		FilesIn:    picked(w.records.filesIn, func(f jobs.FileIn) bool { return w.filesIn[f.ID] }, w.fileIn),
		Journal:    picked(w.records.journal, func(p posted) bool { return w.journal[p.entry.Key] }, w.entry),
		Breaks:     picked(w.records.breaks, func(b jobs.Break) bool { return w.breaks[b.ID] }, w.breakRow),
		Recalls:    picked(w.records.recalls, func(r jobs.Recall) bool { return w.instructions[r.Instruction] }, w.recall),
	}
}

// answersOf returns the answers in the marked files, or, where none is, those about the marked instructions.
func (w *walk) answersOf() []Answer {
	wanted := func(file int64, instruction string) bool {
		if len(w.answersIn) > 0 {
			return w.answersIn[file]
		}
		return w.instructions[instruction]
	}
	only := &gatherer{records: &records{}, files: w.files}
	only.statuses = picked(w.statuses, func(s jobs.BankStatus) bool {
		return wanted(s.FileIn, s.Instruction)
	}, same[jobs.BankStatus])
	only.returns = picked(w.returns, func(r jobs.BankReturn) bool {
		return wanted(r.FileIn, r.Instruction)
	}, same[jobs.BankReturn])
	return only.answers()
}

// picked turns the items that are wanted into rows.
func picked[T, R any](items []T, wanted func(T) bool, row func(T) R) []R {
	rows := []R{}
	for _, item := range items {
		if wanted(item) {
			rows = append(rows, row(item))
		}
	}
	return rows
}

func (w *walk) obligation(o jobs.Obligation) Obligation {
	row := Obligation{ID: o.ID, Seq: o.Seq, Cycle: o.Cycle, Payer: o.Payer, Payee: o.Payee, Amount: Amount{o.Amount},
		ValueDate: o.ValueDate.String(), State: string(o.State), SHA256: o.Source.SHA256, Line: o.Source.Line}
	for _, f := range w.inputs {
		if f.SHA256 == o.Source.SHA256 {
			row.File = f.Name
		}
	}
	return row
}

// decides tells whether a decision was about the rates of a conversion that is marked.
func (w *walk) decides(d jobs.RateDecision) bool {
	for _, c := range w.records.conversions {
		if !w.positions[converted(c)] {
			continue
		}
		if d.Cycle == c.Cycle || d.Cycle == "" && d.Source == c.Source && d.Date == c.FixingDate {
			return true
		}
	}
	return false
}
