package xmltext

import (
	"slices"
	"strings"
	"testing"
)

// readings are inputs and all their events, without the end of file: line:offset depth kind content.
var readings = []struct {
	name, input string
	events      []string
}{
	{"nothing", "", nil},
	{"a leaf", "<a>x</a>", []string{"1:0 1 start a", `1:3 1 text "x"`, "1:4 1 end a"}},
	{"an empty element", "<a\n/>", []string{"1:0 1 start a", "2:3 1 end a"}},
	{"an empty element is like an empty leaf", "<a></a >", []string{"1:0 1 start a", "1:3 1 end a"}},
	{"white space between tags is left out", "<a>\n <b/>\t</a>\n", []string{
		"1:0 1 start a", "2:5 2 start b", "2:7 2 end b", "2:10 1 end a"}},
	{"white space that is all of a leaf stays", "<a> \n </a>", []string{
		"1:0 1 start a", `1:3 1 text " \n "`, "2:6 1 end a"}},
	{"text is not trimmed", "<a>\n x \n</a>", []string{"1:0 1 start a", `1:3 1 text "\n x \n"`, "3:8 1 end a"}},
	{"text between elements stays", "<a>x<b/> y </a>", []string{
		"1:0 1 start a", `1:3 1 text "x"`, "1:4 2 start b", "1:6 2 end b", `1:8 1 text " y "`, "1:11 1 end a"}},
	{"references", "<a>&lt;&gt;&amp;&apos;&quot;&#65;&#x42;&#x1F600;</a>", []string{
		"1:0 1 start a", `1:3 1 text "<>&'\"AB😀"`, "1:48 1 end a"}},
	{"an end tag of two lines", "<a>\n<b>x</b\n></a>", []string{
		"1:0 1 start a", "2:4 2 start b", `2:7 2 text "x"`, "2:8 2 end b", "3:13 1 end a"}},
	{"a reference is not resolved twice", "<a>&amp;lt;</a>", []string{
		"1:0 1 start a", `1:3 1 text "&lt;"`, "1:11 1 end a"}},
	{"line ends", "<a>1\r\n2\r3\n4&#13;&#10;</a>", []string{
		"1:0 1 start a", `1:3 1 text "1\n2\n3\n4\r\n"`, "3:21 1 end a"}},
	{"CDATA", "<a><![CDATA[<&]]]]><![CDATA[>\r\n]]></a>", []string{
		"1:0 1 start a", `1:3 1 text "<&]]>\n"`, "2:34 1 end a"}},
	{"pieces of a text are joined", "<a>1<!-- c\n -->2<?p i?><![CDATA[3]]>&#52;</a>", []string{
		"1:0 1 start a", `1:3 1 text "1234"`, "2:41 1 end a"}},
	{"a text begins where its first piece does", "<a>\n<!-- c -->\n<![CDATA[x]]></a>", []string{
		"1:0 1 start a", `1:3 1 text "\n\nx"`, "3:28 1 end a"}},
	{"CDATA without content is no text", "<a><![CDATA[]]></a>", []string{"1:0 1 start a", "1:15 1 end a"}},
	{"white space around a comment", "<a> <!----> </a><b> <!----><c/></b>", []string{
		"1:0 1 start a", `1:3 1 text "  "`, "1:12 1 end a",
		"1:16 1 start b", "1:27 2 start c", "1:29 2 end c", "1:31 1 end b"}},
	{"attributes", "<a b='1' \n c = \"&lt;'\r\n\" d=''/>", []string{
		`1:0 1 start a b="1" c="<'\n" d=""`, "3:29 1 end a"}},
	{"a > in a value", "<a b='/>'>x</a>", []string{`1:0 1 start a b="/>"`, `1:10 1 text "x"`, "1:11 1 end a"}},
	{"a default namespace", "<a xmlns='u'><b c='1'/><b xmlns=''/><b/></a>", []string{
		"1:0 1 start a{u}", `1:13 2 start b{u} c="1"`, "1:21 2 end b{u}", "1:23 2 start b", "1:34 2 end b",
		"1:36 2 start b{u}", "1:38 2 end b{u}", "1:40 1 end a{u}"}},
	{"prefixes", "<p:a xmlns:p='u' p:b='1' q:c='2' xml:lang='en'><p:a xmlns:p='v'/><p:a/></p:a>", []string{
		`1:0 1 start p:a{u} p:b{u}="1" q:c{q}="2" xml:lang{http://www.w3.org/XML/1998/namespace}="en"`,
		"1:47 2 start p:a{v}", "1:63 2 end p:a{v}", "1:65 2 start p:a{u}", "1:69 2 end p:a{u}", "1:71 1 end p:a{u}"}},
	{"a prefix not declared is its own namespace", "<q:a><q:b/></q:a>", []string{
		"1:0 1 start q:a{q}", "1:5 2 start q:b{q}", "1:9 2 end q:b{q}", "1:11 1 end q:a{q}"}},
	{"an empty namespace is none, a prefix stays", "<a xmlns:p='' b='1' p:b='2'/>", []string{
		`1:0 1 start a b="1" p:b="2"`, "1:27 1 end a"}},
	{"a namespace with a reference", "<a xmlns='u&amp;v'/>", []string{"1:0 1 start a{u&v}", "1:18 1 end a{u&v}"}},
	{"names beyond ASCII", "<Größe é='1'>x</Größe>", []string{
		`1:0 1 start Größe é="1"`, `1:16 1 text "x"`, "1:17 1 end Größe"}},
	{"long names", "<BkToCstmrStmt-2.0_x/>", []string{"1:0 1 start BkToCstmrStmt-2.0_x", "1:20 1 end BkToCstmrStmt-2.0_x"}},
	{"several documents", "<?xml version='1.0'?>\n<a/>\n<?xml version='1.1' encoding='utf-8' standalone='yes'?><b/><c/>\n", []string{
		"2:22 1 start a", "2:24 1 end a", "3:82 1 start b", "3:84 1 end b", "3:86 1 start c", "3:88 1 end c"}},
	{"a byte order mark before each", "\ufeff<a/>\n\ufeff<?xml version='1.0'?><b/>", []string{
		"1:3 1 start a", "1:5 1 end a", "2:32 1 start b", "2:34 1 end b"}},
	{"a declaration in an envelope", "<e><?xml version='1.0'?><a/></e>", []string{
		"1:0 1 start e", "1:24 2 start a", "1:26 2 end a", "1:28 1 end e"}},
	{"comments and instructions around the root", "<!-- ' < & -->\n<?x ' < & ?><a/><!---->", []string{
		"2:27 1 start a", "2:29 1 end a"}},
}

// TestReads reads every input as it is, and with room behind it, for the quick way.
func TestReads(t *testing.T) {
	for _, r := range readings {
		for _, room := range []string{"", behind} {
			events := mustTokens(t, r.input+room)
			if got := events[:len(events)-1]; !slices.Equal(got, r.events) {
				t.Errorf("%s: %q gives\n%s\nexpected\n%s", r.name, r.input, strings.Join(got, "\n"), strings.Join(r.events, "\n"))
			}
		}
	}
}

// behind is white space behind a document, enough for the quick way to be taken up to its end.
var behind = strings.Repeat(" ", 2*quickMargin)

// TestEndOfFileIsAnEventOfItsOwn: it says where, holds nothing of the event before, and comes again.
func TestEndOfFileIsAnEventOfItsOwn(t *testing.T) {
	tokenizer := New(strings.NewReader("<a b='c'/>\n"), Limits{})
	var e Event
	for e.Kind != EOF {
		if err := tokenizer.Next(&e); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if got := describe(&e); got != "2:11 0 end of file" || len(e.Name)+len(e.Attrs)+len(e.Text) > 0 {
			t.Errorf("the end is %q, %v", got, e)
		}
		if err := tokenizer.Next(&e); err != nil {
			t.Fatal(err)
		}
	}
}

// TestEventHoldsNothingOfTheOneBefore: what does not belong to the kind is empty.
func TestEventHoldsNothingOfTheOneBefore(t *testing.T) {
	tokenizer := New(strings.NewReader("<p:a xmlns:p='u' b='1'>text<c/>more</p:a>"), Limits{})
	var e Event
	for e.Kind != EOF {
		if err := tokenizer.Next(&e); err != nil {
			t.Fatal(err)
		}
		isTag := e.Kind == Start || e.Kind == End
		if !isTag && len(e.Name)+len(e.Prefix)+len(e.Space) > 0 || e.Kind != Text && len(e.Text) > 0 ||
			len(e.Attrs) > 0 && string(e.Name) != "a" || string(e.Name) == "c" && len(e.Prefix)+len(e.Space) > 0 {
			t.Errorf("%s holds more than its own: %+v", describe(&e), e)
		}
	}
}

func TestSkipConsumesTheElement(t *testing.T) {
	const input = "<a><b c='1'><b>x</b><d/></b><e/></a>"
	for _, skip := range []struct {
		after int // events
		next  string
	}{
		{0, "1:0 1 start a"}, {1, "1:36 0 end of file"}, {2, "1:28 2 start e"}, {3, "1:20 3 start d"},
		{4, "1:20 3 start d"}, {5, "1:28 2 start e"}, {6, "1:24 2 end b"}, {9, "1:32 1 end a"},
	} {
		tokenizer := New(strings.NewReader(input), Limits{})
		var e Event
		for range skip.after {
			if err := tokenizer.Next(&e); err != nil {
				t.Fatal(err)
			}
		}
		if err := tokenizer.Skip(); (err != nil) != (skip.after == 0) {
			t.Errorf("after %d events: %v", skip.after, err)
		}
		if err := tokenizer.Next(&e); err != nil || describe(&e) != skip.next {
			t.Errorf("after %d events and a skip comes %q (%v), expected %q", skip.after, describe(&e), err, skip.next)
		}
	}
	if err := New(strings.NewReader("<a><b></a>"), Limits{}).Skip(); err == nil {
		t.Error("nothing is open before the first event")
	}
	broken := New(strings.NewReader("<a><b></a>"), Limits{})
	var e Event
	if err := broken.Next(&e); err != nil {
		t.Fatal(err)
	}
	if err := broken.Skip(); err == nil {
		t.Error("what is skipped is checked too")
	}
}

func TestKindsHaveNames(t *testing.T) {
	for kind, want := range []string{"no event", "start", "end", "text", "end of file"} {
		if got := Kind(kind).String(); got != want {
			t.Errorf("kind %d is called %q, expected %q", kind, got, want)
		}
	}
}
