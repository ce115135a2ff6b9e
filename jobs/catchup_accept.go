package jobs

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"nostro/ledger"
	"nostro/risk"
)

// accept notes for which questions a person answers, and marks those that were answered so before.
func (u *catchUp) accept(ctx context.Context, o CatchUpOptions) error {
	if err := u.checkAccept(o); err != nil {
		return err
	}
	return u.stages.Store.Update(ctx, func(tx Tx) error {
		for _, id := range o.Accept {
			left, err := u.secondAnswer(tx, id, o.Reason)
			if err != nil {
				return err
			}
			if len(left) > 0 {
				u.found("%s answers for %s; %s", u.stages.User, id, inWords(missingWords(left)))
				continue
			}
			run := Run{Stage: stageAccept, Cycle: id, User: u.stages.User, StartedAt: u.stages.instant(),
				Outcome: string(OutcomeDone), Summary: memo(o.Reason)}
			if err := tx.AddRun(run); err != nil {
				return err
			}
		}
		runs, err := tx.RunsOf(stageAccept)
		if err != nil {
			return err
		}
		for _, r := range runs {
			for n, q := range u.report.Questions {
				if r.ID > u.mark.ID && q.ID == r.Cycle && q.Acceptable {
					u.report.Questions[n].AcceptedBy, u.report.Questions[n].Reason = r.User, r.Summary
				}
			}
		}
		return nil
	})
}

// checkAccept errs where a person may not answer: four eyes, as for a release; only with a reason, and only
// for what is asked.
func (u *catchUp) checkAccept(o CatchUpOptions) error {
	if len(o.Accept) == 0 {
		return nil
	}
	if strings.TrimSpace(o.Reason) == "" {
		return needsPerson("say why, such as whom you asked and what the answer was")
	}
	for _, id := range o.Accept {
		n := slices.IndexFunc(u.report.Questions, func(q Question) bool { return q.ID == id })
		switch {
		case n < 0:
			return fmt.Errorf("question %q: %w: nostro catch-up lists them", id, ErrUnknownID)
		case !u.report.Questions[n].Acceptable:
			return needsPerson("nobody can answer for %s: %s", id, u.report.Questions[n].Next)
		}
	}
	return nil
}

// secondAnswer keeps that a person answers a question, and returns who must too. Who made the copy may not.
func (u *catchUp) secondAnswer(tx Tx, id, reason string) ([]risk.Need, error) {
	n := slices.IndexFunc(u.report.Questions, func(q Question) bool { return q.ID == id })
	_, left, err := u.stages.bySecondPerson(tx, ApprovalAsk{Kind: ApproveAnswer, Subject: id, By: u.mark.User,
		Content: fmt.Sprintf("copy %d\nquestion %s\n%s\n", u.mark.ID, id, u.report.Questions[n].Text),
		What:    "somebody answers for what a restored house cannot know: " + id},
		ApprovalSay{Person: u.stages.User, Approved: true, Reason: reason})
	return left, err
}

// compare tells how much of what was signed the books have lost. A note that the books begin with is a proof
// that nothing before it was changed; one that is larger than the copy was cannot be met again.
func (u *catchUp) compare(ctx context.Context, notes []NamedNote, key NoteReader) error {
	for _, n := range notes {
		signed, err := readCheckpoint(key, n.Note)
		if err != nil {
			return fmt.Errorf("checkpoint %s: %w", n.Name, err)
		}
		err = u.stages.Store.View(ctx, func(tx Tx) error { return u.compareOne(tx, n.Name, signed) })
		if err != nil {
			return fmt.Errorf("checkpoint %s: %w", n.Name, err)
		}
	}
	return nil
}

func (u *catchUp) compareOne(tx Tx, name string, signed ledger.Checkpoint) error {
	copied := entriesCopied(u.mark)
	if signed.Size <= copied {
		now, err := logNow(tx)
		if err != nil {
			return err
		}
		u.found("%s: the books begin with the %d entries that it signs", name, signed.Size)
		return checkExtended(tx, signed, now)
	}
	u.report.Lost = max(u.report.Lost, signed.Size-copied)
	u.found("%s signs %d entries, the copy had %d: %d signed ones are lost. What is booked now takes other places in the log, so these "+
		"books can never be shown to extend it: tell whoever holds it, and give them the next checkpoint", name, signed.Size,
		copied, signed.Size-copied)
	return nil
}
