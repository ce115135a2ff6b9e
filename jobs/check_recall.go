package jobs

import (
	"fmt"
	"slices"

	"nostro/formats"
	"nostro/lifecycle"
)

// checkRecalls goes through every recall: what left had the approval of another person, of those very bytes; each file of a
// recall is of one; its steps follow one another; and recovered means that the payment is back, or never left.
func checkRecalls(tx Tx, f *findings) error {
	recalls, err := tx.Recalls()
	if err != nil {
		return err
	}
	files, err := tx.FilesOut("")
	if err != nil {
		return err
	}
	uploads, err := uploads(tx)
	if err != nil {
		return err
	}
	asked := map[string]Recall{}
	for _, r := range recalls {
		asked[r.File] = r
	}
	for _, file := range files {
		if file.Message != formats.MessageRecall {
			continue
		}
		r, known := asked[file.Name]
		if !known || file.SHA256 != r.SHA256 || file.Bytes != r.Bytes || file.Transactions != 0 {
			f.fail("file %s is a recall, and not one that was asked", file.Name)
			continue
		}
		requests, err := tx.ApprovalRequestsOf(ApproveRecall, recallSubject(r))
		if err != nil {
			return err
		}
		for _, a := range uploads[file.Name] {
			if !slices.ContainsFunc(requests, func(q ApprovalRequest) bool { return q.Content == r.content() && q.stoodAt(a.StartedAt) }) {
				f.fail("attempt %d to send recall %d began at %s, and no other person had approved it then", a.Number, r.ID, stamp(a.StartedAt))
			}
		}
	}
	for _, r := range recalls {
		f.counted++
		for _, wrong := range r.wrongs() {
			f.fail("recall %d: %s", r.ID, wrong)
		}
		i, found, err := tx.Instruction(r.Instruction)
		if err != nil {
			return err
		}
		back := found && (i.State == lifecycle.InstructionReturned || i.State == lifecycle.InstructionRejected)
		if r.State() == lifecycle.RecallRecovered && !back {
			f.fail("recall %d is recovered, and payment %s is %s", r.ID, r.Instruction, i.State)
		}
	}
	return nil
}

// wrongs looks at the steps.
func (r Recall) wrongs() (wrong []string) {
	if len(r.Steps) == 0 || r.Steps[0].State != lifecycle.RecallAsked {
		return []string{"it does not begin with being asked"}
	}
	for n := 1; n < len(r.Steps); n++ {
		if err := lifecycle.Recalls.Check(r.Steps[n-1].State, r.Steps[n].State); err != nil {
			wrong = append(wrong, fmt.Sprintf("step %d: %v", r.Steps[n].Number, err))
		}
	}
	return wrong
}
