package xmltext

import "io"

// Tokenizer reads the tokens of one input. It is not safe for use by several goroutines.
type Tokenizer struct {
	window
	limits Limits
	line   int   // of buf[r]
	err    error // final
	empty  int   // length of the tag whose End is still to come: <a/>

	open    []element // the first depth of them
	depth   int
	kept    int    // how many of them have their names in names
	names   []byte // one after the other
	leaf    bool   // the last tag was a Start
	joining joined

	spaces  spaces
	attrs   []Attr
	scratch []byte // text that differs from the input
}

// New returns a tokenizer that reads r to its end. It reads nothing yet. Reads of any size will do.
func New(r io.Reader, l Limits) *Tokenizer {
	return newSized(r, l, firstWindowSize, windowSize)
}

func newSized(r io.Reader, l Limits, first, size int) *Tokenizer {
	w := window{input: r, first: first, size: size}
	l = l.orDefaults()
	return &Tokenizer{window: w, limits: l, line: 1, spaces: newSpaces(), open: make([]element, min(l.Depth, DefaultDepth))}
}

// progress is what became of an attempt at a token. An attempt that fell short changed nothing, and is made
// again from the beginning of the token once the window holds more.
type progress uint8

const (
	short   progress = iota // the window ends too early
	passed                  // something was consumed that gives no event
	emitted                 // the event is there
	failed                  // t.err says why
)

// Next reads the next token into e. At the end of the input it gives EOF, again and again. An error is an
// *Error, or wraps what the reader returned; it is final, and e then holds nothing of worth.
func (t *Tokenizer) Next(e *Event) error {
	b := t.buf[t.r:min(t.w, t.r+t.limits.TokenBytes)]
	if len(b) < quickMargin || t.err != nil || t.empty > 0 {
		return t.next(e)
	}
	if b[0] != '<' {
		if t.leaf && b[0] > ' ' {
			return t.quickText(b, e)
		}
		n, lines := indentation(b)
		if len(b)-n < quickMargin || b[n] != '<' || t.leaf && b[n+1] == '/' || b[n+1] == '!' || b[n+1] == '?' {
			return t.next(e)
		}
		t.consume(n, lines)
		b = b[n:]
	}
	if b[1] == '/' {
		return t.quickEnd(b, e)
	}
	return t.quickStart(b, e)
}

// next reads the next token, whatever it is.
func (t *Tokenizer) next(e *Event) error {
	switch {
	case t.err != nil:
		return t.err
	case t.empty > 0:
		t.closeEmpty(e)
	default:
		if err := t.read(e); err != nil {
			return err
		}
	}
	return t.placed(e)
}

// read attempts tokens until one of them is an event.
func (t *Tokenizer) read(e *Event) error {
	t.scratch = t.scratch[:0]
	for {
		b := t.buf[t.r:min(t.w, t.r+t.limits.TokenBytes)]
		switch t.token(b, e) {
		case emitted:
			return nil
		case failed:
			return t.err
		case short:
			if len(b) == t.limits.TokenBytes {
				t.beyond(t.r, "bytes of one tag, comment or text", t.limits.TokenBytes)
				return t.err
			}
			t.keepNames()
			if !t.fill() {
				return t.atEnd(e)
			}
		}
	}
}

// token attempts the token at the beginning of b.
func (t *Tokenizer) token(b []byte, e *Event) progress {
	switch {
	case len(b) == 0:
		return short
	case b[0] != '<':
		return t.text(b, e)
	case len(b) == 1:
		return short
	case b[1] == '!':
		return t.bang(b)
	case b[1] == '?':
		return t.instruction(b)
	case t.joining.on:
		return t.join(e, b[1] == '/')
	case b[1] == '/':
		return t.endTag(b, e)
	}
	return t.startTag(b, e)
}

// consume moves behind n bytes that hold so many line feeds.
func (t *Tokenizer) consume(n, lines int) {
	t.r += n
	t.line += lines
}
