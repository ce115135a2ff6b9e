package xmltext

import "bytes"

var lineFeed = []byte("\n")

// joined is a text that comes in several pieces: comments, instructions and CDATA stand between them. The
// pieces gather in scratch.
type joined struct {
	on     bool
	begin  int64 // in bytes of UTF-8
	offset int64 // in the input
	line   int
}

// text reads character data up to the next <.
func (t *Tokenizer) text(b []byte, e *Event) progress {
	if t.depth == 0 {
		return t.outside(b)
	}
	n, lines, plain, p := t.scanText(b)
	if p != passed {
		return p
	}
	if n+1 == len(b) {
		return short
	}
	next := b[n+1]
	if t.joining.on || next == '!' || next == '?' {
		t.startJoining()
		t.scratch = appendResolved(t.scratch, b[:n])
		t.consume(n, lines)
		return t.checkJoined()
	}
	piece := b[:n]
	if !plain {
		t.scratch = appendResolved(t.scratch[:0], piece)
		piece = t.scratch
	}
	p = passed
	if t.matters(piece, next == '/') {
		t.emitText(e, piece)
		p = emitted
	}
	t.consume(n, lines)
	return p
}

// scanText returns how long the character data at the beginning of b is, how many line feeds it holds, and
// whether it stands for itself.
func (t *Tokenizer) scanText(b []byte) (n, lines int, plain bool, p progress) {
	plain = true
	for n = plainRun(b); n < len(b); n += 1 + plainRun(b[n+1:]) {
		switch c := b[n]; {
		case c > '<' && c != ']':
		case c == '<':
			return n, lines, plain, passed
		case c == '\n':
			lines++
		case c == '\r':
			plain = false
		case c == '&':
			_, size, p := t.reference(b, n)
			if p != passed {
				return 0, 0, false, p
			}
			plain = false
			n += size - 1
		case c == ']' && bytes.HasPrefix(b[n:], closeCDATA):
			return 0, 0, false, t.broken(t.r+n, "]]> stands in text outside of CDATA")
		case class[c]&isControl != 0:
			return 0, 0, false, t.control(n, c)
		}
	}
	return 0, 0, false, short
}

// control refuses the control character c at position at behind t.r.
func (t *Tokenizer) control(at int, c byte) progress {
	return t.brokenf(t.r+at, "control character 0x%02X is not allowed", c)
}

// matters tells whether a text is emitted: white space is, where it is all that an element holds.
func (t *Tokenizer) matters(text []byte, closing bool) bool {
	if t.leaf && closing {
		return len(text) > 0
	}
	return skipSpace(text, 0) < len(text)
}

// emitText fills an event for a text that begins at t.r.
func (t *Tokenizer) emitText(e *Event, text []byte) {
	e.Kind = Text
	e.Name, e.Prefix, e.Space, e.Attrs, e.Text = e.Name[:0], e.Prefix[:0], e.Space[:0], e.Attrs[:0], text
	t.place(e)
}

func (t *Tokenizer) startJoining() {
	if !t.joining.on {
		t.joining = joined{on: true, begin: t.base + int64(t.r), offset: t.offset(t.r), line: t.line}
	}
}

func (t *Tokenizer) checkJoined() progress {
	if len(t.scratch) > t.limits.TokenBytes {
		return t.beyond(t.r, "bytes of one tag, comment or text", t.limits.TokenBytes)
	}
	return passed
}

// join ends a joined text before a tag.
func (t *Tokenizer) join(e *Event, closing bool) progress {
	t.joining.on = false
	if !t.matters(t.scratch, closing) {
		return passed
	}
	t.emitText(e, t.scratch)
	e.Offset, e.Line = t.joining.begin, t.joining.line
	return emitted
}

// outside passes over the white space and byte order marks around documents.
func (t *Tokenizer) outside(b []byte) progress {
	n := skipSpace(b, 0)
	if bytes.HasPrefix(b[n:], byteOrderMark) {
		n += len(byteOrderMark)
	}
	if n == 0 {
		if len(b) < len(byteOrderMark) && bytes.HasPrefix(byteOrderMark, b) {
			return short
		}
		if class[b[0]]&isControl != 0 {
			return t.control(0, b[0])
		}
		return t.broken(t.r, "text stands outside of the root element")
	}
	t.consume(n, bytes.Count(b[:n], lineFeed))
	return passed
}
