package jobs

import (
	"fmt"
	"time"

	"nostro/lifecycle"
	"nostro/risk"
)

// makers are the persons who had a part in making it.
func (r ApprovalRequest) makers() []string {
	var names []string
	for _, m := range r.Makers {
		names = append(names, m.Person)
	}
	return names
}

// Votes are the approvals that were given.
func (r ApprovalRequest) Votes() []risk.Vote {
	var votes []risk.Vote
	for _, d := range r.Decisions {
		if d.Approved {
			votes = append(votes, risk.Vote{Person: risk.Person{ID: d.Checker, Roles: d.Roles}, Digest: d.Digest, At: d.At, Expires: d.Expires})
		}
	}
	return votes
}

// MissingAt returns what was missing of the approvals at an instant, nothing where all were there.
func (r ApprovalRequest) MissingAt(at time.Time) []risk.Need {
	return risk.Missing(r.Needs, r.Votes(), r.makers(), r.Digest, at)
}

// ExpiredAt returns the instant at which the first approval that was given expired, where that is not after at.
func (r ApprovalRequest) ExpiredAt(at time.Time) (expired time.Time, yes bool) {
	for _, d := range r.Decisions {
		if d.Approved && !d.Expires.IsZero() && !at.Before(d.Expires) && (!yes || d.Expires.Before(expired)) {
			expired, yes = d.Expires, true
		}
	}
	return expired, yes
}

func (s *Stages) missing(r ApprovalRequest) []risk.Need { return r.MissingAt(s.instant()) }

// renewExpired ends an open request of which an approval has expired, and asks the same anew.
func (s *Stages) renewExpired(tx Tx, r ApprovalRequest) (renewed ApprovalRequest, was bool, err error) {
	at, expired := r.ExpiredAt(s.instant())
	if !expired || !r.State.Open() {
		return r, false, nil
	}
	renewed, err = s.askAgain(tx, r, lifecycle.ApprovalExpired, fmt.Sprintf("an approval expired at %s", stamp(at)))
	return renewed, true, err
}

// askAgain ends an open request and asks the same anew: whatever was approved of it counts no more.
func (s *Stages) askAgain(tx Tx, r ApprovalRequest, end lifecycle.Approval, why string) (ApprovalRequest, error) {
	if err := s.endApproval(tx, r, end, s.User, why); err != nil {
		return r, err
	}
	again := r
	again.At, again.State = s.instant(), lifecycle.ApprovalWaiting
	return addRequest(tx, again)
}

// bySecondPerson is for work that one person has prepared and the other one orders: the ask and the decision in one. It
// tells whether the work may be done now, in the same transaction; where more must approve, they say the same again,
// and left says who.
func (s *Stages) bySecondPerson(tx Tx, ask ApprovalAsk, say ApprovalSay) (granted bool, left []risk.Need, err error) {
	r, err := s.askApproval(tx, ask)
	if err != nil {
		return false, nil, err
	}
	if r, err = s.decideApproval(tx, r, say); err != nil {
		return false, nil, err
	}
	if r.State != lifecycle.ApprovalGranted {
		return false, s.missing(r), nil
	}
	return true, nil, s.endApproval(tx, r, lifecycle.ApprovalUsed, say.Person, "")
}
