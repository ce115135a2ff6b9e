package config

import (
	"strings"
	"sync"
	"testing"

	"filippo.io/age"
)

// recipient is one of age, the same each time.
func recipient(t testing.TB) string {
	t.Helper()
	once.Do(func() {
		if identity, err := age.GenerateX25519Identity(); err == nil {
			known = identity.Recipient().String()
		}
	})
	return known
}

var (
	once  sync.Once
	known string
)

func withArchive(t testing.TB, text string) []byte {
	t.Helper()
	return edited(t, "# archive:  ", "archive: "+text+"\n# archive:  ")
}

func TestArchive(t *testing.T) {
	dir := newHouse(t)
	c, err := Parse(withArchive(t, "{recipient: "+recipient(t)+", identity_file: archive.key}"), dir, noEnv)
	if err != nil {
		t.Fatal(err)
	}
	if c.Archive.Recipient != recipient(t) {
		t.Errorf("%+v", c.Archive)
	}
	if _, err := c.Archive.Identity(); err == nil || !strings.Contains(err.Error(), "archive.key is not there") {
		t.Errorf("without the file: %v", err)
	}
	write(t, dir, "archive.key", "# comment\nAGE-SECRET-KEY-1X\n", 0o640)
	if _, err := c.Archive.Identity(); err == nil || !strings.Contains(err.Error(), "chmod 600 it") {
		t.Errorf("others can read it: %v", err)
	}
	write(t, dir, "archive.key", "# comment\nAGE-SECRET-KEY-1X\n", 0o600)
	if text, err := c.Archive.Identity(); err != nil || !strings.Contains(text, "AGE-SECRET-KEY-1X") {
		t.Errorf("got %q, %v", text, err)
	}
	c = mustParse(t, withArchive(t, "{recipient: "+recipient(t)+", identity_env: ARCHIVE_KEY}"))
	if _, err := c.Archive.Identity(); err == nil || !strings.Contains(err.Error(), "$ARCHIVE_KEY is empty or not set") {
		t.Errorf("not set: %v", err)
	}
	if c := mustParse(t, Template()); c.Archive.Recipient != "" {
		t.Errorf("without archive: %+v", c.Archive)
	}
}

func TestArchiveRefuses(t *testing.T) {
	for text, says := range map[string]string{
		"{recipient: age1x, identity_file: k}":                                 "no recipient of age",
		"{recipient: AGE-SECRET-KEY-1QQQ, identity_file: k}":                   "no recipient of age",
		"{recipient: " + recipient(t) + "}":                                    "give either identity_env or identity_file",
		"{recipient: " + recipient(t) + ", identity_file: k, identity_env: A}": "give either identity_env or identity_file",
		"{recipient: " + recipient(t) + ", identity_env: AGE-SECRET-KEY-1QQQ}": "names no environment variable",
		"{identity_file: k}": "recipient: is missing",
		"{recipient: " + recipient(t) + ", identity_file: k, cipher: des}": "is no key here",
	} {
		problems := problemsOf(t, withArchive(t, text)).Error()
		if !strings.Contains(problems, says) || strings.Contains(problems, "AGE-SECRET") {
			t.Errorf("%s: got %q, want %q", text, problems, says)
		}
	}
}
