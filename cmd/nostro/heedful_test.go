package main

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// narrow takes so many bytes, like a disk that fills up, and refuses what comes then; what is small would fit again.
type narrow struct {
	room int
	got  bytes.Buffer
}

func (n *narrow) Write(data []byte) (int, error) {
	if len(data) > n.room {
		return 0, errors.New("no space left on device")
	}
	n.room -= len(data)
	return n.got.Write(data)
}

// A command whose output is not whole fails and says so, whatever it found; what came out is a beginning, without a hole.
func TestOutputThatIsNotWhole(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "house")
	sit := func(room int, args ...string) (code int, said, problem string) {
		t.Helper()
		out, problems := &narrow{room: room}, &bytes.Buffer{}
		code = run(context.Background(), append([]string{"--dir", dir}, args...), env{Stdin: strings.NewReader(""), Stdout: out, Stderr: problems,
			User: "ann", Getenv: func(string) string { return "" }, Now: func() time.Time { return time.Date(2026, 11, 23, 15, 30, 0, 0, time.UTC) }})
		return code, out.got.String(), strings.Join(strings.Fields(problems.String()), " ")
	}
	if code, _, problem := sit(1<<20, "init", dir); code != exitFine {
		t.Fatalf("init ended with %d: %s", code, problem)
	}
	for _, args := range [][]string{{"check"}, {"--json", "check"}, {"calendars"}, {"--json", "calendars"}, {"status"}, {"config", "check"}, {"balances"},
		{"export", "--format", "csv"}} {
		code, whole, problem := sit(1<<20, args...)
		if code == exitFailed || len(whole) < 2 || strings.Contains(problem, "whole") {
			t.Fatalf("%v ended with %d, %q %s", args, code, whole, problem)
		}
		code, said, problem := sit(len(whole)/2, args...)
		if code != exitFailed || !strings.Contains(problem, "no space left on device") {
			t.Errorf("%v on a disk that is full ended with %d: %s", args, code, problem)
		}
		if !strings.HasPrefix(whole, said) {
			t.Errorf("%v: what came out has a hole:\n%s", args, said)
		}
	}
}
