package verify

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestExitCodes(t *testing.T) {
	for v, want := range map[Verdict]int{Verified: 0, Tampered: 2, CannotTell: 3, BadInput: 4, "": 4} {
		if got := v.ExitCode(); got != want {
			t.Errorf("%q exits with %d, want %d", v, got, want)
		}
	}
}

func TestOneFindingOutweighsDoubtsAndADoubtTheRest(t *testing.T) {
	var a Answer
	if a.conclude(); a.Verdict != Verified {
		t.Error(a.Verdict)
	}
	a.note("something")
	if a.conclude(); a.Verdict != Verified {
		t.Error(a.Verdict)
	}
	a.doubt("%d", 1)
	if a.conclude(); a.Verdict != CannotTell {
		t.Error(a.Verdict)
	}
	a.accuse(Finding{Field: "memo"})
	if a.conclude(); a.Verdict != Tampered {
		t.Error(a.Verdict)
	}
}

func TestListsAreBounded(t *testing.T) {
	var a Answer
	for range findingsMax + 5 {
		a.accuse(Finding{})
		a.doubt("?")
	}
	if len(a.Findings) != findingsMax || len(a.Doubts) != findingsMax || a.Left != 10 {
		t.Errorf("%d findings, %d doubts, %d left", len(a.Findings), len(a.Doubts), a.Left)
	}
}

func TestText(t *testing.T) {
	a := Answer{Verdict: Tampered, File: "nostro.db", Signed: 12, Left: 3,
		Notes: []string{"a note"}, Doubts: []string{"a doubt"},
		Findings: []Finding{{Entry: 7, Key: "pay-out:N7", Field: "memo", What: "changed", Since: &Mark{25, "25.note"}},
			{Entry: 8, Field: "entry", What: "gone"}, {Field: "trigger x", What: "dropped"}},
		Counted: Counts{Entries: 1, Postings: 2, Accounts: 3, Days: 4, Tiles: 5, Checkpoints: 6, Reversals: 7, Triggers: 8,
			Files: 9, FilesUnlooked: 10}}
	var text bytes.Buffer
	must(t, a.Write(&text))
	const want = `tampered: nostro.db
changed:   entry 7 (pay-out:N7), memo: changed; changed since checkpoint 25 (25.note)
changed:   entry 8, entry: gone
changed:   trigger x: dropped
doubt:     a doubt
           and 3 more
signed:    entries 1 to 12 are as a checkpoint signed them
looked at: 1 entries, 2 postings, 3 accounts, 4 days, 5 tiles, 7 reversals
           6 checkpoints, 8 triggers, 9 files (10 not looked at)
note:      a note
`
	if text.String() != want {
		t.Errorf("got\n%swant\n%s", text.String(), want)
	}
}

// What follows from others is bounded by kind, the first word of its field.
func TestSomeOfAKindAreKept(t *testing.T) {
	var a Answer
	for range someMax + 5 {
		a.accuseSome(Finding{Field: "balance"})
		a.accuseSome(Finding{Field: "account_day of account 1"})
	}
	if len(a.Findings) != 2*someMax || a.Left != 10 {
		t.Errorf("%d findings, %d left", len(a.Findings), a.Left)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestWriteTellsWhatTheWriterSays(t *testing.T) {
	if err := (Answer{}).Write(brokenPipe{}); err == nil {
		t.Error("no error")
	}
}

// Lists are never null, so that a machine need not ask.
func TestJSON(t *testing.T) {
	data, err := json.Marshal(bad("x.db", errors.New("no such file")))
	must(t, err)
	const want = `{"verdict":"bad input","file":"x.db","signed":0,"findings":[],"doubts":["no such file"],"notes":[],`
	if !strings.HasPrefix(string(data), want) {
		t.Errorf("got %s", data)
	}
	r := &run{Answer: Answer{File: "x.db"}}
	data, err = json.Marshal(r.restless())
	must(t, err)
	if strings.Contains(string(data), "null") {
		t.Errorf("got %s", data)
	}
}
