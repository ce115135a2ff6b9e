package jobs

import (
	"context"
	"slices"
	"strings"

	"nostro/risk"
)

// WaitingApproval is a request with what it waits for, as of now.
type WaitingApproval struct {
	ApprovalRequest
	Missing []risk.Need // who must still approve; none where it is granted, or ended
	Who     []string    // who may give what is missing, by name; empty: anyone but the makers, or it ended
	Expired bool        // an approval of it has expired: the next word asks everything anew
	Changed []string    // of a release: files in the spool that are not those that were written
}

// Open tells whether somebody has to decide.
func (w WaitingApproval) Open() bool { return w.State.Open() && (len(w.Missing) > 0 || w.Expired) }

// ApprovalsOf returns every request, by number, with what it waits for.
func (s *Stages) ApprovalsOf(ctx context.Context) ([]WaitingApproval, error) {
	return view(ctx, s.Store, func(tx Tx) ([]WaitingApproval, error) {
		all, err := tx.ApprovalRequests()
		if err != nil {
			return nil, err
		}
		var list []WaitingApproval
		for _, r := range all {
			w, err := s.waiting(tx, r)
			if err != nil {
				return nil, err
			}
			list = append(list, w)
		}
		return list, nil
	})
}

func (s *Stages) waiting(tx Tx, r ApprovalRequest) (WaitingApproval, error) {
	w := WaitingApproval{ApprovalRequest: r}
	if !r.State.Open() {
		return w, nil
	}
	_, w.Expired = r.ExpiredAt(s.instant())
	w.Missing = s.missing(r)
	w.Who = s.whoMay(r, w.Missing)
	if r.Kind != ApproveRelease {
		return w, nil
	}
	release, found, err := tx.Release(r.Subject)
	if err == nil && found {
		w.Changed, err = s.changedFiles(tx, release)
	}
	return w, err
}

// whoMay names the people who can give what is missing: those of nostro.yaml who count, are no makers and have not
// approved yet.
func (s *Stages) whoMay(r ApprovalRequest, missing []risk.Need) (who []string) {
	known := s.Settings.People
	for _, name := range s.Settings.usualNeed(r.Kind).People {
		if !slices.ContainsFunc(known, func(p risk.Person) bool { return risk.SamePerson(p.ID, name) }) {
			known = append(slices.Clone(known), risk.Person{ID: name})
		}
	}
	var already []string
	for _, v := range r.Votes() {
		already = append(already, v.Person.ID)
	}
	for _, p := range known {
		if risk.CheckApprover(p, r.makers(), already, missing, s.Settings.usualNeed(r.Kind)) == nil {
			who = append(who, p.ID)
		}
	}
	slices.SortFunc(who, strings.Compare)
	return who
}
