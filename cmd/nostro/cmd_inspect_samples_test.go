package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"encoding/xml"
)

// sampleFiles are the bank files of others that lie beside the repository, or in NOSTRO_SAMPLES.
func sampleFiles(t *testing.T) (folder string, files []string) {
	t.Helper()
	folder = os.Getenv("NOSTRO_SAMPLES")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "samples")
	}
	files, err := filepath.Glob(filepath.Join(folder, "*", "*.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skipf("SKIPPED: no bank samples in %s: set NOSTRO_SAMPLES to their folder", folder)
	}
	return folder, files
}

// inspectedFile is what a script would take from the form for machines.
type inspectedFile struct {
	Kind       string
	Refused    *string
	Warnings   []string
	Statements []struct {
		Account, Credits, Debits string
		Entries, Details         int
	}
}

func inspectSample(t *testing.T, file string) (out inspectedFile, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(context.Background(), []string{"inspect", "--json", file}, env{Stdout: &stdout, Stderr: &stderr, Getenv: os.Getenv})
	if err := json.Unmarshal(stdout.Bytes(), &out); err != nil {
		t.Fatalf("%s: %v: %s", file, err, stdout.String())
	}
	return out, code
}

// TestInspectReadsTheSamples tells how many bank files are read, how many with warnings, and which are refused
// and why. Each way to end has its exit code.
func TestInspectReadsTheSamples(t *testing.T) {
	folder, files := sampleFiles(t)
	var read, warned, refused int
	for _, file := range files {
		name, _ := filepath.Rel(folder, file)
		out, code := inspectSample(t, file)
		want := exitFine
		switch {
		case out.Refused != nil:
			refused++
			want = exitFailed
			t.Logf("refused %s: %s", name, *out.Refused)
		case len(out.Warnings) > 0:
			warned++
			want = exitNeedsPerson
			t.Logf("warned  %s: %d warnings, the first: %s", name, len(out.Warnings), out.Warnings[0])
		default:
			read++
		}
		if code != want {
			t.Errorf("%s ended with %d, not %d", name, code, want)
		}
	}
	t.Logf("%d files: %d read, %d read with warnings, %d refused", len(files), read, warned, refused)
	if read == 0 || refused > len(files)/4 {
		t.Errorf("%d of %d files are refused", refused, len(files))
	}
}

// TestInspectAgreesWithACount counts the statements of the samples in another way, by encoding/xml and unbounded
// arithmetic, and compares.
func TestInspectAgreesWithACount(t *testing.T) {
	folder, files := sampleFiles(t)
	compared := 0
	for _, file := range files {
		name, _ := filepath.Rel(folder, file)
		out, _ := inspectSample(t, file)
		if out.Refused != nil || !strings.HasPrefix(out.Kind, "camt.05") || out.Kind > "camt.054" {
			continue
		}
		counts, err := countStatements(file)
		if err != nil {
			t.Logf("not compared: %s: %v", name, err)
			continue
		}
		if len(counts) != len(out.Statements) {
			t.Errorf("%s: %d statements counted, %d told", name, len(counts), len(out.Statements))
			continue
		}
		for i, c := range counts {
			told := out.Statements[i]
			if c.negative {
				t.Logf("not compared: %s, statement %d: a negative amount has no meaning beside CdtDbtInd", name, i+1)
				continue
			}
			compared++
			if c.entries != told.Entries || c.details != told.Details || !same(&c.credits, told.Credits) || !same(&c.debits, told.Debits) ||
				c.account != told.Account {
				t.Errorf("%s, statement %d: counted %s, %d entries, %d details, %s and %s; told %+v", name, i+1, c.account, c.entries, c.details,
					c.credits.FloatString(5), c.debits.FloatString(5), told)
			}
		}
	}
	t.Logf("%d statements compared", compared)
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

func same(sum *big.Rat, text string) bool {
	told, ok := new(big.Rat).SetString(text)
	return ok && told.Cmp(sum) == 0
}

// counted by hand: one statement.
type statementCount struct {
	account          string
	entries, details int
	credits, debits  big.Rat
	negative         bool
}

// countStatements walks the elements and keeps the way from the root.
func countStatements(file string) ([]*statementCount, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	var way, out = []string{}, []*statementCount{}
	var amount, text string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			way, text = append(way, token.Name.Local), ""
			if n := len(way); n >= 2 && strings.HasPrefix(way[n-2], "BkToCstmr") && slices.Contains([]string{"Stmt", "Rpt", "Ntfctn"}, way[n-1]) {
				out = append(out, &statementCount{})
			}
		case xml.CharData:
			text += string(token)
		case xml.EndElement:
			if len(out) > 0 {
				out[len(out)-1].end(way, strings.TrimSpace(text), &amount)
			}
			way, text = way[:len(way)-1], ""
		}
	}
}

// end takes the element that ends, by the last of its way.
func (c *statementCount) end(way []string, text string, amount *string) {
	path := strings.Join(way, "/")
	switch {
	case strings.HasSuffix(path, "/Ntry"):
		c.entries++
	case strings.HasSuffix(path, "/TxDtls"):
		c.details++
	case strings.HasSuffix(path, "/Ntry/Amt"):
		*amount = text
	case strings.HasSuffix(path, "/Ntry/CdtDbtInd"):
		value, ok := new(big.Rat).SetString(*amount)
		if !ok {
			return
		}
		c.negative = c.negative || value.Sign() < 0
		side := &c.credits
		if text == "DBIT" {
			side = &c.debits
		}
		side.Add(side, value)
	case ofStatement(path, "Acct/Id/IBAN"), ofStatement(path, "Acct/Id/Othr/Id"), ofStatement(path, "Acct/Id/PrtryAcct/Id"),
		ofStatement(path, "Acct/Id") && text != "":
		if c.account == "" {
			c.account = text
		}
	}
}

func ofStatement(path, below string) bool {
	return strings.HasSuffix(path, "/Stmt/"+below) || strings.HasSuffix(path, "/Rpt/"+below) || strings.HasSuffix(path, "/Ntfctn/"+below)
}
