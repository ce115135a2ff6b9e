package spool

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"filippo.io/age"
)

// sealing returns where the bytes are written so that what seal makes of them lies in the file, in memory that does not
// grow with them. It is whole once it is closed.
func (s *Spool) sealing(to io.Writer) (io.WriteCloser, error) {
	if s.keys.Recipient == nil {
		return &marking{to: to}, nil
	}
	w, err := age.Encrypt(to, s.keys.Recipient)
	if err != nil {
		return nil, fmt.Errorf("encrypt: %w", err)
	}
	return w, nil
}

// marking puts clearMark before bytes that begin like a file that does not simply hold its bytes.
type marking struct {
	to    io.Writer
	start []byte // what came, until it tells
	begun bool
}

func (m *marking) Write(data []byte) (int, error) {
	if m.begun {
		return m.to.Write(data)
	}
	if m.start = append(m.start, data...); len(m.start) >= max(len(ageMark), len(clearMark)) {
		return len(data), m.begin()
	}
	return len(data), nil
}

func (m *marking) begin() error {
	m.begun = true
	if bytes.HasPrefix(m.start, []byte(ageMark)) || bytes.HasPrefix(m.start, []byte(clearMark)) {
		m.start = append([]byte(clearMark), m.start...)
	}
	_, err := m.to.Write(m.start)
	return err
}

func (m *marking) Close() error {
	if m.begun {
		return nil
	}
	return m.begin()
}

// opening reads the clear bytes of a file, one after the other; it closes the file.
func (s *Spool) opening(f *os.File) (io.ReadCloser, error) {
	held := bufio.NewReader(f)
	start, err := held.Peek(max(len(ageMark), len(clearMark)))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(start, []byte(clearMark)):
		if _, err := held.Discard(len(clearMark)); err != nil {
			return nil, err
		}
		return clearBytes{held, f}, nil
	case !isSealed(start):
		return clearBytes{held, f}, nil
	case s.keys.Identity == nil:
		return nil, ErrNoIdentity
	}
	identity, err := s.keys.Identity()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoIdentity, err)
	}
	clear, err := age.Decrypt(held, identity)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoIdentity, err)
	}
	return clearBytes{damaged{clear}, f}, nil
}

// clearBytes can be read and closed, and nothing else.
type clearBytes struct {
	from io.Reader
	f    *os.File
}

func (c clearBytes) Read(into []byte) (int, error) { return c.from.Read(into) }
func (c clearBytes) Close() error                  { return c.f.Close() }

// damaged says of an error of decryption what it means.
type damaged struct{ from io.Reader }

func (d damaged) Read(into []byte) (int, error) {
	n, err := d.from.Read(into)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("the encrypted file is damaged: restore it from a backup: %w", err)
	}
	return n, err
}
