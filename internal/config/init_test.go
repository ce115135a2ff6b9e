package config

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Init leaves a folder whose nostro.yaml is good as it stands, and a key that only its owner reads.
func TestInit(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "house")
	if err := Init(dir, bytes.Repeat([]byte{0xab}, 32)); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, KeyFileName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("key: %v %v, want mode 0600", info, err)
	}
	key, err := os.ReadFile(filepath.Join(dir, KeyFileName))
	if err != nil || string(key) != strings.Repeat("ab", 32)+"\n" {
		t.Errorf("key %q: %v", key, err)
	}
	if info, err := os.Stat(filepath.Join(dir, "in")); err != nil || !info.IsDir() {
		t.Errorf("the folder of the inputs: %v", err)
	}
	if _, err := Load(dir, noEnv); err != nil {
		t.Errorf("the template is not good: %v", err)
	}
}

// What is there is never replaced: a new key would give every instruction another identity.
func TestInitNeverReplaces(t *testing.T) {
	for _, name := range []string{FileName, KeyFileName} {
		dir := t.TempDir()
		write(t, dir, name, "mine", 0o600)
		err := Init(dir, make([]byte, 32))
		if err == nil || !strings.Contains(err.Error(), name+" is there already: ") {
			t.Errorf("%s: error %v", name, err)
		}
		if data, _ := os.ReadFile(filepath.Join(dir, name)); string(data) != "mine" {
			t.Errorf("%s is now %q", name, data)
		}
	}
	dir := newHouse(t)
	before, _ := os.ReadFile(filepath.Join(dir, KeyFileName))
	if Init(dir, make([]byte, 32)) == nil {
		t.Error("a second init is taken")
	}
	if after, _ := os.ReadFile(filepath.Join(dir, KeyFileName)); !bytes.Equal(before, after) {
		t.Error("the key is another after a second init")
	}
}

// An error that says nothing was changed tells the truth.
func TestRefusedInitChangesNothing(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, KeyFileName, "mine", 0o600)
	if Init(dir, make([]byte, 32)) == nil {
		t.Fatal("taken")
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("it left %v beside the key that was there", entries)
	}
}

func TestTemplateIsACopy(t *testing.T) {
	Template()[0] = 'x'
	if Template()[0] == 'x' {
		t.Error("a change of one copy reached another")
	}
}
