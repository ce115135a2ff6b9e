package xmltext

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// predefined are the entities that every document has (XML 1.0, section 4.6).
var predefined = map[string]rune{"lt": '<', "gt": '>', "amp": '&', "apos": '\'', "quot": '"'}

// reference reads the reference to a character or an entity at b[at:], and returns what it stands for and
// how long it is.
func (t *Tokenizer) reference(b []byte, at int) (r rune, n int, p progress) {
	r, n, problem := parseReference(b[at:])
	switch {
	case n == 0:
		return 0, 0, short
	case problem != "":
		return 0, 0, t.broken(t.r+at, problem)
	}
	return r, n, passed
}

// parseReference returns length 0 where b ends too early.
func parseReference(b []byte) (r rune, n int, problem string) {
	n = len("&")
	if n < len(b) && b[n] == '#' {
		return parseCharacter(b)
	}
	for n < len(b) && (class[b[n]]&inName != 0 || b[n] == ':') {
		n++
	}
	if n == len(b) {
		return 0, 0, ""
	}
	name := b[len("&"):n]
	if b[n] != ';' {
		return 0, n, fmt.Sprintf("&%s is not followed by ;: a & that is meant is written &amp;", excerpt(name))
	}
	r, known := predefined[string(name)]
	if !known {
		return 0, n, fmt.Sprintf("entity &%s; is not declared", excerpt(name))
	}
	return r, n + len(";"), ""
}

// parseCharacter reads &#65; or &#x41;.
func parseCharacter(b []byte) (r rune, n int, problem string) {
	base := rune(10)
	n = len("&#")
	if n < len(b) && b[n] == 'x' {
		base = 16
		n++
	}
	first := n
	for n < len(b) {
		digit := digitOf(b[n], base)
		if digit < 0 {
			break
		}
		r = min(r*base+digit, utf8.MaxRune+1)
		n++
	}
	if n == len(b) {
		return 0, 0, ""
	}
	if b[n] != ';' || n == first {
		return 0, n, "a reference to a character has no number or no ;"
	}
	if !isCharacter(r) {
		return 0, n, fmt.Sprintf("%s refers to a character that is not allowed", excerpt(b[:n+1]))
	}
	return r, n + len(";"), ""
}

// digitOf returns -1 for what is no digit.
func digitOf(c byte, base rune) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case base == 16 && c >= 'a' && c <= 'f':
		return rune(c-'a') + 10
	case base == 16 && c >= 'A' && c <= 'F':
		return rune(c-'A') + 10
	}
	return -1
}

// appendResolved appends text with its references replaced and its line ends as line feeds. The references
// were checked before.
func appendResolved(to, text []byte) []byte {
	for {
		plain := bytes.IndexByte(text, '&')
		if plain < 0 {
			break
		}
		to = appendLines(to, text[:plain])
		r, n, _ := parseReference(text[plain:])
		to = utf8.AppendRune(to, r)
		text = text[plain+n:]
	}
	return appendLines(to, text)
}

// appendLines appends text with its line ends as line feeds.
func appendLines(to, text []byte) []byte {
	for {
		n := bytes.IndexByte(text, '\r')
		if n < 0 {
			return append(to, text...)
		}
		to = append(append(to, text[:n]...), '\n')
		text = bytes.TrimPrefix(text[n+1:], lineFeed)
	}
}
