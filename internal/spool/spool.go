package spool

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync/atomic"

	"nostro/jobs"
)

const (
	folderMode = 0o700
	fileMode   = 0o600

	fileBytesMax    = 1 << 30 // of one file
	writeTriesMax   = 5       // how often a file that another process cleared away is written again
	temporaryPrefix = ".tmp-" // no name of a file begins so
)

// Errors of the spool; test with errors.Is. A name that holds nothing is fs.ErrNotExist.
var (
	ErrName     = errors.New("this is no name for a file of the spool")
	ErrOccupied = errors.New("the name holds other bytes")
	ErrTooLarge = errors.New("the file is larger than the spool takes")
)

// Spool is an open folder. It may be used by several goroutines at once.
type Spool struct {
	root  *os.Root // no name and no link leads out of it
	keys  Keys
	count atomic.Int64
}

var _ jobs.Spool = (*Spool)(nil)

// Open opens the folder as OpenWith does, without keys.
func Open(dir string) (*Spool, error) { return OpenWith(dir, Keys{}) }

// OpenWith opens the folder, creates it where it is not there (mode 0700), and removes what a crash in the
// middle of writing left behind. What is written is encrypted where the keys name a recipient; what lies there may be
// mixed.
func OpenWith(dir string, keys Keys) (*Spool, error) {
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return nil, fmt.Errorf("spool: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("spool: %w", err)
	}
	s := &Spool{root: root, keys: keys}
	if err := s.sweep(); err != nil {
		return nil, fmt.Errorf("spool %s: clear what a crash left: %w", dir, errors.Join(err, root.Close()))
	}
	return s, nil
}

// Close lets go of the folder.
func (s *Spool) Close() error { return s.root.Close() }

func (s *Spool) sweep() error {
	return fs.WalkDir(s.root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasPrefix(path.Base(name), temporaryPrefix) {
			return err
		}
		if err := s.root.Remove(name); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

// Read returns the bytes of the name. It errs with fs.ErrNotExist where the name holds nothing, ErrName
// for no proper name, and ErrTooLarge for more than 1 GiB.
func (s *Spool) Read(name string) ([]byte, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	data, err := s.read(name)
	if err != nil {
		return nil, fmt.Errorf("spool: read %s: %w", name, err)
	}
	return data, nil
}

// read returns the clear bytes.
func (s *Spool) read(name string) ([]byte, error) {
	held, err := s.readHeld(name)
	if err != nil {
		return nil, err
	}
	return s.open(held)
}

// readHeld returns what lies on the disk.
func (s *Spool) readHeld(name string) ([]byte, error) {
	f, err := s.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() > fileBytesMax+sealedOverheadMax {
		return nil, fmt.Errorf("%d bytes: %w", info.Size(), ErrTooLarge)
	}
	return io.ReadAll(f)
}

// Write stores the bytes under the name; when it returns they are on the disk. The same bytes again are a
// no-op. It errs with ErrOccupied where the name holds other bytes, which stay as they are.
func (s *Spool) Write(name string, data []byte) error {
	if err := checkName(name); err != nil {
		return err
	}
	if len(data) > fileBytesMax {
		return fmt.Errorf("spool: write %s: %d bytes: %w", name, len(data), ErrTooLarge)
	}
	if err := s.makeFolder(folderOf(name)); err != nil {
		return fmt.Errorf("spool: folder of %s: %w", name, err)
	}
	err := s.compare(name, data)
	for n := 0; errors.Is(err, fs.ErrNotExist) && n < writeTriesMax; n++ {
		// Not there again only where another process, opening the spool, took our temporary file for a leftover.
		err = s.place(name, data)
	}
	if err == nil { // also for bytes that were there: a crash may have come before this
		err = s.sync(folderOf(name))
	}
	if err != nil {
		return fmt.Errorf("spool: write %s: %w", name, err)
	}
	return nil
}

// place writes the bytes to a temporary file in the same folder and links it to its name. A link, unlike a
// rename, fails where the name is taken.
func (s *Spool) place(name string, data []byte) error {
	temporary, err := s.writeTemporary(folderOf(name), data)
	if err != nil {
		return err
	}
	err = s.root.Link(temporary, name)
	if errors.Is(err, fs.ErrExist) {
		err = s.compare(name, data)
	}
	if gone := s.root.Remove(temporary); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}

// compare errs where the name holds other bytes.
func (s *Spool) compare(name string, data []byte) error {
	held, err := s.read(name)
	if err != nil {
		return err
	}
	if !bytes.Equal(held, data) {
		return fmt.Errorf("%w: %d bytes are there, %d were to be written", ErrOccupied, len(held), len(data))
	}
	return nil
}
