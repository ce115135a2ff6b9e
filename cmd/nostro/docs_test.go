package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// pages are all that we say to people: the README, docs, runbooks, fixtures.
func pages(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, pattern := range []string{"../../*.md", "../../docs/*.md", "../../docs/runbooks/*.md", "../../fixtures/*.md", "../../fixtures/*/*.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d pages: %v", pattern, len(files), err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			out[file] = string(data)
		}
	}
	return out
}

var (
	codeSpan  = regexp.MustCompile("`([^`\n]+)`")
	calling   = regexp.MustCompile(`(?:^|[ /(])nostro ((?:-|[a-z]).*)$`)
	theEnd    = regexp.MustCompile(`;|\||\s#|  +\S|&&|>|<`)
	flagWords = regexp.MustCompile(`--([a-z][a-z-]*)`)
)

// callsIn are the commands of ours that a page calls, in spans of code and in lines that are indented as code.
func callsIn(page string) (calls []string) {
	add := func(text string) {
		m := calling.FindStringSubmatch(text)
		if m != nil && !strings.HasPrefix(m[1], "-e") && !slices.Contains(prose, strings.Fields(m[1])[0]) { // journalctl -u nostro -e
			call := m[1]
			if at := theEnd.FindStringIndex(call); at != nil {
				call = call[:at[0]]
			}
			calls = append(calls, call)
		}
	}
	for line := range strings.Lines(page) {
		line = strings.TrimRight(line, "\n")
		if code, indented := strings.CutPrefix(line, "    "); indented {
			add(code)
			continue
		}
		for _, m := range codeSpan.FindAllStringSubmatch(line, -1) {
			add(m[1])
		}
	}
	return calls
}

// callProblem tells what is wrong with what stands behind "nostro", "" where nothing is: an unknown command, or a flag that it has not.
// What it calls is found by its words; values of flags that are none of the command are skipped.
func callProblem(root *kong.Node, call string) string {
	node, ended := root, false
	words := strings.Fields(call)
	for n := 0; n < len(words); n++ {
		word := strings.Trim(words[n], "[]().,:")
		name, isFlag := strings.CutPrefix(word, "--")
		name, _, valued := strings.Cut(name, "=")
		switch {
		case isFlag:
			flag := flagOf(node, name)
			if flag == nil {
				return "nostro " + node.Path() + " has no --" + name
			}
			if name == "help" {
				return "" // what stands behind it is prose
			}
			if !valued && !flag.IsBool() {
				n++
			}
		case !ended:
			child := slices.IndexFunc(node.Children, func(c *kong.Node) bool { return c.Name == word })
			if child < 0 && len(node.Children) > 0 && node.DefaultCmd == nil && node != root || child < 0 && node == root {
				return "there is no nostro " + strings.Join(words[:n+1], " ")
			}
			if ended = child < 0; !ended {
				node = node.Children[child]
			}
		}
	}
	return ""
}

// flagOf finds a flag of the command, of those above, or of what it does by default.
func flagOf(node *kong.Node, name string) *kong.Flag {
	if node.DefaultCmd != nil {
		for _, f := range node.DefaultCmd.Flags {
			if f.Name == name {
				return f
			}
		}
	}
	for ; node != nil; node = node.Parent {
		for _, f := range node.Flags {
			if f.Name == name || f.Tag.Negatable != "" && "no-"+f.Name == name {
				return f
			}
		}
	}
	return nil
}

// Every command that a page calls exists, with every flag that it gives it.
func TestCommandsInPagesExist(t *testing.T) {
	root, seen, flags := model(t), 0, 0
	for file, page := range pages(t) {
		for _, call := range callsIn(page) {
			seen, flags = seen+1, flags+len(flagWords.FindAllString(call, -1))
			if problem := callProblem(root, call); problem != "" {
				t.Errorf("%s: %s (in %q)", file, problem, call)
			}
		}
	}
	if seen < 350 || flags < 90 {
		t.Errorf("only %d commands with %d flags found: the pattern does not see them", seen, flags)
	}
	for _, wrong := range []string{"dance", "limits show dance --colour", "status --colour", "--shout status", "reject 2026-11-24-1 --because x"} {
		if callProblem(root, wrong) == "" {
			t.Errorf("nostro %s counts as a command", wrong)
		}
	}
}

var (
	link     = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading  = regexp.MustCompile(`(?m)^#+ +(.*)$`)
	unSlug   = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
	inOneTag = regexp.MustCompile("[`*]")
)

// anchors are the names by which a page can be linked into.
func anchors(page string) (names []string) {
	for _, m := range heading.FindAllStringSubmatch(page, -1) {
		text := unSlug.ReplaceAllString(strings.ToLower(inOneTag.ReplaceAllString(m[1], "")), "")
		names = append(names, strings.ReplaceAll(text, " ", "-"))
	}
	return names
}

// Every link of a page leads somewhere.
func TestLinksInPagesLead(t *testing.T) {
	seen := 0
	for file, page := range pages(t) {
		for _, m := range link.FindAllStringSubmatch(page, -1) {
			target, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			seen++
			there := page
			if target != "" {
				path := filepath.Join(filepath.Dir(file), target)
				info, err := os.Stat(path)
				if err != nil {
					t.Errorf("%s: the link %s leads nowhere", file, m[1])
					continue
				}
				if anchor == "" || info.IsDir() {
					continue
				}
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				there = string(data)
			}
			if !slices.Contains(anchors(there), anchor) {
				t.Errorf("%s: %s has no heading %q", file, m[1], anchor)
			}
		}
	}
	if seen < 120 {
		t.Errorf("only %d links found", seen)
	}
}

// prose are words behind "nostro" that are no commands: the account that it is named after.
var prose = []string{"account", "accounts", "has", "equals", "read", "inclusion", "consistency", "screened", "release", "approval", "entry", "field"}

var spokenCall = regexp.MustCompile(`\bnostro ((?:--[a-z-]+ \S+ )*[a-z][^;:,()\n]*)`)

// What the program itself tells people to run exists too: commands and flags in its texts.
func TestCommandsInTextsExist(t *testing.T) {
	root, seen := model(t), 0
	for _, text := range textsOfTheProgram(t) {
		for _, m := range spokenCall.FindAllStringSubmatch(text, -1) {
			call := strings.ReplaceAll(strings.Split(m[1], " nostro ")[0], "`", "")
			first := strings.Fields(call)[0]
			if slices.Contains(prose, strings.Trim(first, ".'\"")) {
				continue
			}
			seen++
			if problem := callProblem(root, strings.TrimRight(call, ".'\"")); problem != "" {
				t.Errorf("%s (in %q)", problem, text)
			}
		}
	}
	if seen < 250 {
		t.Errorf("only %d commands found in the texts of the program", seen)
	}
}

// textsOfTheProgram are the texts in the source, pieces that are added up as one.
func textsOfTheProgram(t *testing.T) (texts []string) {
	t.Helper()
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			e, isExpr := n.(ast.Expr)
			if !isExpr {
				return true
			}
			text, isText := textOf(e)
			if isText {
				texts = append(texts, text)
			}
			return !isText
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// textOf returns a text, or what is added up to one; a value in it is an X.
func textOf(e ast.Expr) (text string, isText bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "X", false
		}
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, isLeft := textOf(e.X)
		right, isRight := textOf(e.Y)
		return left + right, e.Op == token.ADD && (isLeft || isRight)
	}
	return "X", false
}
