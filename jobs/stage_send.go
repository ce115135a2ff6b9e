package jobs

import (
	"context"
	"errors"
	"fmt"

	"nostro/lifecycle"
)

// Send delivers the files of an approved cycle. Before each upload the intent is committed; after a crash
// or a lost reply the remote side is looked at before anything is sent again. A file whose outcome cannot
// be known stays unknown and is never sent again by itself. One endpoint that is down does not stop the
// others.
func (s *Stages) Send(ctx context.Context, cycle string) (Result, error) {
	return s.record(ctx, "send", cycle, func() (Result, error) {
		var c Cycle
		var files []FileOut
		var held []Held
		if err := s.takeEarly(ctx, nil); err != nil {
			return Result{}, err
		}
		var void error // that approvals are void or have expired must be kept, though nothing is sent
		err := s.Store.Update(ctx, func(tx Tx) (err error) {
			if c, err = findCycle(tx, cycle); err != nil {
				return err
			}
			if c.State.Reached(lifecycle.CycleSent) {
				return nil
			}
			if err := maySend(c); err != nil {
				return err
			}
			if err := refuseBehind(tx); err != nil {
				return err
			}
			if err := s.refuseHits(tx, c.ID); err != nil {
				return err
			}
			if err := refuseWithheld(tx, c.ID); err != nil {
				return err
			}
			if files, err = s.approvedFiles(tx, c); isKept(err) {
				void, err = err, nil
			}
			if err == nil && void == nil {
				held, err = s.heldFiles(tx, c, files)
			}
			return err
		})
		if err = errors.Join(err, void); err != nil {
			return Result{}, err
		}
		if c.State.Reached(lifecycle.CycleSent) {
			return alreadyDone(c), nil
		}
		return s.sendAll(ctx, c, files, held)
	})
}

// maySend errs where the cycle is not approved. From written the table leads to sent too, for a further release that was
// refused; nothing is sent on that way.
func maySend(c Cycle) error {
	if c.State == lifecycle.CycleWritten {
		return fmt.Errorf("cycle %s: first somebody other than its makers approves it, nostro approve %[1]s: %w: %w", c.ID, &lifecycle.MoveError{
			Noun: "cycle", From: string(c.State), To: string(lifecycle.CycleSent), Allowed: []string{string(lifecycle.CycleApproved)}}, ErrNeedsPerson)
	}
	return lifecycle.Cycles.Check(c.State, lifecycle.CycleSent)
}

// approvedFiles returns the files of the release after a last look: what leaves is what was approved.
func (s *Stages) approvedFiles(tx Tx, c Cycle) ([]FileOut, error) {
	release, r, err := s.releaseRequest(tx, &c)
	if err != nil {
		return nil, err
	}
	if err := s.voidIfChanged(tx, c, release, r); err != nil {
		return nil, fmt.Errorf("nothing was sent: %w", err)
	}
	if left := s.missing(r); c.State != lifecycle.CycleApproved || r.State != lifecycle.ApprovalGranted || len(left) > 0 {
		why := "not enough persons have approved it"
		if c.State == lifecycle.CycleWritten {
			why = "an approval of it has expired, it must be approved again"
		}
		return nil, kept{needsPerson("nothing was sent, release %d of cycle %s waits: %s", release.Number, c.ID, why)}
	}
	return releaseFiles(tx, release)
}

func (s *Stages) sendAll(ctx context.Context, c Cycle, files []FileOut, held []Held) (Result, error) {
	out := Result{Outcome: OutcomeNothing}
	sent, open := 0, 0
	ends := make([]sendEnd, len(s.Settings.Correspondents))
	var works []func() error
	for n, correspondent := range s.Settings.Correspondents {
		ours := filesFor(correspondent.ID, files)
		if len(ours) == 0 {
			continue
		}
		out.Outcome = OutcomeDone
		ours, waits := letThrough(ours, held)
		out.Notes, open = append(out.Notes, waits...), open+len(waits)
		works = append(works, func() (err error) {
			ends[n], err = s.sendTo(ctx, correspondent.ID, ours)
			return err
		})
	}
	if err := s.inLanes(works); err != nil {
		return Result{}, err
	}
	for _, end := range ends {
		out.Notes = append(out.Notes, end.notes...)
		for _, state := range end.states {
			if state == lifecycle.FileOutSent {
				sent++
			} else {
				open++
			}
		}
	}
	out.Summary = fmt.Sprintf("%d of %d files sent", sent, len(files))
	if open > 0 || sent < len(files) {
		out.Outcome = OutcomeNeedsPerson
		return out, nil
	}
	return out, s.Store.Update(ctx, func(tx Tx) error {
		r, found, err := openRequest(tx, ApproveRelease, c.ID)
		if err == nil && found {
			err = s.endApproval(tx, r, lifecycle.ApprovalUsed, s.User, "sent")
		}
		if err != nil {
			return err
		}
		c.State = lifecycle.CycleSent
		return tx.SaveCycle(c)
	})
}

func filesFor(correspondent string, files []FileOut) []FileOut {
	var ours []FileOut
	for _, f := range files {
		if f.Correspondent == correspondent {
			ours = append(ours, f)
		}
	}
	return ours
}

func allSent(files []FileOut) bool {
	for _, f := range files {
		if f.State != lifecycle.FileOutSent {
			return false
		}
	}
	return true
}
