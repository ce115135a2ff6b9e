package risk

import (
	"errors"
	"fmt"
)

// CheckSecondPerson tells whether the checker may decide about what the maker brought: they are two persons,
// both are named by characters that can be seen, and the checker is in the list, where the list is not empty.
// The error names every rule that is broken and wraps ErrIncomplete, ErrMakerIsChecker or ErrNotApprover.
// Rule: four eyes, as for a release.
func CheckSecondPerson(maker, checker string, may []string) error {
	var broken []error
	if !readable(maker) {
		broken = append(broken, fmt.Errorf("%w: nobody knows who brought it, so nobody can be the second person", ErrIncomplete))
	}
	if !readable(checker) {
		broken = append(broken, fmt.Errorf("%w: %q is empty or holds characters that cannot be seen, name the person", ErrIncomplete, checker))
	}
	if len(broken) > 0 {
		return errors.Join(broken...)
	}
	if samePerson(maker, checker) {
		broken = append(broken, fmt.Errorf("%w: %q brought it, another person must decide", ErrMakerIsChecker, maker))
	}
	if len(may) > 0 && !named(checker, may) {
		broken = append(broken, fmt.Errorf("%w: %q is not among the %d who may decide, let one of them do it", ErrNotApprover, checker, len(may)))
	}
	return errors.Join(broken...)
}

// SamePerson tells whether two names are one person's: without regard to case and surrounding blanks, in one Unicode form.
func SamePerson(a, b string) bool { return samePerson(a, b) }

// Others returns those of the list who are not the person.
func Others(list []string, person string) []string {
	var others []string
	for _, name := range list {
		if !samePerson(name, person) {
			others = append(others, name)
		}
	}
	return others
}
