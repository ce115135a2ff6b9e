package jobs

import (
	"context"
	"fmt"

	"nostro/formats"
	"nostro/lifecycle"
)

// SendRecalls delivers the recalls that another person has approved, each once: what lies at the bank, or may lie there, is
// never sent again. One whose approval was refused is withdrawn.
func (s *Stages) SendRecalls(ctx context.Context) (Result, error) {
	return s.record(ctx, "recall", "", func() (Result, error) {
		ready, out, err := s.readyRecalls(ctx)
		if err != nil {
			return out, err
		}
		sent := 0
		for _, f := range ready {
			end, err := s.sendTo(ctx, f.Correspondent, []FileOut{f})
			if err != nil {
				return out, err
			}
			out.Notes = append(out.Notes, end.notes...)
			if end.states[0] == lifecycle.FileOutSent {
				sent++
			} else {
				out.Outcome = OutcomeNeedsPerson
			}
		}
		if err := s.Store.Update(ctx, s.recallsSent); err != nil {
			return out, err
		}
		out.Summary = fmt.Sprintf("%d of %s sent", sent, count(len(ready), "approved recall"))
		if len(ready) > 0 && out.Outcome == OutcomeNothing {
			out.Outcome = OutcomeDone
		}
		return out, nil
	})
}

// WaitingRecalls tells how many recalls are approved and not known to be sent.
func (s *Stages) WaitingRecalls(ctx context.Context) (n int, err error) {
	return view(ctx, s.Store, func(tx Tx) (int, error) {
		all, err := tx.Recalls()
		if err != nil {
			return 0, err
		}
		n := 0
		for _, r := range all {
			request, found, err := recallRequest(tx, r)
			if err != nil {
				return 0, err
			}
			if r.State() == lifecycle.RecallAsked && found && request.State != lifecycle.ApprovalWaiting {
				n++
			}
		}
		return n, nil
	})
}

// readyRecalls puts the files of approved recalls into the spool and the books, and returns them.
func (s *Stages) readyRecalls(ctx context.Context) (ready []FileOut, out Result, err error) {
	out = Result{Outcome: OutcomeNothing}
	err = s.Store.Update(ctx, func(tx Tx) error {
		if err := refuseBehind(tx); err != nil {
			return err
		}
		all, err := s.endRefused(tx)
		if err != nil {
			return err
		}
		for _, r := range all {
			if r.State() != lifecycle.RecallAsked {
				continue
			}
			request, found, err := recallRequest(tx, r)
			if err != nil {
				return err
			}
			if !found || request.State != lifecycle.ApprovalGranted || len(s.missing(request)) > 0 {
				if found && request.State == lifecycle.ApprovalGranted {
					if _, _, err := s.renewExpired(tx, request); err != nil {
						return err
					}
				}
				out.Outcome = OutcomeNeedsPerson
				out.Notes = append(out.Notes, fmt.Sprintf("recall %d of %s waits for another person: nostro approvals", r.ID, r.Instruction))
				continue
			}
			f, err := s.recallOut(tx, r)
			if err != nil {
				return err
			}
			ready = append(ready, f)
		}
		return nil
	})
	return ready, out, err
}

// recallOut returns the file of an approved recall, whose bytes must be those that were approved.
func (s *Stages) recallOut(tx Tx, r Recall) (FileOut, error) {
	i, found, err := tx.Instruction(r.Instruction)
	if err != nil || !found {
		return FileOut{}, fmt.Errorf("instruction %q of recall %d: %w", r.Instruction, r.ID, ErrUnknownID)
	}
	files, err := tx.FilesOut(i.Cycle)
	if err != nil {
		return FileOut{}, err
	}
	for _, f := range files {
		if f.Name == r.File {
			return f, nil
		}
	}
	again := r
	data, err := s.recallFile(tx, &again, i)
	if err != nil {
		return FileOut{}, err
	}
	if hashOf(data) != r.SHA256 || again.File != r.File {
		return FileOut{}, needsPerson("recall %d: nostro.yaml has changed since it was approved, and its file would have other bytes: change it back, or "+
			"nostro approvals reject it and ask anew", r.ID)
	}
	of, err := fileOf(tx, i)
	if err != nil {
		return FileOut{}, err
	}
	if err := s.Spool.Write("out/"+r.File, data); err != nil {
		return FileOut{}, err
	}
	f := FileOut{Name: r.File, Cycle: i.Cycle, Release: of.Release, Correspondent: r.Correspondent, Message: formats.MessageRecall, MsgID: r.MsgID,
		SHA256: r.SHA256, Bytes: r.Bytes, State: lifecycle.FileOutWritten}
	return f, tx.AddFileOut(f)
}

// recallsSent moves the recalls whose file is with the bank, and uses up their approvals.
func (s *Stages) recallsSent(tx Tx) error {
	all, err := tx.Recalls()
	if err != nil {
		return err
	}
	files, err := tx.FilesOut("")
	if err != nil {
		return err
	}
	sent := map[string]bool{}
	for _, f := range files {
		sent[f.Name] = f.State == lifecycle.FileOutSent
	}
	for _, r := range all {
		if r.State() != lifecycle.RecallAsked || !sent[r.File] {
			continue
		}
		if err := s.recallSent(tx, r, "file "+r.File+" is with "+r.Correspondent); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stages) recallSent(tx Tx, r Recall, why string) error {
	request, found, err := recallRequest(tx, r)
	if err != nil {
		return err
	}
	if found && request.State == lifecycle.ApprovalGranted {
		if err := s.endApproval(tx, request, lifecycle.ApprovalUsed, s.User, "sent"); err != nil {
			return err
		}
	}
	return tx.MoveRecall(RecallStep{Recall: r.ID, State: lifecycle.RecallSent, Why: memo(why), At: s.instant()})
}

// endRefused withdraws the recalls that were refused before they left, and returns all.
func (s *Stages) endRefused(tx Tx) ([]Recall, error) {
	all, err := tx.Recalls()
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		request, found, err := recallRequest(tx, r)
		if err != nil {
			return nil, err
		}
		if r.State() == lifecycle.RecallAsked && found && request.State == lifecycle.ApprovalRefused {
			err := tx.MoveRecall(RecallStep{Recall: r.ID, State: lifecycle.RecallWithdrawn, Why: memo("refused " + lastStep(request)), At: s.instant()})
			if err != nil {
				return nil, err
			}
		}
	}
	return tx.Recalls()
}

// recallRequest is the last request about the recall.
func recallRequest(tx Tx, r Recall) (ApprovalRequest, bool, error) {
	all, err := tx.ApprovalRequestsOf(ApproveRecall, recallSubject(r))
	if err != nil || len(all) == 0 {
		return ApprovalRequest{}, false, err
	}
	return all[len(all)-1], true, nil
}

// withRecallMaker adds who asked for the recall that a file is.
func withRecallMaker(tx Tx, f FileOut, makers []ApprovalMaker) ([]ApprovalMaker, error) {
	all, err := tx.Recalls()
	for _, r := range all {
		if r.File == f.Name {
			makers = append(makers, ApprovalMaker{Person: r.AskedBy, Did: "asked for the recall"})
		}
	}
	return makers, err
}
