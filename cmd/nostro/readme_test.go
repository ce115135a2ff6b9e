package main

import (
	"os"
	"strings"
	"testing"
)

// What the README shows of the demo is what the demo prints: every line of its block stands, in the same
// order, in what the first scenario wants on its console.
func TestReadmeShowsTheDemo(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	console, err := os.ReadFile("../../fixtures/first-cycle/want/console.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(readme), "The demo prints (shortened):\n")
	block, _, ended := strings.Cut(block, "\nIt leaves a folder")
	if !found || !ended {
		t.Fatal("the README has no block of what the demo prints")
	}
	rest, shown := string(console), 0
	for line := range strings.Lines(block) {
		line = strings.TrimPrefix(strings.TrimRight(line, "\n"), "    ")
		if line == "" {
			continue
		}
		shown++
		_, after, there := strings.Cut(rest, line+"\n")
		if !there {
			t.Errorf("the demo does not print, or not there: %q", line)
			continue
		}
		rest = after
	}
	if shown < 40 {
		t.Errorf("the README shows only %d lines", shown)
	}
}
