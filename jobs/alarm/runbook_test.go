package alarm_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nostro/jobs/alarm"
)

const runbooks = "../../docs/runbooks"

// sections are what every page for an alarm must have, each with something in it.
var sections = []string{"## What it means", "## What to look at", "## What to do", "## When it is over"}

// A person who is woken by an alarm finds its page, and the page answers four questions.
func TestEveryKindHasARunbook(t *testing.T) {
	for _, a := range alarm.Kinds() {
		if dir, base := filepath.Split(a.Kind.Runbook()); dir != "docs/runbooks/" || base != string(a.Kind)+".md" {
			t.Fatalf("%s has its page at %s", a.Kind, a.Kind.Runbook())
		}
		data, err := os.ReadFile(filepath.Join(runbooks, string(a.Kind)+".md"))
		if err != nil {
			t.Errorf("%s has no page: %v", a.Kind, err)
			continue
		}
		text := string(data)
		if !strings.Contains(text, "Alarm: `"+string(a.Kind)+"` ("+string(a.Severity)+")") {
			t.Errorf("%s.md does not say that it is for the alarm `%[1]s` (%s)", a.Kind, a.Severity)
		}
		if !strings.Contains(text, "nostro ") {
			t.Errorf("%s.md names no command", a.Kind)
		}
		for n, s := range sections {
			_, after, found := strings.Cut(text, s+"\n")
			if body, _, _ := strings.Cut(after, "\n## "); !found || len(strings.TrimSpace(body)) < 30 {
				t.Errorf("%s.md: section %d, %q, is missing or says nothing", a.Kind, n+1, s)
			}
		}
	}
}

// otherPages are those that belong to no alarm of their own.
var otherPages = []string{"bad-signature.md", "recall-a-payment.md"}

func TestEveryRunbookIsForAKind(t *testing.T) {
	files, err := os.ReadDir(runbooks)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		_, found := alarm.Of(alarm.Kind(strings.TrimSuffix(f.Name(), ".md")))
		if !found && !slices.Contains(otherPages, f.Name()) {
			t.Errorf("%s is for no alarm", f.Name())
		}
	}
}
