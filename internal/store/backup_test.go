package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nostro/jobs"
)

func TestABackupIsTheWholeDatabase(t *testing.T) {
	s, path := world(t)
	postSome(t, s, 2, 5)
	copied := filepath.Join(t.TempDir(), "it's a copy.db")
	if err := s.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	same(t, "every table", dump(t, raw(t, copied)), dump(t, raw(t, path)))
	schema := "SELECT type || name || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name"
	same(t, "the schema", names(t, raw(t, copied), schema), names(t, raw(t, path), schema))
	info, err := os.Stat(copied)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	again := reopen(t, copied)
	same(t, "check", again.View(t.Context(), jobs.Tx.CheckLog), nil)
	update(t, again, func(tx jobs.Tx) error { _, err := tx.Post(entryOf("next", 1), at); return err })
}

// A backup within a write transaction sees nothing of it, and does not wait for it.
func TestABackupWhileAWriterWrites(t *testing.T) {
	s, _ := world(t)
	copied := filepath.Join(t.TempDir(), "copy.db")
	update(t, s, func(tx jobs.Tx) error {
		if _, err := tx.Post(entryOf("half", 1), at); err != nil {
			return err
		}
		return s.Backup(context.Background(), copied)
	})
	same(t, "entries in the copy", len(get(t, reopen(t, copied), entries)), 1)
	same(t, "entries", len(get(t, s, entries)), 2)
}

func TestABackupReplacesNothing(t *testing.T) {
	s, path := world(t)
	for _, there := range []string{path, t.TempDir()} {
		if err := s.Backup(t.Context(), there); !errors.Is(err, os.ErrExist) {
			t.Errorf("%s: got %v", there, err)
		}
	}
	same(t, "entries", len(get(t, s, entries)), 1)
	if err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "none", "x.db")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestABackupThatFailsLeavesNothing(t *testing.T) {
	s, _ := world(t)
	copied := filepath.Join(t.TempDir(), "copy.db")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Backup(ctx, copied); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(copied); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file is left: %v", err)
	}
}

// The readers that made a backup can still write nothing.
func TestReadersStayReadersAfterABackup(t *testing.T) {
	s, _ := world(t)
	if err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "copy.db")); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		err := s.View(t.Context(), func(tx jobs.Tx) error { return tx.AddRun(runOf("x")) })
		if err == nil || !strings.Contains(err.Error(), "readonly") {
			t.Errorf("got %v", err)
		}
	}
}
