package jobs

import (
	"context"
	"fmt"
	"strings"

	"nostro/lifecycle"
	"nostro/risk"
)

// ApprovalSay is what a person says of a request.
type ApprovalSay struct {
	Person   string
	Approved bool
	Reason   string // mandatory where refused
	Looked   string // the first characters of the digest, which prove that the person looked at it
}

// approvalActs are done in the transaction that grants a request of the kind; the request is used by it. They return what was
// done, and what comes next.
var approvalActs = map[ApprovalKind]func(*Stages, Tx, ApprovalRequest) ([]string, error){
	ApproveConfig: func(*Stages, Tx, ApprovalRequest) ([]string, error) { return nil, nil }, // what was used last is in force
	ApproveReview: silent((*Stages).letReviewedGo),                                          // what was used may be approved with its release

	ApproveMatch:    (*Stages).doApproved,
	ApproveWriteOff: (*Stages).doApproved,
	ApproveReserve:  silent((*Stages).moveApprovedReserve),

	ApproveAmendment: silent((*Stages).amendApproved),
}

// approvalNext is what comes after a request of the kind was granted, where its act does not tell.
var approvalNext = map[ApprovalKind]string{
	ApproveConfig:    "nothing: they are in force, and nostro config shows them",
	ApproveReview:    "nostro cycle write or nostro cycle further where it was held; nostro approve for its release",
	ApproveReserve:   "nothing: nostro reserve shows the movement",
	ApproveAmendment: "nothing: nostro participants amendments shows it",
	ApproveRecall:    "nostro send asks the bank",
}

// silent is an act of which the request tells all.
func silent(act func(*Stages, Tx, ApprovalRequest) error) func(*Stages, Tx, ApprovalRequest) ([]string, error) {
	return func(s *Stages, tx Tx, r ApprovalRequest) ([]string, error) { return nil, act(s, tx, r) }
}

// Decide keeps what a person says of a request. Where enough have approved, it is granted, at once and once: of two
// who say the last word at the same instant one is told that it was said. A release is decided as Approve does.
// The error wraps ErrNeedsPerson where the person may not decide, and ErrUnknownID where there is no such request.
func (s *Stages) Decide(ctx context.Context, number int64, say ApprovalSay) (Result, error) {
	r, err := view(ctx, s.Store, func(tx Tx) (ApprovalRequest, error) { return findRequest(tx, number) })
	if err != nil {
		return Result{}, err
	}
	if r.Kind == ApproveRelease {
		return s.DecideRelease(ctx, r.Subject, say)
	}
	return s.record(ctx, "approve", "", func() (Result, error) {
		out := Result{}
		err := s.Store.Update(ctx, func(tx Tx) error {
			r, err := findRequest(tx, number)
			if err == nil {
				r, err = s.decideApproval(tx, r, say)
			}
			if err != nil {
				return err
			}
			out = s.saidResult(r, say)
			out.Notes = append([]string{r.What}, out.Notes...)
			if next := approvalNext[r.Kind]; r.State == lifecycle.ApprovalGranted && next != "" {
				out.Notes = append(out.Notes, "next: "+next)
			}
			if r.Kind == ApproveReview && r.State == lifecycle.ApprovalRefused {
				return s.refuseReviewed(tx, r, say)
			}
			if act := approvalActs[r.Kind]; r.State == lifecycle.ApprovalGranted && act != nil {
				done, err := act(s, tx, r)
				if err != nil {
					return err
				}
				out.Notes = append(out.Notes, done...)
				return s.endApproval(tx, r, lifecycle.ApprovalUsed, say.Person, "done with the last approval")
			}
			return nil
		})
		return out, err
	})
}

func findRequest(tx Tx, number int64) (ApprovalRequest, error) {
	r, found, err := tx.ApprovalRequest(number)
	if err == nil && !found {
		err = fmt.Errorf("approval %d: %w: nostro approvals lists them", number, ErrUnknownID)
	}
	return r, err
}

// decideApproval adds a decision to a request that is open, and returns it as it is then: waiting for more, granted or
// refused. A request of which an approval has expired is asked anew first, so that every one is given again.
func (s *Stages) decideApproval(tx Tx, r ApprovalRequest, say ApprovalSay) (ApprovalRequest, error) {
	r, _, err := s.renewExpired(tx, r)
	if err != nil {
		return r, err
	}
	if err := s.mayDecide(r, say); err != nil {
		return r, fmt.Errorf("approval %d of %s %s: %w", r.Number, r.Kind, r.Subject, err)
	}
	expires, err := s.expiry()
	if err != nil {
		return r, err
	}
	person, err := s.Settings.person(say.Person)
	if err != nil {
		return r, err
	}
	err = tx.AddApprovalDecision(ApprovalDecision{Request: r.Number, Number: len(r.Decisions) + 1, Digest: r.Digest, Checker: person.ID,
		Roles: person.Roles, Approved: say.Approved, Reason: memo(say.Reason), Looked: strings.ToLower(strings.TrimSpace(say.Looked)),
		At: s.instant(), Expires: expires})
	if err != nil {
		return r, err
	}
	if r, err = findRequest(tx, r.Number); err != nil {
		return r, err
	}
	switch {
	case !say.Approved:
		err = s.endApproval(tx, r, lifecycle.ApprovalRefused, person.ID, say.Reason)
	case r.State == lifecycle.ApprovalWaiting && len(s.missing(r)) == 0:
		err = s.endApproval(tx, r, lifecycle.ApprovalGranted, person.ID, say.Reason)
	default:
		return r, nil
	}
	if err != nil {
		return r, err
	}
	return findRequest(tx, r.Number)
}

// mayDecide errs where what the person says cannot count.
func (s *Stages) mayDecide(r ApprovalRequest, say ApprovalSay) error {
	if !r.State.Open() {
		return needsPerson("it is %s already, %s", r.State, lastStep(r))
	}
	if !say.Approved && strings.TrimSpace(say.Reason) == "" {
		return fmt.Errorf("%w: reason is missing, say why it is refused: %w", risk.ErrIncomplete, ErrNeedsPerson)
	}
	person, err := s.Settings.person(say.Person)
	if err != nil {
		return err
	}
	var already []string
	for _, d := range r.Decisions {
		if d.Approved && say.Approved {
			already = append(already, d.Checker)
		}
	}
	if err := risk.CheckApprover(person, r.makers(), already, r.Needs, s.Settings.usualNeed(r.Kind)); err != nil {
		return fmt.Errorf("%w: %w", err, ErrNeedsPerson)
	}
	return s.Settings.checkLooked(say.Looked, r.Digest)
}

func lastStep(r ApprovalRequest) string {
	last := r.Steps[len(r.Steps)-1]
	text := fmt.Sprintf("by %s at %s", last.Person, stamp(last.At))
	if last.Reason != "" {
		text += ": " + last.Reason
	}
	return text
}

// saidResult tells what a decision has changed.
func (s *Stages) saidResult(r ApprovalRequest, say ApprovalSay) Result {
	switch r.State {
	case lifecycle.ApprovalRefused:
		return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s refused %s %s: %s", say.Person, r.Kind, r.Subject, memo(say.Reason))}
	case lifecycle.ApprovalGranted:
		return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s approved what %s made, digest %.12s", say.Person, r.Maker, r.Digest)}
	}
	return Result{Outcome: OutcomeNeedsPerson, Summary: fmt.Sprintf("%s approved what %s made, digest %.12s; it is not enough yet",
		say.Person, r.Maker, r.Digest), Notes: missingWords(s.missing(r))}
}

// missingWords says who must still approve.
func missingWords(left []risk.Need) []string {
	var notes []string
	for _, n := range left {
		notes = append(notes, fmt.Sprintf("%s more must approve: %s (%s)", count(n.Persons, "person"), n.Who(), n.Why))
	}
	return notes
}
