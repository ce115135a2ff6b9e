package spool

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Encrypted counts what Encrypt did.
type Encrypted struct {
	Files  int // encrypted now
	Before int // that were encrypted already
}

// Encrypt encrypts every file that lies in the clear. Each is written beside the old one, read back, and put in its
// place in one step: whoever reads sees one or the other, with the same bytes in it. It may be stopped and run again.
// Blocks of the disk and older backups may still hold the clear bytes.
func (s *Spool) Encrypt() (done Encrypted, err error) {
	if s.keys.Recipient == nil || s.keys.Identity == nil {
		return done, errors.New("spool: no key to encrypt with: name archive.recipient and the identity in nostro.yaml")
	}
	err = fs.WalkDir(s.root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(path.Base(name), temporaryPrefix) {
			return err
		}
		fresh, err := s.reseal(name)
		if fresh {
			done.Files++
		} else {
			done.Before++
		}
		return err
	})
	if err != nil {
		return done, fmt.Errorf("spool: encrypt: %w", err)
	}
	return done, nil
}

// reseal encrypts one file, unless it is already.
func (s *Spool) reseal(name string) (fresh bool, err error) {
	held, err := s.readHeld(name)
	if err != nil || isSealed(held) {
		return false, err
	}
	data, err := s.open(held)
	if err != nil {
		return false, err
	}
	temporary, err := s.writeTemporary(path.Dir(name), data)
	if err != nil {
		return false, err
	}
	back, err := s.read(temporary)
	if err == nil && !bytes.Equal(back, data) {
		err = fmt.Errorf("%s does not come back as it went in: the identity is not that of the recipient", name)
	}
	if err == nil {
		err = s.root.Rename(temporary, name)
	}
	if err != nil {
		return false, errors.Join(err, s.root.Remove(temporary))
	}
	return true, s.sync(path.Dir(name))
}
