package signing_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"nostro/internal/signing"
)

// house returns a folder with keys, and its verifier key.
func house(t *testing.T) (dir, verifierKey string) {
	t.Helper()
	dir = t.TempDir()
	key, err := signing.Create(dir, []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	return dir, key
}

func load(t *testing.T, dir string) *signing.Private {
	t.Helper()
	key, err := signing.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestCreate(t *testing.T) {
	dir, key := house(t)
	// SHA-256 of "secret" begins with 2bb80d53.
	if !regexp.MustCompile(`^nostro-2bb80d53\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$`).MatchString(key) {
		t.Errorf("verifier key is %q", key)
	}
	for name, mode := range map[string]os.FileMode{signing.PrivateFileName: 0o600, signing.PublicFileName: 0o644} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: mode %v, %v", name, info.Mode(), err)
		}
	}
	public, err := os.ReadFile(filepath.Join(dir, signing.PublicFileName))
	if err != nil || string(public) != key+"\n" {
		t.Errorf("public file holds %q, %v", public, err)
	}
	if _, other := house(t); other == key {
		t.Error("two installations have one key")
	}
}

func TestCreateNeverReplaces(t *testing.T) {
	for _, name := range []string{signing.PrivateFileName, signing.PublicFileName} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := signing.Create(dir, nil); !errors.Is(err, signing.ErrIsThere) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
		files, err := os.ReadDir(dir)
		if data, _ := os.ReadFile(filepath.Join(dir, name)); err != nil || len(files) != 1 || string(data) != "mine" {
			t.Errorf("%s: %d files, %q, %v", name, len(files), data, err)
		}
	}
	if _, err := signing.Create(filepath.Join(t.TempDir(), "none"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func TestWhatIsSignedIsOpened(t *testing.T) {
	dir, verifierKey := house(t)
	private := load(t, dir)
	signed, err := private.Sign("text\n")
	if err != nil {
		t.Fatal(err)
	}
	again, err := load(t, dir).Sign("text\n")
	if err != nil || again != signed {
		t.Errorf("the same text has two notes: %q, %v", again, err)
	}
	public, err := signing.LoadPublic(dir)
	if err != nil || public.VerifierKey() != verifierKey || private.VerifierKey() != verifierKey {
		t.Fatalf("verifier keys %q and %q, %v", public.VerifierKey(), private.VerifierKey(), err)
	}
	if text, err := public.Open(signed); err != nil || text != "text\n" {
		t.Errorf("opened as %q, %v", text, err)
	}
	// A stranger needs the library and the verifier key alone.
	verifier, err := note.NewVerifier(verifierKey)
	if err != nil {
		t.Fatal(err)
	}
	if opened, err := note.Open([]byte(signed), note.VerifierList(verifier)); err != nil || opened.Text != "text\n" {
		t.Errorf("a stranger reads %v, %v", opened, err)
	}
	if _, err := private.Sign("no end of line"); err == nil {
		t.Error("a text that is no note was signed")
	}
}

func TestOpenRefuses(t *testing.T) {
	dir, _ := house(t)
	otherDir, _ := house(t)
	ours, other := load(t, dir), load(t, otherDir)
	signed, err := ours.Sign("text\n")
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := other.Sign("text\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"nothing": "", "the text alone": "text\n", "another text": strings.Replace(signed, "text", "test", 1),
		"another key": foreign, "half": signed[:len(signed)-8], "no blank line": strings.Replace(signed, "\n\n", "\n", 1),
	} {
		if got, err := ours.Open(text); !errors.Is(err, signing.ErrNotSigned) || got != "" {
			t.Errorf("%s: opened as %q, %v", name, got, err)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	otherDir, otherKey := house(t)
	foreign, err := os.ReadFile(filepath.Join(otherDir, signing.PrivateFileName))
	if err != nil {
		t.Fatal(err)
	}
	private, public := signing.PrivateFileName, signing.PublicFileName
	for name, tt := range map[string]struct {
		spoil func(path func(string) string) error
		want  error
		says  string
	}{
		"no private key":        {func(p func(string) string) error { return os.Remove(p(private)) }, signing.ErrNoKey, private},
		"no public key":         {func(p func(string) string) error { return os.Remove(p(public)) }, signing.ErrNoKey, public},
		"readable by the group": {func(p func(string) string) error { return os.Chmod(p(private), 0o640) }, signing.ErrReadable, ""},
		"readable by all":       {func(p func(string) string) error { return os.Chmod(p(private), 0o604) }, signing.ErrReadable, ""},
		"another's private key": {func(p func(string) string) error { return os.WriteFile(p(private), foreign, 0o600) },
			signing.ErrPair, ""},
		"another's public key": {func(p func(string) string) error { return os.WriteFile(p(public), []byte(otherKey), 0o644) },
			signing.ErrPair, ""},
		"no key at all":  {func(p func(string) string) error { return os.WriteFile(p(private), []byte("x"), 0o600) }, nil, private},
		"no verifier":    {func(p func(string) string) error { return os.WriteFile(p(public), []byte("x"), 0o644) }, nil, public},
		"a huge private": {func(p func(string) string) error { return os.WriteFile(p(private), make([]byte, 5000), 0o600) }, nil, "4096"},
		"a folder": {func(p func(string) string) error {
			return errors.Join(os.Remove(p(private)), os.Mkdir(p(private), 0o700))
		},
			nil, private},
	} {
		dir, _ := house(t)
		if err := tt.spoil(func(file string) string { return filepath.Join(dir, file) }); err != nil {
			t.Fatal(err)
		}
		key, err := signing.Load(dir)
		if err == nil || key != nil || tt.want != nil && !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: got %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "PRIVATE") {
			t.Errorf("%s: the error shows the key: %v", name, err)
		}
	}
}
