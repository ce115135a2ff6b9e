package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// verifyIn runs the command and returns its exit code and what it printed.
func verifyIn(t *testing.T, asJSON bool, c verifyCmd) (code int, out string) {
	t.Helper()
	var buffer bytes.Buffer
	s := &session{ctx: context.Background(), cli: &cli{JSON: asJSON}, env: env{Stdout: &buffer, Stderr: &buffer}}
	if err := c.Run(s); err != nil {
		t.Fatal(err)
	}
	return s.code, buffer.String()
}

// TestVerifyADemo verifies the books of a whole cycle against three simulated banks, then with a byte of
// one archived file changed.
func TestVerifyADemo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	e := env{Stdout: &bytes.Buffer{}, Stderr: os.Stderr, Now: time.Now, User: "ann",
		Getenv: func(string) string { return "" }}
	if code := run(context.Background(), []string{"--dir", dir, "demo"}, e); code == exitFailed {
		t.Fatal("the demo failed")
	}
	s := &session{ctx: context.Background(), cli: &cli{Dir: dir}, env: e}
	_, err := os.Stat(filepath.Join(dir, "nostro.sign.key"))
	if err := (&checkpointCmd{MakeKey: err != nil}).Run(s); err != nil {
		t.Fatal(err)
	}
	c := verifyCmd{File: filepath.Join(dir, "nostro.db"), Key: []string{filepath.Join(dir, "nostro.sign.pub")},
		Spool: filepath.Join(dir, "spool")}
	code, out := verifyIn(t, true, c)
	var answer struct {
		Verdict string
		Counted map[string]int
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil || code != 0 || answer.Verdict != "verified" ||
		answer.Counted["entries"] < 20 || answer.Counted["files"] < 10 || answer.Counted["files_not_looked"] != 0 {
		t.Fatalf("exit %d: %s", code, out)
	}
	files, err := filepath.Glob(filepath.Join(dir, "spool", "out", "*"))
	if err != nil || len(files) == 0 {
		t.Fatal("nothing was sent", err)
	}
	if err := os.WriteFile(files[0], []byte("other bytes"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out = verifyIn(t, false, c)
	if code != 2 || !strings.Contains(out, "spool out/"+filepath.Base(files[0])) {
		t.Errorf("exit %d: %s", code, out)
	}
}

func TestVerifyRefusesBadUse(t *testing.T) {
	dir := t.TempDir()
	missing := filepath.Join(dir, "none")
	for name, c := range map[string]verifyCmd{
		"nothing":       {},
		"two things":    {File: "a", Proof: "b"},
		"no key file":   {File: "a", Key: []string{missing}},
		"no proof file": {Proof: missing},
		"no note file":  {File: "a", Checkpoint: []string{missing}},
		"no database":   {File: missing},
	} {
		if code, out := verifyIn(t, false, c); code != 4 || out == "" {
			t.Errorf("%s: exit %d, %s", name, code, out)
		}
	}
}
