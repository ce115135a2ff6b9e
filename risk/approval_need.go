package risk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// ErrTwice is the error of a person who decides the same thing again; test with errors.Is.
var ErrTwice = errors.New("that person has approved already")

// Person is one who may act, and the roles that the person has. A role adds who may decide; none takes a rule away.
type Person struct {
	ID    string
	Roles []string
}

// Need is how many different persons must approve, and who counts: who is in the list of people or has one of
// the roles; where both are empty, everyone. Why names the rule that asks for it.
type Need struct {
	Persons int
	People  []string
	Roles   []string
	Why     string
}

// Counts tells whether the approval of the person counts for the need.
func (n Need) Counts(p Person) bool {
	if len(n.People) == 0 && len(n.Roles) == 0 {
		return true
	}
	return named(p.ID, n.People) || n.hasRole(p)
}

func (n Need) hasRole(p Person) bool {
	return slices.ContainsFunc(p.Roles, func(role string) bool { return slices.Contains(n.Roles, role) })
}

// countsStill tells whether the person counts for the need, and may still approve as things are now.
func (n Need) countsStill(p Person, now Need) bool {
	return n.Counts(p) && (now.Counts(p) || n.hasRole(p))
}

// Vote is one approval as it was given: of which content, by whom with which roles, and until when it counts.
type Vote struct {
	Person  Person
	Digest  string
	At      time.Time
	Expires time.Time // zero: never
}

// Missing returns what the votes leave of the needs, in their order, as of an instant: nothing where all is there. A
// vote counts once for each need that its person counts for; one of a maker, on another digest, given later than the
// instant or expired by then counts for none, and a person who is named in two ways is one person.
func Missing(needs []Need, votes []Vote, makers []string, digest string, at time.Time) []Need {
	var left []Need
	for _, n := range needs {
		var counted []string
		for _, v := range votes {
			if v.stands(makers, digest, at) && n.Counts(v.Person) && !named(v.Person.ID, counted) {
				counted = append(counted, v.Person.ID)
			}
		}
		if n.Persons -= len(counted); n.Persons > 0 {
			left = append(left, n)
		}
	}
	return left
}

func (v Vote) stands(makers []string, digest string, at time.Time) bool {
	expired := !v.Expires.IsZero() && !at.Before(v.Expires)
	return v.Digest == digest && digest != "" && !named(v.Person.ID, makers) && readable(v.Person.ID) && !v.At.After(at) && !expired
}

// CheckApprover tells whether the person may decide: readable, none of the makers whatever the role, who all must be
// known, and one who counts for a need, both when it was asked and now: whoever was taken out of the list since may
// not, and for whoever came into it since it must be asked anew. already are those who have approved. The error names
// every rule that is broken and wraps ErrIncomplete, ErrMakerIsChecker, ErrNotApprover or ErrTwice. Rule: four eyes.
func CheckApprover(p Person, makers, already []string, needs []Need, now Need) error {
	if len(makers) == 0 || slices.ContainsFunc(makers, func(m string) bool { return !readable(m) }) {
		return fmt.Errorf("%w: nobody knows who made it, so nobody can be another person", ErrIncomplete)
	}
	if !readable(p.ID) {
		return fmt.Errorf("%w: %q is empty or holds characters that cannot be seen, name the person", ErrIncomplete, p.ID)
	}
	var broken []error
	if named(p.ID, makers) {
		broken = append(broken, fmt.Errorf("%w: %q had a part in making it, another person must decide", ErrMakerIsChecker, p.ID))
	}
	if !slices.ContainsFunc(needs, func(n Need) bool { return n.countsStill(p, now) }) {
		broken = append(broken, fmt.Errorf("%w: %q is not among those who could decide when it was asked, and still may (%s): let one of them do it",
			ErrNotApprover, p.ID, whoMay(needs)))
	}
	if named(p.ID, already) {
		broken = append(broken, fmt.Errorf("%w: %q, another person must too", ErrTwice, p.ID))
	}
	return errors.Join(broken...)
}

func whoMay(needs []Need) string {
	var words []string
	for _, n := range needs {
		if text := n.Who(); !slices.Contains(words, text) {
			words = append(words, text)
		}
	}
	return strings.Join(words, "; ")
}

// Who says in words who counts for the need.
func (n Need) Who() string {
	var words []string
	if len(n.People) > 0 {
		words = append(words, strings.Join(n.People, ", "))
	}
	if len(n.Roles) > 0 {
		words = append(words, "with the role "+strings.Join(n.Roles, " or "))
	}
	if len(words) == 0 {
		return "anyone but the makers"
	}
	return strings.Join(words, ", or ")
}
