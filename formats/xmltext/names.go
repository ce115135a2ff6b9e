package xmltext

import (
	"unicode"
	"unicode/utf8"
)

// What a byte may be.
const (
	inName    uint8 = 1 << iota // part of a name, the colon left out; all of UTF-8 beyond ASCII
	startName                   // the first of a name
	isSpace                     // white space
	isControl                   // not allowed in XML
	inValue                     // stands for itself in the value of an attribute, between either quotes
)

var class = classes()

func classes() (table [256]uint8) {
	for i := range table {
		c := byte(i)
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= utf8.RuneSelf
		switch {
		case letter:
			table[i] = inName | startName | inValue
		case c >= '0' && c <= '9' || c == '-' || c == '.':
			table[i] = inName | inValue
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			table[i] = isSpace
		case c < ' ':
			table[i] = isControl
		}
		if c >= ' ' && c != '<' && c != '&' && c != '"' && c != '\'' || c == '\t' || c == '\n' {
			table[i] |= inValue
		}
	}
	return table
}

// qname is where a name ends, and its colon: -1 where it has none.
type qname struct{ end, colon int }

// scanName finds the end of the name at b[at:], which is short where b ends with it.
func (t *Tokenizer) scanName(b []byte, at int) (q qname, p progress) {
	q.colon = -1
	var any byte
	i := at
	for {
		for i < len(b) && class[b[i]]&inName != 0 {
			any |= b[i]
			i++
		}
		if i == len(b) {
			return q, short
		}
		if b[i] != ':' || q.colon >= 0 {
			break
		}
		q.colon = i
		i++
	}
	q.end = i
	return q, t.checkName(b, at, q, any)
}

// checkName refuses what is no name. A qualified name is two names with a colon between them (Namespaces in
// XML 1.0, section 4).
func (t *Tokenizer) checkName(b []byte, at int, q qname, any byte) progress {
	switch {
	case q.end == at:
		return t.brokenf(t.r+at, "a name is expected, not %q", firstRune(b[at:]))
	case b[q.end] == ':':
		return t.brokenf(t.r+at, "name %s has two colons", excerpt(b[at:q.end]))
	case q.end-at > t.limits.NameBytes:
		return t.beyond(t.r+at, "bytes of a name", t.limits.NameBytes)
	case any < utf8.RuneSelf && class[b[at]]&startName != 0 && q.colon < 0:
		return passed
	}
	local := at
	if q.colon >= 0 {
		local = q.colon + 1
	}
	if !isNCName(b[local:q.end]) || q.colon >= 0 && !isNCName(b[at:q.colon]) {
		return t.brokenf(t.r+at, "%s is not a name", excerpt(b[at:q.end]))
	}
	return passed
}

func firstRune(b []byte) rune {
	r, _ := utf8.DecodeRune(b)
	return r
}

// isNCName tells whether b is a name without a colon (XML 1.0, fifth edition, productions 4 and 4a).
func isNCName(b []byte) bool {
	for i, r := range string(b) {
		if !unicode.Is(nameStart, r) && (i == 0 || !unicode.Is(nameLater, r)) {
			return false
		}
	}
	return len(b) > 0
}

var nameStart = &unicode.RangeTable{
	R16: []unicode.Range16{
		{'A', 'Z', 1}, {'_', '_', 1}, {'a', 'z', 1}, {0xC0, 0xD6, 1}, {0xD8, 0xF6, 1}, {0xF8, 0x2FF, 1},
		{0x370, 0x37D, 1}, {0x37F, 0x1FFF, 1}, {0x200C, 0x200D, 1}, {0x2070, 0x218F, 1}, {0x2C00, 0x2FEF, 1},
		{0x3001, 0xD7FF, 1}, {0xF900, 0xFDCF, 1}, {0xFDF0, 0xFFFD, 1},
	},
	R32:         []unicode.Range32{{0x10000, 0xEFFFF, 1}},
	LatinOffset: 5,
}

var nameLater = &unicode.RangeTable{
	R16: []unicode.Range16{
		{'-', '.', 1}, {'0', '9', 1}, {0xB7, 0xB7, 1}, {0x300, 0x36F, 1}, {0x203F, 0x2040, 1},
	},
	LatinOffset: 3,
}

// isCharacter tells whether XML allows a character (XML 1.0, production 2).
func isCharacter(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF ||
		r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}
