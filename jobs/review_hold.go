package jobs

import (
	"context"
	"fmt"

	"nostro/lifecycle"
	"nostro/risk"
)

// HoldReviewed takes the one pay-out that waits for a review out of its release, by the word of a person who may decide
// the review: the release is withdrawn and its approvals are void, the pay-out is held, and the rest is written anew as the
// next release. The review goes on: once it is let go the pay-out is planned again and leaves with the cycle's next
// release; where it is refused, the pay-out is refused for good. Nothing can be taken out once a file of the release may
// have left.
func (s *Stages) HoldReviewed(ctx context.Context, number int64, say ApprovalSay) (Result, error) {
	cycle := ""
	out, err := s.record(ctx, "review", "", func() (out Result, err error) {
		err = s.Store.Update(ctx, func(tx Tx) error {
			out, err = s.holdReviewed(tx, number, say)
			return err
		})
		cycle = out.Cycle
		return out, err
	})
	if err != nil {
		return out, err
	}
	written, err := s.Write(ctx, cycle)
	if err != nil {
		return written, err
	}
	out.Notes = append(out.Notes, "the rest: "+written.Summary)
	out.Notes = append(out.Notes, written.Notes...)
	return out, nil
}

func (s *Stages) holdReviewed(tx Tx, number int64, say ApprovalSay) (Result, error) {
	r, err := findRequest(tx, number)
	if err != nil {
		return Result{}, err
	}
	if r.Kind != ApproveReview {
		return Result{}, fmt.Errorf("approval %d is about a %s, not a review: %w", number, r.Kind, risk.ErrIncomplete)
	}
	say.Approved = false
	if err := s.mayDecide(r, say); err != nil {
		return Result{}, fmt.Errorf("approval %d of %s %s: %w", r.Number, r.Kind, r.Subject, err)
	}
	i, found, err := tx.Instruction(r.Subject)
	if err == nil && !found {
		err = fmt.Errorf("instruction %q: %w", r.Subject, ErrUnknownID)
	}
	if err == nil && i.State != lifecycle.InstructionWritten {
		err = needsPerson("instruction %s is %s: only what is in a release that has not left can be taken out of it", i.ID, i.State)
	}
	if err != nil {
		return Result{}, err
	}
	c, err := findCycle(tx, i.Cycle)
	if err != nil {
		return Result{}, err
	}
	release, asked, err := s.releaseRequest(tx, &c)
	if err != nil {
		return Result{}, err
	}
	why := ApprovalSay{Person: say.Person, Reason: fmt.Sprintf("pay-out %s is held: %s", i.ID, memo(say.Reason))}
	if err := s.endApproval(tx, asked, lifecycle.ApprovalVoided, why.Person, why.Reason); err != nil {
		return Result{}, err
	}
	if _, err := s.withdrawRelease(tx, c, release, asked, why); err != nil {
		return Result{}, err
	}
	if i, _, err = tx.Instruction(i.ID); err != nil {
		return Result{}, err
	}
	i.State, i.Note = lifecycle.InstructionHeld, fmt.Sprintf("held for review %d by %s: %s", number, say.Person, memo(say.Reason))
	if err := tx.SaveInstruction(i); err != nil {
		return Result{}, err
	}
	return Result{Cycle: c.ID, Outcome: OutcomeDone, Summary: fmt.Sprintf("pay-out %s (%s, %s) is held by %s; release %d is withdrawn", i.ID,
		i.Participant, i.Amount, say.Person, release.Number), Notes: []string{fmt.Sprintf("nostro review release %d lets it go later, "+
		"nostro review refuse %[1]d refuses it for good", number)}}, nil
}

// letReviewedGo plans a pay-out that was held for a review, unless screening holds it too.
func (s *Stages) letReviewedGo(tx Tx, r ApprovalRequest) error {
	i, found, err := tx.Instruction(r.Subject)
	if err != nil || !found || i.State != lifecycle.InstructionHeld {
		return err
	}
	decisions, err := lastDecisions(tx)
	if err != nil {
		return err
	}
	v, err := verdictOf(tx, i, decisions)
	if err != nil {
		return err
	}
	i.State, i.Note = lifecycle.InstructionPlanned, ""
	switch {
	case len(v.confirmed) > 0:
		i.State, i.Note = lifecycle.InstructionRefused, "refused: "+hitWords(v.confirmed)
	case len(v.open) > 0:
		i.State, i.Note = lifecycle.InstructionHeld, "held: "+hitWords(v.open)
	}
	return tx.SaveInstruction(i)
}

// refuseReviewed refuses a pay-out that was held for a review: it is never written.
func (s *Stages) refuseReviewed(tx Tx, r ApprovalRequest, say ApprovalSay) error {
	i, found, err := tx.Instruction(r.Subject)
	if err != nil || !found || i.State != lifecycle.InstructionHeld {
		return err
	}
	i.State, i.Note = lifecycle.InstructionRefused, fmt.Sprintf("refused in review %d by %s: %s", r.Number, say.Person, memo(say.Reason))
	return tx.SaveInstruction(i)
}
