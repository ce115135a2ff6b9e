package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"nostro/jobs"
)

type importCmd struct {
	Files []string `arg:"" help:"Participants, accounts or obligations as CSV, told apart by their header; obligations as JSON Lines or pain.001 too."`
	Whole bool     `help:"Refuse a file as a whole where one of its rows is bad."`
}

func (c *importCmd) Run(s *session) error {
	var files []jobs.NamedFile
	for _, name := range c.Files {
		f, err := s.inputFile(name)
		if err != nil {
			return err
		}
		files = append(files, f)
	}
	return s.with(func(h *home) error {
		shown := s.newImportProgress()
		h.stages.Progress, h.stages.Wait = shown.tell, s.Wait
		result, err := h.stages.Import(s.ctx, files, c.Whole)
		shown.done()
		if err != nil {
			return err
		}
		s.show(result.Result)
		return nil
	})
}

// inputFile is a named file, or with "-" the standard input, that is opened when it is read. One that is not there
// is refused before any other is taken.
func (s *session) inputFile(name string) (jobs.NamedFile, error) {
	if name == "-" {
		return jobs.NamedFile{Name: name, From: s.Stdin}, nil
	}
	f, err := os.Open(s.place(name))
	if errors.Is(err, os.ErrNotExist) {
		return jobs.NamedFile{}, fmt.Errorf("%s is not there: name a file that is, from this folder", name)
	}
	if err != nil {
		return jobs.NamedFile{}, err
	}
	return jobs.NamedFile{Name: name, From: &lazyFile{path: s.place(name)}}, f.Close()
}

// lazyFile opens a file when it is first read, and closes it at its end.
type lazyFile struct {
	path string
	f    *os.File
}

func (l *lazyFile) Read(into []byte) (n int, err error) {
	if l.f == nil {
		if l.f, err = os.Open(l.path); err != nil {
			return 0, err
		}
	}
	if n, err = l.f.Read(into); err != nil {
		if closed := l.f.Close(); closed != nil {
			return n, closed
		}
	}
	return n, err
}

// importProgress tells a terminal how far an import is.
type importProgress struct {
	show  io.Writer // nil where there is no terminal
	now   func() time.Time
	next  time.Time
	shown bool
}

func (s *session) newImportProgress() *importProgress {
	if !s.Terminal || s.Now == nil {
		return &importProgress{}
	}
	return &importProgress{show: s.Stderr, now: s.Now, next: s.Now().Add(progressAfter)}
}

func (p *importProgress) tell(file string, taken, size int64) {
	if p.show == nil || size == 0 || p.now().Before(p.next) {
		return
	}
	p.next, p.shown = p.now().Add(progressEvery), true
	fmt.Fprintf(p.show, "\r\x1b[K%s: %s of %s, %d%%", file, bytesText(taken), bytesText(size), taken*100/size)
}

// done clears the line.
func (p *importProgress) done() {
	if p.shown {
		fmt.Fprint(p.show, "\r\x1b[K")
	}
}
