package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"nostro/formats"
	"nostro/lifecycle"
	"nostro/risk"
)

// Resend sends a file again: the same bytes under the same name. Who runs the stage asks for it; another person,
// who may approve the release, lets it go and says why. Only a file that is failed (certainly not there) or
// unknown may go again. An unknown one is looked for at the bank first, and counts as sent where it lies there.
// A file that is sent never goes again: a bank that has lost it has to say so in a status, and the payments are
// made anew in another cycle, under other identifiers.
func (s *Stages) Resend(ctx context.Context, name, checker, reason string) (Result, error) {
	return s.record(ctx, "send", "", func() (Result, error) {
		reason, checker = memo(reason), strings.TrimSpace(checker)
		if reason == "" {
			return Result{}, fmt.Errorf("file %s: say with --reason why it must go again, such as what the bank told you", name)
		}
		if err := s.secondPerson(checker); err != nil {
			return Result{}, err
		}
		if err := s.takeEarly(ctx, nil); err != nil {
			return Result{}, err
		}
		var f FileOut
		var left []risk.Need
		var void error // that approvals of the release are void must be kept, though nothing goes
		err := s.Store.Update(ctx, func(tx Tx) (err error) {
			f, left, err = s.resendable(tx, name, ApprovalSay{Person: checker, Approved: true, Reason: reason})
			if isKept(err) {
				void, err = err, nil
			}
			return err
		})
		if err = errors.Join(err, void); err != nil {
			return Result{}, err
		}
		if len(left) > 0 {
			return Result{Outcome: OutcomeNeedsPerson, Notes: missingWords(left),
				Summary: fmt.Sprintf("%s would let %s go again; others must say the same with nostro send --resend", checker, name)}, nil
		}
		return s.resend(ctx, f, Resend{File: name, After: f.Attempts, State: f.State, Maker: s.User, Checker: checker, Reason: reason,
			At: s.instant()})
	})
}

// resendable returns the file where it may go again by the word of that person, or who must let it go too.
func (s *Stages) resendable(tx Tx, name string, say ApprovalSay) (FileOut, []risk.Need, error) {
	f, err := fileOutNamed(tx, name)
	if err == nil {
		err = s.mayGoAgain(tx, f)
	}
	if err != nil {
		return f, nil, err
	}
	makers, err := releaseMakers(tx, f.Cycle)
	if err != nil {
		return f, nil, err
	}
	release, _, err := tx.Release(f.Cycle)
	if err != nil {
		return f, nil, err
	}
	makers = append(makers, ApprovalMaker{Person: release.Maker, Did: "wrote the files"})
	_, left, err := s.bySecondPerson(tx, ApprovalAsk{Kind: ApproveResend, Subject: f.Name, Makers: makers,
		Content: fmt.Sprintf("file %s\nsha256 %s\nafter attempt %d\nstate %s\n", f.Name, f.SHA256, f.Attempts, f.State),
		What:    fmt.Sprintf("file %s, which is %s, goes again", f.Name, f.State)}, say)
	return f, left, err
}

// mayGoAgain errs where nobody can let the file go again.
func (s *Stages) mayGoAgain(tx Tx, f FileOut) error {
	if f.Message == formats.MessageRecall {
		return fmt.Errorf("file %s is a recall: nostro send looks whether it is with the bank, and sends it where it is certainly not", f.Name)
	}
	switch f.State {
	case lifecycle.FileOutFailed, lifecycle.FileOutUnknown:
	case lifecycle.FileOutSent:
		return fmt.Errorf("file %s is sent, and a file that is sent never goes again, for the bank could pay twice: "+
			"ask %s to find it, and see docs/runbooks/unknown-file.md", f.Name, f.Correspondent)
	default:
		return fmt.Errorf("file %s is %s: run nostro send; only a file that is unknown or failed is sent again by decision", f.Name, f.State)
	}
	if err := refuseBehind(tx); err != nil {
		return err
	}
	if err := refuseAnswered(tx, f); err != nil {
		return err
	}
	c, err := findCycle(tx, f.Cycle)
	if err != nil {
		return err
	}
	if err := s.refuseHits(tx, c.ID); err != nil {
		return err
	}
	files, err := s.approvedFiles(tx, c)
	if err != nil {
		return err
	}
	held, err := s.heldFiles(tx, c, files)
	for _, h := range held {
		if h.File == f.Name { // a decision to send again does not open the gate
			return needsPerson("file %s may not leave yet: %s", f.Name, h.Reason)
		}
	}
	return err
}

// refuseAnswered errs where the bank has answered to a payment of the file: then it has it.
func refuseAnswered(tx Tx, f FileOut) error {
	return eachOfFile(tx, f, func(i Instruction) error {
		if !deliveryInDoubt(i.State) {
			return fmt.Errorf("the bank has answered to it: it is %s, so file %s is with the bank; nothing was sent", i.State, f.Name)
		}
		return nil
	})
}

func fileOutNamed(tx Tx, name string) (FileOut, error) {
	files, err := tx.FilesOut("")
	if err != nil {
		return FileOut{}, err
	}
	for _, f := range files {
		if f.Name == name {
			return f, nil
		}
	}
	return FileOut{}, fmt.Errorf("file %q: %w: nostro files lists them", name, ErrUnknownID)
}

func (s *Stages) resend(ctx context.Context, f FileOut, r Resend) (Result, error) {
	session, err := s.Courier.Open(ctx, f.Correspondent)
	if err != nil {
		return Result{Outcome: OutcomeNeedsPerson, Summary: fmt.Sprintf("%s is %s: nothing was exchanged: %v", f.Name, f.State, err),
			Notes: []string{"nostro ping " + f.Correspondent + " shows what is wrong (docs/runbooks/endpoint-down.md); then run this again"}}, nil
	}
	defer session.Close()
	if err := s.unmoved(ctx, f); err != nil {
		return Result{}, err
	}
	if f, err = s.letGo(ctx, session, f, r); err != nil || f.State == lifecycle.FileOutSent {
		return Result{Outcome: OutcomeDone, Summary: f.Name + " lies at the bank: it counts as sent, and nothing was sent again"}, err
	}
	if f, err = s.deliver(ctx, session, f); err != nil {
		return Result{}, err
	}
	if f.State != lifecycle.FileOutSent {
		return Result{Outcome: OutcomeNeedsPerson, Summary: fmt.Sprintf("%s is %s: %s", f.Name, f.State, f.Detail),
			Notes: []string{nextOut(f, lifecycle.CycleApproved)}}, nil
	}
	return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s is sent, asked by %s and let go by %s; run send to go on", f.Name,
		r.Maker, r.Checker)}, nil
}

// unmoved errs where another process has brought the file on since the decision, before the endpoint was ours.
func (s *Stages) unmoved(ctx context.Context, f FileOut) error {
	return s.Store.View(ctx, func(tx Tx) error {
		now, err := fileOutNamed(tx, f.Name)
		if err == nil && (now.State != f.State || now.Attempts != f.Attempts) {
			return fmt.Errorf("file %s was %s after attempt %d when that was decided, and is %s after attempt %d: decide again",
				f.Name, f.State, f.Attempts, now.State, now.Attempts)
		}
		return err
	})
}

// letGo keeps the decision and makes the file one that may go: failed. An unknown one that turns out to lie at
// the bank is sent instead.
func (s *Stages) letGo(ctx context.Context, session CourierSession, f FileOut, r Resend) (FileOut, error) {
	if err := s.Store.Update(ctx, func(tx Tx) error { return keepResend(tx, r) }); err != nil {
		return f, err
	}
	if f.State == lifecycle.FileOutFailed {
		return f, nil
	}
	parcel, err := s.parcel(ctx, f)
	if err != nil {
		return f, err
	}
	seen := s.lookFor(ctx, session, f, parcel)
	if seen.State == lifecycle.FileOutUnknown {
		seen = Delivery{State: lifecycle.FileOutFailed, Detail: fmt.Sprintf("let go again by %s and %s: %s; looked before: %s", r.Maker,
			r.Checker, r.Reason, seen.Detail)}
	}
	return s.conclude(ctx, f, seen)
}

// keepResend keeps the decision; the first one about an attempt stands, for a crash may have come after it.
func keepResend(tx Tx, r Resend) error {
	all, err := tx.Resends()
	if err != nil {
		return err
	}
	for _, known := range all {
		if known.File == r.File && known.After == r.After {
			return nil
		}
	}
	return tx.AddResend(r)
}
