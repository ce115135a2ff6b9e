package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every scenario gives, byte for byte, what it wants.
func TestFixtures(t *testing.T) {
	folders, err := filepath.Glob("../../fixtures/*/steps.txt")
	if err != nil || len(folders) < 2 {
		t.Fatalf("found %d scenarios: %v", len(folders), err)
	}
	for _, steps := range folders {
		folder := filepath.Dir(steps)
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			differences, err := runFixture(context.Background(), folder, false)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range differences {
				t.Error(d)
			}
		})
	}
}

// A scenario whose want folder was touched is told so: a changed byte, a file too many, one too few.
func TestFixtureTellsDifferences(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "scenario")
	if err := os.CopyFS(folder, os.DirFS("../../fixtures/refused-input")); err != nil {
		t.Fatal(err)
	}
	want := filepath.Join(folder, "want")
	change := func(name string, data []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(want, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	console, err := os.ReadFile(filepath.Join(want, "console.txt"))
	if err != nil {
		t.Fatal(err)
	}
	change("console.txt", []byte(strings.Replace(string(console), "1.005", "1.006", 1)))
	change("never-made.txt", []byte("x"))
	if err := os.Remove(filepath.Join(want, "journal.txt")); err != nil {
		t.Fatal(err)
	}
	differences, err := runFixture(context.Background(), folder, false)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(differences, "\n")
	for _, part := range []string{"console.txt: line", "never-made.txt is wanted", "journal.txt was produced"} {
		if !strings.Contains(all, part) {
			t.Errorf("no difference says %q:\n%s", part, all)
		}
	}
	if _, err := runFixture(context.Background(), folder, true); err != nil {
		t.Fatal(err)
	}
	if differences, err = runFixture(context.Background(), folder, false); err != nil || len(differences) > 0 {
		t.Errorf("after an update it still differs: %v %v", differences, err)
	}
}
