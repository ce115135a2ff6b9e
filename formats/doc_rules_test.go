package formats

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const documentOfFormats = "../docs/formats.md"

// TestDocumentedRulesAreTheRules holds the table of docs/formats.md to the code, in both directions.
func TestDocumentedRulesAreTheRules(t *testing.T) {
	text, err := os.ReadFile(filepath.FromSlash(documentOfFormats))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, r := range Rules() {
		setting := ""
		if r.Setting() != "" {
			setting = "`" + strings.ReplaceAll(r.Setting(), ", ", "`, `") + "`"
		}
		want = append(want, fmt.Sprintf("| %s | %s | %s | %s |", r.Number(), r, r.Source(), setting))
	}
	var got []string
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "| N") {
			got = append(got, strings.TrimSpace(line))
		}
	}
	for n := range max(len(got), len(want)) {
		if n >= len(got) || n >= len(want) || got[n] != want[n] {
			t.Fatalf("row %d of the table differs; the code has\n%s", n+1, strings.Join(want, "\n"))
		}
	}
}

// TestDocumentedMessages: what the document says is written is what can be written.
func TestDocumentedMessages(t *testing.T) {
	text, err := os.ReadFile(filepath.FromSlash(documentOfFormats))
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range HeaderKinds() {
		if !strings.Contains(string(text), "`"+kind+"`") {
			t.Errorf("docs/formats.md does not name %s", kind)
		}
	}
}

func TestUnknownRule(t *testing.T) {
	for _, r := range []Rule{0, -1, Rule(len(ruleTable))} {
		if r.String() != "" || r.Source() != "" || r.Setting() != "" {
			t.Errorf("rule %d is %q", int(r), r)
		}
	}
}
