package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"nostro/lifecycle"
	"nostro/reconcile"
)

// failedKey begins the key of a break about something that a bank said and that could not be taken in.
const failedKey = "failed:"

// failedRunesMax bounds what such a break says.
const failedRunesMax = 600

// Said is a kind of what banks say, each of which is taken in once.
type Said string

// The kinds of what banks say.
const (
	SaidStatus    Said = "status"    // on a payment: pacs.002
	SaidReturn    Said = "return"    // announced: pacs.004
	SaidAnswer    Said = "answer"    // to a recall: camt.029
	SaidStatement Said = "statement" // camt.053, MT940, CSV
)

// bankItem is one thing that a bank said, to be taken in by itself.
type bankItem struct {
	said          Said
	id            int64
	name          string // for people
	reason        reconcile.Reason
	correspondent string
	uetr, instrID string // of the payment that it names, "" where none
	statement     int64  // 0 where it is none
}

// takeItem takes one in, in a transaction of its own. Where that fails, nothing of it is done, a break says why, what comes after it
// goes on, and the next reconciliation tries it again: once it succeeds, the break ends by itself. It errs where the break cannot be
// kept either, or the work was cancelled: then it is the house that fails, and not the item. One that another reconciliation has taken
// in since it was read is left alone.
func (s *Stages) takeItem(ctx context.Context, tally *reconcileTally, one bankItem, work func(Tx) error) (taken bool, err error) {
	before, overtaken := *tally, false
	failure := s.Store.Update(ctx, func(tx Tx) (err error) {
		if overtaken, err = tx.TakenIn(one.said, one.id); overtaken || err != nil {
			return err
		}
		if err := work(tx); err != nil {
			return err
		}
		return s.endFailed(tx, tally.failedBefore[one.failedKey()])
	})
	if overtaken && failure == nil {
		tally.notes = append(tally.notes, "another reconciliation, at the same time, took in the "+one.name)
	}
	if failure == nil {
		return !overtaken, nil
	}
	failure = fmt.Errorf("%s: %w", one.name, failure)
	*tally = before
	if ctx.Err() != nil {
		return false, failure
	}
	if err := s.Store.Update(ctx, func(tx Tx) error { return s.addFailed(tx, one, failure) }); err != nil {
		return false, errors.Join(failure, err)
	}
	tally.failed++
	tally.notes = append(tally.notes, memo(fmt.Sprintf("not taken in, and a break: %s", failure)))
	return false, nil
}

// endFailed ends the break about an item that could not be taken in before.
func (s *Stages) endFailed(tx Tx, open Break) error {
	if open.Key == "" {
		return nil
	}
	return tx.ResolveBreak(open.Key, "it could be taken in now", s.instant())
}

// addFailed shows that it could not be taken in: once, until it can, and again where it fails anew after that.
func (s *Stages) addFailed(tx Tx, one bankItem, failure error) error {
	times, open, err := failedBefore(tx, one)
	if err != nil || open {
		return err
	}
	b := Break{Key: fmt.Sprintf("%s%d", one.failedKey(), times+1), Reason: one.reason, Correspondent: one.correspondent,
		Statement: one.statement, State: lifecycle.BreakOpen, OpenedAt: s.instant(), Text: cutLine(fmt.Sprintf("Nothing of this is taken in, "+
			"and all else is: %s. Each reconcile tries it again, and ends this break once it succeeds.", failure), failedRunesMax)}
	if i, found, err := (reference{one.uetr, one.instrID}).find(tx, one.correspondent); err == nil && found {
		b.Cycle, b.Instruction, b.Amount = i.Cycle, i.ID, i.Amount
	}
	return tx.AddBreak(b)
}

// failedKey begins the keys of the breaks about the item, which are numbered.
func (one bankItem) failedKey() string { return fmt.Sprintf("%s%s:%d:", failedKey, one.said, one.id) }

// failedBefore is how often the item failed and was shown, and whether the last break is open.
func failedBefore(tx Tx, one bankItem) (times int, open bool, err error) {
	all, err := tx.Breaks()
	for _, b := range all {
		if strings.HasPrefix(b.Key, one.failedKey()) {
			times, open = times+1, b.State == lifecycle.BreakOpen
		}
	}
	return times, open, err
}

// openFailed are the open breaks about items that could not be taken in, by the beginning of their keys.
func openFailed(tx Tx) (map[string]Break, error) {
	all, err := tx.OpenBreaks()
	failed := map[string]Break{}
	for _, b := range all {
		if strings.HasPrefix(b.Key, failedKey) {
			failed[b.Key[:strings.LastIndexByte(b.Key, ':')+1]] = b
		}
	}
	return failed, err
}
