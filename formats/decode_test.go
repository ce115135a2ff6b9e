package formats

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// named is a statement whose entry carries the text, behind an XML declaration with the encoding.
func named(encoding, text string) string {
	declaration := ""
	if encoding != "" {
		declaration = `<?xml version="1.0" encoding="` + encoding + `"?>` + "\n"
	}
	return declaration +
		statementWith(`<Ntry>`+oneUSD+credit+`<Sts>BOOK</Sts><AddtlNtryInf>`+text+`</AddtlNtryInf></Ntry>`)
}

func TestEncodings(t *testing.T) {
	const text = "Café Øst €"
	encode := func(table encoding.Encoding, s string) string {
		out, err := table.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for name, c := range map[string]struct{ data, want string }{
		"UTF-8 declared":        {named("UTF-8", text), text},
		"UTF-8 in small":        {named("utf-8", text), text},
		"UTF-8 undeclared":      {named("", text), text},
		"UTF-8 with a BOM":      {"\xef\xbb\xbf" + named("UTF-8", text), text},
		"BOM beats declaration": {"\xef\xbb\xbf" + named("ISO-8859-1", text), text},
		"ISO-8859-1":            {encode(charmap.ISO8859_1, named("ISO-8859-1", "Café Øst")), "Café Øst"},
		"ISO-8859-15":           {encode(charmap.ISO8859_15, named("iso-8859-15", text)), text},
		"windows-1252":          {encode(charmap.Windows1252, named("windows-1252", text)), text},
		"UTF-16 little endian": {encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), named("UTF-16", text)),
			text},
		"UTF-16 big endian": {encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), named("UTF-16", text)), text},
		"UTF-16 without BOM": {encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), named("UTF-16", text)),
			text},
		"US-ASCII": {named("US-ASCII", "Cafe"), "Cafe"},
		"single quotes": {strings.ReplaceAll(named("UTF-8", text), `encoding="UTF-8"`, `encoding='UTF-8'`),
			text},
		"CDATA":                  {named("", "<![CDATA[a <b> & ]]>c"), "a <b> & c"},
		"CRLF":                   {strings.ReplaceAll(named("UTF-8", "a\nb"), "\n", "\r\n"), "a\nb"},
		"predefined entities":    {named("", "&lt;&amp;&gt;&quot;&apos;&#x41;"), `<&>"'A`},
		"processing and comment": {named("", "a<!-- no --><?no no?>b"), "ab"},
	} {
		t.Run(name, func(t *testing.T) {
			in, err := Read([]byte(c.data))
			if err != nil {
				t.Fatal(err)
			}
			if got := onlyStatement(t, in).Entries[0].Info; got != c.want || len(in.Warnings) > 0 {
				t.Errorf("got %q, warnings %q; want %q", got, in.Warnings, c.want)
			}
		})
	}
}

func TestWronglyDeclaredEncodingIsReadWithAWarning(t *testing.T) {
	for name, data := range map[string]string{
		"declared as UTF-8": named("UTF-8", "Caf\xe9"),
		"not declared":      named("", "Caf\xe9"),
		"behind a BOM":      "\xef\xbb\xbf" + named("", "Caf\xe9"),
	} {
		in, err := Read([]byte(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := onlyStatement(t, in).Entries[0].Info; got != "Café" {
			t.Errorf("%s: got %q", name, got)
		}
		at := int64(strings.IndexByte(data, 0xe9))
		if !slices.ContainsFunc(in.Warnings, func(w Warning) bool {
			return strings.Contains(w.Text, "is not UTF-8") && w.Offset == at
		}) {
			t.Errorf("%s: no warning about byte %d in %v", name, at, in.Warnings)
		}
	}
}

// A file that changes its mind keeps both: what is UTF-8 stays, and only the other bytes are turned. The
// places of all entries are those in the file, although the text became longer.
func TestPlacesBehindTurnedBytes(t *testing.T) {
	entry := `<Ntry>` + oneUSD + credit + `<Sts>BOOK</Sts><AddtlNtryInf>` + "M\xfcller \xe9 Café" + `</AddtlNtryInf></Ntry>`
	data := statementWith(strings.Repeat(entry, 3000))
	for name, whole := range map[string]bool{"in one read": true, "byte by byte": false} {
		t.Run(name, func(t *testing.T) {
			at := 0
			visit := Visitor{Entry: func(_ *Statement, e *StatementEntry) error {
				at += strings.Index(data[at:], "<Ntry>")
				if e.Offset != int64(at) || e.Info != "Müller é Café" {
					t.Fatalf("entry %d, %q: at byte %d, want %d", e.Number, e.Info, e.Offset, at)
				}
				at++
				return nil
			}}
			remarks, err := Stream(strings.NewReader(data), visit)
			if !whole {
				remarks, err = Stream(iotest.OneByteReader(strings.NewReader(data)), Visitor{})
			}
			if err != nil || len(remarks.Warnings) != 1 || !strings.Contains(remarks.Warnings[0].Text, "5999 others") {
				t.Fatal(remarks, err)
			}
		})
	}
}

// An error behind turned bytes is told at its place in the file.
func TestPlaceOfAnErrorBehindTurnedBytes(t *testing.T) {
	data := named("", strings.Repeat("\xe9", 100)+"<")
	_, err := Read([]byte(data))
	if want := int64(strings.LastIndex(data, "\xe9<") + 2); refusalOf(t, err).Offset != want {
		t.Errorf("got %v, want byte %d", err, want)
	}
}

// A transport put some bytes of its own before the message: they are left out with a warning, and all places
// are those in the file.
func TestBytesBeforeTheXML(t *testing.T) {
	for _, lead := range []string{"{1:F01}", "\x1f012345abcdef0123456789abcdef01"} {
		data := lead + named("UTF-8", "Caf\xe9")
		in := mustRead(t, data)
		e := onlyStatement(t, in).Entries[0]
		if e.Info != "Café" || e.Offset != int64(strings.Index(data, "<Ntry>")) || len(in.Warnings) != 2 ||
			!strings.Contains(in.Warnings[0].Text, "before the XML") || in.Warnings[1].Offset != int64(strings.Index(data, "\xe9")) {
			t.Errorf("%q: got %s, %v", lead, dump(e), in.Warnings)
		}
	}
	if _, err := Read([]byte(strings.Repeat("x", leadMax+1) + "<a/>")); err == nil {
		t.Error("a page of text before the XML must be refused")
	}
}

// However a text is cut into reads, the same comes out.
func TestRepairDoesNotDependOnReads(t *testing.T) {
	data := []byte(strings.Repeat("aé€\U0001F600\xe9\xf0\x9f", 50) + "\xc3")
	var want bytes.Buffer
	if _, err := want.ReadFrom(newRepair(bytes.NewReader(data))); err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if _, err := got.ReadFrom(newRepair(iotest.OneByteReader(bytes.NewReader(data)))); err != nil {
		t.Fatal(err)
	}
	if got.String() != want.String() || !strings.HasPrefix(got.String(), "aé€\U0001F600é") {
		t.Errorf("got %q, want %q", got.String(), want.String())
	}
}
