package xmltext

// attributes reads all attributes of a tag from the end of its name on, values as they are written, and
// returns where its > is.
func (t *Tokenizer) attributes(b []byte, at int) (end int, p progress) {
	for {
		next := skipSpace(b, at)
		if next == len(b) {
			return 0, short
		}
		switch {
		case b[next] == '>':
			return next, passed
		case b[next] == '/':
			return t.emptyEnd(b, next+1)
		case next == at:
			return 0, t.brokenf(t.r+at, "%q stands where white space, / or > is expected", firstRune(b[at:]))
		case len(t.attrs) == t.limits.AttrCount:
			return 0, t.beyond(t.r+next, "attributes of a tag", t.limits.AttrCount)
		}
		if at, p = t.attribute(b, next); p != passed {
			return 0, p
		}
	}
}

func (t *Tokenizer) emptyEnd(b []byte, at int) (end int, p progress) {
	if at == len(b) {
		return 0, short
	}
	if b[at] != '>' {
		return 0, t.broken(t.r+at, "a > is expected after the / of a tag")
	}
	return at, passed
}

// attribute reads name="value" at b[at:] and returns where it ends.
func (t *Tokenizer) attribute(b []byte, at int) (end int, p progress) {
	q, p := t.scanName(b, at)
	if p != passed {
		return 0, p
	}
	a := Attr{Name: b[at:q.end]}
	if q.colon >= 0 {
		a.Prefix, a.Name = b[at:q.colon], b[q.colon+1:q.end]
	}
	equals := skipSpace(b, q.end)
	if equals == len(b) {
		return 0, short
	}
	if b[equals] != '=' {
		return 0, t.brokenf(t.r+equals, "attribute %s has no value", excerpt(b[at:q.end]))
	}
	open := skipSpace(b, equals+1)
	if open == len(b) {
		return 0, short
	}
	if b[open] != '"' && b[open] != '\'' {
		return 0, t.brokenf(t.r+open, "the value of attribute %s is not in quotes", excerpt(b[at:q.end]))
	}
	closing, p := t.value(b, open+1, b[open])
	if p != passed {
		return 0, p
	}
	a.Value = b[open+1 : closing]
	t.attrs = append(t.attrs, a)
	return closing + 1, passed
}

// value returns where the value that begins at b[at:] has its closing quote.
func (t *Tokenizer) value(b []byte, at int, quote byte) (closing int, p progress) {
	for i := at; i < len(b); i++ {
		c := b[i]
		switch {
		case class[c]&inValue != 0:
		case c == quote:
			return i, passed
		case c == '<':
			return 0, t.broken(t.r+i, "a < stands in the value of an attribute")
		case c == '&':
			_, n, p := t.reference(b, i)
			if p != passed {
				return 0, p
			}
			i += n - 1
		case class[c]&isControl != 0:
			return 0, t.control(i, c)
		}
	}
	return 0, short
}

// skipSpace returns where the white space ends that is at b[at:].
func skipSpace(b []byte, at int) int {
	for at < len(b) && class[b[at]]&isSpace != 0 {
		at++
	}
	return at
}
