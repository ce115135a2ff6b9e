package formats

import (
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// byTwo reads with blocks of a size, and gathers; taken counts the blocks that were read by two.
func byTwo(data string, size int) (in Inbound, taken int64, err error) {
	visit := gather(&in)
	keep := visit.Entry
	visit.Entry = func(s *Statement, e *StatementEntry) error {
		kept := e.Clone()
		return keep(s, &kept)
	}
	r := newSplitReader(strings.NewReader(data), visit, size)
	in.Remarks, err = r.file()
	return in, r.byTwo, err
}

// same compares with one reader: the same values, remarks and refusals, whatever the size of the blocks.
func sameByTwo(t interface{ Errorf(string, ...any) }, data string, size int) (taken int64) {
	want, wantErr := Read([]byte(data))
	got, taken, err := byTwo(data, size)
	if fmt.Sprint(err) != fmt.Sprint(wantErr) {
		t.Errorf("blocks of %d: got %v, want %v", size, err, wantErr)
	}
	if err == nil && dump(got) != dump(want) {
		t.Errorf("blocks of %d: got\n%s\nwant\n%s", size, dump(got), dump(want))
	}
	return taken
}

func TestReadByTwo(t *testing.T) {
	var file strings.Builder
	if _, err := (generated{700}).WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	whole := file.String()
	entry := `<Ntry>` + booked("1", "CRDT") + `<New/></Ntry>` + "\r\n"
	many := strings.Repeat(entry, 300)
	for name, c := range map[string]struct {
		data  string
		taken bool
	}{
		"generated":              {whole, true},
		"unread and warnings":    {statementWith(many + `<Ntry><ValDt>x</ValDt></Ntry>` + many), true},
		"something between":      {statementWith(many + balance("CLBD", oneUSD) + many + `stray` + many), true},
		"two statements":         {strings.Replace(statementWith(many), "</Stmt>", `</Stmt><Stmt><Acct><Ccy>USD</Ccy></Acct>`+many+`</Stmt>`, 1), true},
		"two documents":          {statementWith(many) + statementWith(many), true},
		"empty entries":          {statementWith(strings.Repeat(entry+`<Ntry/>`, 200)), true},
		"end in CDATA":           {statementWith(many + strings.Replace(entry, "<New/>", "<AddtlNtryInf><![CDATA[</Ntry>"+strings.Repeat("x", 3000)+"]]></AddtlNtryInf>", 1) + many), true},
		"end in a comment":       {statementWith(many + "<!-- </Ntry>" + strings.Repeat("x", 3000) + " -->" + many), true},
		"one entry of all":       {statementWith(many + `<Ntry>` + booked("1", "CRDT") + `<NtryDtls>` + strings.Repeat(`<TxDtls/>`, 2000) + `</NtryDtls></Ntry>` + many), true},
		"cut off":                {whole[:len(whole)*2/3], true},
		"crossed":                {statementWith(many + "<Ntry><a></b></Ntry>" + many), true},
		"no currency":            {strings.ReplaceAll(statementWith(many), "<Ccy>USD</Ccy>", ""), true},
		"other currency":         {statementWith(many + strings.ReplaceAll(many, "USD", "EUR")), true},
		"prefixed":               {strings.NewReplacer("</", "</p:", "<", "<p:").Replace(strings.Replace(statementWith(many), "xmlns", "xmlns:p", 1)), false},
		"declared ISO-8859-1":    {`<?xml version="1.0" encoding="ISO-8859-1"?>` + statementWith(strings.ReplaceAll(many, "BOOK", "B\xe9OK")), false},
		"not UTF-8 from the end": {statementWith(many + many + many + many + strings.ReplaceAll(many, "BOOK", "B\xe9OK")), true},
		"bytes before the XML":   {"{1:F01}" + statementWith(many), true},
		"another kind":           {returnWith(strings.Repeat(`<a/>`, 3000)), false},
	} {
		t.Run(name, func(t *testing.T) {
			most := int64(0)
			for _, size := range []int{600, 2048, 10_000, 1 << 20} {
				most = max(most, sameByTwo(t, c.data, size))
			}
			if c.taken != (most > 0) {
				t.Errorf("%d blocks were read by two", most)
			}
		})
	}
}

// Small reads of the source change nothing.
func TestReadByTwoFromSmallReads(t *testing.T) {
	data := statementWith(strings.Repeat(`<Ntry>`+booked("1", "CRDT")+`</Ntry>`, 500))
	var entries int
	visit := Visitor{Entry: func(_ *Statement, e *StatementEntry) error {
		if entries++; e.Number != entries {
			t.Fatalf("entry %d comes as number %d", e.Number, entries)
		}
		return nil
	}}
	r := newSplitReader(iotest.OneByteReader(strings.NewReader(data)), visit, 4096)
	if _, err := r.file(); err != nil || entries != 500 || r.byTwo == 0 {
		t.Errorf("%d entries, %d blocks by two, %v", entries, r.byTwo, err)
	}
}

// Details come one at a time here too, before their entry; an error of the visitor ends it all.
func TestVisitorOfTwoReaders(t *testing.T) {
	entry := `<Ntry>` + booked("1", "CRDT") + `<NtryDtls><TxDtls/><TxDtls/></NtryDtls></Ntry>`
	data := statementWith(strings.Repeat(entry, 400))
	details, entries, stop := 0, 0, -1
	visit := Visitor{
		Detail: func(s *Statement, e *StatementEntry, d *EntryDetail) error {
			if details++; s.DetailCount != details || s.EntryCount != e.Number || len(e.Details) > 0 {
				t.Fatalf("detail %d: %d details, %d entries", details, s.DetailCount, s.EntryCount)
			}
			return nil
		},
		Entry: func(s *Statement, e *StatementEntry) error {
			if entries++; entries == stop {
				return errEnough
			}
			if details != 2*entries || e.DetailCount != 2 || s.EntryCount != entries {
				t.Fatalf("entry %d after %d details", entries, details)
			}
			return nil
		},
	}
	if _, err := newSplitReader(strings.NewReader(data), visit, 4096).file(); err != nil || entries != 400 {
		t.Fatal(entries, err)
	}
	details, entries, stop = 0, 0, 250
	if _, err := newSplitReader(strings.NewReader(data), visit, 4096).file(); err != errEnough || entries != stop {
		t.Errorf("got %v after %d entries", err, entries)
	}
}

// Random files of what may stand in a statement, in random blocks.
func TestReadByTwoIsReadByOne(t *testing.T) {
	entry := `<Ntry>` + booked("1", "CRDT") + `</Ntry>`
	pieces := []string{entry, entry, entry + "\n", entry + entry, `<Ntry/>`, balance("CLBD", oneUSD), `</Stmt><Stmt>`,
		`<Acct><Id>1</Id><Ccy>USD</Ccy></Acct>`, "stray", "<!-- </Ntry> -->", "<Ntry><![CDATA[</Ntry>]]></Ntry>", "<New>x</New>",
		`<Ntry><NtryDtls><TxDtls><Refs><UETR>x</UETR></Refs></TxDtls></NtryDtls></Ntry>`, "é", "<Ntry>\xe9</Ntry>", "<", "&amp;"}
	rapid.Check(t, func(t *rapid.T) {
		inside := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 60).Draw(t, "pieces"), "")
		sameByTwo(t, statementWith(inside), rapid.IntRange(100, 3000).Draw(t, "block"))
	})
}
