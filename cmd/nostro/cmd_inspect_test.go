package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// inspectFiles runs inspect and returns what it shows.
func inspectFiles(t *testing.T, e env, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, problems bytes.Buffer
	e.Stdout, e.Stderr = &out, &problems
	if e.Getenv == nil {
		e.Getenv = func(string) string { return "" }
	}
	code = run(context.Background(), append([]string{"inspect"}, args...), e)
	return out.String(), problems.String(), code
}

// A terminal is shown the same words as a pipe, in colours.
func TestInspectColoursOnATerminalAlone(t *testing.T) {
	files := []string{"testdata/bankfiles/camt053-does-not-add-up.xml", "testdata/bankfiles/pacs002.xml"}
	plain, _, _ := inspectFiles(t, env{}, files...)
	coloured, _, _ := inspectFiles(t, env{Terminal: true}, files...)
	if strings.Contains(plain, "\x1b") || !strings.Contains(coloured, inkBad+"DOES NOT ADD UP") || !strings.Contains(coloured, inkBad+"RJCT") {
		t.Errorf("plain:\n%s\ncoloured:\n%s", plain, coloured)
	}
	if escape.ReplaceAllString(coloured, "") != plain {
		t.Error("the words differ")
	}
}

// What a bank passes on from anybody cannot move the cursor or turn the direction of writing.
func TestInspectShowsWhatATerminalWouldObey(t *testing.T) {
	data, err := os.ReadFile("testdata/bankfiles/pacs008.xml")
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"\u009b2J", "\u202e"} {
		text := strings.ReplaceAll(string(data), "Bob Inc", "Bob "+bad+" Inc")
		text = strings.ReplaceAll(text, "I-1", "I"+bad)
		shown, _, code := inspectFiles(t, env{Stdin: strings.NewReader(text)}, "-")
		if code != exitNeedsPerson || strings.Contains(shown, bad) || !strings.Contains(shown, "Bob \uFFFD") {
			t.Errorf("%q: ended with %d:\n%s", bad, code, shown)
		}
	}
}

// statuses is a pacs.002 about n payments.
func statuses(n int) string {
	var b strings.Builder
	b.WriteString(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"><FIToFIPmtStsRpt><GrpHdr><MsgId>S</MsgId></GrpHdr>`)
	for i := range n {
		fmt.Fprintf(&b, `<TxInfAndSts><OrgnlInstrId>I-%d</OrgnlInstrId><TxSts>%s</TxSts></TxInfAndSts>`, i+1, []string{"ACSC", "RJCT"}[i%5/4])
	}
	b.WriteString(`</FIToFIPmtStsRpt></Document>`)
	return b.String()
}

// Long lists are cut short for a person unless asked for, and never for a machine.
func TestInspectListsAsAsked(t *testing.T) {
	const n = 1005
	shown, _, _ := inspectFiles(t, env{Stdin: strings.NewReader(statuses(n))}, "-")
	for _, want := range []string{"I-20", "985 items more: --entries lists them", "1,005 items", "804 ACSC settled", "201 RJCT rejected"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not shown:\n%s", want, shown)
		}
	}
	if strings.Contains(shown, "I-21") {
		t.Errorf("the 21st is shown:\n%s", shown)
	}
	all, _, _ := inspectFiles(t, env{Stdin: strings.NewReader(statuses(n))}, "--entries", "-")
	if got := strings.Count(all, "\nstatus "); got != n {
		t.Errorf("%d statuses are listed", got)
	}
	var out struct{ Items []struct{ Number int } }
	text, _, _ := inspectFiles(t, env{Stdin: strings.NewReader(statuses(n))}, "--json", "-")
	if err := json.Unmarshal([]byte(text), &out); err != nil || len(out.Items) != n || out.Items[n-1].Number != n {
		t.Errorf("%d items: %v", len(out.Items), err)
	}
}

func TestInspectEntriesForMachines(t *testing.T) {
	text, _, code := inspectFiles(t, env{}, "--entries", "--json", "testdata/bankfiles/camt053-notes.xml")
	var out struct {
		Statements []statementJSON
		Entries    []struct {
			entryJSON
			Details []detailJSON
		}
	}
	if err := json.Unmarshal([]byte(text), &out); err != nil || code != exitFine || len(out.Entries) != 4 || len(out.Statements) != 1 {
		t.Fatalf("ended with %d: %v: %s", code, err, text)
	}
	e := out.Entries[0]
	if e.Statement != 1 || *e.Amount != "300.00" || e.Meaning != "payments: credit transfer received: cross-border" || len(e.Details) != 2 ||
		e.Details[1].Return == nil || e.Details[1].Return.Meaning != "account is closed" || e.Details[0].Return != nil {
		t.Errorf("%+v", e)
	}
	s := out.Statements[0]
	if s.BatchCount != 1 || s.ReturnCount != 1 || s.ExchangeCount != 2 || !*s.Exchanges[0].Agrees || *s.Exchanges[1].Agrees ||
		*s.Batches[0].Payments != 3 || s.Batches[0].Shown != 2 || s.Credits != "300.00" || s.Debits != "157.00" || s.BookedDebits != "150.00" {
		t.Errorf("%+v", s)
	}
}

// Every array is one and every member is there, whatever the file has and even where it is refused.
func TestInspectFormIsAlwaysWhole(t *testing.T) {
	for name, file := range map[string]string{"statement": "testdata/bankfiles/camt053.xml", "status": "testdata/bankfiles/pacs002.xml",
		"garbage": "testdata/bankfiles/garbage.txt", "nothing": "nowhere.xml"} {
		text, _, _ := inspectFiles(t, env{}, "--json", file)
		var out map[string]any
		if err := json.Unmarshal([]byte(text), &out); err != nil {
			t.Fatalf("%s: %v: %s", name, err, text)
		}
		for _, list := range []string{"documents", "statements", "items", "chains", "warnings", "unread"} {
			if _, is := out[list].([]any); !is {
				t.Errorf("%s: %s is %v", name, list, out[list])
			}
		}
		for _, member := range []string{"file", "bytes", "kind", "message", "refused"} {
			if _, there := out[member]; !there {
				t.Errorf("%s: %s is missing", name, member)
			}
		}
		if (out["refused"] != nil) != (name == "garbage" || name == "nothing") {
			t.Errorf("%s: refused is %v", name, out["refused"])
		}
	}
}

// A command that is interrupted stops, and says so.
func TestInspectStopsWhenInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	var out, problems bytes.Buffer
	e := env{Stdin: strings.NewReader(statuses(1)), Stdout: &out, Stderr: &problems, Getenv: func(string) string { return "" }}
	if code := run(ctx, []string{"inspect", "-"}, e); code != exitFailed || !strings.Contains(problems.String(), "canceled") || out.Len() > 0 {
		t.Errorf("ended with %d: %s%s", code, out.String(), problems.String())
	}
}

// fullDisk takes no byte.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestInspectThatCannotBeWritten(t *testing.T) {
	for _, args := range [][]string{{"inspect"}, {"inspect", "--json"}} {
		var problems bytes.Buffer
		e := env{Stdout: fullDisk{}, Stderr: &problems, Getenv: func(string) string { return "" }}
		code := run(context.Background(), append(args, "testdata/bankfiles/pacs002.xml"), e)
		if code != exitFailed || !strings.Contains(problems.String(), "no space left") {
			t.Errorf("%v ended with %d: %s", args, code, problems.String())
		}
	}
}

// What is kept comes out again as it went in, from memory and from the disk, and leaves nothing behind.
func TestOverflow(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	for _, pieces := range []int{0, 1, 40} {
		var o overflow
		var want, got bytes.Buffer
		for i := range pieces {
			piece := bytes.Repeat([]byte{byte('a' + i%26)}, overflowBytes/16)
			want.Write(piece)
			if _, err := o.Write(piece); err != nil {
				t.Fatal(err)
			}
		}
		if o.empty() != (pieces == 0) || (o.file != nil) != (pieces == 40) {
			t.Errorf("%d pieces: empty %t, on disk %t", pieces, o.empty(), o.file != nil)
		}
		if err := o.copyTo(&got); err != nil || !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Errorf("%d pieces: %d bytes came back of %d: %v", pieces, got.Len(), want.Len(), err)
		}
		if err := o.close(); err != nil {
			t.Error(err)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
	t.Setenv("TMPDIR", filepath.Join(folder, "nowhere"))
	var o overflow
	if _, err := o.Write(make([]byte, overflowBytes+1)); err == nil || o.copyTo(io.Discard) == nil {
		t.Error("a disk that is not there is not missed")
	}
}

// A folder is its files in their order, without what is hidden; what is not there is said by who opens it.
func TestInspectInputs(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"b.xml", "a.xml", ".hidden.xml", "sub/c.xml", ".git/d.xml"} {
		path := filepath.Join(folder, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, nil, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, in := range append(walkInputs("bank", folder), walkInputs("lost", filepath.Join(folder, "lost"))...) {
		got = append(got, in.name)
	}
	if want := "bank/a.xml bank/b.xml bank/sub/c.xml lost"; strings.Join(got, " ") != want {
		t.Errorf("%q", got)
	}
}
