package xmltext

import (
	"errors"
	"fmt"
	"io"
)

// atEnd answers where the window cannot be filled any more.
func (t *Tokenizer) atEnd(e *Event) error {
	rest := t.w - t.r
	if refusal, ours := t.fault.(*Error); ours {
		t.refuse(refusal.Class, t.w, refusal.Problem, refusal.Remedy)
		return t.err
	}
	if t.fault != io.EOF {
		t.err = fmt.Errorf("XML input, after byte %d: %w", t.offset(t.w), t.fault)
		return t.err
	}
	if t.depth > 0 {
		t.refuse(ErrTruncated, t.w, fmt.Sprintf("the file ends inside element %s of line %d",
			excerpt(t.topName()), t.top().line), remedyResend)
		return t.err
	}
	if rest > 0 {
		t.refuse(ErrTruncated, t.w, "the file ends inside a tag, comment or instruction", remedyResend)
		return t.err
	}
	*e = Event{Kind: EOF, Offset: t.base + int64(t.w), Line: t.line}
	return nil
}

var errNothingOpen = errors.New("xmltext: Skip is called where no element is open: call it after a Start")

// Skip consumes the rest of the innermost element that is open after the last event, its End included:
// after a Start, that element.
func (t *Tokenizer) Skip() error {
	depth := t.depth
	if depth == 0 {
		return errNothingOpen
	}
	var e Event
	for {
		if err := t.Next(&e); err != nil {
			return err
		}
		if e.Kind == End && e.Depth == depth {
			return nil
		}
	}
}
