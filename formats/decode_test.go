package formats

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
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
	encode := func(table *charmap.Charmap, s string) string {
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
		"US-ASCII":              {named("US-ASCII", "Cafe"), "Cafe"},
		"single quotes": {strings.ReplaceAll(named("UTF-8", text), `encoding="UTF-8"`, `encoding='UTF-8'`),
			text},
		"CDATA":               {named("", "<![CDATA[a <b> & ]]>c"), "a <b> & c"},
		"predefined entities": {named("", "&lt;&amp;&gt;&quot;&apos;&#x41;"), `<&>"'A`},
		"processing and comment": {named("", "a<!-- no --><?no no?>b"),
			"ab"},
	} {
		t.Run(name, func(t *testing.T) {
			in, err := Read([]byte(c.data))
			if err != nil {
				t.Fatal(err)
			}
			if got := in.Statements[0].Entries[0].Info; got != c.want || len(in.Warnings) > 0 {
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
		if in.Statements[0].Entries[0].Info != "Café" {
			t.Errorf("%s: got %q", name, in.Statements[0].Entries[0].Info)
		}
		if !slices.ContainsFunc(in.Warnings, func(w string) bool { return strings.Contains(w, "is not UTF-8") }) {
			t.Errorf("%s: no warning in %q", name, in.Warnings)
		}
	}
}
