package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// noEnv is an environment without variables.
func noEnv(string) string { return "" }

// house makes a folder as nostro init does and returns it.
func newHouse(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := Init(dir, []byte("0123456789abcdef0123456789abcdef")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// edited is the template with one text replaced, which must be there.
func edited(t testing.TB, old, new string) []byte {
	t.Helper()
	text := string(Template())
	if !strings.Contains(text, old) {
		t.Fatalf("the template has no %q", old)
	}
	return []byte(strings.Replace(text, old, new, 1))
}

// problemsOf parses what must be refused.
func problemsOf(t testing.TB, data []byte) Problems {
	t.Helper()
	c, err := Parse(data, newHouse(t), noEnv)
	var problems Problems
	if !errors.As(err, &problems) || len(problems) == 0 {
		t.Fatalf("error %v (%T), want Problems", err, err)
	}
	if c.Endpoints != nil || c.Settings.Correspondents != nil {
		t.Error("a refused config is half filled: who forgets the error would pay with it")
	}
	return problems
}

// mustParse parses what must be good.
func mustParse(t testing.TB, data []byte) Config {
	t.Helper()
	c, err := Parse(data, newHouse(t), noEnv)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// lineOfText returns the line on which the text stands, from 1.
func lineOfText(t testing.TB, data []byte, text string) int {
	t.Helper()
	before, _, found := strings.Cut(string(data), text)
	if !found {
		t.Fatalf("%q does not stand in it", text)
	}
	return strings.Count(before, "\n") + 1
}

func write(t testing.TB, dir, name, text string, mode os.FileMode) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil { // whatever the umask
		t.Fatal(err)
	}
}
