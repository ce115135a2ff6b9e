package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The stories of the command line. Each runs in a folder of its own with the small house's inputs in
// "in", a nostro.yaml whose banks no one answers for in "nobody.yaml", and bank files in "bank".
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/script",
		Setup: furnishScript,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"ends": ends, "says": says, "tells": tells, "pick": pick, "clock": clock, "as": as, "alter": alter, "respell": respell,
			"serve": serve, "lay": lay, "name": name, "keygen": keygen, "digest": digest,
		},
	})
}

var simulated = regexp.MustCompile(`sim\.[a-z]+:21`)

// escape is what colours a word on a terminal.
var escape = regexp.MustCompile(`\x1b\[[0-9;]*m`)

func furnishScript(e *testscript.Env) error {
	conf, err := os.ReadFile("testdata/small/nostro.yaml")
	if err != nil {
		return err
	}
	conf = simulated.ReplaceAll(conf, []byte("127.0.0.1:1"))
	e.Setenv(scriptClock, "2026-11-23T15:30:00Z")
	e.Setenv(scriptPerson, "ann")
	return errors.Join(os.WriteFile(filepath.Join(e.WorkDir, "nobody.yaml"), conf, 0o644),
		os.CopyFS(filepath.Join(e.WorkDir, "in"), os.DirFS("testdata/small/in")),
		os.CopyFS(filepath.Join(e.WorkDir, "bank"), os.DirFS("testdata/bankfiles")))
}

// clock INSTANT sets the clock of the commands that follow.
func clock(ts *testscript.TestScript, _ bool, args []string) { ts.Setenv(scriptClock, args[0]) }

// as PERSON sets who runs the commands that follow.
func as(ts *testscript.TestScript, _ bool, args []string) { ts.Setenv(scriptPerson, args[0]) }

// alter FILE SQL changes a database as its owner can: the triggers are back when it is done.
func alter(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(alterDatabase(ts.MkAbs(args[0]), strings.Join(args[1:], " ")))
}

// respell FILE OLD NEW puts NEW in every place of OLD, of which there must be one.
func respell(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o600))
}

// pick VARIABLE PATTERN sets the variable to the first file that the pattern finds.
func pick(ts *testscript.TestScript, _ bool, args []string) {
	found, err := filepath.Glob(ts.MkAbs(args[1]))
	if err != nil || len(found) == 0 {
		ts.Fatalf("nothing is like %s: %v", args[1], err)
	}
	ts.Setenv(args[0], found[0])
}

// name VARIABLE PATH sets the variable to the last part of the path.
func name(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv(args[0], filepath.Base(args[1]))
}

// ends CODE nostro ARGS... runs the command, which must end with the code; "any" where the story is not
// about it. Whatever it prints is looked
// at: text is narrow, JSON is JSON, and nothing is coloured, for this is no terminal.
func ends(ts *testscript.TestScript, _ bool, args []string) {
	code := 0
	err := ts.Exec(args[1], args[2:]...)
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if args[0] != "any" && args[0] != strconv.Itoa(code) {
		ts.Fatalf("ended with %d, not %s", code, args[0])
	}
	out, problems := ts.ReadFile("stdout"), ts.ReadFile("stderr")
	if strings.Contains(out+problems, "\x1b") {
		ts.Fatalf("escape codes for a terminal that is none: %q", out)
	}
	if line := tooWide(problems); line != "" {
		ts.Fatalf("wider than %d: %s", lineWidth, line)
	}
	switch {
	case slices.Contains(args, "--json"):
		ts.Check(isJSON(out))
	case !slices.Contains(args, "--format"):
		if line := tooWide(out); line != "" {
			ts.Fatalf("wider than %d: %s", lineWidth, line)
		}
	}
}

// says PATTERN looks for the pattern in what the last command had against its work, however it was wrapped.
func says(ts *testscript.TestScript, _ bool, args []string) { wants(ts, "stderr", args) }

// tells wants what the last command printed, however it was broken into lines, to match.
func tells(ts *testscript.TestScript, _ bool, args []string) { wants(ts, "stdout", args) }

func wants(ts *testscript.TestScript, stream string, args []string) {
	text := strings.Join(strings.Fields(ts.ReadFile(stream)), " ")
	if found, err := regexp.MatchString(args[0], text); err != nil || !found {
		ts.Fatalf("%q is not said: %v\n%s", args[0], err, text)
	}
}

// isJSON tells whether the text is JSON values and nothing else.
func isJSON(text string) error {
	for d := json.NewDecoder(strings.NewReader(text)); ; {
		var v any
		if err := d.Decode(&v); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// tooWide returns the first line that is too wide and has more than one word after its label, or "".
func tooWide(text string) string {
	for _, line := range strings.Split(text, "\n") {
		runes := []rune(line)
		if len(runes) > lineWidth && len(strings.Fields(string(runes[stageWidth+1:]))) > 1 {
			return line
		}
	}
	return ""
}

// The measure itself can fail.
func TestTooWide(t *testing.T) {
	short, long := strings.Repeat("word ", 15), strings.Repeat("x", 90)
	for text, want := range map[string]bool{short: false, short + "and more": true, long: false, "label " + long: false,
		short + long: true, "é" + strings.Repeat("é", 79): false} {
		if got := tooWide(text) != ""; got != want {
			t.Errorf("%q: too wide %t", text, got)
		}
	}
	if isJSON("{} []\n1") != nil || isJSON("{} x") == nil {
		t.Error("JSON is not told from other text")
	}
}
