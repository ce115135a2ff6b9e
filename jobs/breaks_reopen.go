package jobs

import (
	"context"
	"fmt"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
)

// ReopenBreak undoes what a person did to end a break: entries that it posted are reversed, its booking is in suspense again,
// and the payment that it was matched with waits again, with its cycle.
func (s *Stages) ReopenBreak(ctx context.Context, id int64, reason string) (Result, error) {
	return s.act(ctx, breakAct{Do: BreakReopened, Break: id, Reason: reason})
}

func (d *breakDesk) prepareReopen(a *breakAct) (Break, error) {
	b, err := d.find(a.Break)
	if err != nil {
		return b, err
	}
	last, known := d.last(b)
	switch {
	case last.Did == BreakMatched && b.Entry == 0:
		return b, fmt.Errorf("break %d was ended by a correction of the statement that was accepted: another correction of the bank undoes it", b.ID)
	case b.Statement != 0 && d.statements[b.Statement].ID == 0:
		return b, fmt.Errorf("break %d is about statement %d, in place of which another one counts: nostro statements show %d", b.ID, b.Statement,
			b.Statement)
	case b.State == lifecycle.BreakOpen:
		return b, fmt.Errorf("break %d is open already", b.ID)
	case !known && b.ofMatch():
		return b, d.prepareUndo(a, b)
	case !known || last.Did == BreakResolved:
		return b, fmt.Errorf("break %d was ended by evidence, not by a person (%s): it comes again by itself where that does not hold", b.ID,
			b.Resolution)
	case last.Did == BreakSplit:
		return b, fmt.Errorf("break %d was split: reopen its parts", b.ID)
	}
	a.Amount, a.Undo, a.Partner = amountText(last.Amount), last.Journal, last.Partner
	if last.Did == BreakMatched {
		if keys := d.matchedBy(b, last); len(keys) > 1 {
			a.Undo = keys[0] + fmt.Sprintf(" and %d more", len(keys)-1)
		}
	}
	return b, nil
}

// matchedBy are the entries that a match by hand posted, in their order.
func (d *breakDesk) matchedBy(b Break, step BreakStep) (keys []string) {
	suffix := fmt.Sprintf(":b%d.%d", b.ID, step.Number)
	for _, m := range d.matches {
		if m.Statement == b.Statement && m.Entry == b.Entry && len(m.Journal) > len(suffix) && m.Journal[len(m.Journal)-len(suffix):] == suffix {
			keys = append(keys, m.Journal)
		}
	}
	return keys
}

func (d *breakDesk) reopen(a breakAct, b Break, step BreakStep) ([]string, error) {
	last, _ := d.last(b)
	var err error
	switch {
	case last.Did == "" && b.ofMatch():
		err = d.undoRule(b, &step)
	case last.Did == BreakPaired:
		mirror := step
		mirror.Break, mirror.Partner = last.Partner, b.ID
		step.Partner = last.Partner
		err = d.tx.AddBreakStep(mirror)
	case last.Did == BreakMatched:
		err = d.undoMatch(b, last, &step)
	case last.Did == BreakWrittenOff && last.Instruction != "":
		err = d.reverse(last.Journal)
	case last.Did == BreakWrittenOff:
		err = d.backToSuspense(b, last.Journal, []string{last.Journal}, &step)
	}
	if err != nil {
		return nil, err
	}
	if err := d.tx.AddBreakStep(step); err != nil {
		return nil, err
	}
	return nil, d.reopenCycle(b, last)
}

// undoMatch takes the booking from its instructions and puts it back into suspense, all of it that was matched.
func (d *breakDesk) undoMatch(b Break, last BreakStep, step *BreakStep) error {
	keys := d.matchedBy(b, last)
	if err := d.unbookAll(keys); err != nil {
		return err
	}
	if err := d.endParts(b, last); err != nil {
		return err
	}
	beyond, err := d.rejoin(b, last)
	if err != nil {
		return err
	}
	if err := d.backToSuspense(b, last.Journal, append(beyond, keys...), step); err != nil {
		return err
	}
	return d.saidOf(keys)
}

// rejoin ends the break about what the booking had beyond the match, where nobody has done anything about it, and returns the entry that
// holds it in suspense: it is a part of the booking again. Where somebody has, it stays what it was made.
func (d *breakDesk) rejoin(b Break, last BreakStep) (keys []string, err error) {
	for _, beyond := range d.breaks {
		if beyond.Key != leftKey(last)+"beyond" || len(d.steps[beyond.ID]) > 0 || d.waits[beyond.ID] != 0 {
			continue
		}
		if m, held := d.held(beyond); held {
			return []string{m.Journal}, d.tx.ResolveBreak(beyond.Key, fmt.Sprintf("the match that left it was undone: it is in break %d again", b.ID),
				d.stages.instant())
		}
	}
	return nil, nil
}

// endParts closes the break about what was missing after the match: there is no match any more.
func (d *breakDesk) endParts(b Break, last BreakStep) error {
	return d.tx.ResolveBreak(leftKey(last)+"short", "the match that left it was undone", d.stages.instant())
}

// reopenedWhy begins why a booking is in suspense again: a person undid what it was matched with.
const reopenedWhy = "reopened: "

// backToSuspense reverses entries about one booking, and holds it in suspense under a new entry.
func (d *breakDesk) backToSuspense(b Break, first string, keys []string, step *BreakStep) error {
	m := d.matchOf[first]
	total := int64(0)
	for _, key := range keys {
		if err := d.reverse(key); err != nil {
			return err
		}
		total += d.matchOf[key].Amount.Minor()
	}
	m.Amount, m.Instruction, m.Why = money.FromMinor(m.Amount.Currency(), total), b.Instruction, memo(reopenedWhy+step.Note)
	st := d.statements[b.Statement]
	evidence, err := evidenceOf(d.tx, st.FileIn, "")
	if err != nil {
		return err
	}
	step.Journal, err = d.suspend(st, m, evidence, d.again(b))
	return err
}

func (d *breakDesk) reverse(key string) error {
	posted, found, err := d.tx.EntryByKey(key)
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("journal entry %q: %w", key, ErrUnknownID)
	}
	undo, err := ledger.Reverse(posted.Entry, ledger.ReversalKey(key))
	if err != nil {
		return err
	}
	return d.stages.post(d.tx, undo)
}

// reopenCycle makes cycles sent again that were settled while the break was ended: something of them is open.
func (d *breakDesk) reopenCycle(b Break, last BreakStep) error {
	touched := map[string]bool{b.Cycle: true}
	for _, key := range append(d.matchedBy(b, last), last.Journal) {
		if i, found, err := d.tx.Instruction(d.matchOf[key].Instruction); err != nil {
			return err
		} else if found {
			touched[i.Cycle] = true
		}
	}
	if i, found, err := d.tx.Instruction(last.Instruction); err != nil {
		return err
	} else if found {
		touched[i.Cycle] = true
	}
	cycles, err := d.tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		if touched[c.ID] && c.State == lifecycle.CycleSettled {
			if err := d.tx.UndoCycle(c.ID); err != nil {
				return err
			}
		}
	}
	return nil
}
