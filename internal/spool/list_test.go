package spool_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"nostro/internal/spool"
)

func TestListedNames(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for _, name := range []string{"in/b/2", "in/a/1", "in/c", "out/x"} {
		write(t, s, name, name)
	}
	if err := os.WriteFile(filepath.Join(dir, "in", ".tmp-1-1"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	for folder, want := range map[string][]string{"in": {"in/a/1", "in/b/2", "in/c"}, "in/a": {"in/a/1"}, "none": nil} {
		if got, err := s.List(folder); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s has %v, %v; want %v", folder, got, err, want)
		}
	}
}

func TestListRefuses(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	write(t, s, "in/a", "x")
	if _, err := s.List("../in"); !errors.Is(err, spool.ErrName) {
		t.Errorf("outside: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "in", "a b"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if names, err := s.List("in"); !errors.Is(err, spool.ErrName) {
		t.Errorf("a stranger's file: %v %v", names, err)
	}
}
