package report

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nostro/jobs"
	"nostro/ledger"
)

// summary counts what a lineage holds: obligations, positions, instructions, files out, answers | entries,
// statements, files in | journal, breaks.
func summary(l Lineage) string {
	return fmt.Sprintf("%s %s: %d %d %d %d %d | %d %d %d | %d %d", l.Kind, l.ID, len(l.Obligations), len(l.Positions),
		len(l.Instructions), len(l.FilesOut), len(l.Answers), len(l.Matches), len(l.Statements), len(l.FilesIn),
		len(l.Journal), len(l.Breaks))
}

const (
	boltOrder = "N7Q4X2M9K1C00002" // the pay-out to BOLT: three positions, six obligations
	boltFile  = "MERIBEBB-2026-11-24-1-0002-pacs.009.001.08.xml"
	boltRest  = "6 3 1 1 1 | 1 1 1 | 5 1"
)

func traces() map[string]string {
	order := "instruction " + boltOrder + ": " + boltRest
	file := "file " + boltFile + ": " + boltRest
	return map[string]string{
		boltOrder:                              order,
		"instruction:" + boltOrder:             order,
		" " + boltOrder + " ":                  order,
		"6F0C1C9E-52F4-4C3A-9C1D-000000000002": order,
		"NTK7M2P-02":                           file,
		boltFile:                               file,
		hashOf(boltFile)[:8]:                   file,
		strings.ToUpper(hashOf(boltFile)):      file,
		// INV-7006 is yen from CIRRUS to BOLT: it lies in two positions, which two instructions settle.
		"INV-7006": "obligation INV-7006: 1 2 2 1 1 | 1 1 1 | 4 2",
		"INV-7011": "obligation INV-7011: 1 0 0 0 0 | 0 0 0 | 0 0",
		"DUNE":     "participant DUNE: 3 2 2 1 0 | 2 2 2 | 5 0",
		// The stray credit has a break and an entry of the journal, and nothing before it.
		"break:1":                  "break 1: 0 0 0 0 0 | 1 1 1 | 1 1",
		"break:3":                  "break 3: 2 1 1 0 0 | 0 0 0 | 1 1",
		"STMT-EUR-0231":            "statement 1: 7 5 3 2 1 | 3 1 1 | 8 1",
		"statement:2":              "statement 2: 4 3 3 1 0 | 4 1 1 | 7 1",
		"camt053-JPY-20261124.xml": "file-in 3: 0 0 0 0 0 | 0 0 1 | 0 0",
		"pacs002-0001.xml":         "file-in 4: 6 3 1 1 1 | 0 0 1 | 4 1",
		"accounts.csv":             "input " + hashOf("accounts.csv") + ": 0 0 0 0 0 | 0 0 0 | 0 0",
		"obligations.csv":          "input " + hashOf("obligations.csv") + ": 9 9 7 3 1 | 6 2 2 | 13 2",
		"netting:" + sampleCycle:   "entry 1: 0 9 0 0 0 | 0 0 0 | 4 0",
		"conversion:" + sampleCycle + ":DUNE:KWD":            "entry 4: 0 1 0 0 0 | 0 0 0 | 2 0",
		"pay-out:" + boltOrder + ":1":                        "entry 5: 6 3 1 1 1 | 0 0 0 | 4 1",
		ledger.BookedKey("1", 2, 0, ledger.KindPayOutBooked): "entry 10: 6 3 1 1 1 | 1 1 1 | 5 1",
		sampleCycle: "cycle " + sampleCycle + ": 9 9 7 3 1 | 6 2 2 | 13 2",
	}
}

func wholeHouse(t testing.TB) *records {
	r := sampleRecords(t)
	r.cycles = r.all
	return r
}

func TestTrace(t *testing.T) {
	r := wholeHouse(t)
	for id, want := range traces() {
		l, err := r.trace(id)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		if got := summary(l); got != want {
			t.Errorf("%s:\n got %s\nwant %s", id, got, want)
		}
	}
}

// The store gives the same lineage as the records that went into it.
func TestTraceReadsTheStore(t *testing.T) {
	s, r := sampleStore(t), wholeHouse(t)
	for _, id := range []string{boltOrder, "INV-7011", "obligations.csv", "break:1"} {
		got, err := Trace(context.Background(), s, id)
		if err != nil {
			t.Fatal(err)
		}
		want, err := r.trace(id)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, compareAmounts); diff != "" {
			t.Errorf("%s: -records +store\n%s", id, diff)
		}
	}
	if _, err := Trace(context.Background(), s, "nobody"); !errors.Is(err, jobs.ErrUnknownID) {
		t.Errorf("an unknown id gives %v", err)
	}
}

func TestTraceOfUnknown(t *testing.T) {
	r := wholeHouse(t)
	for _, id := range []string{"", "nobody", "break:9", "break:x", "1", "file:" + boltOrder, hashOf(boltFile)[:7],
		"zzzzzzzzz"} {
		if _, err := r.trace(id); !errors.Is(err, jobs.ErrUnknownID) || !strings.Contains(err.Error(), "break:NUMBER") {
			t.Errorf("%q: %v", id, err)
		}
	}
}

// An id that names several things lists them, and each of them can then be asked for.
func TestTraceOfManyMeanings(t *testing.T) {
	r := wholeHouse(t)
	r.participants[0].ID = "INV-7001"
	again := r.filesIn[0]
	again.ID, again.Correspondent = 9, "BRAVO"
	r.filesIn = append(r.filesIn, again)
	for id, want := range map[string]int{"INV-7001": 2, again.Name: 2, again.SHA256: 2} {
		l, err := r.trace(id)
		if err != nil || len(l.Candidates) != want || len(l.Obligations)+len(l.FilesIn) > 0 {
			t.Fatalf("%s: %d candidates, %v", id, len(l.Candidates), err)
		}
		for _, c := range l.Candidates {
			one, err := r.trace(c.Kind + ":" + c.ID)
			if err != nil || one.Kind != c.Kind || one.ID != c.ID || len(one.Candidates) != 0 {
				t.Errorf("%s:%s gives %s, %v", c.Kind, c.ID, summary(one), err)
			}
		}
	}
	l, _ := r.trace("INV-7001")
	want := "INV-7001 names 2 things; choose one:\n" +
		"  nostro trace obligation:INV-7001   obligation of ACME to BOLT, EUR 125000.00\n" +
		"  nostro trace participant:INV-7001  participant Acme Retail GmbH\n"
	if got := lineageText(t, l, 0); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func lineageText(t testing.TB, l Lineage, width int) string {
	t.Helper()
	return text(t, func(w io.Writer) error { return LineageConsole(w, l, ConsoleOptions{Width: width}) })
}

func TestLineageGolden(t *testing.T) {
	r := wholeHouse(t)
	for name, id := range map[string]string{"trace-instruction.txt": boltOrder, "trace-break.txt": "break:1",
		"trace-file.txt": "pacs002-0001.xml"} {
		l, err := r.trace(id)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, func(w io.Writer) error { return LineageConsole(w, l, ConsoleOptions{}) })
	}
}

func TestLineageLines(t *testing.T) {
	r := wholeHouse(t)
	for id := range traces() {
		l, err := r.trace(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, width := range []int{40, 80} {
			for _, line := range strings.Split(lineageText(t, l, width), "\n") {
				if cells(line) > width || strings.HasSuffix(line, " ") {
					t.Errorf("%s at %d: %q", id, width, line)
				}
			}
		}
		if err := LineageConsole(&full{10}, l, ConsoleOptions{}); err == nil {
			t.Errorf("%s: a full disk is hidden", id)
		}
	}
}

// A long list is cut on the terminal, and says so.
func TestLineageOfMany(t *testing.T) {
	l := Lineage{Kind: "participant", ID: "ACME", Asked: "ACME", Obligations: make([]Obligation, 60)}
	for n := range l.Obligations {
		l.Obligations[n] = Obligation{ID: fmt.Sprint("INV-", n), Amount: amount(eur, "1.00")}
	}
	out := lineageText(t, l, 0)
	cut := strings.Contains(out, "INV-24") && !strings.Contains(out, "INV-25")
	if !strings.Contains(out, "and 35 more: --json shows all") || !cut {
		t.Errorf("got\n%s", out)
	}
}

// trace is the trace of an id in records that hold all.
func (r *records) trace(id string) (Lineage, error) {
	c, candidates, err := r.one(id)
	if err != nil || c.Kind == "" {
		return Lineage{Asked: id, Candidates: candidates}, err
	}
	return r.walk(id, c), nil
}
