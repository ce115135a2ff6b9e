package formats

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// fuzzLimit keeps an execution short: small files find as much.
const fuzzLimit = 1 << 16

// seedReader gives the fixtures of the kinds, and what is broken in every way that the tests know.
func seedReader(f *testing.F, kinds ...string) {
	f.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "in", "*.xml"))
	if err != nil || len(files) == 0 {
		f.Fatal("no fixtures", err)
	}
	for _, file := range files {
		if slices.ContainsFunc(kinds, func(kind string) bool { return strings.HasPrefix(filepath.Base(file), kind) }) {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
}

// fuzzReader: whatever the bytes, the reader answers with values or a refusal, never with a panic; values
// keep their promises, and handing them out one at a time gives the same.
func fuzzReader(f *testing.F) {
	f.Helper()
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > fuzzLimit {
			return
		}
		in, err := Read(data)
		if err != nil {
			var refusal *Refusal
			if !errors.As(err, &refusal) || refusal.Remedy == "" || refusal.Problem == "" {
				t.Errorf("refused without a remedy: %v", err)
			}
		}
		checkPromises(t, in)
		checkStream(t, data, in, err)
	})
}

// checkPromises checks what holds for every value that was read.
func checkPromises(t *testing.T, in Inbound) {
	t.Helper()
	if !slices.IsSortedFunc(in.Unread, func(a, b Unread) int { return strings.Compare(a.Path, b.Path) }) {
		t.Errorf("unread paths are not sorted: %v", in.Unread)
	}
	for _, d := range in.Documents {
		if _, known := kinds[d.Kind]; !known || d.Message == "" {
			t.Errorf("a message of kind %q was read", d.Kind)
		}
		for _, s := range d.Statements {
			for _, e := range s.Entries {
				money := !e.Amount.Currency().IsZero() && e.Amount.Currency() == s.Currency
				if len(e.Problems) == 0 && (!money || e.Status == "") {
					t.Errorf("entry %d can be booked, but has no money of the account or no status: %v", e.Number, e.Amount)
				}
			}
		}
		for _, r := range d.Returns {
			if len(r.Problems) == 0 && r.Returned.Sign() <= 0 {
				t.Errorf("return %d can be booked, but is %v", r.Number, r.Returned)
			}
		}
	}
}

// checkStream compares Read with Stream.
func checkStream(t *testing.T, data []byte, in Inbound, readErr error) {
	t.Helper()
	var streamed Inbound
	visit := gather(&streamed)
	keep := visit.Entry
	visit.Entry = func(s *Statement, e *StatementEntry) error {
		kept := e.Clone()
		return keep(s, &kept)
	}
	remarks, err := Stream(strings.NewReader(string(data)), visit)
	if (err == nil) != (readErr == nil) {
		t.Fatalf("Read: %v; Stream: %v", readErr, err)
	}
	if streamed.Remarks = remarks; err == nil && dump(streamed) != dump(in) {
		t.Errorf("Stream gives\n%s\nRead gives\n%s", dump(streamed), dump(in))
	}
}

func FuzzReadStatement(f *testing.F) {
	seedReader(f, "camt05")
	f.Add([]byte(statementWith(balance("OPBD", oneUSD))))
	f.Add([]byte(`<BkToCstmrStmt><Stmt><Ntry/></Stmt></BkToCstmrStmt>`))
	fuzzReader(f)
}

func FuzzReadStatus(f *testing.F) {
	seedReader(f, "pacs002", "pain002", "admi002")
	fuzzReader(f)
}

func FuzzReadReturn(f *testing.F) {
	seedReader(f, "pacs004")
	fuzzReader(f)
}

func FuzzReadResolution(f *testing.F) {
	seedReader(f, "camt029")
	fuzzReader(f)
}

func FuzzReadTransfer(f *testing.F) {
	seedReader(f, "pacs008", "pacs009", "pain001")
	fuzzReader(f)
}

func FuzzReadCancellation(f *testing.F) {
	seedReader(f, "camt056")
	fuzzReader(f)
}

func FuzzReadNotice(f *testing.F) {
	seedReader(f, "camt057")
	fuzzReader(f)
}

// FuzzReadFile looks at what is around messages: encodings, envelopes, headers, several documents.
func FuzzReadFile(f *testing.F) {
	f.Add([]byte("\xef\xbb\xbf<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>"))
	f.Add([]byte(`<!DOCTYPE a>`))
	f.Add([]byte(`<AppHdr/>` + statementWith("") + statementWith("")))
	f.Add([]byte("\xff\xfe<\x00a\x00/\x00>\x00"))
	fuzzReader(f)
}
