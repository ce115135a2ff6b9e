package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nostro/internal/config"
	"nostro/internal/logging"
)

// guardedYAML is a house whose limits count once another person has approved them, and which has a job.
const guardedYAML = `
approval: {guard_config: true}
limits: {on_breach: warn, total: "1000.00"}
jobs: [{name: look, work: check, at: "0 9 * * *", zone: UTC}]
`

// onShift is the session of a nostro run whose house has approved its limits, and the file that it reads.
func onShift(t *testing.T) (s *session, file string, said *bytes.Buffer) {
	t.Helper()
	dir, said := t.TempDir(), &bytes.Buffer{}
	if err := config.Init(dir, []byte("0123456789abcdef0123456789abcdef")); err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(dir, config.FileName)
	now := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	e := env{Stdout: said, Stderr: said, Now: func() time.Time { return now }, Getenv: func(string) string { return "" }, User: "ann"}
	change(t, file, "# limits:", guardedYAML+"# limits:")
	for _, args := range [][]string{{"config", "request"}, {"--as", "bea", "config", "approve"}} {
		if code := run(context.Background(), append([]string{"--dir", dir}, args...), e); code != exitFine {
			t.Fatalf("%v ends with %d: %s", args, code, said)
		}
	}
	said.Reset()
	return &session{ctx: t.Context(), cli: &cli{Dir: dir}, env: e, mask: &logging.Masker{}}, file, said
}

// change replaces text in a file, which must have it.
func change(t *testing.T, file, from, to string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), from) {
		t.Fatalf("%s has no %q: %v", file, from, err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), from, to, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// What is read again while jobs run is in force as far as a start would put it in force, and no further.
func TestReadingAgain(t *testing.T) {
	for name, story := range map[string]struct {
		from, to, says string
		jobs           int
	}{
		"another job":                         {`jobs: [{name: look`, `jobs: [{name: more, work: check, at: "0 9 * * *", zone: UTC}, {name: look`, "was read again", 2},
		"limits that nobody approved":         {`total: "1000.00"`, `total: "9000000.00"`, "are not in force", 1},
		"the guard is taken away":             {`guard_config: true`, `guard_config: false`, "are not in force", 1},
		"a mistake":                           {`jobs: [{name: look, work: check`, `jobs: [{name: look, work: dance`, "was not taken over", 1},
		"who we are stays, the rest is taken": {`EXMPGB2LXXX`, `EXMPDEFFXXX`, "house.bic of nostro.yaml changed and stays as it was: that changes only with a restart", 1},
		"a job that needs secrets nobody has": {`work: check`, `work: send`, "was not taken over", 1},
	} {
		t.Run(name, func(t *testing.T) {
			s, file, said := onShift(t)
			err := s.with(func(h *home) error {
				before := h.stages.Settings
				change(t, file, story.from, story.to)
				s.reload(h, newAttendant(s, slog.New(slog.DiscardHandler)))
				now := h.stages.Settings
				if now.Risk.Limits.Total != before.Risk.Limits.Total || now.House != before.House {
					t.Errorf("in force are %v of %s", now.Risk.Limits.Total, now.House.BIC)
				}
				if len(now.Jobs) != story.jobs || now.Jobs[len(now.Jobs)-1].Work != before.Jobs[0].Work {
					t.Errorf("jobs %+v", now.Jobs)
				}
				return nil
			})
			if text := strings.Join(strings.Fields(said.String()), " "); err != nil || !strings.Contains(text, story.says) {
				t.Errorf("%v, said %q, want %q", err, text, story.says)
			}
		})
	}
}
