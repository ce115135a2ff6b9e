package jobs

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"nostro/formats"
	"nostro/lifecycle"
	"nostro/risk"
)

// releaseFiles are the files of a release, by name.
func releaseFiles(tx Tx, r Release) ([]FileOut, error) {
	files, err := tx.FilesOut(r.Cycle)
	var ours []FileOut
	for _, f := range files {
		if f.Release == r.Number && f.Message != formats.MessageRecall { // which is in no release
			ours = append(ours, f)
		}
	}
	return ours, err
}

// changedFiles says of each file of a release that does not lie in the spool as it was written what is wrong with it;
// and of the release where its files as a whole are not those of its digest.
func (s *Stages) changedFiles(tx Tx, r Release) (changed []string, err error) {
	files, err := releaseFiles(tx, r)
	if err != nil {
		return nil, err
	}
	hashes := make([]risk.FileHash, len(files))
	for n, f := range files {
		data, err := s.Spool.Read("out/" + f.Name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			changed = append(changed, f.Name+" is gone from the spool")
		case err != nil:
			return nil, err
		case hashOf(data) != f.SHA256:
			changed = append(changed, f.Name+" in the spool has other bytes than were written")
		}
		hashes[n] = risk.FileHash{Name: f.Name, SHA256: f.SHA256, Bytes: f.Bytes}
	}
	if len(changed) == 0 && risk.Digest(hashes) != r.Digest {
		changed = append(changed, fmt.Sprintf("what is recorded of its %s does not make its digest %.12s", count(len(files), "file"), r.Digest))
	}
	return changed, nil
}

func inWords(list []string) string { return strings.Join(list, "; ") }

// askRelease asks for the approval of a release that was just written.
func (s *Stages) askRelease(tx Tx, r Release, files []plannedFile) error {
	makers, err := releaseMakers(tx, r.Cycle)
	if err != nil {
		return err
	}
	var instructions []Instruction
	for _, f := range files {
		instructions = append(instructions, f.instructions...)
	}
	out, err := s.outflows(tx, instructions)
	if err != nil {
		return err
	}
	makers = append(makers, ApprovalMaker{Person: s.User, Did: "wrote the files"})
	c, err := findCycle(tx, r.Cycle)
	if err != nil {
		return err
	}
	if err := s.askReviews(tx, c, instructions, makers); err != nil {
		return err
	}
	_, err = s.askApproval(tx, ApprovalAsk{Kind: ApproveRelease, Subject: r.Cycle, Digest: r.Digest, Makers: makers, Out: out,
		What: fmt.Sprintf("release %d of cycle %s: %s with %s", r.Number, r.Cycle, count(len(files), "file"),
			count(len(instructions), "transaction"))})
	return err
}

// withdrawRelease ends a release that was refused and sends its cycle back to where its files are written. It errs,
// and nothing is changed, where anything of it may have left.
func (s *Stages) withdrawRelease(tx Tx, c Cycle, release Release, r ApprovalRequest, say ApprovalSay) (Result, error) {
	reason := memo(say.Reason)
	files, err := s.unwrite(tx, release, say.Person, reason)
	if err != nil {
		return Result{}, err
	}
	if c.State, err = stateWithout(tx, release); err != nil {
		return Result{}, err
	}
	how := "nostro cycle run"
	if c.State == lifecycle.CycleSent {
		how = "nostro cycle further " + c.ID
	}
	return Result{Outcome: OutcomeNeedsPerson, Summary: fmt.Sprintf("%s refused release %d: %s", say.Person, release.Number, reason),
		Notes: []string{fmt.Sprintf("its %s withdrawn and will never be sent; put right what is wrong, then %s writes "+
			"release %d", countOf(files, "file is", "files are"), how, release.Number+1)}}, tx.SaveCycle(c)
}

// unwrite withdraws a release of which nothing has left: its instructions are planned again. It returns how many files
// it had.
func (s *Stages) unwrite(tx Tx, release Release, person, reason string) (int, error) {
	files, err := releaseFiles(tx, release)
	if err != nil {
		return 0, err
	}
	for _, f := range files {
		if f.Attempts > 0 || f.State != lifecycle.FileOutWritten {
			return 0, needsPerson("file %s of cycle %s may have left already (it is %s): the release cannot be refused any more; "+
				"nothing was changed", f.Name, release.Cycle, f.State)
		}
	}
	err = tx.AddWithdrawal(Withdrawal{Cycle: release.Cycle, Release: release.Number, Person: person, Reason: reason, At: s.instant()})
	if err != nil {
		return 0, err
	}
	for _, f := range files {
		err := eachOfFile(tx, f, func(i Instruction) error {
			if i.State != lifecycle.InstructionWritten {
				return nil // booked by the bank all the same: its word is stronger
			}
			i.State, i.File, i.MsgID, i.Note = lifecycle.InstructionPlanned, "", "", ""
			return tx.SaveInstruction(i)
		})
		if err != nil {
			return 0, err
		}
	}
	return len(files), nil
}
