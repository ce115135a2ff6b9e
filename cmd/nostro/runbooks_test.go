package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"nostro/jobs/alarm"
)

// commandForm is a command of ours within code: its words until one that is no name of a command.
var commandForm = regexp.MustCompile("(?:`|    )nostro((?: [a-z][a-z-]*)+)")

// commandProblem tells what is wrong with the words after "nostro", "" where nothing is.
func commandProblem(root *kong.Node, words []string) string {
	node := root
	for n, word := range words {
		if len(node.Children) == 0 {
			return ""
		}
		found := (*kong.Node)(nil)
		for _, child := range node.Children {
			if child.Name == word {
				found = child
			}
		}
		if found == nil {
			return "there is no nostro " + strings.Join(words[:n+1], " ")
		}
		node = found
	}
	return ""
}

func model(t *testing.T) *kong.Node {
	t.Helper()
	parser, err := kong.New(&cli{}, kong.Name("nostro"), kong.Writers(io.Discard, io.Discard), kong.Exit(func(int) {}))
	if err != nil {
		t.Fatal(err)
	}
	return parser.Model.Node
}

// Whoever is woken at night types what the page says: every command in it exists.
func TestCommandsInRunbooksExist(t *testing.T) {
	root, seen := model(t), 0
	files, err := filepath.Glob("../../docs/runbooks/*.md")
	if err != nil || len(files) < len(alarm.Kinds()) {
		t.Fatalf("%d pages: %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range commandForm.FindAllStringSubmatch(string(data), -1) {
			seen++
			if problem := commandProblem(root, strings.Fields(m[1])); problem != "" {
				t.Errorf("%s: %s", filepath.Base(file), problem)
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d commands found: the pattern does not see them", seen)
	}
	if commandProblem(root, []string{"dance"}) == "" || commandProblem(root, []string{"screening", "dance"}) == "" {
		t.Error("what is no command counts as one")
	}
}
