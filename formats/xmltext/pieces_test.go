package xmltext

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// documents hold everything that a tokenizer meets, for tests that cut them into pieces.
var documents = []string{
	declared("UTF-8") + "\r\n<!-- a -->\n<Document xmlns='urn:a' xmlns:p=\"urn:b\">\r\n  <p:Größe p:x='1' y='&lt;&#65;\r\n'>" +
		"a&amp;b]] <![CDATA[<c>]] ]>]]><!-- d --> é€😀\r\r\n</p:Größe>\n\t<Empty/>  <Blank>  </Blank>\n</Document >\n" +
		"\ufeff" + declared("utf-8") + "<?pi x?><b>1</b><Ntry><Amt Ccy=\"EUR\">100.00</Amt><Dt>2026-03-02</Dt></Ntry>\n",
	statementHead + "\n" + entry(12345) + statementFoot,
	string(indented(statement(2000))),
	string(prefixed(statement(2000))),
}

// TestPiecesMakeNoDifference: the same events whatever the sizes of the reads and of the window; so the
// quick way, which needs a large window, gives what the tokenizer proper gives.
func TestPiecesMakeNoDifference(t *testing.T) {
	for _, document := range documents {
		want := mustTokens(t, document)
		rapid.Check(t, func(t *rapid.T) {
			sizes := rapid.SliceOfN(rapid.Byte(), 1, 8).Draw(t, "sizes of reads")
			first := rapid.IntRange(16, 200).Draw(t, "first window")
			input := &blocks{rest: []byte(document), sizes: sizes}
			got, err := tokens(newSized(iotest.DataErrReader(input), Limits{}, first, rapid.IntRange(16, 4000).Draw(t, "window")))
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("%s (%v)", firstDifference(got, want), err)
			}
		})
	}
}

// TestTruncationIsRefused: a document that is cut anywhere inside a root is refused as truncated, at its
// end, behind the events that are whole; between documents it is read.
func TestTruncationIsRefused(t *testing.T) {
	for _, document := range documents {
		checkTruncation(t, document)
	}
}

func checkTruncation(t *testing.T, document string) {
	t.Helper()
	all := mustTokens(t, document)
	for at := range len(document) {
		got, err := tokensOf(document[:at])
		whole := got
		if err == nil {
			if last := got[len(got)-1]; !strings.HasSuffix(last, " 0 end of file") {
				t.Errorf("cut at %d: ends with %s", at, last)
			}
			whole = got[:len(got)-1]
			if len(whole) > 0 && !strings.Contains(whole[len(whole)-1], " 1 end ") {
				t.Errorf("cut at %d inside a root and read: %q", at, document[max(0, at-20):at])
			}
		}
		var e *Error
		if err != nil && (!errors.Is(err, ErrTruncated) || !errors.As(err, &e) || e.Offset > int64(at) || e.Offset < int64(at)-3) {
			t.Errorf("cut at %d behind %q: %v", at, document[max(0, at-20):at], err)
		}
		if len(whole) > len(all) || !slices.Equal(whole, all[:len(whole)]) {
			t.Errorf("cut at %d: %s", at, firstDifference(whole, all))
		}
	}
}

func TestTruncationOfSamplesIsRefused(t *testing.T) {
	n := 0
	for _, file := range samples(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tokens(New(reader(data), Limits{})); err != nil || len(data) > 2000 || declaresOther(data) {
			continue
		}
		n++
		checkTruncation(t, string(data))
	}
	if n < 5 {
		t.Errorf("only %d samples were cut", n)
	}
}

// declaresOther: a declaration that is cut before the name of its encoding leaves UTF-8.
func declaresOther(data []byte) bool {
	w := window{}
	w.declared(data)
	return w.codec != nil && w.codec != codecUTF8
}
