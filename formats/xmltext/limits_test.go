package xmltext

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// TestLimits: what is as large as a limit is read, and what is larger by one is refused, in any window.
func TestLimits(t *testing.T) {
	l := Limits{Depth: 3, TokenBytes: 40, AttrCount: 2, NameBytes: 8}
	nested := func(depth int) string { return strings.Repeat("<a>", depth) + strings.Repeat("</a>", depth) }
	for _, c := range []struct {
		limit  string
		input  func(size int) string
		most   int
		offset int64 // of the refusal
	}{
		{"elements open at once", nested, 3, 9},
		{"elements open at once", func(n int) string { return strings.Repeat("<a>", n-1) + "<b/>" + strings.Repeat("</a>", n-1) }, 3, 9},
		{"attributes of a tag", func(n int) string { return "<a" + attributes(n) + "/>" }, 2, 17},
		{"bytes of a name", func(n int) string { return "<" + strings.Repeat("a", n) + "/>" }, 8, 1},
		{"bytes of a name", func(n int) string {
			return "<p:" + strings.Repeat("a", n-2) + ">x</p:" + strings.Repeat("a", n-2) + ">"
		}, 8, 1},
		{"bytes of a name", func(n int) string { return "<a " + strings.Repeat("b", n) + "=''/>" }, 8, 3},
		{"bytes of a name", func(n int) string { return "<r><" + strings.Repeat("a", n) + "></" + strings.Repeat("a", n) + "></r>" }, 8, 4},
		{"bytes of a name", func(n int) string { return "<r><a " + strings.Repeat("b", n) + "=\"1\"></a></r>" }, 8, 6},
		{"bytes of a namespace", func(n int) string { return "<a xmlns='" + strings.Repeat("u", n) + "'/>" }, 8, 0},
		{"bytes of one tag", func(n int) string { return "<a b='" + strings.Repeat("x", n-len("<a b=''/>")) + "'/>" }, 40, 0},
		{"bytes of one tag", func(n int) string { return "<a>" + strings.Repeat("x", n-len("</")) + "</a>" }, 40, 3},
		{"bytes of one tag", func(n int) string { return "<a>" + strings.Repeat("&#65;", n) + "</a>" }, 7, 3},
		{"bytes of one tag", func(n int) string { return "<!--" + strings.Repeat("x", n-len("<!---->")) + "-->" }, 40, 0},
		{"bytes of one tag", func(n int) string { return "<?p " + strings.Repeat("x", n-len("<?p ?>")) + "?>" }, 40, 0},
		{"bytes of one tag", func(n int) string { return "<a><![CDATA[" + strings.Repeat("x", n-len("<![CDATA[]]>")) + "]]></a>" }, 40, 3},
		{"bytes of one tag", func(n int) string { return "<a>" + strings.Repeat("<!---->xxxxx", n) + "</a>" }, 8, 3 + 8*12 + 7 + 5},
		{"bytes of one tag", func(n int) string { return "<a>" + strings.Repeat("<![CDATA[xxxxx]]>", n) + "</a>" }, 8, 3 + 9*17},
	} {
		for _, sizes := range [][2]int{{firstWindowSize, windowSize}, {16, 16}} {
			read := func(size int) error {
				_, err := tokens(newSized(strings.NewReader(c.input(size)+behind), l, sizes[0], sizes[1]))
				return err
			}
			if err := read(c.most); err != nil {
				t.Errorf("%s: %q is within the limit: %v", c.limit, c.input(c.most), err)
			}
			var e *Error
			err := read(c.most + 1)
			if !errors.Is(err, ErrLimit) || !errors.As(err, &e) || !strings.Contains(e.Problem, c.limit) || e.Offset != c.offset {
				t.Errorf("%s: %q is beyond the limit at byte %d: %v", c.limit, c.input(c.most+1), c.offset, err)
			}
		}
	}
}

// TestRefusalBehindATokenIsFinal: a text that is too long is refused behind its last piece, where the rest
// could be read.
func TestRefusalBehindATokenIsFinal(t *testing.T) {
	tokenizer := New(strings.NewReader("<a>"+strings.Repeat("<![CDATA[xxxxx]]>", 9)+"<b>1</b></a>"+behind), Limits{TokenBytes: 40})
	_, first := tokens(tokenizer)
	events, second := tokens(tokenizer)
	if !errors.Is(first, ErrLimit) || second != first || len(events) > 0 {
		t.Errorf("first %v, then %q and %v", first, events, second)
	}
}

func attributes(n int) string {
	var w strings.Builder
	for i := range n {
		fmt.Fprintf(&w, " a%d='x'", i)
	}
	return w.String()
}

// namespaces declares n prefixes, as long as they may be.
func namespaces(n int) string {
	var w strings.Builder
	for i := range n {
		fmt.Fprintf(&w, " xmlns:p%d%s='%s'", i, strings.Repeat("p", 1000), strings.Repeat("u", 1000))
	}
	return w.String()
}

// endless reads a head, then the same bytes again and again, up to 2 GiB of them.
func endless(head, body string) io.Reader {
	block := bytes.Repeat([]byte(body), 1+(64<<10)/len(body))
	return io.LimitReader(io.MultiReader(strings.NewReader(head), &again{block: block}), 2<<30)
}

type again struct {
	block []byte
	at    int
}

// Read implements io.Reader.
func (a *again) Read(p []byte) (int, error) {
	n := copy(p, a.block[a.at:])
	a.at = (a.at + n) % len(a.block)
	return n, nil
}

// TestHostileInputIsRefusedEarly: two gigabytes of one thing end in a refusal before long, not in memory.
func TestHostileInputIsRefusedEarly(t *testing.T) {
	for _, c := range []struct {
		name, head, body string
		class            error
	}{
		{"one tag", "<", "a", ErrLimit},
		{"one name", "<a ", "b", ErrLimit},
		{"one value", "<a b='", "x", ErrLimit},
		{"attributes", "<a", " b='1'", ErrLimit},
		{"white space in a tag", "<a", " ", ErrLimit},
		{"an end tag", "<a></", "b", ErrLimit},
		{"one text", "<a>", "x", ErrLimit},
		{"white space", "<a>", "\n", ErrLimit},
		{"references", "<a>", "&amp;", ErrLimit},
		{"CDATA", "<a><![CDATA[", "]] ", ErrLimit},
		{"many CDATA", "<a>", "<![CDATA[x]]>", ErrLimit},
		{"a comment", "<!--", "- ", ErrLimit},
		{"an instruction", "<?p ", "?", ErrLimit},
		{"an entity", "<a>&", "b", ErrLimit},
		{"a number", "<a>&#", "0", ErrLimit},
		{"depth", "", "<a>", ErrLimit},
		{"depth with namespaces", "", "<p:a xmlns:p='" + strings.Repeat("u", 1000) + "'>", ErrLimit},
		{"depth with many namespaces", "", "<a" + namespaces(60) + ">", ErrLimit},
		{"a document type", "", "<!DOCTYPE a [<!ENTITY b 'c'>", ErrForbidden},
		{"zeros", "", "\x00", ErrSyntax},
	} {
		before := allocated()
		_, err := tokens(New(endless(c.head, c.body), Limits{}))
		if !errors.Is(err, c.class) {
			t.Errorf("%s: %v", c.name, err)
		}
		if used := allocated() - before; used > 64<<20 {
			t.Errorf("%s: %d bytes allocated in all", c.name, used)
		}
	}
}

// allocated returns how many bytes were allocated so far, freed ones included.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// TestMemoryIsFlat: a hundred times the entries take the same memory, and not one allocation more.
func TestMemoryIsFlat(t *testing.T) {
	body := []byte(strings.Join([]string{entry(1), entry(2), "\n<Ntry><x:p xmlns:x='u' x:q='&amp;'/>a<!-- b --><![CDATA[c]]></Ntry>\r\n", entry(3)}, "\n"))
	use := func(times int) (bytes, objects uint64) {
		input := repeat([]byte(statementHead), body, times, []byte(statementFoot))
		var before, after runtime.MemStats
		tokenizer := New(input, Limits{})
		var e Event
		runtime.ReadMemStats(&before)
		for e.Kind != EOF {
			if err := tokenizer.Next(&e); err != nil {
				t.Fatal(err)
			}
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc, after.Mallocs - before.Mallocs
	}
	fewBytes, fewObjects := use(1000)
	manyBytes, manyObjects := use(20_000)
	if manyBytes > fewBytes+64<<10 || manyObjects > fewObjects+50 {
		t.Errorf("3 MB take %d bytes in %d objects, 70 MB take %d in %d", fewBytes, fewObjects, manyBytes, manyObjects)
	}
	if manyBytes > 1<<20 {
		t.Errorf("%d bytes for a file with small tokens", manyBytes)
	}
}
