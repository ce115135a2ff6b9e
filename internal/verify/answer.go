package verify

import (
	"fmt"
	"strings"
)

// Verdict is one of the four answers.
type Verdict string

// The answers, with what they mean.
const (
	Verified   Verdict = "verified"    // everything that was looked at is as it was signed
	Tampered   Verdict = "tampered"    // something was changed outside of the program
	CannotTell Verdict = "cannot tell" // nothing speaks against the books, but evidence is missing
	BadInput   Verdict = "bad input"   // what was given is no database, key or note of Nostro
)

// ExitCode returns the exit code of the command: 0, 2, 3 or 4 in the order of the constants.
func (v Verdict) ExitCode() int {
	switch v {
	case Verified:
		return 0
	case Tampered:
		return 2
	case CannotTell:
		return 3
	}
	return 4
}

// Mark names a signed checkpoint.
type Mark struct {
	Size   int64  `json:"size"`   // how many entries it covers
	Source string `json:"source"` // where it was found
}

// String names the checkpoint and where it was found.
func (m Mark) String() string { return fmt.Sprintf("checkpoint %d (%s)", m.Size, m.Source) }

// Finding is one thing that was changed.
type Finding struct {
	Entry int64  `json:"entry,omitempty"` // number in the journal; 0: no single entry
	Key   string `json:"key,omitempty"`   // of that entry, as it is now
	Field string `json:"field"`           // what was changed; several are joined by ", "
	What  string `json:"what"`            // in words
	Since *Mark  `json:"since,omitempty"` // the first checkpoint that signed something else

	unsigned bool // no leaf covers the field, so no checkpoint can have signed it
}

// String puts the finding into words.
func (f Finding) String() string {
	text := ""
	if f.Entry > 0 {
		text = fmt.Sprintf("entry %d", f.Entry)
		if f.Key != "" {
			text += fmt.Sprintf(" (%s)", f.Key)
		}
		text += ", "
	}
	text += f.Field + ": " + f.What
	if f.Since != nil {
		text += "; changed since " + f.Since.String()
	}
	return text
}

// Counts is how much was looked at.
type Counts struct {
	Entries       int64 `json:"entries"`
	Postings      int64 `json:"postings"`
	Accounts      int64 `json:"accounts"`
	Days          int64 `json:"days"` // totals of an account by value date
	Tiles         int64 `json:"tiles"`
	Checkpoints   int64 `json:"checkpoints"` // whose signature was checked and is good
	Reversals     int64 `json:"reversals"`
	Triggers      int64 `json:"triggers"`
	Files         int64 `json:"files"`            // whose bytes were compared
	FilesUnlooked int64 `json:"files_not_looked"` // named by the books, with no spool given
}

// findingsMax bounds how many findings and doubts are kept; the rest is counted.
const findingsMax = 100

// Answer is what came out.
type Answer struct {
	Verdict  Verdict   `json:"verdict"`
	File     string    `json:"file"`
	Signed   int64     `json:"signed"` // entries 1 to this are as a checkpoint signed them
	Findings []Finding `json:"findings"`
	Doubts   []string  `json:"doubts"` // why it cannot tell
	Notes    []string  `json:"notes"`  // what is good to know and changes no verdict
	Left     int64     `json:"left"`   // findings and doubts beyond those listed
	Counted  Counts    `json:"counted"`
	Proven   string    `json:"proven,omitempty"` // of a proof that holds: what it proves

	ofProof bool // it is about a proof, and not about books

	some map[string]int // findings by kind, of those that are bounded
}

func (a *Answer) accuse(f Finding) {
	if len(a.Findings) < findingsMax {
		a.Findings = append(a.Findings, f)
		return
	}
	a.Left++
}

// someMax is how many findings of a kind are kept that mostly follow from others.
const someMax = 10

// accuseSome keeps findings that follow from others from crowding these out: a few of each kind, which is the
// first word of the field.
func (a *Answer) accuseSome(f Finding) {
	kind, _, _ := strings.Cut(f.Field, " ")
	if a.some == nil {
		a.some = map[string]int{}
	}
	if a.some[kind]++; a.some[kind] > someMax {
		a.Left++
		return
	}
	a.accuse(f)
}

func (a *Answer) doubt(format string, args ...any) {
	if len(a.Doubts) < findingsMax {
		a.Doubts = append(a.Doubts, fmt.Sprintf(format, args...))
		return
	}
	a.Left++
}

func (a *Answer) note(format string, args ...any) {
	a.Notes = append(a.Notes, fmt.Sprintf(format, args...))
}

// conclude sets the verdict: one finding outweighs all doubts, one doubt everything else.
func (a *Answer) conclude() {
	switch {
	case len(a.Findings) > 0:
		a.Verdict = Tampered
	case len(a.Doubts) > 0:
		a.Verdict = CannotTell
	default:
		a.Verdict = Verified
	}
}

// bad is the answer to what cannot be checked at all.
func bad(file string, err error) Answer {
	return Answer{Verdict: BadInput, File: file, Findings: []Finding{}, Doubts: []string{err.Error()}, Notes: []string{}}
}
