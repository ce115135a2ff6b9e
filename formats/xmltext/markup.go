package xmltext

import (
	"bytes"
	"regexp"
	"strings"
)

var (
	openComment  = []byte("<!--")
	dashes       = []byte("--")
	openCDATA    = []byte("<![CDATA[")
	closeCDATA   = []byte("]]>")
	closePI      = []byte("?>")
	declarations = regexp.MustCompile(`^(?:[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.[0-9]+"|'1\.[0-9]+'))?` +
		`(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z0-9._:-]+)"|'([A-Za-z0-9._:-]+)'))?` +
		`(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*$`)
)

// bang reads what begins with <!.
func (t *Tokenizer) bang(b []byte) progress {
	switch {
	case bytes.HasPrefix(b, openComment):
		return t.comment(b)
	case bytes.HasPrefix(b, openCDATA):
		return t.cdata(b)
	case bytes.HasPrefix(openComment, b) || bytes.HasPrefix(openCDATA, b):
		return short
	case b[2] >= 'A' && b[2] <= 'Z':
		return t.refuse(ErrForbidden, t.r, "a document type or entity declaration", remedyForbid)
	}
	return t.broken(t.r, "<! begins neither a comment nor CDATA")
}

func (t *Tokenizer) comment(b []byte) progress {
	begin := len(openComment)
	n := bytes.Index(b[begin:], dashes)
	if n < 0 || begin+n+len(dashes) == len(b) {
		return short
	}
	end := begin + n + len(dashes)
	if b[end] != '>' {
		return t.broken(t.r+begin+n, "-- stands in a comment")
	}
	return t.pass(b, end+1)
}

// pass consumes n bytes that give no event, if no control character is among them.
func (t *Tokenizer) pass(b []byte, n int) progress {
	for i, c := range b[:n] {
		if class[c]&isControl != 0 {
			return t.control(i, c)
		}
	}
	t.consume(n, bytes.Count(b[:n], lineFeed))
	return passed
}

func (t *Tokenizer) cdata(b []byte) progress {
	if t.depth == 0 {
		return t.broken(t.r, "text stands outside of the root element")
	}
	begin := len(openCDATA)
	n := bytes.Index(b[begin:], closeCDATA)
	if n < 0 {
		return short
	}
	t.startJoining()
	if p := t.pass(b, begin+n+len(closeCDATA)); p == failed {
		return failed
	}
	t.scratch = appendLines(t.scratch, b[begin:begin+n])
	return t.checkJoined()
}

// instruction reads a processing instruction or an XML declaration.
func (t *Tokenizer) instruction(b []byte) progress {
	begin := len("<?")
	q, p := t.scanName(b, begin)
	if p != passed {
		return p
	}
	n := bytes.Index(b[q.end:], closePI)
	if n < 0 {
		return short
	}
	name, content := b[begin:q.end], b[q.end:q.end+n]
	if len(content) > 0 && class[content[0]]&isSpace == 0 {
		return t.brokenf(t.r+q.end, "white space is expected after the name of instruction %s", excerpt(name))
	}
	if bytes.EqualFold(name, prefixXML) {
		if p := t.declaration(name, content); p == failed {
			return failed
		}
	}
	return t.pass(b, q.end+n+len(closePI))
}

// declaration checks an XML declaration, of the first document in the file or of a later one. A byte order
// mark counts for more than any declaration.
func (t *Tokenizer) declaration(name, content []byte) progress {
	match := declarations.FindSubmatch(content)
	if match == nil || !bytes.Equal(name, prefixXML) {
		return t.broken(t.r, "the XML declaration is not well-formed, or not of version 1")
	}
	encoding := append(match[1], match[2]...)
	if len(encoding) == 0 || t.marked || t.codec.wide {
		return passed
	}
	declared, known := codecs[strings.ToUpper(string(encoding))]
	switch {
	case !known:
		unknown := unknownEncoding(encoding)
		return t.refuse(unknown.Class, t.r, unknown.Problem, unknown.Remedy)
	case declared.wide || declared == t.codec:
		return passed
	}
	return t.refuse(ErrEncoding, t.r, "a document in "+declared.name+" follows one in "+t.codec.name,
		"split the file: its documents differ in their encoding")
}
