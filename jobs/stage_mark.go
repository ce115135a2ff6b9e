package jobs

import (
	"context"
	"fmt"
	"strings"

	"nostro/lifecycle"
	"nostro/risk"
)

// Mark lets a person decide what became of a file that is unknown: sent, or failed, which means that it may
// go again. The person must be one who may approve the release, and not its maker; the reason is kept with
// the attempt. Any other file, state or person is refused.
func (s *Stages) Mark(ctx context.Context, name string, state lifecycle.FileOut, person, reason string) (Result, error) {
	return s.record(ctx, "mark", "", func() (Result, error) {
		reason = memo(reason)
		if state != lifecycle.FileOutSent && state != lifecycle.FileOutFailed {
			return Result{}, fmt.Errorf("file %s cannot be marked %q: say sent or failed", name, state)
		}
		if strings.TrimSpace(reason) == "" {
			return Result{}, fmt.Errorf("file %s: say why it is %s, such as what the bank told you", name, state)
		}
		f, err := view(ctx, s.Store, func(tx Tx) (FileOut, error) { return s.markable(tx, name, person) })
		if err != nil {
			return Result{}, err
		}
		f, err = s.conclude(ctx, f, Delivery{State: state, Detail: fmt.Sprintf("marked %s by %s: %s", state, person, reason)})
		next := "run send to go on"
		if state == lifecycle.FileOutFailed {
			next = "run send: the same bytes go again"
		}
		return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s is %s by the word of %s; %s", f.Name, f.State, person, next)}, err
	})
}

// markable returns the file where the person may decide about it.
func (s *Stages) markable(tx Tx, name, person string) (FileOut, error) {
	files, err := tx.FilesOut("")
	if err != nil {
		return FileOut{}, err
	}
	for _, f := range files {
		if f.Name != name {
			continue
		}
		if f.State != lifecycle.FileOutUnknown {
			return f, fmt.Errorf("file %s is %s: only an unknown one can be marked", name, f.State)
		}
		return f, s.mayDecide(tx, f.Cycle, person)
	}
	return FileOut{}, fmt.Errorf("file %q: %w: nostro files lists them", name, ErrUnknownID)
}

// mayDecide returns nil where the person could approve the release of the cycle as it lies in the spool.
func (s *Stages) mayDecide(tx Tx, cycle, person string) error {
	release, _, err := tx.Release(cycle)
	if err != nil {
		return err
	}
	current, err := s.spoolDigest(tx, cycle)
	if err != nil {
		return err
	}
	d := risk.Decision{Release: cycle, Digest: release.Digest, Maker: release.Maker, Checker: person, Approved: true, At: s.instant()}
	if err := risk.CheckDecision(d, current, s.Settings.Approvers); err != nil {
		return fmt.Errorf("%w: %w", err, ErrNeedsPerson)
	}
	return nil
}
