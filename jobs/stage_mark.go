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
		var f FileOut
		var left []risk.Need
		err := s.Store.Update(ctx, func(tx Tx) (err error) {
			f, left, err = s.markable(tx, name, state, ApprovalSay{Person: person, Approved: true, Reason: reason})
			return err
		})
		if err != nil {
			return Result{}, err
		}
		if len(left) > 0 {
			return Result{Outcome: OutcomeNeedsPerson, Notes: missingWords(left),
				Summary: fmt.Sprintf("%s says that %s is %s; others must say the same with nostro files mark", person, name, state)}, nil
		}
		f, err = s.conclude(ctx, f, Delivery{State: state, Detail: fmt.Sprintf("marked %s by %s: %s", state, person, reason)})
		next := "run send to go on"
		if state == lifecycle.FileOutFailed {
			next = "run send: the same bytes go again"
		}
		return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s is %s by the word of %s; %s", f.Name, f.State, person, next)}, err
	})
}

// markable returns the file where enough persons have said that it is in the state, and else who must say so too.
func (s *Stages) markable(tx Tx, name string, state lifecycle.FileOut, say ApprovalSay) (FileOut, []risk.Need, error) {
	files, err := tx.FilesOut("")
	if err != nil {
		return FileOut{}, nil, err
	}
	for _, f := range files {
		if f.Name != name {
			continue
		}
		if f.State != lifecycle.FileOutUnknown {
			return f, nil, fmt.Errorf("file %s is %s: only an unknown one can be marked", name, f.State)
		}
		left, err := s.secondMark(tx, f, state, say)
		return f, left, err
	}
	return FileOut{}, nil, fmt.Errorf("file %q: %w: nostro files lists them", name, ErrUnknownID)
}

// secondMark keeps what a person says of a file. The makers of its release may not: who wrote it would only have to be
// believed.
func (s *Stages) secondMark(tx Tx, f FileOut, state lifecycle.FileOut, say ApprovalSay) ([]risk.Need, error) {
	releases, err := tx.Releases(f.Cycle)
	if err != nil {
		return nil, err
	}
	for _, r := range releases {
		if r.Number != f.Release {
			continue
		}
		changed, err := s.changedFiles(tx, r)
		if err == nil && len(changed) > 0 {
			err = fmt.Errorf("%w: %s: restore the spool, then say it again: %w", risk.ErrOtherFiles, inWords(changed), ErrNeedsPerson)
		}
		if err != nil {
			return nil, err
		}
		makers, err := releaseMakers(tx, f.Cycle)
		if err != nil {
			return nil, err
		}
		if makers, err = withRecallMaker(tx, f, makers); err != nil {
			return nil, err
		}
		_, left, err := s.bySecondPerson(tx, ApprovalAsk{Kind: ApproveMark, Subject: f.Name, By: r.Maker, Makers: makers,
			Content: fmt.Sprintf("file %s\nsha256 %s\nattempts %d\nstate %s\n", f.Name, f.SHA256, f.Attempts, state),
			What:    fmt.Sprintf("file %s is %s", f.Name, state)}, say)
		return left, err
	}
	return nil, fmt.Errorf("release %d of cycle %s: %w", f.Release, f.Cycle, ErrUnknownID)
}
