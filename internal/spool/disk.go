package spool

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
)

// writeTemporary writes the bytes, encrypted where they are to be, to a new file in the folder, through to the disk,
// and returns its name.
func (s *Spool) writeTemporary(folder string, data []byte) (string, error) {
	data, err := s.seal(data)
	if err != nil {
		return "", err
	}
	f, name, err := s.createTemporary(folder)
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, s.root.Remove(name))
	}
	return name, nil
}

// createTemporary names files by process and count; where a name is taken, as by a process of another
// machine, it counts on.
func (s *Spool) createTemporary(folder string) (*os.File, string, error) {
	for {
		name := path.Join(folder, fmt.Sprintf("%s%d-%d", temporaryPrefix, os.Getpid(), s.count.Add(1)))
		f, err := s.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
		if !errors.Is(err, fs.ErrExist) {
			return f, name, err
		}
	}
}

// makeFolder creates the folder and those above it; each new one is on the disk when it returns.
func (s *Spool) makeFolder(folder string) error {
	if folder == "." {
		return nil
	}
	if err := s.makeFolder(path.Dir(folder)); err != nil {
		return err
	}
	err := s.root.Mkdir(folder, folderMode)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil
	case err != nil:
		return err
	}
	return s.sync(path.Dir(folder))
}

// sync brings the names in the folder to the disk.
func (s *Spool) sync(folder string) error {
	f, err := s.root.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
