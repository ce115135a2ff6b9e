package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// hostile fills every text that comes from outside with what could break a page, a table or a terminal.
func hostile(t testing.TB) Picture {
	p := samplePicture(t)
	evil := "\x1b[2J</td><script>alert(1)</script>\r\n=cmd|' /C calc'!A0 \u202eleft " +
		strings.Repeat("wide 株式会社", 20) + strings.Repeat("x", 200)
	p.House = evil
	p.Recalls = []Recall{{ID: 1, Participant: evil, Correspondent: evil, Amount: amount(eur, "1.00"), Meaning: evil, Note: evil, Case: evil, File: evil,
		Approvals: []RecallApproval{{Checker: evil, Reason: evil}}, Steps: []RecallStep{{Why: evil}}, Answers: []RecallAnswer{{File: evil, Place: evil, Reason: evil}}}}
	for _, d := range p.Control.Days {
		for i := range d.FilesBank {
			d.FilesBank[i].Item, d.FilesBank[i].Text = evil, evil
		}
	}
	p.Safeguarding.Days[0].By = evil
	for i := range p.Positions {
		p.Positions[i].Name = evil
	}
	for i := range p.Breaks {
		p.Breaks[i].Steps = []BreakStep{{Did: "matched", Person: evil, Note: evil, Owner: evil}}
		p.Breaks[i].Text, p.Breaks[i].Correspondent, p.Breaks[i].Statement = evil, evil, evil
	}
	for i := range p.FilesIn {
		p.FilesIn[i].Name, p.FilesIn[i].Message, p.FilesIn[i].Detail = evil, evil, evil
	}
	for i := range p.FilesOut {
		p.FilesOut[i].Name, p.FilesOut[i].Detail, p.FilesOut[i].State = evil, evil, "failed"
	}
	for i := range p.Statements {
		p.Statements[i].BankID, p.Statements[i].Detail, p.Statements[i].Correspondent = evil, evil, evil
	}
	for i := range p.Matches {
		p.Matches[i].Why, p.Matches[i].Statement, p.Matches[i].Rule = evil, evil, evil
	}
	for i := range p.Rules {
		p.Rules[i].Rule = evil
	}
	for i := range p.Orders {
		p.Orders[i].Note, p.Orders[i].State = evil, "planned"
	}
	for i := range p.Journal {
		p.Journal[i].Memo, p.Journal[i].Place, p.Journal[i].Key = evil, evil, evil
	}
	for i := range p.Checks {
		p.Checks[i].Detail, p.Checks[i].Holds = evil, i%2 == 0
	}
	p.CoverNote = evil
	return p
}

func consoles(p Picture, opt ConsoleOptions) map[string]func(io.Writer) error {
	return map[string]func(io.Writer) error{
		"console": func(w io.Writer) error { return Console(w, p, opt) },
		"status":  func(w io.Writer) error { return StatusConsole(w, p, opt) },
	}
}

func text(t testing.TB, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// No line passes the width, nothing steers the terminal, and no line ends in blanks.
func TestConsoleLines(t *testing.T) {
	for _, width := range []int{0, 40, 60, 80, 132} {
		for kind, p := range map[string]Picture{"sample": samplePicture(t), "hostile": hostile(t), "empty": {}} {
			for name, write := range consoles(p, ConsoleOptions{Width: width}) {
				limit := width
				if width == 0 {
					limit = 80
				}
				out := text(t, write)
				if strings.ContainsAny(out, "\x1b\r\x07") {
					t.Errorf("%s of %s holds control characters", name, kind)
				}
				for _, line := range strings.Split(out, "\n") {
					if cells(line) > limit || strings.HasSuffix(line, " ") {
						t.Errorf("%s of %s at %d: %q", name, kind, width, line)
					}
				}
			}
		}
	}
}

// Colours add escape sequences and nothing else.
func TestColoursOnlyAdd(t *testing.T) {
	p := samplePicture(t)
	for name, write := range consoles(p, ConsoleOptions{Colour: true}) {
		coloured := text(t, write)
		for _, s := range []style{bad, good, dim, bold, reset} {
			coloured = strings.ReplaceAll(coloured, string(s), "")
		}
		if bare := text(t, consoles(p, ConsoleOptions{})[name]); coloured != bare {
			t.Errorf("%s: with colours\n%s\nwithout\n%s", name, coloured, bare)
		}
	}
	out := text(t, consoles(p, ConsoleOptions{Colour: true})["console"])
	for _, want := range []string{string(bad) + "break 1", string(good) + "holds", string(bad) + "quarantined"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not there", want)
		}
	}
}

func TestConsoleOfTrouble(t *testing.T) {
	p := samplePicture(t)
	p.FilesOut[0].State, p.FilesOut[0].Detail = "unknown", "no reply after the upload"
	p.Checks[1].Holds, p.Checks[1].Detail = false, "EUR is 0.01 short"
	p.Checks[0].Detail = "2 were skipped"
	p.Headline.ChecksFail = 1
	p.Nostros[0].Agrees = false
	p.Nostros[1].Bank = Amount{}
	p.Orders[0].State, p.Orders[0].Note = "rejected", "AC04 (account is closed)"
	p.Headline.Failed = []Tally{{"EUR", 1, amount(eur, "10.00"), 0, amount(eur, "0")}}
	out := text(t, consoles(p, ConsoleOptions{})["console"])
	for _, want := range []string{"Files sent: 2 of 3, with 2 instructions", "no reply after the upload",
		"Checks: 4 of 5 hold",
		"BROKEN", "EUR is 0.01 short", "every entry of the journal balances: 2 were skipped", "owed again  EUR",
		"Posted back, and owed again", "AC04 (account is closed)"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}

// Each state of a cycle tells the command that carries it on.
func TestStatusTellsTheNextCommand(t *testing.T) {
	for state, want := range map[string]string{"open": "next: nostro cycle run", "closed": "next: nostro cycle run",
		"netted": "next: nostro cycle run", "converted": "next: nostro cycle run", "instructed": "next: nostro cycle run",
		"written": "next: nostro approve " + sampleCycle + " --as NAME", "approved": "next: nostro send",
		"sent": "next: nostro collect", "settled": "Nothing is due, nothing is stuck, nothing is broken."} {
		r := sampleRecords(t)
		r.all = r.all[:1]
		r.all[0].State = toCycleState(t, state)
		in := sampleInput(t)
		in.Cycle = ""
		p := pictureOf(t, r, in)
		quiet := Picture{House: p.House, AsOf: p.AsOf, Cycles: p.Cycles}
		if out := text(t, consoles(quiet, ConsoleOptions{})["status"]); !strings.Contains(out, want) {
			t.Errorf("%s: %q is not in\n%s", state, want, out)
		}
	}
}

func TestStatusOfTrouble(t *testing.T) {
	p := samplePicture(t)
	p.FilesOut[0].State, p.FilesOut[0].Detail = "unknown", "no reply"
	p.FilesOut[1].State, p.FilesOut[1].Detail = "failed", "552 disk full"
	p.Orders[3].Note = "the creditor has no account in JPY"
	p.Checks[1].Holds, p.Checks[1].Detail = false, "EUR is 0.01 short"
	out := strings.Join(strings.Fields(text(t, consoles(p, ConsoleOptions{})["status"])), " ")
	for _, want := range []string{"Stuck: 6", "unknown whether it arrived", "next: nostro send looks again",
		"certainly not there", "552 disk full", "next: nostro trace " + p.Orders[3].ID, "Broken: 6 nostro breaks lists", "limit: we are long USD 2500000.00, beyond the limit of USD 1000000.00", "next: nostro risk",
		"next: nostro breaks show 1", "next: nostro quarantine show", "next: nostro check"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	p.Cycles = nil
	if out := text(t, consoles(p, ConsoleOptions{})["status"]); !strings.Contains(out, "next: nostro cycle run") {
		t.Errorf("obligations wait and nobody is told what to do:\n%s", out)
	}
}

func TestAge(t *testing.T) {
	for n, want := range map[int]string{0: "today", 1: "1 day old", 12: "12 days old"} {
		if got := age(n); got != want {
			t.Errorf("%d: %q", n, fmt.Sprint(got))
		}
	}
}

// Two versions of a message, and one that tells none, are one kind of file.
func TestFilesOfSeveralVersionsAreOneKind(t *testing.T) {
	p := samplePicture(t)
	p.FilesIn = nil
	for _, message := range []string{"camt.053.001.08", "MT940", "camt.053", "camt.053.001.02"} {
		p.FilesIn = append(p.FilesIn, FileIn{Correspondent: "rhein", Message: message, State: "read"})
	}
	var text bytes.Buffer
	if err := Console(&text, p, ConsoleOptions{Width: 80}); err != nil {
		t.Fatal(err)
	}
	if want := "  read  rhein  1 MT940, 3 camt.053\n"; !strings.Contains(text.String(), want) {
		t.Errorf("want %q in\n%s", want, text.String())
	}
}
