package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"nostro/jobs"
)

// On a terminal whoever approves types the beginning of the digest that stands above: nothing, or another one, approves
// nothing.
func TestApprovingOnATerminal(t *testing.T) {
	r := newRacers(t, "")
	sit := func(person, types string) (code int, said string) {
		var out, problems bytes.Buffer
		code = run(context.Background(), []string{"--dir", r.home, "approve"}, env{Stdin: strings.NewReader(types), Stdout: &out, Stderr: &problems,
			Now: func() time.Time { return time.Date(2026, 11, 23, 15, 30, 0, 0, time.UTC) }, Getenv: os.Getenv, User: person, Terminal: true, Plain: true})
		return code, strings.Join(strings.Fields(out.String()+problems.String()), " ")
	}
	code, said := sit("bea", "\n")
	if code != exitNeedsPerson || !strings.Contains(said, "nothing was typed, so nothing was approved") {
		t.Errorf("%d %s", code, said)
	}
	_, after, found := strings.Cut(said, "digest ")
	if !found {
		t.Fatalf("no digest is shown: %s", said)
	}
	if code, said := sit("bea", "00000000\n"); code != exitNeedsPerson || !strings.Contains(said, "look again") {
		t.Errorf("%d %s", code, said)
	}
	if code, said := sit("bea", after[:8]+"\n"); code != exitFine || !strings.Contains(said, "bea approved what ann made") {
		t.Errorf("%d %s", code, said)
	}
	shown := r.must("ann", "approvals", "show", "1")
	if !strings.Contains(strings.Join(strings.Fields(shown), " "), "naming digest "+after[:8]) {
		t.Errorf("what was typed is not kept with the %s:\n%s", jobs.ApproveRelease, shown)
	}
}
