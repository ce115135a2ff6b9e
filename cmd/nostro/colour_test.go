package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A terminal is shown colours, a pipe is not, nor is a terminal of somebody who wants none; the words are the same.
func TestColoursOnATerminalAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "house")
	words := map[bool]string{}
	for n, terminal := range []bool{false, true, true} {
		plain := n == 2
		var out, problems bytes.Buffer
		e := env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &problems, User: "ann", Terminal: terminal, Plain: plain,
			Now:    func() time.Time { return time.Date(2026, 11, 23, 15, 30, 0, 0, time.UTC) },
			Getenv: func(string) string { return "" }}
		if !terminal {
			if code := run(context.Background(), []string{"init", dir}, e); code != exitFine {
				t.Fatalf("init ended with %d: %s", code, problems.String())
			}
			out.Reset()
		}
		if code := run(context.Background(), []string{"--dir", dir, "report"}, e); code != exitFine {
			t.Fatalf("report ended with %d: %s", code, problems.String())
		}
		if coloured := strings.Contains(out.String(), "\x1b["); coloured != (terminal && !plain) {
			t.Errorf("terminal %t, plain %t: coloured %t:\n%s", terminal, plain, coloured, out.String())
		}
		words[terminal] = escape.ReplaceAllString(out.String(), "")
	}
	if words[true] != words[false] {
		t.Errorf("the words differ: %s", firstDifference([]byte(words[false]), []byte(words[true])))
	}
}
