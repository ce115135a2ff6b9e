package intake_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	. "nostro/intake"
)

func TestHeaderRefused(t *testing.T) {
	for _, c := range []struct {
		name, header string
		fields       string // of the refusals, in order
		words        string // of the first
	}{
		{"missing column", "id,payer,payee,currency,amount,value_date", "reference", "the column is missing"},
		{"unknown column", obligationHeader + ",note", "note", "no column of obligations has this name"},
		{"doubled column", obligationHeader + ",id", "id", "comes twice"},
		{"all at once", "id,id,payer,payee,currency,amount,note", "value_date reference note id", "missing"},
		{"blank before a name", strings.Replace(obligationHeader, ",payer", ", payer", 1), "payer  payer", "missing"},
		{"upper case", strings.ToUpper(obligationHeader), strings.ReplaceAll(obligationHeader+","+
			strings.ToUpper(obligationHeader), ",", " "), "missing"},
		{"nothing", "", "", "no header"},
		{"semicolons", strings.ReplaceAll(obligationHeader, ",", ";"), "", "not separated by commas"},
		{"not UTF-8", obligationHeader + ",\xff", "", "not UTF-8"},
		{"open quote", `"id,payer`, "", "quote"},
		{"endless", strings.Repeat("x", LineBytesMax+1), "", "8193 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, refusals := ReadObligations("o.csv", lines(c.header, goodObligation), all)
			var fields []string
			for _, r := range refusals {
				fields = append(fields, r.Field)
				if r.Line != 1 || r.File != "o.csv" || r.Remedy == "" {
					t.Errorf("refusal without place or remedy: %+v", r)
				}
			}
			if len(rows) != 0 || strings.Join(fields, " ") != c.fields || !strings.Contains(refusals[0].Reason, c.words) {
				t.Errorf("rows %d, fields %q, first %v", len(rows), fields, refusals[0])
			}
		})
	}
}

func TestColumnsInAnyOrder(t *testing.T) {
	data := lines("reference,amount,currency,payee,payer,value_date,id", "x,1.00,USD,BOLT,ACME,2026-11-24,O-1")
	rows, refusals := ReadObligations("o.csv", data, all)
	if len(refusals) != 0 || rows[0].Value.Payer != "ACME" || rows[0].Value.Reference != "x" {
		t.Errorf("got %+v %v", rows, refusals)
	}
}

func TestByteOrderMarkAndLineEnds(t *testing.T) {
	text := "\uFEFF" + obligationHeader + "\r\n" + goodObligation + "\r\n\r\n" + goodObligation
	rows, refusals := ReadObligations("o.csv", []byte(text), all)
	if len(refusals) != 0 || len(rows) != 2 || rows[0].Line != 2 || rows[1].Line != 4 || rows[0].Raw != goodObligation {
		t.Errorf("got %+v %v", rows, refusals)
	}
	kind, err := Detect("o.csv", []byte(text))
	if kind != Obligations || err != nil {
		t.Errorf("Detect: %q %v", kind, err)
	}
}

func TestFileWithoutRows(t *testing.T) {
	for _, text := range []string{obligationHeader, obligationHeader + "\n", obligationHeader + "\r\n\n\n"} {
		rows, refusals := ReadObligations("o.csv", []byte(text), all)
		if len(rows)+len(refusals) != 0 {
			t.Errorf("%q: got %v %v", text, rows, refusals)
		}
	}
}

// A line that cannot be cut into fields is refused alone; its neighbours are taken.
func TestBadLineHurtsOnlyItself(t *testing.T) {
	for _, c := range []struct{ name, line, words string }{
		{"quote never closed", `O-2,"ACME,BOLT,USD,1.00,2026-11-24,x`, "quote"},
		{"quote within a field", `O-2,AC"ME,BOLT,USD,1.00,2026-11-24,x`, "at byte 7 of the line"},
		{"text after a quote", `O-2,"ACME"x,BOLT,USD,1.00,2026-11-24,x`, "quote"},
		{"a field too few", "O-2,ACME,BOLT,USD,1.00,2026-11-24", "the line has 6 fields, the header has 7"},
		{"a field too many", goodObligation + ",", "the line has 8 fields, the header has 7"},
		{"blanks", "   ", "the line has 1 fields"},
		{"not UTF-8", "O-2,ACME,BOLT,USD,1.00,2026-11-24,caf\xe9", "not UTF-8"},
		{"endless", strings.Repeat("x", LineBytesMax+1), "8193 bytes, the limit is 8192"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, refusals := ReadObligations("o.csv", lines(obligationHeader, goodObligation, c.line, goodObligation), all)
			if len(rows) != 2 || len(refusals) != 1 {
				t.Fatalf("rows %d, refusals %v", len(rows), refusals)
			}
			r := refusals[0]
			if r.Line != 3 || r.Raw != c.line[:min(len(c.line), LineBytesMax)] || r.Field != "" || !strings.Contains(r.Reason, c.words) || r.Remedy == "" {
				t.Errorf("got %+v", r)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	many := []byte(accountHeader + "\n" + strings.Repeat("\n", RowsMax+1))
	if _, refusals := ReadAccounts("a.csv", many, all); len(refusals) != 1 || !strings.Contains(refusals[0].Reason,
		"rows") {
		t.Errorf("too many rows: %v", refusals)
	}
	if _, refusals := ReadAccounts("a.csv", many[:len(many)-1], all); len(refusals) != 0 {
		t.Errorf("as many rows as may be: %v", refusals)
	}
	if _, refusals := ReadAccounts("a.csv", append(many[:len(many)-1], "x"...), all); refusals[0].Line != 1 {
		t.Errorf("one row too many, without an end: %v", refusals)
	}
	large := make([]byte, FileBytesMax+1)
	if _, refusals := ReadAccounts("a.csv", large, all); len(refusals) != 1 ||
		!strings.Contains(refusals[0].Reason, "bytes") {
		t.Errorf("too large: %v", refusals)
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		header string
		kind   FileKind
		words  []string // of the error
	}{
		{participantHeader, Participants, nil},
		{accountHeader, Accounts, nil},
		{obligationHeader, Obligations, nil},
		{"agent_bic,account,currency,participant", Accounts, nil},
		{"id,payer,payee,amount", "", []string{"nearest to obligations", "lacks currency, value_date, reference",
			obligationHeader}},
		{accountHeader + ",note,note,currency", "", []string{"nearest to accounts", "does not know note, note",
			"has twice currency"}},
		{"x,y", "", []string{"no column that is known", participantHeader, accountHeader, obligationHeader}},
		{"", "", []string{"no header"}},
		{"id;payer", "", []string{"not separated by commas"}},
	} {
		kind, err := Detect("in/f.csv", lines(c.header, "1,2"))
		if kind != c.kind || (err == nil) != (c.words == nil) {
			t.Errorf("%q: got %q, %v", c.header, kind, err)
		}
		for _, word := range c.words {
			if !strings.Contains(err.Error(), word) || !strings.HasPrefix(err.Error(), "in/f.csv:1: ") {
				t.Errorf("%q: the error lacks %q: %v", c.header, word, err)
			}
		}
	}
}

func TestColumns(t *testing.T) {
	if got := strings.Join(Columns(Participants), ","); got != participantHeader {
		t.Errorf("got %s", got)
	}
	Columns(Accounts)[0] = "spoilt"
	if got := strings.Join(Columns(Accounts), ","); got != accountHeader {
		t.Errorf("a caller can change the columns: %s", got)
	}
	if Columns("songs") != nil {
		t.Error("an unknown kind has columns")
	}
}

func TestInputIsNotChanged(t *testing.T) {
	data := lines(obligationHeader, goodObligation, "bad")
	before := bytes.Clone(data)
	ReadObligations("o.csv", data, all)
	if !bytes.Equal(data, before) {
		t.Error("the reader changed its input")
	}
}

func TestRefusalIsOneLine(t *testing.T) {
	_, refusals := ReadObligations("in/o.csv", lines(obligationHeader, with(obligationHeader, goodObligation,
		"amount", "1.005")), all)
	want := `in/o.csv:2: amount "1.005": it has more than the 2 decimals of USD; ` +
		"write USD 1.00 or 1.01: USD has 2 decimals"
	if got := fmt.Sprint(error(refusals[0])); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
