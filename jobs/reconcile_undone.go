package jobs

import (
	"context"
	"fmt"
	"slices"
	"time"

	"nostro/lifecycle"
	"nostro/reconcile"
)

// Once a match is undone, its booking may be of another payment, and its payment of another booking that lay in suspense since it
// seemed to be settled. So the rules are tried again on what lies in suspense on that account, without what was undone. What
// has to do with neither stays where it is, and so does what a person is at.

// takeUndone does so on the accounts on which something that was undone is not settled otherwise yet.
func (s *Stages) takeUndone(ctx context.Context, tally *reconcileTally) error {
	undone, err := view(ctx, s.Store, s.undoneWaiting)
	if err != nil || len(undone) == 0 {
		return err
	}
	return s.Store.Update(ctx, func(tx Tx) error {
		if undone, err = s.undoneWaiting(tx); err != nil { // another reconciliation may have looked since
			return err
		}
		for pass := 1; pass <= undonePassesMax; pass++ {
			before := tally.findings
			if err := s.tryUndone(tx, undone, pass, tally); err != nil || tally.findings == before {
				return err
			}
		}
		return nil
	})
}

// undonePassesMax bounds how often the statements are gone through: what is found on a later one may explain what lies in suspense
// of an earlier one, such as that the bank booked after all what it had taken back. What is left is found by the next run.
const undonePassesMax = 100

// tryUndone goes through the statements once.
func (s *Stages) tryUndone(tx Tx, undone noMatches, pass int, tally *reconcileTally) error {
	desk, err := s.openBreakDesk(tx)
	if err != nil {
		return err
	}
	desk.pass = pass
	heads, err := tx.StatementHeads()
	if err != nil {
		return err
	}
	accounts := undone.accounts(heads)
	for _, st := range heads {
		if ids := accounts[st.accountKey()]; ids != nil && st.State == lifecycle.StatementProven {
			if err := desk.tryAgain(st, undone[st.ID], ids, tally); err != nil {
				return fmt.Errorf("statement %s of %s, matched again: %w", st.BankID, st.Correspondent, err)
			}
		}
	}
	return nil
}

// accounts are those on which something was undone, each with the ids of the instructions.
func (n noMatches) accounts(heads []Statement) map[string]map[string]bool {
	accounts := map[string]map[string]bool{}
	for _, st := range heads {
		for _, one := range n[st.ID] {
			if accounts[st.accountKey()] == nil {
				accounts[st.accountKey()] = map[string]bool{}
			}
			accounts[st.accountKey()][one.Instruction] = true
		}
	}
	return accounts
}

// undoneWaiting is what was undone, where any of it waits: its booking lies in suspense, its instruction is not settled, or
// nobody has looked since.
func (s *Stages) undoneWaiting(tx Tx) (noMatches, error) {
	undone, err := undoneMatches(tx)
	if err != nil || len(undone) == 0 {
		return nil, err
	}
	fresh, err := undoneSince(tx)
	if err != nil || fresh {
		return undone, err
	}
	breaks, err := tx.Breaks()
	if err != nil {
		return nil, err
	}
	open := map[bookingPlace]bool{}
	for _, b := range breaks {
		open[bookingPlace{b.Statement, b.Entry}] = open[bookingPlace{b.Statement, b.Entry}] || b.State == lifecycle.BreakOpen
	}
	for statement, all := range undone {
		for _, one := range all {
			i, _, err := tx.Instruction(one.Instruction)
			if err != nil || open[bookingPlace{statement, one.Entry}] || i.waitsForBooking() {
				return undone, err
			}
		}
	}
	return nil, nil
}

// waitsForBooking tells whether more of the instruction may be booked.
func (i Instruction) waitsForBooking() bool {
	switch i.State {
	case "", lifecycle.InstructionSettled, lifecycle.InstructionReturned, lifecycle.InstructionRejected, lifecycle.InstructionWithdrawn:
		return false
	}
	return true
}

// undoneSince tells whether anything was undone since the last reconciliation began.
func undoneSince(tx Tx) (bool, error) {
	runs, err := tx.RunsOf("reconcile")
	if err != nil {
		return false, err
	}
	var last time.Time
	for _, r := range runs {
		last = r.StartedAt
	}
	steps, err := tx.BreakSteps(0)
	return slices.ContainsFunc(steps, func(step BreakStep) bool { return step.Did == BreakReopened && !step.At.Before(last) }), err
}

// tryAgain tries the rules on what of a statement lies in suspense; ids are the instructions that were undone on its account.
func (d *breakDesk) tryAgain(st Statement, undone []reconcile.NoMatch, ids map[string]bool, tally *reconcileTally) error {
	pieces, err := d.untouched(st)
	if err != nil || len(pieces) == 0 {
		return err
	}
	if st.Entries, err = d.tx.StatementEntries(st.ID); err != nil {
		return err
	}
	st.NoMatches = undone
	var held []reconcile.Held
	for _, m := range pieces {
		held = append(held, reconcile.Held{Entry: m.Entry, Detail: m.Detail, Amount: signed(m)})
	}
	cut := asReconcile(st).Again(held)
	if st.Entries, st.NoMatches = cut.Entries, cut.NoMatches; len(st.Entries) == 0 {
		return nil
	}
	outcome, instructions, err := d.stages.matchAll(d.tx, st, tally)
	if err != nil {
		return err
	}
	outcome, taken := outcome.Explained(held, func(f reconcile.Finding) bool {
		return ids[f.Instruction] && f.Instruction != "" || slices.ContainsFunc(undone, func(n reconcile.NoMatch) bool { return n.Entry == f.Entry })
	})
	if len(taken) == 0 {
		return nil
	}
	if err := sameMoney(taken, outcome.Findings); err != nil {
		return err
	}
	if err := d.retake(st, pieces, taken); err != nil {
		return err
	}
	tally.findings += len(outcome.Findings)
	tally.notes = append(tally.notes, againNotes(st, outcome)...)
	return d.stages.postOutcome(d.tx, st, outcome, instructions, d.timeOf())
}

// timeOf tells what is posted again at one time from what is at the next.
func (d *breakDesk) timeOf() string {
	if d.pass > 1 {
		return fmt.Sprintf("u%d.%d", d.lastBreak(), d.pass)
	}
	return fmt.Sprintf("u%d", d.lastBreak())
}

// lastBreak is the id of the last one. What is posted again of one booking is undone by a person in between, which makes a
// break, so it tells one time from the next.
func (d *breakDesk) lastBreak() (last int64) {
	for _, b := range d.breaks {
		last = max(last, b.ID)
	}
	return last
}
