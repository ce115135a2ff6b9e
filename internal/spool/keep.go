package spool

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
)

// Keep stores what comes from the reader in the folder, under the SHA-256 of its bytes in hex, and returns that
// and how many bytes they are; memory does not grow with them. It promises what Write does, and errs as Write
// does, or with the error of the reader; then nothing is kept.
func (s *Spool) Keep(folder string, from io.Reader) (hash string, size int64, err error) {
	return s.KeepFile(folder, "", func(w io.Writer) error {
		_, err := io.Copy(w, from)
		return err
	})
}

// KeepFile does so with what write writes, and with the suffix behind the hash.
func (s *Spool) KeepFile(folder, suffix string, write func(io.Writer) error) (hash string, size int64, err error) {
	if err := checkName(folder); err != nil {
		return "", 0, err
	}
	if err := s.makeFolder(folder); err != nil {
		return "", 0, fmt.Errorf("spool: folder %s: %w", folder, err)
	}
	if err := checkName(folder + "/a" + suffix); err != nil {
		return "", 0, err
	}
	temporary, hash, size, err := s.receive(folder, write)
	if err != nil {
		return "", 0, fmt.Errorf("spool: keep in %s: %w", folder, err)
	}
	name := folder + "/" + hash + suffix
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

// receive writes the bytes, encrypted where they are to be, to a temporary file in the folder, through to the disk. The hash
// and the size are those of the clear bytes.
func (s *Spool) receive(folder string, write func(io.Writer) error) (name, hash string, size int64, err error) {
	f, name, err := s.createTemporary(folder)
	if err != nil {
		return "", "", 0, err
	}
	counted := &counting{sum: sha256.New()}
	sealed, err := s.sealing(f)
	if err == nil {
		counted.to = sealed
		err = errors.Join(write(counted), sealed.Close())
	}
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return "", "", 0, errors.Join(err, s.root.Remove(name))
	}
	return name, hex.EncodeToString(counted.sum.Sum(nil)), counted.n, nil
}

// counting hashes and counts what passes, and refuses more than a file may have.
type counting struct {
	to  io.Writer
	sum hash.Hash
	n   int64
}

func (c *counting) Write(data []byte) (int, error) {
	if c.n += int64(len(data)); c.n > fileBytesMax {
		return 0, fmt.Errorf("more than %d bytes: %w", fileBytesMax, ErrTooLarge)
	}
	c.sum.Write(data) // which never errs
	return c.to.Write(data)
}

// compareHash errs where the name holds bytes of another hash.
func (s *Spool) compareHash(name, hash string) error {
	f, err := s.openHeld(name)
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
	f, err := s.openHeld(name)
	if err != nil {
		return nil, fmt.Errorf("spool: open %s: %w", name, err)
	}
	return f, nil
}

func (s *Spool) openHeld(name string) (io.ReadCloser, error) {
	f, err := s.root.Open(name)
	if err != nil {
		return nil, err
	}
	clear, err := s.opening(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return clear, nil
}
