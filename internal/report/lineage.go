package report

import (
	"fmt"
	"strings"

	"nostro/jobs"
	"nostro/money"
	"nostro/netting"
)

// firstObligations is how many ids of obligations a row of lineage names.
const firstObligations = 5

// lineage leads each instruction back to its positions and obligations and on to its file and entries.
func (g *gatherer) lineage() []LineageRow {
	ix := newIndex(g.records)
	return mapped(g.instructions, func(i jobs.Instruction) LineageRow {
		row := LineageRow{Instruction: i.ID, Cycle: i.Cycle, Participant: i.Participant,
			Direction: string(i.Direction), Amount: Amount{i.Amount}, MsgID: i.MsgID, File: i.File,
			State: string(i.State), SHA256: ix.fileOut[i.File].SHA256, First: []string{},
			Positions: []string{}, Entries: []string{}, Journal: mapped(ix.journalOf[i.ID], same[string])}
		for _, p := range ix.positionsOf(i) {
			row.Positions = append(row.Positions, positionName(p))
			obligations := ix.obligationsOf[keyOf(p)]
			row.Obligations += len(obligations)
			for _, o := range obligations[:min(len(obligations), firstObligations-len(row.First))] {
				row.First = append(row.First, o.ID)
			}
		}
		for _, r := range g.recalls {
			if r.Instruction == i.ID {
				row.Recalls = append(row.Recalls, r.ID)
			}
		}
		for _, m := range ix.matchesOf[i.ID] {
			row.Entries = append(row.Entries, place(g.statementOf[m.Statement].BankID, m.Entry, m.Detail))
		}
		return row
	})
}

// place names an entry of a statement, or a detail of it.
func place(statement string, entry, detail int) string {
	switch {
	case entry == 0:
		return statement
	case detail == 0:
		return fmt.Sprintf("%s entry %d", statement, entry)
	}
	return fmt.Sprintf("%s entry %d.%d", statement, entry, detail)
}

// index finds the neighbours of a record along the lineage.
type index struct {
	*records
	settlesIn     map[positionKey]money.Currency    // of converted positions
	positionsIn   map[positionKey][]jobs.Position   // by the currency in which they settle
	obligationsOf map[positionKey][]jobs.Obligation // by position, in the order of acceptance
	matchesOf     map[string][]jobs.Match           // by instruction
	journalOf     map[string][]string               // keys by instruction
	matched       map[string]bool                   // keys of entries that a finding posted
	fileOut       map[string]jobs.FileOut           // by name
}

// positionName is "ACME EUR", and with a netting set "ACME EUR bilateral with BOLT under core".
func positionName(p jobs.Position) string {
	name := p.Participant + " " + p.Net.Currency().Code()
	if p.Set != (netting.Set{}) {
		name += " " + p.Set.String()
	}
	return name
}

func keyOf(p jobs.Position) positionKey {
	return positionKey{p.Cycle, p.Participant, p.Net.Currency(), p.Set}
}

// converted names the position that was converted.
func converted(c jobs.Conversion) positionKey {
	return positionKey{c.Cycle, c.Participant, c.From.Currency(), c.Set}
}

// positionsBehind names the positions of the payer and of the payee that an obligation of a netted cycle is in.
func (r *records) positionsBehind(o jobs.Obligation) [2]positionKey {
	payer, payee, _ := r.terms[o.Cycle].Sets(netting.Obligation{ID: o.ID, Payer: o.Payer, Payee: o.Payee, Amount: o.Amount,
		ValueDate: o.ValueDate})
	c := o.Amount.Currency()
	return [2]positionKey{{o.Cycle, o.Payer, c, payer}, {o.Cycle, o.Payee, c, payee}}
}

func newIndex(r *records) *index {
	ix := &index{records: r, settlesIn: map[positionKey]money.Currency{},
		positionsIn: map[positionKey][]jobs.Position{}, obligationsOf: map[positionKey][]jobs.Obligation{},
		matchesOf: map[string][]jobs.Match{}, journalOf: map[string][]string{}, matched: map[string]bool{},
		fileOut: map[string]jobs.FileOut{}}
	for _, c := range r.conversions {
		ix.settlesIn[converted(c)] = c.To.Currency()
	}
	for _, p := range r.positions {
		key := positionKey{p.Cycle, p.Participant, ix.settlementOf(p), p.Set}
		ix.positionsIn[key] = append(ix.positionsIn[key], p)
	}
	for _, o := range r.obligations {
		for _, key := range r.positionsBehind(o) {
			ix.obligationsOf[key] = append(ix.obligationsOf[key], o)
		}
	}
	for _, f := range r.filesOut {
		ix.fileOut[f.Name] = f
	}
	ix.addJournal()
	return ix
}

// addJournal finds the entries of each instruction: those that its matches posted, and those whose key names it.
func (ix *index) addJournal() {
	known := map[string]bool{}
	for _, i := range ix.instructions {
		known[i.ID] = true
	}
	byKey := map[string]string{}
	for _, m := range ix.matches {
		ix.matched[m.Journal] = true
		ix.matchesOf[m.Instruction] = append(ix.matchesOf[m.Instruction], m)
		if m.Journal != "" && known[m.Instruction] {
			byKey[m.Journal] = m.Instruction
		}
	}
	for _, p := range ix.journal {
		for _, part := range strings.Split(p.entry.Key, ":") {
			if known[part] {
				byKey[p.entry.Key] = part
			}
		}
		if id, ok := byKey[p.entry.Key]; ok {
			ix.journalOf[id] = append(ix.journalOf[id], p.entry.Key)
		}
	}
}

// settlementOf returns the currency in which the position settles.
func (ix *index) settlementOf(p jobs.Position) money.Currency {
	if c, ok := ix.settlesIn[keyOf(p)]; ok {
		return c
	}
	return p.Net.Currency()
}

// positionsOf returns the positions that the instruction settles.
func (ix *index) positionsOf(i jobs.Instruction) []jobs.Position {
	return ix.positionsIn[positionKey{i.Cycle, i.Participant, i.Amount.Currency(), i.Set}]
}
