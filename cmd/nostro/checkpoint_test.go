package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/internal/config"
	"nostro/internal/signing"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

// seat is a session in a folder with a small house, a signing key and so many entries.
func seat(t *testing.T, entries int64) (s *session, out *bytes.Buffer) {
	t.Helper()
	dir := t.TempDir()
	if err := config.Init(dir, []byte("0123456789abcdef0123456789abcdef")); err != nil {
		t.Fatal(err)
	}
	if _, err := signing.Create(dir, []byte("x")); err != nil {
		t.Fatal(err)
	}
	conf, err := os.ReadFile("testdata/small/nostro.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, config.FileName), conf, 0o644); err != nil {
		t.Fatal(err)
	}
	out = &bytes.Buffer{}
	now := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	s = &session{env: env{Stdout: out, Stderr: out, Now: func() time.Time { return now },
		Getenv: func(string) string { return "" }, User: "ann"}, ctx: context.Background(), cli: &cli{Dir: dir}}
	book(t, s, 1, entries)
	return s, out
}

// book posts opening entries with the numbers from first to last.
func book(t *testing.T, s *session, first, last int64) {
	t.Helper()
	err := s.with(func(h *home) error {
		return h.store.Update(s.ctx, func(tx jobs.Tx) error {
			for n := first; n <= last; n++ {
				e, err := ledger.Opened(ledger.Movement{Key: "opening:" + strings.Repeat("x", int(n)), Correspondent: "rhein",
					Amount: money.FromMinor(money.MustCurrency("EUR"), n), ValueDate: calendar.MustDate("2026-11-24")})
				if err != nil {
					return err
				}
				if _, err := tx.Post(e, s.Now()); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// saysAll wants the texts in what was printed, and nothing wider than a line.
func saysAll(t *testing.T, out *bytes.Buffer, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(out.String(), text) {
			t.Errorf("%q is not said:\n%s", text, out)
		}
	}
	if line := tooWide(out.String()); line != "" {
		t.Errorf("wider than %d: %s", lineWidth, line)
	}
}

func TestCheckpointCommand(t *testing.T) {
	s, out := seat(t, 0)
	if err := (&checkpointCmd{}).Run(s); err != nil {
		t.Fatal(err)
	}
	saysAll(t, out, "nothing is booked yet")
	book(t, s, 1, 3)
	out.Reset()
	if err := (&checkpointCmd{}).Run(s); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(s.cli.Dir, "checkpoints", "3.note")
	key, err := os.ReadFile(filepath.Join(s.cli.Dir, signing.PublicFileName))
	if err != nil {
		t.Fatal(err)
	}
	saysAll(t, out, "3 entries signed, root ", "size       3 entries\n", "file       "+file+"\n", "key        "+string(key))
	note, err := os.ReadFile(file)
	if err != nil || !strings.HasPrefix(string(note), "nostro/books\n3\n") {
		t.Errorf("the file holds %q, %v", note, err)
	}
	// Again: nothing new, and the file is written anew where it is gone.
	elsewhere := filepath.Join(t.TempDir(), "a", "b.note")
	s.cli.JSON = true
	out.Reset()
	if err := (&checkpointCmd{Out: elsewhere}).Run(s); err != nil {
		t.Fatal(err)
	}
	var told checkpointJSON
	if err := json.Unmarshal(out.Bytes(), &told); err != nil || told.Size != 3 || told.File != elsewhere ||
		told.Outcome != string(jobs.OutcomeNothing) || told.VerifierKey+"\n" != string(key) {
		t.Errorf("told is %+v, %v", told, err)
	}
	if again, err := os.ReadFile(elsewhere); err != nil || string(again) != string(note) {
		t.Errorf("the second file holds %q, %v", again, err)
	}
	left, err := os.ReadDir(filepath.Dir(elsewhere))
	if err != nil || len(left) != 1 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
}

func TestCheckpointNeverReplacesAFile(t *testing.T) {
	s, _ := seat(t, 1)
	file := filepath.Join(t.TempDir(), "old.note")
	if err := os.WriteFile(file, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := (&checkpointCmd{Out: file}).Run(s)
	if err == nil || !strings.Contains(err.Error(), "nothing was replaced") {
		t.Errorf("got %v", err)
	}
	if held, err := os.ReadFile(file); err != nil || string(held) != "mine" {
		t.Errorf("the file holds %q, %v", held, err)
	}
}

func TestCheckpointWithoutAKey(t *testing.T) {
	s, out := seat(t, 1)
	for _, name := range []string{signing.PrivateFileName, signing.PublicFileName} {
		if err := os.Remove(filepath.Join(s.cli.Dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	err := (&checkpointCmd{}).Run(s)
	if !errors.Is(err, signing.ErrNoKey) || !strings.Contains(err.Error(), "--make-key") {
		t.Errorf("got %v", err)
	}
	if err := (&checkpointCmd{MakeKey: true}).Run(s); err != nil {
		t.Fatal(err)
	}
	saysAll(t, out, "1 entries")
	if err := (&checkpointCmd{MakeKey: true}).Run(s); !errors.Is(err, signing.ErrIsThere) {
		t.Errorf("a second key: %v", err)
	}
}

func TestProveCommand(t *testing.T) {
	s, out := seat(t, 2)
	dir := t.TempDir()
	two, five, proof := filepath.Join(dir, "2.note"), filepath.Join(dir, "5.note"), filepath.Join(dir, "proof.json")
	for _, work := range []func() error{
		(func() error { return (&checkpointCmd{Out: two}).Run(s) }),
		(func() error { book(t, s, 3, 5); return (&checkpointCmd{Out: five}).Run(s) }),
		(func() error { return (&proveCmd{What: []string{"2"}, Out: proof}).Run(s) }),
		(func() error {
			return (&proveCmd{What: []string{"opening:x"}, Checkpoint: two, Out: proof + "2"}).Run(s)
		}),
		(func() error {
			return (&proveCmd{What: []string{two, five}, Consistency: true, Out: proof + "3"}).Run(s)
		}),
	} {
		if err := work(); err != nil {
			t.Fatal(err)
		}
	}
	saysAll(t, out, "proved     entry 2 opening:xx is in the books of 5 entries", "the books of 5 entries begin with those of 2",
		"entry 1 opening:x is in the books of 2 entries")
	for file, want := range map[string]map[string]any{
		proof:       {"form": "nostro inclusion proof 1", "leaf_index": 1.0, "tree_size": 5.0},
		proof + "2": {"form": "nostro inclusion proof 1", "leaf_index": 0.0, "tree_size": 2.0},
		proof + "3": {"form": "nostro consistency proof 1", "older_size": 2.0, "newer_size": 5.0},
	} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]any{}
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatal(err)
		}
		for name, value := range want {
			if got[name] != value {
				t.Errorf("%s: %s is %v, want %v", filepath.Base(file), name, got[name], value)
			}
		}
	}
	s.cli.JSON = true
	out.Reset()
	if err := (&proveCmd{What: []string{"2"}, Out: proof}).Run(s); err != nil {
		t.Fatal(err)
	}
	if err := isJSON(out.String()); err != nil {
		t.Error(err)
	}
}

func TestProveWrongUse(t *testing.T) {
	for _, c := range []proveCmd{{What: []string{"1", "2"}}, {What: []string{"1"}, Consistency: true},
		{What: []string{"a", "b", "c"}, Consistency: true}, {What: []string{"a", "b"}, Consistency: true, Checkpoint: "c"}} {
		var use usageError
		if err := c.Run(&session{}); !errors.As(err, &use) {
			t.Errorf("%+v: got %v", c, err)
		}
	}
	s, _ := seat(t, 1)
	if err := (&proveCmd{What: []string{"1"}, Checkpoint: "none", Out: "x"}).Run(s); err == nil ||
		!strings.Contains(err.Error(), "none is not there") {
		t.Errorf("got %v", err)
	}
}
