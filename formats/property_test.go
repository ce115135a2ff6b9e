package formats

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestWhatIsWrittenIsWhatIsRead: whatever legal content is written, the second library agrees, and written
// again from what a plain walk over the XML finds, it is the same bytes.
func TestWhatIsWrittenIsWhatIsRead(t *testing.T) {
	for _, name := range ProfileNames() {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				d := drafts(name).Draw(t, "message")
				if err := AgreesWithSecondReader(d.data, d.want); err != nil && !onlyExpected(err) {
					t.Fatalf("%v\n%s", err, d.data)
				}
				writtenAgain(t, mustProfileOf(t, name), d.data)
			})
		})
	}
}

func mustProfileOf(t *rapid.T, name string) Profile {
	p, err := ProfileByName(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// onlyExpected tells whether nothing was left out but what the library cannot know: amounts and totals of
// more than 15 digits, and messages that it has in another version.
func onlyExpected(err error) bool {
	var missing *NotCovered
	return errors.As(err, &missing) && !slices.ContainsFunc(missing.What, func(what string) bool {
		return !strings.Contains(what, "more than 15 digits") && !strings.HasPrefix(what, "the message itself")
	})
}
