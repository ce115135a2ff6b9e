package report

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nostro/money"
	"nostro/reconcile"
)

func allReasons() []string {
	return mapped(reconcile.Reasons(), func(r reconcile.Reason) string { return string(r) })
}

// What JSON writes it reads back: no digit of an amount is lost.
func TestJSONRoundTrip(t *testing.T) {
	for name, p := range map[string]Picture{"sample": samplePicture(t), "hostile": hostile(t)} {
		var back Picture
		if err := json.Unmarshal([]byte(text(t, func(w io.Writer) error { return JSON(w, p) })), &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(p, back, compareAmounts); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestAmountJSON(t *testing.T) {
	for _, c := range []struct {
		amount Amount
		want   string
	}{
		{amount(kwd, "-0.005"), `{"currency":"KWD","amount":"-0.005"}`},
		{amount(jpy, "5000000"), `{"currency":"JPY","amount":"5000000"}`},
		{Amount{money.FromMinor(eur, 1<<63-1)}, `{"currency":"EUR","amount":"92233720368547758.07"}`},
		{amount(usd, "0"), `{"currency":"USD","amount":"0.00"}`},
		{Amount{}, "null"},
	} {
		got, err := json.Marshal(c.amount)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %s, %v", c.want, got, err)
		}
		var back Amount
		if err := json.Unmarshal(got, &back); err != nil || back != c.amount {
			t.Errorf("%s comes back as %v, %v", got, back, err)
		}
	}
	for _, wrong := range []string{`{"currency":"XXZ","amount":"1"}`, `{"currency":"USD","amount":"1.005"}`, `1.5`,
		`{"currency":"USD","amount":1}`} {
		if err := json.Unmarshal([]byte(wrong), new(Amount)); err == nil {
			t.Errorf("%s is taken", wrong)
		}
	}
}

// Every list of a gathered picture is there, as [] where it is empty.
func TestJSONHasNoNullLists(t *testing.T) {
	in := sampleInput(t)
	in.Cycle, in.Checks = "", nil
	p := pictureOf(t, &records{}, in)
	var object map[string]any
	if err := json.Unmarshal([]byte(text(t, func(w io.Writer) error { return JSON(w, p) })), &object); err != nil {
		t.Fatal(err)
	}
	for name, value := range object {
		if value == nil {
			t.Errorf("%s is null", name)
		}
	}
}

// Each table has as many cells in each row as its header, whatever stands in them.
func TestCSVTables(t *testing.T) {
	p := hostile(t)
	for _, name := range Tables() {
		out := text(t, func(w io.Writer) error { return CSV(w, p, name) })
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll() // errs for a row of another length
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(rows) < 2 {
			t.Errorf("%s has no rows", name)
		}
		for _, row := range rows[1:] {
			for n, cell := range row {
				if strings.ContainsAny(cell[:min(1, len(cell))], "=+@\t\r") {
					t.Errorf("%s, %s: a spreadsheet takes %q for a formula", name, rows[0][n], cell)
				}
			}
		}
	}
	if !slices.IsSorted(Tables()) {
		t.Errorf("tables are not sorted: %v", Tables())
	}
}

func TestCSVOfUnknownTable(t *testing.T) {
	err := CSV(io.Discard, Picture{}, "positons")
	if err == nil || !strings.Contains(err.Error(), "positions") {
		t.Errorf("got %v, which does not list the tables", err)
	}
}

func TestSafe(t *testing.T) {
	for cell, want := range map[string]string{"=1+1": "'=1+1", "-5": "'-5", "@x": "'@x", "+3": "'+3", "a=1": "a=1",
		"": ""} {
		if got := safe(cell); got != want {
			t.Errorf("safe(%q) = %q, want %q", cell, got, want)
		}
	}
}

// The text of a memo cannot forge a line of the journal.
func TestJournalTextKeepsItsLines(t *testing.T) {
	e := JournalEntry{Key: "a\nb", Kind: "netting", ValueDate: "2026-11-24", Memo: "x\n    reserve   EUR 5.00",
		Reverses: "c", SHA256: "ab", Place: "entry 3",
		Postings: []Posting{{"rounding", amount(eur, "0.01")}, {"reserve", amount(eur, "-0.01")}}}
	want := "2026-11-24 (a b) netting\n    ; x reserve EUR 5.00\n    ; reverses c\n    ; evidence ab entry 3\n" +
		"    rounding                                                    EUR 0.01\n" +
		"    reserve                                                    EUR -0.01\n"
	if got := journalText(e); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
