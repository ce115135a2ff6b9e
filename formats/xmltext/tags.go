package xmltext

import "bytes"

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
	if t.depth == t.limits.Depth {
		return t.beyond(t.r, "elements open at once", t.limits.Depth)
	}
	bound := len(t.spaces.bindings)
	if len(t.attrs) > 0 && t.settle() == failed {
		return failed
	}
	binding := t.spaces.standard
	colon := max(q.colon-1, 0)
	if colon > 0 {
		binding = t.spaces.find(b[1:q.colon])
	}
	el := t.push(colon, q.end, binding, bound)
	var head [8]byte
	copy(head[:], b[1:])
	el.head = headOf(word(head[:]), q.end-1)
	t.emitTag(e, Start, el, b[1:q.end])
	t.splitName(e, el)
	if len(t.attrs) > 0 {
		e.Attrs = t.attrs
	}
	if b[end-1] == '/' {
		t.empty = len("/>")
	}
	t.consume(end+1-t.empty, lines)
	return emitted
}

// endTag reads </name>, where white space may stand before the >.
func (t *Tokenizer) endTag(b []byte, e *Event) progress {
	if t.depth == 0 {
		return t.broken(t.r, "an end tag stands outside of every element")
	}
	const begin = len("</")
	name := t.topName()
	n := min(begin+len(name), len(b))
	if !bytes.HasPrefix(name, b[begin:n]) || n < len(b) && (class[b[n]]&inName != 0 || b[n] == ':') {
		return t.mismatch(b, name)
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
	el := t.top()
	t.emitTag(e, End, el, b[begin:begin+len(name)])
	t.splitName(e, el)
	t.pop(el)
	t.consume(n+1, bytes.Count(b[:n], lineFeed))
	return emitted
}

func (t *Tokenizer) mismatch(b, name []byte) progress {
	q, p := t.scanName(b, len("</"))
	if p != passed {
		return p
	}
	return t.brokenf(t.r, "element %s of line %d is closed by the end tag of %s", excerpt(name),
		t.top().line, excerpt(b[len("</"):q.end]))
}

// closeEmpty emits the End of <a/>; of its tag the last two bytes are left.
func (t *Tokenizer) closeEmpty(e *Event) {
	el := t.top()
	t.emitTag(e, End, el, t.topName())
	t.splitName(e, el)
	t.pop(el)
	t.consume(t.empty, 0)
	t.empty = 0
}
