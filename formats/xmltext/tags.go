package xmltext

import "bytes"

// element is an open element. Its name as written is names[start:end]; colon is counted from start, -1
// where there is none.
type element struct {
	start, end, colon int
	line              int
	outer             scope
	space             []byte // its namespace
}

func (t *Tokenizer) nameOf(el element) []byte { return t.names[el.start:el.end] }

// startTag reads <name attributes> or <name attributes/>.
func (t *Tokenizer) startTag(b []byte, e *Event) progress {
	q, p := t.scanName(b, 1)
	if p != passed {
		return p
	}
	t.attrs = t.attrs[:0]
	end, lines := q.end, 0
	if b[end] != '>' {
		if end, p = t.attributes(b, end); p != passed {
			return p
		}
		lines = bytes.Count(b[:end], lineFeed)
	}
	if len(t.open) == t.limits.Depth {
		return t.beyond(t.r, "elements open at once", t.limits.Depth)
	}
	el := element{start: len(t.names), colon: q.colon - 1, line: t.line, outer: t.spaces.scope}
	t.names = append(t.names, b[1:q.end]...)
	el.end = len(t.names)
	if len(t.attrs) > 0 && t.settle() == failed {
		return failed
	}
	prefix, local := el.split(t.nameOf(el))
	el.space = t.spaces.ofElement(prefix)
	t.open = append(t.open, el)
	e.Kind, e.Name, e.Prefix, e.Space, e.Attrs, e.Text = Start, local, prefix, el.space, t.attrs, nil
	e.Offset, e.Line, e.Depth = t.offset(t.r), t.line, len(t.open)
	t.leaf = true
	if b[end-1] == '/' {
		t.empty = len("/>")
	}
	t.consume(end+1-t.empty, lines)
	return emitted
}

// split returns the prefix and the local name of the name of an element.
func (el element) split(name []byte) (prefix, local []byte) {
	if el.colon < 0 {
		return nil, name
	}
	return name[:el.colon], name[el.colon+1:]
}

// endTag reads </name>, where white space may stand before the >.
func (t *Tokenizer) endTag(b []byte, e *Event) progress {
	if len(t.open) == 0 {
		return t.broken(t.r, "an end tag stands outside of every element")
	}
	const begin = len("</")
	el := t.open[len(t.open)-1]
	name := t.nameOf(el)
	n := min(begin+len(name), len(b))
	if !bytes.HasPrefix(name, b[begin:n]) || n < len(b) && (class[b[n]]&inName != 0 || b[n] == ':') {
		return t.mismatch(b, name, el.line)
	}
	for n < len(b) && class[b[n]]&isSpace != 0 {
		n++
	}
	if n == len(b) {
		return short
	}
	if b[n] != '>' {
		return t.brokenf(t.r+n, "the end tag of %s holds more than the name", excerpt(name))
	}
	t.close(e)
	t.consume(n+1, bytes.Count(b[:n], lineFeed))
	return emitted
}

func (t *Tokenizer) mismatch(b, name []byte, line int) progress {
	q, p := t.scanName(b, len("</"))
	if p != passed {
		return p
	}
	return t.brokenf(t.r, "element %s of line %d is closed by the end tag of %s", excerpt(name), line,
		excerpt(b[len("</"):q.end]))
}

// close emits the End of the innermost element.
func (t *Tokenizer) close(e *Event) {
	depth := len(t.open)
	el := t.open[depth-1]
	prefix, local := el.split(t.nameOf(el))
	e.Kind, e.Name, e.Prefix, e.Space, e.Attrs, e.Text = End, local, prefix, el.space, nil, nil
	e.Offset, e.Line, e.Depth = t.offset(t.r), t.line, depth
	t.leaf = false
	t.open = t.open[:depth-1]
	t.names = t.names[:el.start]
	t.spaces.leave(el.outer)
}

// closeEmpty emits the End of <a/>; of its tag the last two bytes are left.
func (t *Tokenizer) closeEmpty(e *Event) {
	t.close(e)
	t.consume(t.empty, 0)
	t.empty = 0
}
