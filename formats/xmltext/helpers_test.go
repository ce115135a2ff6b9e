package xmltext

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// tokens returns the events of an input, one a line, and the error that ended them.
func tokens(t *Tokenizer) (events []string, err error) {
	var e Event
	for {
		if err := t.Next(&e); err != nil {
			return events, err
		}
		events = append(events, describe(&e))
		if e.Kind == EOF {
			return events, nil
		}
	}
}

func tokensOf(input string) ([]string, error) {
	return tokens(New(strings.NewReader(input), Limits{}))
}

// describe writes everything that an event holds.
func describe(e *Event) string {
	var w strings.Builder
	fmt.Fprintf(&w, "%d:%d %d %v", e.Line, e.Offset, e.Depth, e.Kind)
	switch e.Kind {
	case Text:
		fmt.Fprintf(&w, " %q", e.Text)
	case Start, End:
		fmt.Fprintf(&w, " %s", written(e.Prefix, e.Name, e.Space))
	}
	for _, a := range e.Attrs {
		fmt.Fprintf(&w, " %s=%q", written(a.Prefix, a.Name, a.Space), a.Value)
	}
	return w.String()
}

func written(prefix, name, space []byte) string {
	s := string(name)
	if len(prefix) > 0 {
		s = string(prefix) + ":" + s
	}
	if len(space) > 0 {
		s += "{" + string(space) + "}"
	}
	return s
}

// mustTokens fails the test where the input is refused.
func mustTokens(t *testing.T, input string) []string {
	t.Helper()
	events, err := tokensOf(input)
	if err != nil {
		t.Fatalf("%q is refused: %v", input, err)
	}
	return events
}

// small returns a tokenizer whose window is as small as can be, so that tokens meet its end everywhere.
func small(r io.Reader) *Tokenizer { return newSized(r, Limits{}, 16, 16) }

// blocks reads an input in blocks whose sizes repeat.
type blocks struct {
	rest  []byte
	sizes []byte
	next  int
}

// Read implements io.Reader.
func (b *blocks) Read(p []byte) (int, error) {
	if len(b.rest) == 0 {
		return 0, io.EOF
	}
	size := 1
	if len(b.sizes) > 0 {
		size = int(b.sizes[b.next%len(b.sizes)])%64 + 1
		b.next++
	}
	n := copy(p, b.rest[:min(size, len(b.rest))])
	b.rest = b.rest[n:]
	return n, nil
}

func reader(input []byte) io.Reader { return bytes.NewReader(input) }
