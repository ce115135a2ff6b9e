package spool_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"filippo.io/age"

	"nostro/internal/spool"
)

func newKeys(t testing.TB) spool.Keys {
	t.Helper()
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return spool.Keys{Recipient: identity.Recipient(), Identity: func() (*age.X25519Identity, error) { return identity, nil }}
}

func openWith(t testing.TB, dir string, keys spool.Keys) *spool.Spool {
	t.Helper()
	s, err := spool.OpenWith(dir, keys)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // nothing is written any more
	return s
}

func held(t testing.TB, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestEncryptedFilesAreReadAndNotReadable(t *testing.T) {
	dir, keys := t.TempDir(), newKeys(t)
	s := openWith(t, dir, keys)
	for _, data := range []string{"<Document>secret</Document>", "", strings.Repeat("a long one ", 20000)} {
		name := fmt.Sprintf("out/%d.xml", len(data))
		write(t, s, name, data)
		holds(t, s, name, data)
		if on := held(t, dir, name); !strings.HasPrefix(on, "age-encryption.org/v1\n") || len(data) > 0 && strings.Contains(on, data[:9]) {
			t.Errorf("%s lies readable on the disk", name)
		}
		write(t, s, name, data) // the same clear bytes again are a no-op, although their encryption would differ
		if err := s.Write(name, []byte(data+"x")); !errors.Is(err, spool.ErrOccupied) {
			t.Errorf("%s was replaced: %v", name, err)
		}
		holds(t, s, name, data)
	}
}

// Files from before the key are read on, also such as begin like an encrypted one.
func TestMixedSpool(t *testing.T) {
	dir, keys := t.TempDir(), newKeys(t)
	clear := open(t, dir)
	odd := map[string]string{"in/a": "plain", "in/b": "age-encryption.org/v1\nfrom a bank", "in/c": "nostro-spool-clear/1\nx", "in/d": ""}
	for name, data := range odd {
		write(t, clear, name, data)
		holds(t, clear, name, data)
	}
	s := openWith(t, dir, keys)
	for name, data := range odd {
		holds(t, s, name, data)
		write(t, s, name, data)
		if err := s.Write(name, []byte("other")); !errors.Is(err, spool.ErrOccupied) {
			t.Errorf("%s: %v", name, err)
		}
	}
	done, err := s.Encrypt()
	if err != nil || done.Files != 4 || done.Before != 0 {
		t.Errorf("%+v, %v", done, err)
	}
	for name, data := range odd {
		holds(t, s, name, data)
		if !strings.HasPrefix(held(t, dir, name), "age-encryption.org/v1\n-> X25519 ") {
			t.Errorf("%s lies in the clear", name)
		}
	}
	if again, err := s.Encrypt(); err != nil || again.Files != 0 || again.Before != 4 {
		t.Errorf("again %+v, %v", again, err)
	}
	if strings.Contains(files(t, dir), ".tmp") {
		t.Errorf("something was left behind:\n%s", files(t, dir))
	}
}

func TestWithoutTheRightKeyNothingIsRead(t *testing.T) {
	dir, keys := t.TempDir(), newKeys(t)
	write(t, openWith(t, dir, keys), "in/a", "secret")
	gone := errors.New("the file of the key is gone")
	for name, other := range map[string]spool.Keys{"no key": {}, "another key": newKeys(t), "a key that cannot be had": {
		Recipient: keys.Recipient, Identity: func() (*age.X25519Identity, error) { return nil, gone }}} {
		s := openWith(t, dir, other)
		if data, err := s.Read("in/a"); !errors.Is(err, spool.ErrNoIdentity) || data != nil {
			t.Errorf("%s reads %q, %v", name, data, err)
		}
		if err := s.Write("in/a", []byte("other")); !errors.Is(err, spool.ErrNoIdentity) {
			t.Errorf("%s writes over it: %v", name, err)
		}
	}
	if _, err := open(t, dir).Encrypt(); err == nil {
		t.Error("encrypted without a key")
	}
}

// Every change to an encrypted file shows.
func TestAChangedEncryptedFileIsRefused(t *testing.T) {
	dir, keys := t.TempDir(), newKeys(t)
	s := openWith(t, dir, keys)
	write(t, s, "a", "the amount is 100.00")
	whole := held(t, dir, "a")
	for at := len("age-encryption.org/"); at < len(whole); at++ {
		changed := []byte(whole)
		changed[at] ^= 1
		if err := os.WriteFile(filepath.Join(dir, "a"), changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if data, err := s.Read("a"); err == nil {
			t.Fatalf("with byte %d changed it reads %q", at, data)
		}
	}
	for n := len("age-encryption.org/"); n < len(whole); n++ {
		if err := os.WriteFile(filepath.Join(dir, "a"), []byte(whole[:n]), 0o600); err != nil {
			t.Fatal(err)
		}
		if data, err := s.Read("a"); err == nil {
			t.Fatalf("cut to %d bytes it reads %q", n, data)
		}
	}
}

// A recipient whose identity is another one would lock everything away: it is noticed before a file is replaced.
func TestEncryptNoticesAKeyThatDoesNotOpen(t *testing.T) {
	dir := t.TempDir()
	write(t, open(t, dir), "a", "secret")
	keys := newKeys(t)
	keys.Identity = newKeys(t).Identity
	if _, err := openWith(t, dir, keys).Encrypt(); err == nil {
		t.Error("encrypted to a key that nobody here has")
	}
	holds(t, open(t, dir), "a", "secret")
	if strings.Contains(files(t, dir), ".tmp") {
		t.Error("something was left behind")
	}
}

// While files are encrypted others write and read; each name keeps its bytes.
func TestEncryptWhileOthersWork(t *testing.T) {
	dir, keys := t.TempDir(), newKeys(t)
	for n := range 50 {
		write(t, open(t, dir), fmt.Sprintf("in/%d", n), fmt.Sprint("file ", n))
	}
	s := openWith(t, dir, keys)
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			for n := range 50 {
				want := fmt.Sprint("file ", n)
				if err := s.Write(fmt.Sprintf("in/%d", n), []byte(want)); err != nil {
					t.Error(err)
				}
				if got, err := s.Read(fmt.Sprintf("in/%d", n)); err != nil || string(got) != want {
					t.Errorf("%d: %q %v", n, got, err)
				}
			}
		})
	}
	all.Go(func() {
		if _, err := s.Encrypt(); err != nil {
			t.Error(err)
		}
	})
	all.Wait()
	if done, err := s.Encrypt(); err != nil || done.Files != 0 || done.Before != 50 {
		t.Errorf("%+v %v", done, err)
	}
}

func TestParseIdentity(t *testing.T) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := spool.ParseIdentity("# created: today\n# public key: age1\n" + identity.String() + "\n"); err != nil || got.String() != identity.String() {
		t.Errorf("a file of age-keygen: %v", err)
	}
	secret := strings.Replace(identity.String(), "1", "2", 1)
	for _, bad := range []string{"", "# only a comment", secret, "hunter2"} {
		if _, err := spool.ParseIdentity(bad); err == nil || bad != "" && strings.Contains(err.Error(), strings.TrimSpace(bad)) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// BenchmarkWriteEncrypted writes files of 2 KB encrypted, and as its baseline in the clear, in turns.
func BenchmarkWriteEncrypted(b *testing.B) {
	sealed, clear := openWith(b, b.TempDir(), newKeys(b)), open(b, b.TempDir())
	data := bytes.Repeat([]byte("<Document/>\n"), 170)
	compare(b, func(n int) {
		write(b, sealed, fmt.Sprintf("out/%08d", n), string(data))
	}, func(n int) {
		write(b, clear, fmt.Sprintf("out/%08d", n), string(data))
	})
}
