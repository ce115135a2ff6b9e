package jobs

import (
	"context"
	"errors"
	"fmt"

	"nostro/lifecycle"
	"nostro/risk"
)

// Approve records what a person says of the release of a cycle: DecideRelease without a proof that one looked.
func (s *Stages) Approve(ctx context.Context, cycle, checker string, approved bool, reason string) (Result, error) {
	return s.DecideRelease(ctx, cycle, ApprovalSay{Person: checker, Approved: approved, Reason: reason})
}

// DecideRelease records what a person says of the release of a cycle. It is bound to the digest of the very bytes in
// the spool: where they changed since they were written, it is refused, and what was approved before is void. The
// cycle is approved once enough persons have said so. A refusal withdraws the release, where nothing of it has left:
// its files are never sent, and the cycle is written anew, under the next number, when what was wrong is put right.
func (s *Stages) DecideRelease(ctx context.Context, cycle string, say ApprovalSay) (Result, error) {
	return s.record(ctx, "approve", cycle, func() (Result, error) {
		out := Result{}
		var void error // what voids earlier approvals must be kept, though this one does not count
		err := s.Store.Update(ctx, func(tx Tx) error {
			c, err := findCycle(tx, cycle)
			if err != nil {
				return err
			}
			if say.Approved && c.State.Reached(lifecycle.CycleSent) {
				out = alreadyDone(c)
				return nil
			}
			if out, err = s.decideRelease(tx, c, say); isKept(err) {
				void = err
				return nil
			}
			return err
		})
		return out, errors.Join(err, void)
	})
}

// kept is an error beside which what was done in the transaction must be kept: that approvals are void, or have expired.
type kept struct{ error }

func (k kept) Unwrap() error { return k.error }

func isKept(err error) bool {
	var k kept
	return errors.As(err, &k)
}

func (s *Stages) decideRelease(tx Tx, c Cycle, say ApprovalSay) (Result, error) {
	release, r, err := s.releaseRequest(tx, &c)
	if err != nil {
		return Result{}, err
	}
	if say.Approved && c.State == lifecycle.CycleApproved {
		return alreadyDone(c), nil
	}
	if err := s.voidIfChanged(tx, c, release, r); err != nil {
		return Result{}, err
	}
	if say.Approved {
		if err := lifecycle.Cycles.Check(c.State, lifecycle.CycleApproved); err != nil {
			return Result{}, err
		}
		if err := s.refuseBeyondLimits(tx); err != nil {
			return Result{}, err
		}
		if err := refuseUnreviewed(tx, release); err != nil {
			return Result{}, err
		}
		if err := refuseWithheld(tx, c.ID); err != nil {
			return Result{}, err
		}
		if err := s.refuseHits(tx, c.ID); err != nil {
			return Result{}, err
		}
	}
	if r, err = s.decideApproval(tx, r, say); err != nil {
		return Result{}, err
	}
	switch r.State {
	case lifecycle.ApprovalRefused:
		return s.withdrawRelease(tx, c, release, r, say)
	case lifecycle.ApprovalGranted:
		c.State = lifecycle.CycleApproved
		err = tx.SaveCycle(c)
	}
	if err != nil {
		return Result{}, err
	}
	return s.screenedNotes(tx, s.saidResult(r, say), say.Approved)
}

// releaseRequest returns the release of a cycle that was written and not sent, with what is asked about it. An approval
// that has expired is asked anew, and the cycle waits again.
func (s *Stages) releaseRequest(tx Tx, c *Cycle) (Release, ApprovalRequest, error) {
	release, found, err := tx.Release(c.ID)
	if err != nil {
		return release, ApprovalRequest{}, err
	}
	if c.State != lifecycle.CycleWritten && c.State != lifecycle.CycleApproved {
		return release, ApprovalRequest{}, lifecycle.Cycles.Check(c.State, lifecycle.CycleApproved)
	}
	if !found {
		return release, ApprovalRequest{}, fmt.Errorf("release of cycle %s: %w", c.ID, ErrUnknownID)
	}
	r, found, err := openRequest(tx, ApproveRelease, c.ID)
	if err != nil {
		return release, r, err
	}
	if !found || r.Digest != release.Digest {
		return release, r, needsPerson("nothing is asked about release %d of cycle %s: the books were changed from outside, nostro check "+
			"says where", release.Number, c.ID)
	}
	r, renewed, err := s.renewExpired(tx, r)
	if err == nil && renewed && c.State == lifecycle.CycleApproved {
		c.State = lifecycle.CycleWritten
		err = tx.SaveCycle(*c)
	}
	return release, r, err
}

// voidIfChanged errs where the files in the spool are not those of the release. What was approved of it is then void,
// for good: even where the bytes are put back, somebody could write there, so somebody must look again.
func (s *Stages) voidIfChanged(tx Tx, c Cycle, release Release, r ApprovalRequest) error {
	changed, err := s.changedFiles(tx, release)
	if err != nil || len(changed) == 0 {
		return err
	}
	refused := fmt.Errorf("the files of cycle %s are not those of its release: %s; look at the release when they are restored: %w: %w", c.ID,
		inWords(changed), risk.ErrOtherFiles, ErrNeedsPerson)
	if len(r.Votes()) == 0 {
		return refused
	}
	if _, err := s.askAgain(tx, r, lifecycle.ApprovalVoided, inWords(changed)); err != nil {
		return err
	}
	if c.State == lifecycle.CycleApproved {
		c.State = lifecycle.CycleWritten
		if err := tx.SaveCycle(c); err != nil {
			return err
		}
	}
	return kept{fmt.Errorf("every approval is void and must be given again: %w", refused)}
}
