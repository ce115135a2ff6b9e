package risk

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Reasons why a decision does not count; test with errors.Is. CheckDecision may return several at once.
var (
	ErrIncomplete     = errors.New("decision is incomplete")
	ErrMakerIsChecker = errors.New("maker and checker are the same person")
	ErrNotApprover    = errors.New("checker is not an approver")
	ErrOtherFiles     = errors.New("decision is about other files")
)

// Decision is what a checker decided on a release that a maker prepared.
type Decision struct {
	Release  string // identifier of the release
	Digest   string // of the files that the checker saw, as Digest returns it
	Maker    string // who prepared the release
	Checker  string // who decided
	Approved bool   // false: the release is refused
	Reason   string // why; mandatory where refused
	At       time.Time
}

// CheckDecision tells whether the decision, to approve or to refuse, counts for the release as it is now.
// The checker must be another person than the maker, whatever the role; identities are compared without
// surrounding blanks, without regard to case and in one Unicode form. Where the list of approvers is not
// empty the checker must stand in it; an empty list lets everyone but the maker decide. The digest must be
// currentDigest, a refusal must give its reason, and release, maker, checker and instant must be there. The
// error names every rule that is broken. Rule: four eyes, docs/design.md, section 3.
func CheckDecision(d Decision, currentDigest string, approvers []string) error {
	broken := []error{
		checkComplete(d),
		checkPersons(d, approvers),
		checkDigest(d, currentDigest),
	}
	if err := errors.Join(broken...); err != nil {
		return fmt.Errorf("decision of %q on release %q does not count: %w", d.Checker, d.Release, err)
	}
	return nil
}

func checkComplete(d Decision) error {
	var broken []error
	missing := func(field, remedy string) {
		broken = append(broken, fmt.Errorf("%w: %s is missing, %s", ErrIncomplete, field, remedy))
	}
	if strings.TrimSpace(d.Release) == "" {
		missing("release", "name the release")
	}
	if !d.Approved && strings.TrimSpace(d.Reason) == "" {
		missing("reason", "say why the release is refused")
	}
	if d.At.IsZero() {
		missing("instant", "record when it was decided")
	}
	return errors.Join(broken...)
}

func checkPersons(d Decision, approvers []string) error {
	var broken []error
	for _, person := range []struct{ role, name string }{{"maker", d.Maker}, {"checker", d.Checker}} {
		if !readable(person.name) {
			broken = append(broken, fmt.Errorf("%w: %s %q is empty or holds characters that cannot be seen, name the person",
				ErrIncomplete, person.role, person.name))
		}
	}
	if len(broken) > 0 {
		return errors.Join(broken...)
	}
	if samePerson(d.Maker, d.Checker) {
		broken = append(broken, fmt.Errorf("%w: %q prepared the release, another person must decide",
			ErrMakerIsChecker, d.Maker))
	}
	if len(approvers) > 0 && !named(d.Checker, approvers) {
		broken = append(broken, fmt.Errorf("%w: %q is not in the list of %d, let one of them decide",
			ErrNotApprover, d.Checker, len(approvers)))
	}
	return errors.Join(broken...)
}

func checkDigest(d Decision, current string) error {
	if current == "" || d.Digest == "" {
		return fmt.Errorf("%w: digest is missing (seen %q, now %q), look at the release and decide again",
			ErrIncomplete, d.Digest, current)
	}
	if d.Digest != current {
		return fmt.Errorf("%w: digest %s was seen, it is now %s, look at the release and decide again",
			ErrOtherFiles, d.Digest, current)
	}
	return nil
}

func named(person string, list []string) bool {
	for _, other := range list {
		if samePerson(person, other) {
			return true
		}
	}
	return false
}

// samePerson compares in Unicode form NFKC, so that an accent written as two characters, or a wide letter,
// does not make a second person.
func samePerson(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(norm.NFKC.String(a)), strings.TrimSpace(norm.NFKC.String(b)))
}

// readable refuses what would make one person look like two: nothing, or characters that do not show.
func readable(name string) bool {
	trimmed := strings.TrimSpace(name)
	hidden := func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }
	return trimmed != "" && !strings.ContainsFunc(trimmed, hidden)
}
