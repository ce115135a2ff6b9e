package report

import (
	"slices"
	"strconv"
	"strings"

	"nostro/jobs"
	"nostro/ledger"
)

// wide are the kinds of things of which a trace shows what years may have: all of it is read.
var wide = []string{"participant", "input", "file-in"}

// around reads what belongs to the one thing that was found.
func (n *near) around(c Candidate) error {
	if err := n.seed(c); err != nil {
		return err
	}
	if err := n.readCycles(); err != nil {
		return err
	}
	n.inOrder()
	w := newWalk(newGatherer(n.records, Input{}))
	w.mark(c)
	for id := range w.instructions {
		if err := n.readPayment(id); err != nil {
			return err
		}
	}
	for _, m := range slices.Clone(n.matches) {
		w.statements[m.Statement] = true
		at, err := n.tx.MatchesAt(m.Statement, m.Entry)
		if err != nil {
			return err
		}
		n.matches = append(n.matches, at...)
	}
	for id := range w.statements {
		if err := n.readStatement(id); err != nil {
			return err
		}
	}
	for key := range w.positions {
		for _, entry := range []string{ledger.NettingKey(key.cycle), ledger.ConversionKey(key.cycle, key.participant, key.currency, key.set.Key())} {
			if err := n.readEntry(entry); err != nil {
				return err
			}
		}
	}
	for _, m := range n.matches {
		if err := n.readEntry(m.Journal); err != nil {
			return err
		}
	}
	n.inOrder()
	return n.readSteps()
}

// seed tells which payments and cycles the thing touches, and which matches it starts from.
func (n *near) seed(c Candidate) (err error) {
	number, _ := strconv.ParseInt(c.ID, 10, 64) // of the kinds that are found by a number; 0 for the others
	switch c.Kind {
	case "cycle":
		n.cycleIDs[c.ID] = true
	case "obligation":
		for _, o := range n.obligations {
			n.cycleIDs[o.Cycle] = true
		}
	case "instruction":
		n.payments[c.ID] = true
	case "file":
		for _, f := range n.filesOut {
			if f.Name == c.ID {
				n.cycleIDs[f.Cycle] = true
			}
		}
		n.payments = n.recallsOf(func(r jobs.Recall) bool { return r.File == c.ID })
	case "recall":
		n.payments = n.recallsOf(func(r jobs.Recall) bool { return r.ID == number })
	case "statement":
		n.matches, err = n.tx.MatchesOn(number)
	case "break":
		for _, b := range n.breaks {
			n.payments[b.Instruction] = true
			if n.matches, err = n.tx.MatchesAt(b.Statement, b.Entry); err != nil {
				return err
			}
		}
	case "entry":
		return n.seedEntry(number)
	}
	return err
}

// seedEntry takes the matches that an entry posted, and the payments and cycles that its key names.
func (n *near) seedEntry(number int64) (err error) {
	for _, p := range slices.Clone(n.journal) {
		if p.number != number {
			continue
		}
		for _, part := range strings.Split(p.entry.Key, ":") {
			n.payments[part], n.cycleIDs[part] = true, true
		}
		if n.matches, err = n.tx.MatchesBy(p.entry.Key); err != nil {
			return err
		}
	}
	return nil
}

// readCycles reads the cycles that are touched, with their payments.
func (n *near) readCycles() error {
	for _, m := range n.matches {
		n.payments[m.Instruction] = true
	}
	for id := range n.payments {
		i, found, err := n.tx.Instruction(id)
		if err != nil {
			return err
		}
		if found {
			n.cycleIDs[i.Cycle] = true
		}
	}
	n.obligations, n.instructions, n.filesOut = nil, nil, nil
	for _, c := range n.all { // in the order of the store
		if !n.cycleIDs[c.ID] {
			continue
		}
		n.cycles = append(n.cycles, c)
		if err := n.loadCycle(n.tx, c.ID); err != nil {
			return err
		}
	}
	decisions, err := n.tx.RateDecisions()
	n.rateDecisions = decisions
	return err
}

// readPayment reads what banks said and booked of a payment, what breaks are about it, and the entries of the journal that name it.
func (n *near) readPayment(id string) error {
	var err error
	step(&n.matches, &err, func() ([]jobs.Match, error) { return n.tx.MatchesOf(id) })
	step(&n.statuses, &err, func() ([]jobs.BankStatus, error) { return n.tx.StatusesOf(id, "", "") })
	step(&n.returns, &err, func() ([]jobs.BankReturn, error) { return n.tx.ReturnsOf(id) })
	step(&n.breaks, &err, func() ([]jobs.Break, error) { return n.tx.BreaksAbout(id) })
	if err != nil {
		return err
	}
	keys, err := n.tx.KeysNaming(id)
	for _, key := range keys {
		if err := n.readEntry(key); err != nil {
			return err
		}
	}
	return err
}

// readStatement reads the entries of a statement, and the breaks about it.
func (n *near) readStatement(id int64) error {
	for k := range n.statements {
		if n.statements[k].ID != id {
			continue
		}
		var err error
		if n.statements[k].Entries, err = n.tx.StatementEntries(id); err != nil {
			return err
		}
	}
	breaks, err := n.tx.BreaksOn(id)
	n.breaks = append(n.breaks, breaks...)
	return err
}

func (n *near) readSteps() error {
	for _, b := range n.breaks {
		steps, err := n.tx.BreakSteps(b.ID)
		if err != nil {
			return err
		}
		n.breakSteps[b.ID] = steps
	}
	return nil
}
