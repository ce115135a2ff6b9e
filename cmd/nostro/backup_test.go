package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"nostro/internal/backup"
	"nostro/internal/config"
	"nostro/jobs"
)

// A house is copied, restored elsewhere, and goes on there once its secrets are back.
func TestBackupAndRestoreCommands(t *testing.T) {
	s, out := seat(t, 4)
	if err := (&checkpointCmd{}).Run(s); err != nil {
		t.Fatal(err)
	}
	copied, restored := filepath.Join(t.TempDir(), "copy"), filepath.Join(t.TempDir(), "back")
	out.Reset()
	if err := errors.Join((&backupCmd{Folder: copied}).Run(s), (&restoreCmd{Folder: copied, To: restored}).Run(s)); err != nil {
		t.Fatal(err)
	}
	saysAll(t, out, "backup     4 files with ", "no secret is in it", "restore    4 files with ", "put nostro.key, nostro.sign.key",
		"verify")
	second := *s
	second.cli = &cli{Dir: restored}
	if err := (&checkCmd{}).Run(&second); err == nil {
		t.Error("a house without its key was opened")
	}
	for _, name := range []string{config.KeyFileName, "nostro.sign.key"} {
		data, err := os.ReadFile(filepath.Join(s.cli.Dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(restored, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	book(t, &second, 5, 5)
	out.Reset()
	if err := (&checkpointCmd{}).Run(&second); err != nil {
		t.Fatal(err)
	}
	saysAll(t, out, "5 entries signed")
	if err := (&backupCmd{Folder: copied}).Run(s); err == nil {
		t.Error("a backup was written over another one")
	}
	if err := (&restoreCmd{Folder: restored, To: filepath.Join(t.TempDir(), "x")}).Run(s); !errors.Is(err, backup.ErrDiffers) {
		t.Errorf("what is no backup was restored: %v", err)
	}
}

func TestClosePeriodCommand(t *testing.T) {
	s, out := seat(t, 1)
	var use usageError
	if err := (&closePeriodCmd{Until: "yesterday"}).Run(s); !errors.As(err, &use) {
		t.Errorf("got %v", err)
	}
	if err := (&closePeriodCmd{Until: "2026-11-24"}).Run(s); !errors.Is(err, jobs.ErrNeedsPerson) {
		t.Errorf("got %v", err)
	}
	if err := (&closePeriodCmd{Until: "2026-11-23"}).Run(s); err != nil {
		t.Fatal(err)
	}
	saysAll(t, out, "everything until 2026-11-23 is closed")
}
