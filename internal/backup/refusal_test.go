package backup_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nostro/internal/backup"
)

func TestMakeRefuses(t *testing.T) {
	h := newHouse(t)
	full := t.TempDir()
	h.must(os.WriteFile(filepath.Join(full, "x"), nil, 0o600))
	if _, err := backup.Make(t.Context(), h.store, h.dir, full); err == nil || !strings.Contains(err.Error(), "not empty, it has x") {
		t.Errorf("got %v", err)
	}
	if got := filesIn(t, full); !slices.Equal(got, []string{"x"}) {
		t.Errorf("written was %v", got)
	}
	h.must(os.Symlink("/etc/passwd", filepath.Join(h.dir, "checkpoints", "link")))
	linked := filepath.Join(t.TempDir(), "b")
	if _, err := backup.Make(t.Context(), h.store, h.dir, linked); err == nil || !strings.Contains(err.Error(), "no regular file") {
		t.Errorf("got %v", err)
	}
	if _, err := backup.Restore(t.Context(), linked, t.TempDir()); !errors.Is(err, backup.ErrDiffers) ||
		!strings.Contains(err.Error(), "never finished") {
		t.Errorf("a backup that was not finished: %v", err)
	}
	h.must(os.Remove(filepath.Join(h.dir, "checkpoints", "link")))
	h.must(os.WriteFile(filepath.Join(h.dir, "checkpoints", "a\nb"), nil, 0o600))
	if _, err := backup.Make(t.Context(), h.store, h.dir, filepath.Join(t.TempDir(), "b")); err == nil ||
		!strings.Contains(err.Error(), "rename the file") {
		t.Errorf("got %v", err)
	}
}

func TestRestoreRefusesADamagedBackup(t *testing.T) {
	h := newHouse(t)
	h.must(h.work(1))
	for name, tt := range map[string]struct {
		spoil func(path func(string) string) error
		says  string
	}{
		"other bytes": {func(p func(string) string) error { return os.WriteFile(p("nostro.yaml"), []byte("x"), 0o600) },
			"nostro.yaml has hash"},
		"a file gone":    {func(p func(string) string) error { return os.Remove(p("spool/in/file-00001.xml")) }, "is missing"},
		"a file more":    {func(p func(string) string) error { return os.WriteFile(p("spool/x"), nil, 0o600) }, "spool/x is there"},
		"a link more":    {func(p func(string) string) error { return os.Symlink("x", p("link")) }, "no regular file"},
		"no manifest":    {func(p func(string) string) error { return os.Remove(p("MANIFEST")) }, "never finished"},
		"empty manifest": {func(p func(string) string) error { return os.Truncate(p("MANIFEST"), 0) }, "MANIFEST:1"},
		"cut manifest":   {func(p func(string) string) error { return os.Truncate(p("MANIFEST"), 30) }, "MANIFEST:1"},
		"a way out": {func(p func(string) string) error {
			return os.WriteFile(p("MANIFEST"), []byte(strings.Repeat("0", 64)+"  ../nostro.key\n"), 0o600)
		}, "MANIFEST:1"},
		"no database": {func(p func(string) string) error {
			return errors.Join(os.WriteFile(p("MANIFEST"), []byte(yamlLine), 0o600), os.Remove(p("nostro.db")),
				os.RemoveAll(p("spool")), os.RemoveAll(p("checkpoints")), os.Remove(p("nostro.sign.pub")))
		}, "nostro.db is not in the manifest"},
		"twice": {func(p func(string) string) error {
			return os.WriteFile(p("MANIFEST"), []byte(yamlLine+yamlLine), 0o600)
		},
			"there twice"},
	} {
		made, target := filepath.Join(t.TempDir(), "b"), filepath.Join(t.TempDir(), "r")
		_, err := backup.Make(t.Context(), h.store, h.dir, made)
		h.must(err)
		h.must(tt.spoil(func(file string) string { return filepath.Join(made, file) }))
		_, err = backup.Restore(t.Context(), made, target)
		if !errors.Is(err, backup.ErrDiffers) || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: got %v", name, err)
		}
		if _, err := os.Stat(target); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: the target was made: %v", name, err)
		}
	}
}

// yamlLine is the line of nostro.yaml in the manifest: SHA-256 of "house:\n".
const yamlLine = "9a5b7be46535d1acec3311f9552b5fe6f40f9298ab17066429ec6529ca7a6f55  nostro.yaml\n"

func TestRestoreRefusesATargetThatIsInUse(t *testing.T) {
	h := newHouse(t)
	made := filepath.Join(t.TempDir(), "b")
	_, err := backup.Make(t.Context(), h.store, h.dir, made)
	h.must(err)
	before := filesIn(t, h.dir)
	if _, err := backup.Restore(t.Context(), made, h.dir); err == nil || !strings.Contains(err.Error(), "is not empty") {
		t.Errorf("got %v", err)
	}
	if after := filesIn(t, h.dir); !slices.Equal(before, after) {
		t.Errorf("files were %v, are %v", before, after)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := backup.Restore(ctx, made, filepath.Join(t.TempDir(), "r")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
