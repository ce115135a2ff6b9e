package jobs

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"nostro/lifecycle"
	"nostro/risk"
)

// ApprovalAsk is what somebody asks other persons to approve.
type ApprovalAsk struct {
	Kind    ApprovalKind
	Subject string          // the id of what it is about: one request about it is open at a time
	Content string          // exactly what is asked, in a form that is the same each time; its digest is approved
	Digest  string          // instead of Content, where it is bytes that lie elsewhere
	What    string          // in words, on one line
	By      string          // who asks; "" for who runs the program
	Makers  []ApprovalMaker // who else had a part in making it
	Out     []risk.Outflow  // what leaves by it, for rules with an amount
}

// RequestApproval asks for approval, or returns the request that is open for exactly this. Another content about the
// same subject voids what was asked before. The answer is given with Decide, which does the work of a kind
// in approvalActs in the transaction that grants it, so that an approval serves once.
func (s *Stages) RequestApproval(ctx context.Context, ask ApprovalAsk) (r ApprovalRequest, err error) {
	if _, err := s.Settings.person(cmp.Or(ask.By, s.User)); err != nil {
		return r, err
	}
	err = s.Store.Update(ctx, func(tx Tx) (err error) {
		r, err = s.askApproval(tx, ask)
		return err
	})
	return r, err
}

// askApproval is RequestApproval within a transaction.
func (s *Stages) askApproval(tx Tx, ask ApprovalAsk) (ApprovalRequest, error) {
	ask.By = cmp.Or(ask.By, s.User)
	if ask.Content != "" {
		ask.Digest = risk.ContentDigest(string(ask.Kind), ask.Subject, ask.Content)
	}
	open, found, err := openRequest(tx, ask.Kind, ask.Subject)
	if err != nil {
		return open, err
	}
	if found && open.Digest == ask.Digest {
		return open, nil
	}
	if found {
		if err := s.endApproval(tx, open, lifecycle.ApprovalVoided, ask.By, "something else is asked about it now"); err != nil {
			return open, err
		}
	}
	needs, err := risk.Needs(s.Settings.Approval.Rules, string(ask.Kind), s.Settings.usualNeed(ask.Kind), ask.Out)
	if err != nil {
		return open, err
	}
	r := ApprovalRequest{Kind: ask.Kind, Subject: ask.Subject, Digest: ask.Digest, What: memo(ask.What), Content: ask.Content,
		Maker: ask.By, At: s.instant(), State: lifecycle.ApprovalWaiting, Needs: needs,
		Makers: mergeMakers(append([]ApprovalMaker{{Person: ask.By, Did: "asked"}}, ask.Makers...))}
	return addRequest(tx, r)
}

func addRequest(tx Tx, r ApprovalRequest) (ApprovalRequest, error) {
	number, err := tx.AddApprovalRequest(r)
	if err != nil {
		return r, err
	}
	r, _, err = tx.ApprovalRequest(number)
	return r, err
}

// openRequest returns the request about the subject that can still be decided or used.
func openRequest(tx Tx, kind ApprovalKind, subject string) (ApprovalRequest, bool, error) {
	all, err := tx.ApprovalRequestsOf(kind, subject)
	for _, r := range all {
		if r.State.Open() {
			return r, true, err
		}
	}
	return ApprovalRequest{}, false, err
}

// mergeMakers puts what each person did into one row, sorted by person; names that are one person's are one.
func mergeMakers(all []ApprovalMaker) []ApprovalMaker {
	var merged []ApprovalMaker
	for _, m := range all {
		m.Person = strings.TrimSpace(m.Person)
		n := slices.IndexFunc(merged, func(k ApprovalMaker) bool { return risk.SamePerson(k.Person, m.Person) })
		switch {
		case n < 0:
			merged = append(merged, m)
		case !strings.Contains(merged[n].Did, m.Did):
			merged[n].Did = memo(merged[n].Did + ", " + m.Did)
		}
	}
	slices.SortFunc(merged, func(a, b ApprovalMaker) int { return cmp.Compare(a.Person, b.Person) })
	return merged
}

// endApproval moves a request, and says why.
func (s *Stages) endApproval(tx Tx, r ApprovalRequest, to lifecycle.Approval, person, reason string) error {
	err := tx.MoveApproval(ApprovalStep{Request: r.Number, State: to, Person: person, Reason: memo(reason), At: s.instant()})
	if err != nil {
		return fmt.Errorf("approval %d of %s %s: %w", r.Number, r.Kind, r.Subject, err)
	}
	return nil
}
