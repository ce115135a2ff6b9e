package xmltext

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// refusals are inputs that are refused: class, the input with ^ where the refusal is placed, its line, and a
// part of the problem.
var refusals = []struct {
	class   error
	input   string
	line    int
	problem string
}{
	{ErrTruncated, "<a>\n<b>^", 2, "inside element b of line 2"},
	{ErrTruncated, "<a>text^", 1, "inside element a of line 1"},
	{ErrTruncated, "<a></a^", 1, "inside element a"},
	{ErrTruncated, "<a b='1'\n^", 2, "inside a tag, comment or instruction"},
	{ErrTruncated, "<^", 1, "inside a tag"},
	{ErrTruncated, "<!-- ^", 1, "inside a tag, comment"},
	{ErrTruncated, "<a>&am^", 1, "inside element a"},
	{ErrTruncated, "<a><![CDATA[ x ]]^", 1, "inside element a"},
	{ErrTruncated, "<?xml version='1.0'^", 1, "comment or instruction"},
	{ErrTruncated, "<a>^\xc3", 1, "inside a character"},
	{ErrTruncated, "<a/>^\xef\xbb", 1, "inside a character"},

	{ErrEncoding, "<a>\n\n^\xff</a>", 3, "byte 0xFF is not UTF-8"},
	{ErrEncoding, "<a>^\xed\xa0\x80</a>", 1, "byte 0xED is not UTF-8"},
	{ErrEncoding, "<a b='^\xc3('/>", 1, "byte 0xC3 is not UTF-8"},
	{ErrEncoding, "<!--^\xe9-->", 1, "byte 0xE9 is not UTF-8"},
	{ErrEncoding, "^<?xml version='1.0' encoding='EBCDIC-CP-US'?><a/>", 1, `encoding "EBCDIC-CP-US" is not known`},
	{ErrEncoding, "<a/>\n^<?xml version='1.0' encoding='EBCDIC'?><a/>", 2, `encoding "EBCDIC" is not known`},
	{ErrEncoding, "<a/>\n^<?xml version='1.0' encoding='ISO-8859-1'?><a/>", 2, "a document in ISO-8859-1 follows one in UTF-8"},

	{ErrForbidden, "^<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", 1, "document type"},
	{ErrForbidden, "<a>^<!ENTITY x 'y'></a>", 1, "entity declaration"},

	{ErrSyntax, "<a>^\ufffe</a>", 1, "character U+FFFE"},
	{ErrSyntax, "<a>^\x00</a>", 1, "control character 0x00"},
	{ErrSyntax, "<a>x^\x1f</a>", 1, "control character 0x1F"},
	{ErrSyntax, "<a b='^\x01'/>", 1, "control character 0x01"},
	{ErrSyntax, "<!--\n^\x01-->", 2, "control character 0x01"},
	{ErrSyntax, "<?a ^\x01?>", 1, "control character 0x01"},
	{ErrSyntax, "<a><![CDATA[^\x01]]></a>", 1, "control character 0x01"},
	{ErrSyntax, "<a/>^\x1a", 1, "control character 0x1A"},

	{ErrSyntax, "^text", 1, "outside of the root"},
	{ErrSyntax, "<a/>\n ^text", 2, "outside of the root"},
	{ErrSyntax, "<a/>^&#32;", 1, "outside of the root"},
	{ErrSyntax, "<a/>^<![CDATA[]]>", 1, "outside of the root"},
	{ErrSyntax, "<a/>^</a>", 1, "outside of every element"},

	{ErrSyntax, "<a>\n^</b>", 2, "element a of line 1 is closed by the end tag of b"},
	{ErrSyntax, "<a>^</ab>", 1, "element a of line 1 is closed by the end tag of ab"},
	{ErrSyntax, "<ab>^</a>", 1, "element ab of line 1 is closed by the end tag of a"},
	{ErrSyntax, "<a>^</p:a>", 1, "closed by the end tag of p:a"},
	{ErrSyntax, "<a>^</a:a>", 1, "closed by the end tag of a:a"},
	{ErrSyntax, "<LongNameOne>^</LongNameTwo>", 1, "element LongNameOne of line 1 is closed by the end tag of LongNameTwo"},
	{ErrSyntax, "<a></^ a>", 1, "a name is expected"},
	{ErrSyntax, "<a></a ^b>", 1, "holds more than the name"},

	{ErrSyntax, "<^ a>", 1, "a name is expected"},
	{ErrSyntax, "<^1a>", 1, "1a is not a name"},
	{ErrSyntax, "<^-a>", 1, "-a is not a name"},
	{ErrSyntax, "<^:a>", 1, ":a is not a name"},
	{ErrSyntax, "<^a:>", 1, "a: is not a name"},
	{ErrSyntax, "<^a:1>", 1, "a:1 is not a name"},
	{ErrSyntax, "<^a:b:c>", 1, "two colons"},
	{ErrSyntax, "<^a\u00d7>", 1, "is not a name"},
	{ErrSyntax, "<^>", 1, "a name is expected"},
	{ErrSyntax, "<a^+>", 1, "where white space, / or > is expected"},
	{ErrSyntax, "<a/^ >", 1, "a > is expected"},

	{ErrSyntax, "<a b='1'^c='2'/>", 1, "where white space"},
	{ErrSyntax, "<a b^/>", 1, "attribute b has no value"},
	{ErrSyntax, "<a b=\n^1/>", 2, "attribute b is not in quotes"},
	{ErrSyntax, "<a b='^<'/>", 1, "a < stands in the value"},
	{ErrSyntax, "<a b='^&x;'/>", 1, "entity &x; is not declared"},
	{ErrSyntax, "^<a b='1' b='2'/>", 1, "attribute b appears twice"},
	{ErrSyntax, "\n^<a xmlns:p='u' xmlns:q='u'\n p:b='1' q:b='2'/>", 2, "twice in one tag, in one namespace"},
	{ErrSyntax, "^<a xmlns='u' xmlns='v'/>", 1, "attribute xmlns appears twice"},
	{ErrSyntax, "^<a xmlns:xmlns='u'/>", 1, "prefix xmlns cannot be declared"},

	{ErrSyntax, "<a>^&nbsp;</a>", 1, "entity &nbsp; is not declared"},
	{ErrSyntax, "<a>^& b</a>", 1, "& is not followed by ;"},
	{ErrSyntax, "<a>^&amp</a>", 1, "&amp is not followed by ;"},
	{ErrSyntax, "<a>^&#;</a>", 1, "no number"},
	{ErrSyntax, "<a>^&#x;</a>", 1, "no number"},
	{ErrSyntax, "<a>^&#X41;</a>", 1, "no number"},
	{ErrSyntax, "<a>^&#65 ;</a>", 1, "no number or no ;"},
	{ErrSyntax, "<a>^&#0;</a>", 1, "&#0; refers to a character that is not allowed"},
	{ErrSyntax, "<a>^&#xD800;</a>", 1, "not allowed"},
	{ErrSyntax, "<a>^&#xFFFF;</a>", 1, "not allowed"},
	{ErrSyntax, "<a>^&#x110000;</a>", 1, "not allowed"},
	{ErrSyntax, "<a>^&#99999999999999999999999999;</a>", 1, "not allowed"},
	{ErrSyntax, "<a>^&#4294967361;</a>", 1, "not allowed"}, // 2^32 more than A
	{ErrSyntax, "<a>^&#x100000041;</a>", 1, "not allowed"},
	{ErrSyntax, "<a>x^]]></a>", 1, "]]> stands in text"},

	{ErrSyntax, "<!-- a ^-- b -->", 1, "-- stands in a comment"},
	{ErrSyntax, "<!--^--->", 1, "-- stands in a comment"},
	{ErrSyntax, "^<!a>", 1, "neither a comment nor CDATA"},
	{ErrSyntax, "<a>^<![cdata[]]></a>", 1, "neither a comment nor CDATA"},
	{ErrSyntax, "<?^ a?>", 1, "a name is expected"},
	{ErrSyntax, "<?a^=?>", 1, "white space is expected after the name of instruction a"},
	{ErrSyntax, "^<?xml version='2.0'?><a/>", 1, "not of version 1"},
	{ErrSyntax, "^<?XML version='1.0'?><a/>", 1, "XML declaration is not well-formed"},
	{ErrSyntax, "^<?xml version=1.0?><a/>", 1, "XML declaration is not well-formed"},
}

func TestRefuses(t *testing.T) {
	for _, refusal := range refusals {
		at := strings.IndexByte(refusal.input, '^')
		input := refusal.input[:at] + refusal.input[at+1:]
		_, err := tokensOf(input)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q: error %v", input, err)
			continue
		}
		if e.Class != refusal.class || e.Offset != int64(at) || e.Line != refusal.line ||
			!strings.Contains(e.Problem, refusal.problem) || e.Remedy == "" {
			t.Errorf("%q: want %v at byte %d, line %d: %s; got %v", input, refusal.class, at, refusal.line, refusal.problem, e)
		}
		_, inPieces := tokens(small(iotest.OneByteReader(strings.NewReader(input))))
		if inPieces == nil || inPieces.Error() != err.Error() {
			t.Errorf("%q: byte by byte %v, at once %v", input, inPieces, err)
		}
		_, quick := tokensOf(input + behind)
		if refusal.class != ErrTruncated && (quick == nil || quick.Error() != err.Error()) {
			t.Errorf("%q: with room behind it %v, without %v", input, quick, err)
		}
	}
}

// TestRefusalIsFinal: after an error comes the same error.
func TestRefusalIsFinal(t *testing.T) {
	tokenizer := New(strings.NewReader("<a>&x;</a>"), Limits{})
	_, first := tokens(tokenizer)
	_, second := tokens(tokenizer)
	if first == nil || second != first {
		t.Errorf("first %v, then %v", first, second)
	}
	if want := "not well-formed XML: line 1, byte 3: entity &x; is not declared: ask the sender for a well-formed file"; first.Error() != want {
		t.Errorf("error reads %q, expected %q", first, want)
	}
}

// TestReaderErrorIsKept: what the reader says is wrapped, behind the tokens read before it.
func TestReaderErrorIsKept(t *testing.T) {
	broken := errors.New("line is down")
	events, err := tokens(New(io.MultiReader(strings.NewReader("<a>"), iotest.ErrReader(broken)), Limits{}))
	if !errors.Is(err, broken) || len(events) != 1 {
		t.Errorf("%q, %v", events, err)
	}
	_, err = tokens(New(stalled{}, Limits{}))
	if !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("a reader that never reads: %v", err)
	}
}

type stalled struct{}

// Read implements io.Reader.
func (stalled) Read([]byte) (int, error) { return 0, nil }
