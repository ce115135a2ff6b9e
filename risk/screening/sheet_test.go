package screening

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// sample returns the files of a sample of the format; they are our own, in the official form.
func sample(t testing.TB, f Format) []string {
	t.Helper()
	names := map[Format][]string{FormatCSV: {"own.csv"}, FormatOFAC: FilesOf(FormatOFAC), FormatUN: {"un.xml"}, FormatEU: {"eu.xml"}}[f]
	var texts []string
	for _, name := range names {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data))
	}
	return texts
}

func parse(f Format, texts ...string) (Sheet, error) {
	var parts []io.Reader
	for _, text := range texts {
		parts = append(parts, strings.NewReader(text))
	}
	return Parse("test", f, parts...)
}

// words writes an entry as one line.
func words(e Entry) string {
	var names []string
	for _, n := range e.Names {
		mark := ""
		if n.Weak {
			mark = "~"
		}
		names = append(names, mark+n.Text)
	}
	return fmt.Sprintf("%s %s [%s] %v %v %s", e.ID, e.Kind, strings.Join(names, "|"), e.Countries, e.BICs, e.Programme)
}

func TestParse(t *testing.T) {
	for f, want := range map[Format][]string{
		FormatCSV: {"1 person [Dmitri Arkadyevich Volkonsky|Димитрий Волконский|Dimitry Volkonski|~Dima] [RU] [] TEST-A",
			"2 entity [Harrowgate Shipping LLC|Harrowgate Marine] [IR] [] TEST-B",
			"3 bank [First Commerce Bank of Nowhere] [] [EXAMKPPY NOWHXXAAXXX] TEST-B", "4 country [] [KP] [] TEST-C"},
		FormatOFAC: {"101 person [VOLKONSKY, Dmitri Arkadyevich|VOLKONSKI, Dimitry] [Nowhere] [] TEST-A",
			"102 entity [HARROWGATE SHIPPING LLC|HARROWGATE MARINE] [Elsewhere] [] TEST-B", "103 vessel [SEA LANTERN] [] [] TEST-B",
			"104 entity [FIRST COMMERCE BANK] [] [EXAMKPPY NOWHXXAAXXX] TEST-B"},
		FormatUN: {"TSi.001 person [DMITRI ARKADYEVICH VOLKONSKY|Дмитрий Волконский|Dimitry Volkonski|~Dima|Mitya Volkonsky] [Nowhere] [] TEST",
			"TSe.001 entity [HARROWGATE SHIPPING|Harrowgate Marine] [] [] TEST",
			`ignored 1: alias of quality "fair", read as a good one`, "ignored 1: element SHOE_SIZE in INDIVIDUAL", "ignored 1: element VESSELS"},
		FormatEU: {"EU.1.1 person [Dmitri Arkadyevich Volkonsky|Димитрий Волконский|~Dima] [RU] [] TEST",
			"EU.2.2 entity [First Commerce Bank of Nowhere] [] [EXAMKPPY] ", `ignored 1: BIC "EXAM", which has neither 8 nor 11 characters`,
			"ignored 1: element shoe in sanctionEntity"},
	} {
		sheet, err := parse(f, sample(t, f)...)
		if err != nil {
			t.Errorf("%s: %v", f, err)
			continue
		}
		var got []string
		for _, e := range sheet.Entries {
			if got = append(got, words(e)); e.List != "test" {
				t.Errorf("%s: list %q", f, e.List)
			}
		}
		for _, i := range sheet.Ignored {
			got = append(got, fmt.Sprintf("ignored %d: %s", i.Count, i.What))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n%s\nwant\n%s", f, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// Every way in which a file is refused, with its place and what to do.
func TestParseRefuses(t *testing.T) {
	long := strings.Repeat("x", TextMax+1)
	sdn, un, eu := sample(t, FormatOFAC), sample(t, FormatUN)[0], sample(t, FormatEU)[0]
	for _, test := range []struct {
		name   string
		format Format
		parts  []string
		want   string
	}{
		{"no format", "xls", []string{""}, "no format"},
		{"too few files", FormatOFAC, []string{""}, "1 files were given"},
		{"empty", FormatCSV, []string{""}, "it is empty: fetch"},
		{"only a header", FormatCSV, []string{"id,kind,name\n"}, "names nobody"},
		{"unknown column", FormatCSV, []string{"id,kind,name,colour\n"}, "line 1, colour: it is no column"},
		{"column twice", FormatCSV, []string{"id,kind,name,id\n"}, "line 1, id: the column is there twice"},
		{"column missing", FormatCSV, []string{"id,name\n"}, "line 1, kind: the column is missing"},
		{"short row", FormatCSV, []string{"id,kind,name\n1,person\n"}, "line 2: it has 2 fields, the header 3"},
		{"open quote", FormatCSV, []string{"id,kind,name\n1,person,\"Ivan\n"}, "line 2: "},
		{"unknown kind", FormatCSV, []string{"id,kind,name\n1,ghost,Ivan\n"}, "line 2, kind: \"ghost\" is no kind"},
		{"id twice", FormatCSV, []string{"id,kind,name\n1,person,Ivan\n1,person,Pyotr\n"}, "line 3, id: \"1\" is there twice"},
		{"no id", FormatCSV, []string{"id,kind,name\n,person,Ivan\n"}, "line 2, id: it is empty"},
		{"no name", FormatCSV, []string{"id,kind,name\n1,person,\n"}, "line 2, name: entry 1 has no name"},
		{"no letter", FormatCSV, []string{"id,kind,name\n1,person,...\n"}, "has no letter"},
		{"long name", FormatCSV, []string{"id,kind,name\n1,person," + long + "\n"}, "more than 500 characters"},
		{"long field", FormatCSV, []string{"id,kind,name\n1,person," + strings.Repeat("x", fieldMax+1) + "\n"}, "more than 65536 bytes"},
		{"many names", FormatCSV, []string{"id,kind,name,aliases\n1,person,A," + strings.Repeat("b;", NamesMax) + "\n"}, "at most 1000"},
		{"many countries", FormatCSV, []string{"id,kind,name,countries\n1,person,A," + strings.Repeat("RU;", valuesMax+1) + "\n"}, "more than 200"},
		{"bad UTF-8", FormatCSV, []string{"id,kind,name\n1,person,Iv\xffan\n"}, "not in UTF-8"},
		{"bad BIC", FormatCSV, []string{"id,kind,name,bics\n1,bank,A,EXAM\n"}, "\"EXAM\" has 4 characters"},
		{"country of none", FormatCSV, []string{"id,kind,name\n1,country,North\n"}, "is a country and names none"},

		{"sdn of other columns", FormatOFAC, []string{"1,2,3\n", sdn[1], sdn[2]}, "sdn.csv, line 1: it has 3 fields, a row of sdn.csv has 12"},
		{"sdn empty", FormatOFAC, []string{"", sdn[1], sdn[2]}, "sdn.csv: it is empty"},
		{"alt empty", FormatOFAC, []string{sdn[0], "", sdn[2]}, "alt.csv: it is empty"},
		{"sdn cut off", FormatOFAC, []string{strings.SplitAfter(sdn[0], "\n")[0], sdn[1], sdn[2]}, "alt.csv, line 2, ent_num: sdn.csv has no entry \"102\""},
		{"add of nobody", FormatOFAC, []string{sdn[0], sdn[1], "999,1,a,b,c,d\n"}, "add.csv, line 1, ent_num: sdn.csv has no entry \"999\""},
		{"alias without a letter", FormatOFAC, []string{sdn[0], "101,1,aka,-0- ,-0- \n", sdn[2]}, "alt.csv, line 1, alt_name"},
		{"sdn without a name", FormatOFAC, []string{"1,-0- ,-0- " + strings.Repeat(",-0- ", 9) + "\n", sdn[1], sdn[2]}, "has no name"},

		{"not XML", FormatUN, []string{"hello"}, "ends too early"},
		{"cut off", FormatUN, []string{un[:len(un)/2]}, "line "},
		{"cut off at the end", FormatUN, []string{strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(un), "</CONSOLIDATED_LIST>"))}, "line "},
		{"other root", FormatUN, []string{eu}, "export: it is no root of this format"},
		{"two roots", FormatUN, []string{strings.TrimSpace(un) + "<X/>"}, "after the end"},
		{"a document type", FormatEU, []string{`<!DOCTYPE export [<!ENTITY a "b">]>` + "<export/>"}, "document type"},
		{"nobody", FormatEU, []string{"<export/>"}, "names nobody"},
		{"no name", FormatEU, []string{`<export><sanctionEntity logicalId="7"/></export>`}, "nameAlias: entry 7 has no name"},
		{"no name", FormatUN, []string{`<CONSOLIDATED_LIST><ENTITIES><ENTITY><DATAID>7</DATAID></ENTITY></ENTITIES></CONSOLIDATED_LIST>`}, "entry 7 has no name"},
		{"other charset", FormatEU, []string{`<?xml version="1.0" encoding="KOI8-R"?><export/>`}, "line 1"},
		{"too deep", FormatEU, []string{"<export><sanctionEntity>" + strings.Repeat("<a>", 20)}, "too deep"},
		{"too large", FormatEU, []string{"<export><sanctionEntity>" + strings.Repeat("<a/>", recordMax+1)}, "too large"},
		{"long text", FormatEU, []string{"<export><sanctionEntity>" + strings.Repeat("x", xmlTextMax+10) + "<a/></sanctionEntity></export>"}, "bytes"},
	} {
		t.Run(string(test.format)+" "+test.name, func(t *testing.T) {
			sheet, err := parse(test.format, test.parts...)
			var refused *FileError
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), test.want) || refused.Remedy == "" {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
			if len(sheet.Entries) > 0 {
				t.Errorf("it was refused, and gave %d entries", len(sheet.Entries))
			}
		})
	}
}

// A file that cannot be read to its end is never taken for a short one.
func TestParseTellsThatReadingFailed(t *testing.T) {
	for _, f := range Formats() {
		texts := sample(t, f)
		var parts []io.Reader
		for _, text := range texts {
			parts = append(parts, io.MultiReader(strings.NewReader(text), iotest.ErrReader(errors.New("the line broke"))))
		}
		if _, err := Parse("test", f, parts...); err == nil || !strings.Contains(err.Error(), "the line broke") {
			t.Errorf("%s: error %v", f, err)
		}
	}
}

// Letters of Windows-1252, which the official CSV once had, are read; a mark of UTF-8 at the beginning is no letter.
func TestCharacters(t *testing.T) {
	sdn := sample(t, FormatOFAC)
	sheet, err := parse(FormatOFAC, strings.Replace(sdn[0], "SEA LANTERN", "ISLA PE\xd1A", 1), sdn[1], sdn[2])
	if err != nil || sheet.Entries[2].Names[0].Text != "ISLA PEÑA" {
		t.Errorf("%v, %v", sheet.Entries, err)
	}
	for _, mark := range []string{"", "\ufeff"} {
		if sheet, err := parse(FormatCSV, mark+"id,kind,name\n1,person,Ivan\n"); err != nil || len(sheet.Entries) != 1 {
			t.Errorf("%q: %v, %v", mark, sheet, err)
		}
	}
}

// Whatever stands in a file: it is refused with a remedy, or every entry can be found by its own names.
func fuzzFormat(f *testing.F, format Format, parts int) {
	f.Add(strings.Join(sample(f, format), "\x00"))
	f.Fuzz(func(t *testing.T, data string) {
		texts := strings.SplitN(data, "\x00", parts)
		for len(texts) < parts {
			texts = append(texts, "")
		}
		sheet, err := parse(format, texts...)
		if err != nil {
			if refused := (*FileError)(nil); !errors.As(err, &refused) || refused.Reason == "" || refused.Remedy == "" {
				t.Fatalf("%v is no refusal with a remedy", err)
			}
			return
		}
		for _, e := range sheet.Entries[:min(len(sheet.Entries), 5)] {
			for _, n := range e.Names[:min(len(e.Names), 5)] {
				if Normalise(n.Text) == "" || Compare(n.Text, n.Text) != same {
					t.Fatalf("%q is like itself by %d", n.Text, Compare(n.Text, n.Text))
				}
			}
		}
		again, err := parse(format, texts...)
		if err != nil || len(again.Entries) != len(sheet.Entries) || again.Entries[0].Digest() != sheet.Entries[0].Digest() {
			t.Fatalf("read twice, it differs: %v", err)
		}
	})
}

func FuzzCSV(f *testing.F)  { fuzzFormat(f, FormatCSV, 1) }
func FuzzOFAC(f *testing.F) { fuzzFormat(f, FormatOFAC, 3) }
func FuzzUN(f *testing.F)   { fuzzFormat(f, FormatUN, 1) }
func FuzzEU(f *testing.F)   { fuzzFormat(f, FormatEU, 1) }

// A list is read as a stream: one entry at a time is held as elements.
func TestLargeListIsRead(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("<export>")
	for n := range 20_000 {
		fmt.Fprintf(&b, `<sanctionEntity logicalId="%d"><nameAlias wholeName="Name %d Example"/></sanctionEntity>`, n, n)
	}
	b.WriteString("</export>")
	if sheet, err := parse(FormatEU, b.String()); err != nil || len(sheet.Entries) != 20_000 || sheet.Names() != 20_000 {
		t.Errorf("%d entries, %v", len(sheet.Entries), err)
	}
}
