package spool

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
)

// How a file begins that does not simply hold its bytes. An encrypted one is a file of age, which the program age
// opens too. A clear one whose own bytes begin like either has clearMark before them.
const (
	ageMark   = "age-encryption.org/"
	clearMark = "nostro-spool-clear/1\n"
)

// sealedOverheadMax bounds what encryption adds to a file: a header, and 16 bytes for each 64 KiB.
const sealedOverheadMax = 4096 + fileBytesMax/4096

// ErrNoIdentity marks a file that cannot be opened: no key that opens it is there.
var ErrNoIdentity = errors.New("the file is encrypted, and no key here opens it: nostro.yaml archive names the identity")

// Keys encrypt the spool at rest (age, X25519).
type Keys struct {
	Recipient *age.X25519Recipient                // to whom new files are encrypted; nil: they stay clear
	Identity  func() (*age.X25519Identity, error) // opens them; called when one is needed; may be nil
}

// ParseRecipient reads a recipient of age, such as age1...
func ParseRecipient(text string) (*age.X25519Recipient, error) { return age.ParseX25519Recipient(text) }

// ParseIdentity reads an identity of age: the line AGE-SECRET-KEY-1... of a file of age-keygen, whose comments are
// passed over. The error does not hold it.
func ParseIdentity(text string) (*age.X25519Identity, error) {
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		identity, err := age.ParseX25519Identity(line)
		if err != nil {
			return nil, errors.New("this is no identity of age: it is one line AGE-SECRET-KEY-1..., as age-keygen writes it")
		}
		return identity, nil
	}
	return nil, errors.New("there is no identity of age in it: it is one line AGE-SECRET-KEY-1..., as age-keygen writes it")
}

// seal returns what lies on the disk for the bytes.
func (s *Spool) seal(data []byte) ([]byte, error) {
	if s.keys.Recipient == nil {
		if bytes.HasPrefix(data, []byte(ageMark)) || bytes.HasPrefix(data, []byte(clearMark)) {
			return append([]byte(clearMark), data...), nil
		}
		return data, nil
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, s.keys.Recipient)
	if err != nil {
		return nil, fmt.Errorf("encrypt: %w", err)
	}
	if _, err := w.Write(data); err != nil {
		return nil, fmt.Errorf("encrypt: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("encrypt: %w", err)
	}
	return out.Bytes(), nil
}

// open returns the bytes for what lies on the disk.
func (s *Spool) open(held []byte) ([]byte, error) {
	if clear, marked := bytes.CutPrefix(held, []byte(clearMark)); marked {
		return clear, nil
	}
	if !isSealed(held) {
		return held, nil
	}
	if s.keys.Identity == nil {
		return nil, ErrNoIdentity
	}
	identity, err := s.keys.Identity()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoIdentity, err)
	}
	r, err := age.Decrypt(bytes.NewReader(held), identity)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoIdentity, err)
	}
	data, err := io.ReadAll(io.LimitReader(r, fileBytesMax+1))
	if err != nil {
		return nil, fmt.Errorf("the encrypted file is damaged: restore it from a backup: %w", err)
	}
	if len(data) > fileBytesMax {
		return nil, ErrTooLarge
	}
	return data, nil
}

func isSealed(held []byte) bool { return bytes.HasPrefix(held, []byte(ageMark)) }
