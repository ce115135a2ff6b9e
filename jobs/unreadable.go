package jobs

import (
	"errors"
	"fmt"
	"strings"

	"nostro/formats"
)

// unreadableMost bounds how many places a file in quarantine is explained with; nostro inspect shows them all.
const unreadableMost = 5

// unreadableText says on one line why a file cannot be read. What is wrong at several places alike is introduced once, and
// has its remedy once.
func unreadableText(err error) string {
	var places []string
	var one *formats.Refusal
	several, is := err.(interface{ Unwrap() []error })
	if !is || !errors.As(err, &one) {
		return err.Error()
	}
	more := 0
	for _, e := range several.Unwrap() {
		refusal, is := e.(*formats.Refusal)
		switch {
		case !is || refusal.Class != one.Class || refusal.Remedy != one.Remedy || len(places) == unreadableMost:
			more++
		default:
			places = append(places, fmt.Sprintf("line %d: %s: %s", refusal.Line, refusal.Path, refusal.Problem))
		}
	}
	text := fmt.Sprintf("%v: %s", one.Class, strings.Join(places, "; "))
	if more > 0 {
		text += "; and more, which nostro inspect shows"
	}
	return text + ": " + one.Remedy
}
