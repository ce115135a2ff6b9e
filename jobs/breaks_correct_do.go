package jobs

import (
	"fmt"
	"slices"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// correct puts the correction in the place of what it corrects.
func (d *breakDesk) correct(b Break, step BreakStep) ([]string, error) {
	c, err := d.correctionOf(b)
	if err != nil {
		return nil, err
	}
	keys, err := d.undo(c)
	if err != nil {
		return nil, err
	}
	for _, do := range []func() error{
		func() error { return d.moveBreaks(c) },
		func() error { return d.countInstead(c, step.Note) },
		func() error { return d.openAnew(c) },
		func() error { return d.keep(c) },
		func() error { return d.bookAdded(c) },
		func() error { return d.saidOf(keys) },
	} {
		if err := do(); err != nil {
			return nil, err
		}
	}
	if step.Journal, err = d.didBy(c); err != nil {
		return nil, err
	}
	if err := d.tx.AddBreakStep(step); err != nil {
		return nil, err
	}
	notes := []string{fmt.Sprintf("statement %d counts in place of statement %d", c.now.ID, c.old.ID)}
	if c.opening != (money.Amount{}) {
		notes = append(notes, c.opens())
	}
	return append(notes, c.Lines(correctionLinesMax)...), d.closeOverdue()
}

// undo reverses what was posted of the entries that are undone, takes it from the payments, and opens their cycles. It returns
// the keys of what explained anything.
func (d *breakDesk) undo(c corrected) (keys []string, err error) {
	for _, m := range c.undone {
		if m.Kind != string(reconcile.FindingUnexplained) && m.Instruction != "" {
			keys = append(keys, m.Journal)
		}
	}
	if err := d.unbookAll(keys); err != nil {
		return nil, err
	}
	for _, m := range c.undone {
		if err := d.reverse(m.Journal); err != nil {
			return nil, err
		}
	}
	cycles, err := d.tx.Cycles()
	if err != nil {
		return nil, err
	}
	for _, key := range keys {
		i, _, err := d.tx.Instruction(d.matchOf[key].Instruction)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(cycles, func(one Cycle) bool { return one.ID == i.Cycle && one.State == lifecycle.CycleSettled })
		if at < 0 {
			continue
		}
		if err := d.tx.UndoCycle(i.Cycle); err != nil {
			return nil, err
		}
		cycles = slices.Delete(cycles, at, at+1)
	}
	return keys, nil
}

// moveBreaks ends the breaks about entries that are gone, and shows those about entries that stay at their new place.
func (d *breakDesk) moveBreaks(c corrected) error {
	at := d.stages.instant()
	for _, b := range d.breaks {
		if b.Statement != c.old.ID || b.Entry == 0 || b.State != lifecycle.BreakOpen {
			continue
		}
		place, kept := c.places[bookingPlace{b.Statement, b.Entry}]
		why := fmt.Sprintf("statement %d corrects it: the entry is gone", c.now.ID)
		if kept {
			why = fmt.Sprintf("statement %d corrects it: the entry is its entry %d now, with a break of its own", c.now.ID, place.entry)
			moved := b
			moved.ID, moved.Key, moved.Journal = 0, fmt.Sprintf("corrected:%d:%s", c.now.ID, b.Key), d.journalOf(b)
			moved.Statement, moved.Entry, moved.OpenedAt = place.statement, place.entry, at
			if err := d.tx.AddBreak(moved); err != nil {
				return err
			}
		}
		if err := d.tx.ResolveBreak(b.Key, memo(why), at); err != nil {
			return err
		}
	}
	return nil
}

// countInstead makes the correction the proven statement.
func (d *breakDesk) countInstead(c corrected, why string) error {
	old, now := c.old, c.now
	old.Instead, old.Detail = now.ID, memo(fmt.Sprintf("statement %d corrects it: %s", now.ID, why))
	if err := d.tx.SaveStatement(old); err != nil {
		return err
	}
	now.State, now.Detail, now.ProvenAt = lifecycle.StatementProven, "", d.stages.instant()
	return d.tx.SaveStatement(now)
}

// opens says that our books of the account begin with another balance.
func (c corrected) opens() string {
	return fmt.Sprintf("opening: our books of the account begin with %s instead of %s", c.now.Opening, c.old.Opening)
}

// openAnew posts what the account held more, or less, before our books began.
func (d *breakDesk) openAnew(c corrected) error {
	if c.opening == (money.Amount{}) {
		return nil
	}
	evidence, err := evidenceOf(d.tx, c.now.FileIn, memo("statement "+c.now.BankID+", opening balance"))
	if err != nil {
		return err
	}
	entry, err := ledger.Opened(ledger.Movement{Key: c.openingKey(), Correspondent: c.now.Correspondent, Amount: c.opening,
		ValueDate: c.now.ClosingDate, Evidence: evidence, Memo: memo(c.opens())})
	if err != nil {
		return err
	}
	return d.stages.post(d.tx, entry)
}

// openingKey is the key of that entry.
func (c corrected) openingKey() string {
	return fmt.Sprintf("%s:%d", ledger.OpeningKey(c.now.Correspondent, c.now.Currency), c.now.ID)
}

// keep gives the correction what holds of the entries that stay: nothing is posted for them.
func (d *breakDesk) keep(c corrected) error {
	for _, was := range c.Kept {
		if err := d.tx.KeepOpened(c.old.ID, was[0].Number, c.now.ID, was[1].Number); err != nil {
			return err
		}
	}
	for _, m := range c.kept {
		if err := d.tx.AddMatch(m); err != nil {
			return err
		}
	}
	return nil
}

// bookAdded matches and posts what only the correction has.
func (d *breakDesk) bookAdded(c corrected) error {
	st := c.now
	st.State = lifecycle.StatementProven
	if st.Entries = c.Added(); len(st.Entries) == 0 {
		return nil
	}
	if err := d.stages.openAdvised(d.tx, &st); err != nil {
		return err
	}
	undone, err := undoneMatches(d.tx)
	if err != nil {
		return err
	}
	st.NoMatches = undone[st.ID]
	instructions, err := d.tx.InstructionsAt(st.Correspondent, st.Currency)
	if err != nil {
		return err
	}
	outcome, err := d.stages.match(d.tx, st, instructions)
	if err != nil {
		return err
	}
	return d.stages.postOutcome(d.tx, st, outcome, instructions, "")
}

// didBy is an entry of the journal that the acceptance posted.
func (d *breakDesk) didBy(c corrected) (string, error) {
	if c.opening != (money.Amount{}) {
		return c.openingKey(), nil
	}
	if len(c.undone) > 0 {
		return ledger.ReversalKey(c.undone[0].Journal), nil
	}
	matches, err := d.tx.Matches()
	if err != nil {
		return "", err
	}
	for _, e := range c.Added() {
		for _, m := range matches {
			if m.Statement == c.now.ID && m.Entry == e.Number {
				return m.Journal, nil
			}
		}
	}
	return "", fmt.Errorf("statement %d differs from statement %d in nothing that moves money: nostro breaks close ends the break", c.now.ID, c.old.ID)
}
