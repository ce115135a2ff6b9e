package jobs

import (
	"fmt"
	"slices"
	"strings"

	"nostro/reconcile"
)

// A person who undoes a match says that a booking is not of an instruction. That holds for good, for rules; the booking may be
// found with another instruction, and the instruction with another booking. Where a bank corrects the statement, it goes on for
// the entry that stays, and for the one that is changed: whether that makes it true is for a person, too.

// noMatches is what people undid, by statement.
type noMatches map[int64][]reconcile.NoMatch

// undoneMatches returns it for the statements that count.
func undoneMatches(tx Tx) (noMatches, error) {
	breaks, err := tx.Breaks()
	if err != nil {
		return nil, err
	}
	steps, err := tx.BreakSteps(0)
	if err != nil {
		return nil, err
	}
	of := map[int64][]BreakStep{}
	for _, step := range steps {
		of[step.Break] = append(of[step.Break], step)
	}
	found := noMatches{}
	var byHand []handUndone
	for _, b := range breaks {
		last := slices.IndexFunc(of[b.ID], func(step BreakStep) bool { return step.Did == BreakReopened })
		if last < 0 || b.Entry == 0 {
			continue
		}
		if b.ofMatch() {
			found.add(b, b.Instruction)
		}
		byHand = append(byHand, undoneByHand(b, of[b.ID])...)
	}
	if err := found.addByHand(tx, byHand); err != nil || len(found) == 0 {
		return found, err
	}
	return found, found.follow(tx)
}

func (n noMatches) add(b Break, instruction string) {
	one := reconcile.NoMatch{Entry: b.Entry, Detail: b.Detail, Instruction: instruction}
	if !slices.Contains(n[b.Statement], one) {
		n[b.Statement] = append(n[b.Statement], one)
	}
}

// handUndone is a match by hand that was undone: the entries that it posted have keys that end so.
type handUndone struct {
	Break
	suffix string
}

func undoneByHand(b Break, steps []BreakStep) (undone []handUndone) {
	for n, step := range steps {
		later := func(other BreakStep) bool { return other.Did == BreakReopened }
		if step.Did == BreakMatched && slices.ContainsFunc(steps[n+1:], later) {
			undone = append(undone, handUndone{b, fmt.Sprintf(":b%d.%d", b.ID, step.Number)})
		}
	}
	return undone
}

// addByHand adds the instructions of matches by hand.
func (n noMatches) addByHand(tx Tx, undone []handUndone) error {
	if len(undone) == 0 {
		return nil
	}
	matches, err := tx.Matches()
	for _, m := range matches {
		if m.Instruction == "" || m.Rule != byHand || m.Kind == string(reconcile.FindingUnexplained) {
			continue
		}
		for _, one := range undone {
			if m.Statement == one.Statement && strings.HasSuffix(m.Journal, one.suffix) {
				n.add(Break{Statement: m.Statement, Entry: m.Entry, Detail: m.Detail}, m.Instruction)
			}
		}
	}
	return err
}

// follow takes what is about statements in place of which others count to the entries that they kept or changed.
func (n noMatches) follow(tx Tx) error {
	heads, err := tx.SupersededHeads()
	if err != nil {
		return err
	}
	for _, old := range heads { // a correction is younger than what it corrects
		if len(n[old.ID]) == 0 {
			continue
		}
		was, err := tx.StatementEntriesAsGiven(old.ID)
		if err != nil {
			return err
		}
		is, err := tx.StatementEntriesAsGiven(old.Instead)
		if err != nil {
			return err
		}
		places := map[int]int{}
		c := reconcile.Corrected(was, is)
		for _, pair := range slices.Concat(c.Kept, c.Changed) {
			places[pair[0].Number] = pair[1].Number
		}
		for _, one := range n[old.ID] {
			if now := places[one.Entry]; now != 0 {
				n.add(Break{Statement: old.Instead, Entry: now, Detail: one.Detail}, one.Instruction)
			}
		}
		delete(n, old.ID)
	}
	return nil
}

// reopened tells whether the booking is in suspense because a person undid what it was matched with.
func (m Match) reopened() bool {
	return m.Kind == string(reconcile.FindingUnexplained) && strings.HasPrefix(m.Why, reopenedWhy)
}
