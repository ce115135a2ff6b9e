package jobs

import (
	"context"
	"fmt"

	"nostro/ledger"
	"nostro/lifecycle"
)

// Abort ends a cycle of which nothing has left, in one transaction: its release is withdrawn and what is asked about it
// void, its instructions are withdrawn, its conversions and its netting are reversed in the journal, and its obligations
// are free again for the next cycle. Nothing is deleted, and the id of the cycle is never given again. It is refused once
// a file of it has left or may have, or a bank has booked anything of it; the error says what to do then. A cycle that was
// aborted before is left alone.
func (s *Stages) Abort(ctx context.Context, cycle, reason string) (Result, error) {
	return s.record(ctx, "abort", cycle, func() (Result, error) {
		out := Result{}
		if reason = memo(reason); reason == "" {
			return out, fmt.Errorf("cycle %s: say why it is aborted, with --reason", cycle)
		}
		err := s.Store.Update(ctx, func(tx Tx) error {
			c, err := findCycle(tx, cycle)
			if err != nil {
				return err
			}
			if c.State == lifecycle.CycleAborted {
				out = Result{Outcome: OutcomeNothing, Summary: "done before: " + c.abortWords()}
				return nil
			}
			if err := refuseAbort(tx, c); err != nil {
				return err
			}
			out, err = s.abort(tx, c, reason)
			return err
		})
		return out, err
	})
}

// abortWords says who aborted the cycle, when and why.
func (c Cycle) abortWords() string {
	return fmt.Sprintf("%s aborted it at %s, when it was %s: %s", c.AbortedBy, stamp(c.AbortedAt), c.AbortedFrom, c.AbortedWhy)
}

func (s *Stages) abort(tx Tx, c Cycle, reason string) (Result, error) {
	files, err := s.withdrawReleases(tx, c, reason)
	if err != nil {
		return Result{}, err
	}
	instructions, err := withdrawInstructions(tx, c.ID)
	if err != nil {
		return Result{}, err
	}
	if err := s.voidAsked(tx, c, instructions, reason); err != nil {
		return Result{}, err
	}
	entries, err := s.reverseCycle(tx, c, reason)
	if err != nil {
		return Result{}, err
	}
	obligations, err := tx.ObligationsOf(c.ID)
	if err != nil {
		return Result{}, err
	}
	if err := tx.GiveBack(c.ID, s.instant()); err != nil {
		return Result{}, err
	}
	was := c.State
	c.AbortedAt, c.AbortedFrom, c.AbortedBy, c.AbortedWhy = s.instant(), c.State, s.User, reason
	c.State = lifecycle.CycleAborted
	return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("the cycle was %s: %s given back, %s reversed, %s and %s withdrawn", was,
		count(len(obligations), "obligation"), countEntries(entries), count(len(instructions), "instruction"), count(files, "file")),
		Notes: []string{fmt.Sprintf("nostro cycle run --value-date %s opens the next cycle of the date for what is due", c.ValueDate)}}, tx.SaveCycle(c)
}

func countEntries(n int) string {
	if n == 1 {
		return "1 journal entry"
	}
	return fmt.Sprintf("%d journal entries", n)
}

// withdrawReleases ends what was written of the cycle, and returns how many files that were.
func (s *Stages) withdrawReleases(tx Tx, c Cycle, reason string) (files int, err error) {
	standing, err := standingReleases(tx, c.ID)
	for _, r := range standing {
		n, err := s.unwrite(tx, r, s.User, reason)
		if err != nil {
			return 0, err
		}
		files += n
	}
	return files, err
}

// withdrawInstructions ends those of the cycle, which are all planned, held or refused by now.
func withdrawInstructions(tx Tx, cycle string) ([]Instruction, error) {
	instructions, err := tx.InstructionsOf(cycle)
	if err != nil {
		return nil, err
	}
	for n := range instructions {
		instructions[n].State, instructions[n].Note = lifecycle.InstructionWithdrawn, ""
	}
	return instructions, tx.SaveInstructions(instructions)
}

// voidAsked ends what is asked about the release and about payments of it.
func (s *Stages) voidAsked(tx Tx, c Cycle, instructions []Instruction, reason string) error {
	ours := map[string]bool{c.ID: true}
	for _, i := range instructions {
		ours[i.ID] = true
	}
	open, err := tx.OpenApprovalRequests()
	if err != nil {
		return err
	}
	for _, r := range open {
		if (r.Kind == ApproveRelease || r.Kind == ApproveReview) && ours[r.Subject] {
			if err := s.endApproval(tx, r, lifecycle.ApprovalVoided, s.User, "the cycle was aborted: "+reason); err != nil {
				return err
			}
		}
	}
	return nil
}

// reverseCycle undoes what the cycle posted: its conversions, then its netting. It returns how many entries that were.
func (s *Stages) reverseCycle(tx Tx, c Cycle, reason string) (entries int, err error) {
	conversions, err := tx.Conversions(c.ID)
	if err != nil {
		return 0, err
	}
	var keys []string
	for _, v := range conversions {
		keys = append(keys, ledger.ConversionKey(v.Cycle, v.Participant, v.From.Currency(), v.Set.Key()))
	}
	for _, key := range append(keys, ledger.NettingKey(c.ID)) {
		posted, found, err := tx.EntryByKey(key)
		if err != nil {
			return 0, err
		}
		if !found {
			continue // every amount was zero: there was nothing to book
		}
		undo, err := ledger.Reverse(posted.Entry, ledger.ReversalKey(key))
		if err != nil {
			return 0, err
		}
		undo.Memo = memo(undo.Memo + ", the cycle was aborted: " + reason)
		if err := s.post(tx, undo); err != nil {
			return 0, err
		}
		entries++
	}
	return entries, nil
}

// standingConversions are those of a cycle that count: of one that was aborted, none.
func standingConversions(tx Tx, cycle string) ([]Conversion, error) {
	c, found, err := tx.Cycle(cycle)
	if err != nil || found && c.State == lifecycle.CycleAborted {
		return nil, err
	}
	return tx.Conversions(cycle)
}
