package spool_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"

	"nostro/internal/spool"
)

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func TestKeptUnderItsHash(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	data := bytes.Repeat([]byte("a row of a file\n"), 100_000)
	for range 2 { // the same again is no second file
		hash, size, err := s.Keep("raw", iotest.HalfReader(bytes.NewReader(data)))
		if err != nil || hash != hashOf(data) || size != int64(len(data)) {
			t.Fatalf("%s %d %v", hash, size, err)
		}
	}
	if got, err := s.Read("raw/" + hashOf(data)); err != nil || !bytes.Equal(got, data) {
		t.Fatalf("%d bytes, %v", len(got), err)
	}
	f, err := s.Open("raw/" + hashOf(data))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, data) {
		t.Fatalf("%d bytes, %v", len(got), err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	onlyOne(t, dir)
}

// onlyOne errs where the folder holds another file than the one that was kept.
func onlyOne(t *testing.T, dir string) {
	t.Helper()
	if entries, err := os.ReadDir(filepath.Join(dir, "raw")); err != nil || len(entries) != 1 {
		t.Fatalf("the folder holds %v, %v", entries, err)
	}
}

// A reader that breaks off leaves nothing, not even a temporary file.
func TestNothingIsKeptOfWhatBreaksOff(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if _, _, err := s.Keep("raw", bytes.NewReader(nil)); err != nil {
		t.Fatal(err) // an empty file is a file
	}
	broken := io.MultiReader(bytes.NewReader([]byte("half")), iotest.ErrReader(io.ErrUnexpectedEOF))
	if _, _, err := s.Keep("raw", broken); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatalf("got %v", err)
	}
	onlyOne(t, dir)
}

func TestKeepAndOpenRefuse(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if _, _, err := s.Keep("../raw", bytes.NewReader(nil)); !errors.Is(err, spool.ErrName) {
		t.Errorf("outside: %v", err)
	}
	if _, err := s.Open("../x"); !errors.Is(err, spool.ErrName) {
		t.Errorf("outside: %v", err)
	}
	if _, err := s.Open("raw/x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("not there: %v", err)
	}
	data := []byte("what was meant")
	write(t, s, "raw/"+hashOf(data), "something else")
	if _, _, err := s.Keep("raw", bytes.NewReader(data)); !errors.Is(err, spool.ErrOccupied) {
		t.Errorf("other bytes under the hash: %v", err)
	}
	if _, _, err := s.Keep("raw", zeros{}); !errors.Is(err, spool.ErrTooLarge) {
		t.Errorf("without an end: %v", err)
	}
	onlyOne(t, dir)
}

// zeros is a file without an end.
type zeros struct{}

func (zeros) Read(into []byte) (int, error) {
	clear(into)
	return len(into), nil
}
