package xmltext

// The quick way takes the tags and texts that nearly all of a bank file consists of, where they lie in the
// window as a whole. It refuses nothing: what it does not take it leaves to next, which takes everything and
// would give the same events without it.

// quickMargin is how much of the window must be left, so that the first bytes of a token are there.
const quickMargin = 32

// quickText reads all that an element holds, where that stands for itself and has one line.
func (t *Tokenizer) quickText(b []byte, e *Event) error {
	n := plainRun(b)
	if n+1 >= len(b) || b[n] != '<' || b[n+1] != '/' {
		return t.next(e)
	}
	t.emitText(e, b[:n])
	t.r += n
	return t.placed(e)
}

// quickStart reads <name>, <prefix:name> or <name attribute="value">.
func (t *Tokenizer) quickStart(b []byte, e *Event) error {
	n := 1 + letterRun(b[1:])
	if n >= len(b) || t.depth == len(t.open) {
		return t.next(e)
	}
	colon, binding := 0, t.spaces.standard
	if b[n] != '>' && b[n] != ' ' {
		if n, colon = quickName(b, n); colon > 0 {
			binding = t.spaces.find(b[1 : colon+1])
		}
	}
	end := n
	if b[n] == ' ' {
		end = t.quickAttribute(b, n+1)
	}
	if n == 1 || n > t.limits.NameBytes || b[end] != '>' {
		return t.next(e)
	}
	el := t.push(colon, n, binding, len(t.spaces.bindings))
	el.head = headOf(word(b[1:]), n-1)
	t.emitTag(e, Start, el, b[1:n])
	t.splitName(e, el)
	if end > n {
		e.Attrs = t.attrs
	}
	t.r += end + 1
	return t.placed(e)
}

// quickName returns where the name <name or <prefix:name ends, of which n bytes are read, and where behind
// its start the colon is. It answers 0 where it cannot tell.
func quickName(b []byte, n int) (end, colon int) {
	if n == 1 {
		return 0, 0
	}
	n += asciiNameRun(b[n:])
	if n < len(b) && b[n] == ':' {
		colon = n - 1
		n++
		if n == len(b) || class[b[n]]&startName == 0 {
			return 0, 0
		}
		n += asciiNameRun(b[n:])
	}
	if n >= len(b) {
		return 0, 0
	}
	return n, colon
}

// quickAttribute reads attribute="value" at b[n:], where the value stands for itself, and returns where it
// ends, or 0 where it cannot tell.
func (t *Tokenizer) quickAttribute(b []byte, n int) (end int) {
	equals := n + letterRun(b[n:])
	if equals == n || equals+2 >= len(b) || b[equals] != '=' || b[equals+1] != '"' {
		return 0
	}
	from := equals + len(`="`)
	end = from + valueRun(b[from:])
	if end+1 >= len(b) || b[end] != '"' || equals-n > t.limits.NameBytes || string(b[n:equals]) == "xmlns" {
		return 0
	}
	t.attrs = append(t.attrs[:0], Attr{Name: b[n:equals], Value: b[from:end]})
	return end + 1
}

// quickEnd reads </name>.
func (t *Tokenizer) quickEnd(b []byte, e *Event) error {
	const begin = len("</")
	if t.depth == 0 {
		return t.next(e)
	}
	el := t.top()
	size := el.end - el.start
	n := begin + size
	if n >= len(b) || b[n] != '>' || headOf(word(b[begin:]), size) != el.head {
		return t.next(e)
	}
	if size > 8 && string(b[begin:n]) != string(t.topName()) {
		return t.next(e)
	}
	t.emitTag(e, End, el, b[begin:n])
	t.splitName(e, el)
	t.pop(el)
	t.r += n + 1
	return t.placed(e)
}
