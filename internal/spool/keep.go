package spool

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
)

// Keep stores what comes from the reader in the folder, under the SHA-256 of its bytes in hex, and returns that
// and how many bytes they are; memory does not grow with them. It promises what Write does, and errs as Write
// does, or with the error of the reader; then nothing is kept.
func (s *Spool) Keep(folder string, from io.Reader) (hash string, size int64, err error) {
	if err := checkName(folder); err != nil {
		return "", 0, err
	}
	if err := s.makeFolder(folder); err != nil {
		return "", 0, fmt.Errorf("spool: folder %s: %w", folder, err)
	}
	temporary, hash, size, err := s.receive(folder, from)
	if err != nil {
		return "", 0, fmt.Errorf("spool: keep in %s: %w", folder, err)
	}
	name := path.Join(folder, hash)
	err = s.root.Link(temporary, name)
	if errors.Is(err, fs.ErrExist) {
		err = s.compareHash(name, hash)
	}
	if gone := s.root.Remove(temporary); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	if err == nil {
		err = s.sync(folder)
	}
	if err != nil {
		return "", 0, fmt.Errorf("spool: keep %s: %w", name, err)
	}
	return hash, size, nil
}

// receive writes the bytes to a temporary file in the folder, through to the disk.
func (s *Spool) receive(folder string, from io.Reader) (name, hash string, size int64, err error) {
	f, name, err := s.createTemporary(folder)
	if err != nil {
		return "", "", 0, err
	}
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(f, sum), io.LimitReader(from, fileBytesMax+1))
	if err == nil && size > fileBytesMax {
		err = fmt.Errorf("more than %d bytes: %w", fileBytesMax, ErrTooLarge)
	}
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return "", "", 0, errors.Join(err, s.root.Remove(name))
	}
	return name, hex.EncodeToString(sum.Sum(nil)), size, nil
}

// compareHash errs where the name holds bytes of another hash.
func (s *Spool) compareHash(name, hash string) error {
	f, err := s.root.Open(name)
	if err != nil {
		return err
	}
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	if held := hex.EncodeToString(sum.Sum(nil)); held != hash {
		return fmt.Errorf("%w: their hash is %s", ErrOccupied, held)
	}
	return nil
}

// Open returns the bytes of the name to be read one after the other; the caller closes it. It errs as Read does,
// but for the size.
func (s *Spool) Open(name string) (io.ReadCloser, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	f, err := s.root.Open(name)
	if err != nil {
		return nil, fmt.Errorf("spool: open %s: %w", name, err)
	}
	return file{f}, nil
}

// file can be read and closed, and nothing else.
type file struct{ f *os.File }

func (f file) Read(into []byte) (int, error) { return f.f.Read(into) }
func (f file) Close() error                  { return f.f.Close() }
