package jobs

import (
	"context"
	"fmt"
	"strings"

	"nostro/lifecycle"
)

// WithdrawReissue ends what was to pay a payment anew, before it has left: it is withdrawn and never leaves, the payment that it was to
// pay anew is where it was, and may be paid anew again. id names either of the two. That it was asked for, and withdrawn, and why, is
// kept. It errs, wrapping ErrNeedsPerson, where a release that waits carries it, or it may have left. Asked again, it does nothing.
func (s *Stages) WithdrawReissue(ctx context.Context, id, reason string) (Result, error) {
	i, err := view(ctx, s.Store, func(tx Tx) (Instruction, error) { return payOut(tx, strings.TrimSpace(id), "paid anew") })
	if err != nil {
		return Result{}, err
	}
	return s.record(ctx, "reissue", i.Cycle, func() (out Result, err error) {
		err = s.Store.Update(ctx, func(tx Tx) error {
			out, err = s.withdrawReissue(tx, i, strings.Join(strings.Fields(reason), " "))
			return err
		})
		return out, err
	})
}

func (s *Stages) withdrawReissue(tx Tx, named Instruction, reason string) (Result, error) {
	r, err := meantReissue(tx, named)
	if err != nil {
		return Result{}, err
	}
	if !r.Stands() {
		return Result{Outcome: OutcomeNothing, Cycle: named.Cycle, Summary: fmt.Sprintf("%s pays nothing anew: %s", r.Instruction, r.withdrawn())}, nil
	}
	if reason == "" {
		return Result{}, fmt.Errorf("the reissue %s is withdrawn for a reason: say it with --reason", r.Instruction)
	}
	anew, _, err := tx.Instruction(r.Instruction)
	if err == nil {
		err = mayWithdraw(anew)
	}
	if err != nil {
		return Result{}, err
	}
	anew.State, anew.Note = lifecycle.InstructionWithdrawn, ""
	if err := tx.SaveInstruction(anew); err != nil {
		return Result{}, err
	}
	if err := s.voidReview(tx, anew, "the reissue was withdrawn: "+reason); err != nil {
		return Result{}, err
	}
	r.WithdrawnBy, r.WithdrawnWhy, r.WithdrawnAt = s.User, reason, s.instant()
	if err := tx.WithdrawReissue(r); err != nil {
		return Result{}, err
	}
	old, _, err := tx.Instruction(r.Replaces)
	if err != nil {
		return Result{}, err
	}
	return Result{Outcome: OutcomeDone, Cycle: anew.Cycle, Summary: fmt.Sprintf("%s of %s to %s is withdrawn and never leaves", anew.ID,
		anew.Amount, anew.Participant), Notes: []string{afterWithdrawal(tx, old)}}, nil
}

// meantReissue is the one that an instruction is, or the one that stands of those that pay it anew.
func meantReissue(tx Tx, named Instruction) (Reissue, error) {
	if r, found, err := tx.ReissueThatIs(named.ID); err != nil || found {
		return r, err
	}
	all, err := tx.ReissuesOf(named.ID)
	if err != nil {
		return Reissue{}, err
	}
	by, _ := standing(all)
	switch {
	case len(by) == 1:
		return by[0], nil
	case len(by) > 1:
		return Reissue{}, fmt.Errorf("%s: say which one is to be withdrawn", paidAnewBy(named, by))
	case len(all) > 0:
		return all[len(all)-1], nil
	}
	return Reissue{}, fmt.Errorf("%s pays nothing anew, and nothing pays it anew: nostro trace %s tells its way", named.ID, named.ID)
}

// mayWithdraw errs where what pays anew is in a release that waits, or may have left.
func mayWithdraw(anew Instruction) error {
	switch anew.State {
	case lifecycle.InstructionPlanned, lifecycle.InstructionHeld, lifecycle.InstructionRefused:
		if anew.Intents == 0 && anew.Booked.IsZero() {
			return nil
		}
	case lifecycle.InstructionWritten:
		if anew.Intents == 0 {
			return needsPerson("%s is in a release that waits: another person refuses that first, nostro reject %s --reason WHY, which leaves it planned",
				anew.ID, anew.Cycle)
		}
	case lifecycle.InstructionRejected, lifecycle.InstructionReturned:
		return needsPerson("%s is %s: it has nothing to withdraw; nostro reissue %s pays it anew where it is owed", anew.ID, anew.State, anew.ID)
	}
	return needsPerson("%s is %s after %s: it may have left, so it can only be asked back, nostro recall %s --reason DUPL", anew.ID, anew.State,
		count(anew.Intents, "attempt"), anew.ID)
}

// withdrawn says who withdrew it, when and why.
func (r Reissue) withdrawn() string {
	return fmt.Sprintf("%s withdrew it on %s: %s", r.WithdrawnBy, r.WithdrawnAt.Format("2006-01-02"), r.WithdrawnWhy)
}

// voidReview ends what is asked about a payment that is withdrawn.
func (s *Stages) voidReview(tx Tx, i Instruction, why string) error {
	open, err := tx.OpenApprovalRequests()
	if err != nil {
		return err
	}
	for _, r := range open {
		if r.Kind == ApproveReview && r.Subject == i.ID {
			if err := s.endApproval(tx, r, lifecycle.ApprovalVoided, s.User, why); err != nil {
				return err
			}
		}
	}
	return nil
}

// afterWithdrawal says where the payment is that was to be paid anew.
func afterWithdrawal(tx Tx, old Instruction) string {
	given, err := borneOf(tx)
	if err == nil && owedOf(old, given).IsZero() {
		return fmt.Sprintf("%s is %s: its payee has it, and nothing is owed", old.ID, old.State)
	}
	return fmt.Sprintf("%s is %s and owed again: nostro reissue %s --reason WHY pays it anew", old.ID, old.State, old.ID)
}
