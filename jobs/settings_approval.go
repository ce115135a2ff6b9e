package jobs

import (
	"fmt"
	"strings"
	"time"

	"nostro/risk"
)

// ApprovalSettings is what needs more than one approver, and how long an approval lasts.
type ApprovalSettings struct {
	Rules          []risk.ApprovalRule
	ExpiresHours   int  // after its decision an approval counts so many hours; 0: see ExpiresDays
	ExpiresDays    int  // until the end of so many business days after the day of the decision; 0 with 0 hours: for ever
	DigestRequired bool // whoever approves must name the digest
	GuardConfig    bool // limits and rules of nostro.yaml count once a second person has approved them
}

// digestCharactersMin is how many characters of a digest prove that one looked at it.
const digestCharactersMin = 8

// person returns the one with that id, with the roles that nostro.yaml gives. Where it names people, others are
// refused; where it names none, everyone is a person without a role.
func (s Settings) person(id string) (risk.Person, error) {
	for _, p := range s.People {
		if risk.SamePerson(p.ID, id) {
			return p, nil
		}
	}
	if len(s.People) > 0 {
		return risk.Person{}, needsPerson("%q is none of the people in nostro.yaml: say who you are with --as or NOSTRO_USER, or have "+
			"yourself added", id)
	}
	return risk.Person{ID: strings.TrimSpace(id)}, nil
}

// CheckPerson errs where nostro.yaml names people and that is none of them.
func (s Settings) CheckPerson(id string) error {
	_, err := s.person(id)
	return err
}

// usualNeed is what everything of the kind needs, without a rule: one of those who may approve.
func (s Settings) usualNeed(kind ApprovalKind) risk.Need {
	need := risk.Need{Persons: 1, People: s.Approvers, Why: "every " + string(kind)}
	if kind == ApproveRate {
		need.People = s.mayAccept()
	}
	return need
}

// expiry is the instant from which a decision of now no longer counts; zero for never.
func (s *Stages) expiry() (time.Time, error) {
	a := s.Settings.Approval
	switch {
	case a.ExpiresHours > 0:
		return s.instant().Add(time.Duration(a.ExpiresHours) * time.Hour), nil
	case a.ExpiresDays > 0:
		day := s.today()
		for range a.ExpiresDays {
			next, err := s.Settings.Calendar.Next(day.AddDays(1))
			if err != nil {
				return time.Time{}, fmt.Errorf("expiry of an approval: %w", err)
			}
			day = next
		}
		return day.AddDays(1).In(s.Settings.CutOff.Zone()).UTC(), nil
	}
	return time.Time{}, nil
}

// checkLooked errs where what the checker named of the digest is not its beginning, or too little, or nothing where
// something is due.
func (s Settings) checkLooked(looked, digest string) error {
	looked = strings.ToLower(strings.TrimSpace(looked))
	switch {
	case looked == "" && !s.Approval.DigestRequired:
		return nil
	case looked == "":
		return needsPerson("name at least the first %d characters of the digest with --digest: nostro.yaml wants that", digestCharactersMin)
	case len(looked) < digestCharactersMin:
		return needsPerson("%q is too short: name at least the first %d characters of the digest", looked, digestCharactersMin)
	case !strings.HasPrefix(digest, looked):
		return fmt.Errorf("%w: you name digest %s, it is %.*s: look again at what is asked, then decide: %w", risk.ErrOtherFiles, looked,
			max(digestCharactersMin, len(looked)), digest, ErrNeedsPerson)
	}
	return nil
}
