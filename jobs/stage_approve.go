package jobs

import (
	"context"
	"fmt"

	"nostro/lifecycle"
	"nostro/risk"
)

// Approve records the decision of a second person on the release of a cycle. It is bound to the digest of
// the very bytes in the spool: where they changed since they were written, it is refused. A refusal of the
// release is kept with its reason and leaves the cycle written.
func (s *Stages) Approve(ctx context.Context, cycle, checker string, approved bool, reason string) (Result, error) {
	return s.record(ctx, "approve", cycle, func() (Result, error) {
		out := Result{}
		err := s.Store.Update(ctx, func(tx Tx) error {
			c, err := findCycle(tx, cycle)
			if err != nil {
				return err
			}
			if c.State.Reached(lifecycle.CycleApproved) {
				out = alreadyDone(c)
				return nil
			}
			if err := lifecycle.Cycles.Check(c.State, lifecycle.CycleApproved); err != nil {
				return err
			}
			if approved {
				if err := s.refuseBeyondLimits(tx); err != nil {
					return err
				}
			}
			decision, err := s.decide(tx, c, checker, approved, reason)
			if err != nil {
				return err
			}
			out = decisionResult(decision)
			if !approved {
				return nil
			}
			c.State = lifecycle.CycleApproved
			return tx.SaveCycle(c)
		})
		return out, err
	})
}

func (s *Stages) decide(tx Tx, c Cycle, checker string, approved bool, reason string) (Approval, error) {
	release, found, err := tx.Release(c.ID)
	if err != nil {
		return Approval{}, err
	}
	if !found {
		return Approval{}, fmt.Errorf("release of cycle %s: %w", c.ID, ErrUnknownID)
	}
	current, err := s.spoolDigest(tx, c.ID)
	if err != nil {
		return Approval{}, err
	}
	d := risk.Decision{Release: c.ID, Digest: release.Digest, Maker: release.Maker, Checker: checker,
		Approved: approved, Reason: reason, At: s.instant()}
	if err := risk.CheckDecision(d, current, s.Settings.Approvers); err != nil {
		return Approval{}, fmt.Errorf("%w: %w", err, ErrNeedsPerson)
	}
	a := Approval{Cycle: c.ID, Digest: d.Digest, Maker: d.Maker, Checker: d.Checker, Reason: d.Reason, Approved: approved,
		At: d.At}
	return a, tx.AddApproval(a)
}

// spoolDigest is the digest of the files of a cycle as they lie in the spool now.
func (s *Stages) spoolDigest(tx Tx, cycle string) (string, error) {
	files, err := tx.FilesOut(cycle)
	if err != nil {
		return "", err
	}
	return s.Digest(files)
}

func decisionResult(a Approval) Result {
	if !a.Approved {
		return Result{Outcome: OutcomeNeedsPerson, Summary: fmt.Sprintf("%s refused the release: %s", a.Checker, a.Reason)}
	}
	return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s approved what %s made, digest %.12s", a.Checker, a.Maker,
		a.Digest)}
}
