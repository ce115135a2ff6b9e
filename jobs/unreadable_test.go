package jobs

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"nostro/formats"
)

// Many places are told with one introduction and one remedy, the first few of them; one place, and any other error, as it is.
func TestUnreadableText(t *testing.T) {
	t.Parallel()
	at := func(line int, problem string) error {
		return &formats.Refusal{Class: formats.ErrUnbookable, Path: "Ntry", Line: line, Problem: problem, Remedy: "ask the bank"}
	}
	lone := errors.New("no file")
	many := []error{}
	for n := range unreadableMost + 2 {
		many = append(many, at(n+1, "Sts is missing"))
	}
	for _, story := range []struct {
		err  error
		want string
	}{
		{lone, "no file"},
		{at(3, "Amt is missing"), "money cannot be booked: line 3: Ntry: Amt is missing: ask the bank"},
		{errors.Join(lone, lone), "no file\nno file"},
		{errors.Join(at(3, "Amt is missing"), at(9, "Sts is missing")),
			"money cannot be booked: line 3: Ntry: Amt is missing; line 9: Ntry: Sts is missing: ask the bank"},
		{errors.Join(at(3, "Amt is missing"), fmt.Errorf("and 7 more like these: %w", formats.ErrUnbookable)),
			"money cannot be booked: line 3: Ntry: Amt is missing; and more, which nostro inspect shows: ask the bank"},
	} {
		if got := unreadableText(story.err); got != story.want {
			t.Errorf("got  %s\nwant %s", got, story.want)
		}
	}
	if got := unreadableText(errors.Join(many...)); strings.Count(got, "Sts is missing") != unreadableMost || strings.Count(got, "ask the bank") != 1 {
		t.Error(got)
	}
}
