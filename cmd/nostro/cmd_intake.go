package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"nostro/internal/config"
	"nostro/internal/signing"
	"nostro/jobs"
)

type initCmd struct {
	Folder string `arg:"" help:"Folder to make."`
}

func (c *initCmd) Run(s *session) error {
	key := make([]byte, 32)
	rand.Read(key)
	if err := config.Init(c.Folder, key); err != nil {
		return err
	}
	if _, err := signing.Create(c.Folder, key); err != nil {
		return err
	}
	s.show(jobs.Result{Stage: "init", Outcome: jobs.OutcomeDone, Summary: fmt.Sprintf("made %s: say in %s who you are and "+
		"where your accounts are, then run nostro --dir %s import FILE...", c.Folder,
		filepath.Join(c.Folder, config.FileName), c.Folder)})
	return nil
}

// stage shows a result, or passes the error on.
func (s *session) stage(r jobs.Result, err error) error {
	if err == nil {
		s.show(r)
	}
	return err
}

// inputBytesMax is the largest file that is taken from the user: 256 MiB.
const inputBytesMax = 256 << 20

// readAll reads the named files; "-" is the standard input.
func (s *session) readAll(names []string) ([]jobs.NamedFile, error) {
	var files []jobs.NamedFile
	for _, name := range names {
		data, err := s.readInput(name)
		if err != nil {
			return nil, err
		}
		files = append(files, jobs.NamedFile{Name: name, Data: data})
	}
	return files, nil
}

func (s *session) readInput(name string) ([]byte, error) {
	in := s.Stdin
	if name != "-" {
		f, err := os.Open(s.place(name))
		if errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("%s is not there: name a file that is, from this folder", name)
		}
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, inputBytesMax+1))
	if err == nil && len(data) > inputBytesMax {
		err = fmt.Errorf("%s has more than %d bytes: split it", name, inputBytesMax)
	}
	return data, err
}

// place is where a named file lies.
func (s *session) place(name string) string {
	if s.Folder == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(s.Folder, name)
}
