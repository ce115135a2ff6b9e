package spool_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"nostro/internal/spool"
)

// What streams in is what Write would have kept: with and without keys, whatever it begins with, in pieces of any size; and
// what streams out are the clear bytes.
func TestStreamsAsItWrites(t *testing.T) {
	for name, keys := range map[string]spool.Keys{"clear": {}, "encrypted": newKeys(t)} {
		dir := t.TempDir()
		s := openWith(t, dir, keys)
		for _, data := range []string{"", "x", "<Document/>", "age-encryption.org/v1\nfrom a bank", "nostro-spool-clear/1\n", "nostro-spool",
			strings.Repeat("a long one ", 20000)} {
			hash, size, err := s.KeepFile("in/rhein", ".xml", func(w io.Writer) error {
				_, err := io.Copy(w, iotest.OneByteReader(strings.NewReader(data)))
				return err
			})
			if err != nil || hash != hashOf([]byte(data)) || size != int64(len(data)) {
				t.Fatalf("%s, %.20q: %s, %d, %v", name, data, hash, size, err)
			}
			at := "in/rhein/" + hash + ".xml"
			holds(t, s, at, data)
			write(t, s, at, data) // the same bytes, so nothing is done
			f, err := s.Open(at)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(f)
			if err := errors.Join(err, f.Close()); err != nil || string(got) != data {
				t.Errorf("%s, %.20q streams out as %.20q, %v", name, data, got, err)
			}
			if readable := strings.Contains(held(t, dir, at), data); len(data) > 5 && readable != (name == "clear") {
				t.Errorf("%s, %.20q lies readable on the disk: %t", name, data, readable)
			}
		}
	}
}

// Where writing fails, nothing is kept, also no temporary file; where no key opens a file, its stream says so.
func TestStreamsNothingOfWhatFailed(t *testing.T) {
	dir := t.TempDir()
	s := openWith(t, dir, newKeys(t))
	broken := errors.New("the line broke")
	if _, _, err := s.KeepFile("in", ".xml", func(w io.Writer) error { return errors.Join(second(w.Write([]byte("half"))), broken) }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if left := files(t, dir); strings.Count(left, "\n") != 1 || strings.Contains(left, ".tmp") {
		t.Errorf("left behind: %s", left)
	}
	hash, _, err := s.KeepFile("in", ".xml", func(w io.Writer) error { return second(w.Write([]byte("secret"))) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, dir).Open("in/" + hash + ".xml"); !errors.Is(err, spool.ErrNoIdentity) {
		t.Errorf("without a key: %v", err)
	}
	if _, _, err := s.KeepFile("in", "/../x", func(w io.Writer) error { return second(w.Write(nil)) }); !errors.Is(err, spool.ErrName) {
		t.Errorf("a suffix that leads out: %v", err)
	}
	if _, _, err := s.KeepFile("../in", "", func(io.Writer) error { return nil }); !errors.Is(err, spool.ErrName) {
		t.Errorf("a folder that leads out: %v", err)
	}
}

func second(_ int, err error) error { return err }

// A stream of an encrypted file that was damaged ends with what to do.
func TestADamagedStreamSaysSo(t *testing.T) {
	dir, keys := t.TempDir(), newKeys(t)
	s := openWith(t, dir, keys)
	data := strings.Repeat("money ", 30000)
	write(t, s, "in/a.xml", data)
	on := []byte(held(t, dir, "in/a.xml"))
	on[len(on)-5] ^= 1
	if err := os.WriteFile(filepath.Join(dir, "in", "a.xml"), on, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := s.Open("in/a.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := io.ReadAll(f); err == nil || !strings.Contains(err.Error(), "restore it from a backup") {
		t.Errorf("got %v", err)
	}
}
