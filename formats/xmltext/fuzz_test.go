package xmltext

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// stricter are the refusals of inputs that encoding/xml takes: the deliberate differences.
var stricter = []string{
	"control character",                   // it looks for them in text and values only
	"character U+FFF",                     // the same
	"not a name",                          // it takes : at either end of a name, and any second part after it
	"where white space, / or > is",        // it takes attributes without white space between them
	"appears twice in one tag",            // it takes attributes again
	"prefix xmlns cannot be declared",     // it lets xmlns stand for anything
	"refers to a character that is not",   // it reads surrogates as U+FFFD
	"white space is expected after the",   // it takes <?a=?>
	"XML declaration is not well-formed",  // it searches for version= and encoding= only
	"text stands outside of the root",     // the oracle above looks at its value, so it may be a reference to a space
	"ends inside a tag, comment or instr", // it takes < at the very end
}

// looser are the errors of encoding/xml about inputs that are taken here.
var looser = []string{
	"invalid XML name",    // it has the names of the fourth edition of XML, here are those of the fifth
	"unsupported version", // XML 1.1 is read as 1.0, as the fifth edition says
	"unknown encoding",    // UTF-16 declared in a file that can be read without it
}

// classesOfOurs are the refusals that the oracle has no part in.
var classesOfOurs = []error{ErrForbidden, ErrLimit, ErrEncoding}

// FuzzAgainstOracle: what is read is what encoding/xml reads, and what either refuses the other does, but
// for the lists above.
func FuzzAgainstOracle(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) { checkAgainstOracle(t, data) })
}

// failer is what testing.T and rapid.T have in common.
type failer interface {
	Errorf(format string, arguments ...any)
}

func checkAgainstOracle(t failer, data []byte) {
	if !oracleReads(data) {
		return
	}
	want, wantErr := oracle(bytes.TrimPrefix(data, byteOrderMark))
	got, err := ours(New(reader(data), Limits{}))
	both := min(len(got), len(want))
	if wantErr == nil && err == nil {
		both = max(len(got), len(want))
	}
	if !slices.Equal(got[:min(both, len(got))], want[:min(both, len(want))]) {
		t.Errorf("%q: %s; errors %v and %v", data, firstDifference(got, want), err, wantErr)
	}
	if err != nil && wantErr == nil && !isOurs(err) && !contains(stricter, err) {
		t.Errorf("%q is refused, though the oracle reads it: %v", data, err)
	}
	if err == nil && wantErr != nil && !contains(looser, wantErr) {
		t.Errorf("%q is read, though the oracle refuses it: %v", data, wantErr)
	}
}

// oracleReads leaves out what the oracle cannot read: UTF-16, other encodings behind a byte order mark, and
// elements called xmlns, to which it gives no namespace.
func oracleReads(data []byte) bool {
	if bytes.Contains(data, []byte("<xmlns")) || bytes.Contains(data, []byte("</xmlns")) {
		return false
	}
	if bytes.HasPrefix(data, byteOrderMark) {
		return !bytes.Contains(data, []byte("encoding"))
	}
	return len(data) < 2 || data[0] != 0 && data[1] != 0 && data[0] < 0xFE
}

func isOurs(err error) bool {
	return slices.ContainsFunc(classesOfOurs, func(class error) bool { return errors.Is(err, class) })
}

func contains(list []string, err error) bool {
	return slices.ContainsFunc(list, func(part string) bool { return strings.Contains(err.Error(), part) })
}

// FuzzNoPanic: whatever the bytes and the sizes of the reads, the same events and the same error, and an
// error with a place inside the input.
func FuzzNoPanic(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) { checkInPieces(t, data) })
}

func checkInPieces(t failer, data []byte) {
	want, wantErr := tokens(New(reader(data), Limits{}))
	var e *Error
	if wantErr != nil && (!errors.As(wantErr, &e) || e.Offset < 0 || e.Offset > int64(len(data)) || e.Line < 1 || e.Remedy == "") {
		t.Errorf("%q: error %v", data, wantErr)
	}
	sizes := data[:min(len(data), 7)]
	for _, tokenizer := range []*Tokenizer{
		small(&blocks{rest: data, sizes: sizes}), newSized(&blocks{rest: data}, Limits{}, 50, 100),
	} {
		got, err := tokens(tokenizer)
		if !slices.Equal(got, want) {
			t.Errorf("%q in pieces: %s", data, firstDifference(got, want))
		}
		if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
			t.Errorf("%q: in pieces the error is %v, at once %v", data, err, wantErr)
		}
	}
}

// fragments make, one after the other, documents that are nearly well-formed.
var fragments = []string{
	"<a>", "</a>", "<a>", "</a>", "<b c='1'>", "</b>", "<a/>", "<p:a xmlns:p='u'>", "</p:a>", "<p:a>", "<a xmlns='v'>",
	"<a xmlns=''>", `<Amt Ccy="EUR">`, "</Amt>", `<Amt Ccy="E&amp;R" p:d='2'/>`, "<NameOfMoreThanEight>", "</NameOfMoreThanEight>",
	"<NameOfMoreThanTen>", "</NameOfMoreThanTen>", "</NameOfMoreThanTwo>", `<Amt Ccy="E&amp;R">`, "<p:1>", "<p:>", "<:a>", "<x1>", "</x1>", "<é>", "</é>", "<a >", "</a\n>", "<a b='>'\tc=\"'\"/>",
	"text", "a text of more than eight bytes", "é€😀", " ", "\n", "\r\n    ", "\t", "&lt;", "&#65;", "&#x20;", "&x;", "]]", "]", ">", "&", "<",
	"<![CDATA[", "]]>", "<![CDATA[]]>", "<![CDATA[ <a> ]]>", "<!---->", "<!-- - -->", "<!--", "-->", "--", "<?p?>", "<?p q?>", "?>",
	"<?xml version='1.0'?>", "\ufeff", "\x01", "\xff", "\u0300", "'", `"`, "/", "=", ":", "a", "xmlns", "xml:lang='x'", "<!", "<!D", "<1>",
	"                                    ",
}

// TestRandomMarkup: documents of random fragments hold to both of what the fuzz targets ask. A root around
// them, and space behind them so that the quick way is taken, lead further into the tokenizer.
func TestRandomMarkup(t *testing.T) {
	read := 0
	rapid.Check(t, func(t *rapid.T) {
		for range 50 {
			inner := strings.Join(rapid.SliceOfN(rapid.SampledFrom(fragments), 0, 8).Draw(t, "fragments"), "")
			document := []byte("<a>" + inner + "</a>" + strings.Repeat(" ", 40))
			checkAgainstOracle(t, document)
			checkInPieces(t, document)
			if _, err := tokensOf(string(document)); err == nil {
				read++
			}
		}
	})
	if read < 100 {
		t.Errorf("only %d documents were well-formed", read)
	}
}

// seed adds what the tables of the other tests hold.
func seed(f *testing.F) {
	f.Helper()
	for _, r := range refusals {
		f.Add([]byte(strings.Replace(r.input, "^", "", 1)))
	}
	for _, r := range readings {
		f.Add([]byte(r.input))
	}
	for _, document := range documents {
		f.Add([]byte(document))
	}
	f.Add(asUTF16LE("\ufeff<a>é😀</a>"))
	f.Add(asUTF16BE("<a b='c'/>"))
	f.Add(asLatin9(declared("ISO-8859-15") + "<a>€</a>"))
}
