package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"nostro/internal/config"
	"nostro/internal/signing"
	"nostro/jobs"
)

type checkpointCmd struct {
	Out     string `help:"File for the signed note; default checkpoints/SIZE.note beside nostro.yaml." placeholder:"FILE"`
	MakeKey bool   `help:"Make the signing key first, in a folder that was made without one."`
}

// Run signs the books as they stand and writes the note to a file. The table has it first: where writing
// the file fails, running again writes it.
func (c *checkpointCmd) Run(s *session) error {
	if c.MakeKey {
		if err := makeKey(s.cli.Dir); err != nil {
			return err
		}
	}
	key, err := signing.Load(s.cli.Dir)
	if err != nil {
		return err
	}
	return s.with(func(h *home) error {
		made, result, err := h.stages.Checkpoint(s.ctx, key)
		if err != nil {
			return err
		}
		if made.Size == 0 {
			s.show(result)
			return nil
		}
		file := c.Out
		if file == "" {
			file = filepath.Join(h.dir, "checkpoints", strconv.FormatInt(made.Size, 10)+".note")
		}
		if err := writeOnce(file, []byte(made.Note)); err != nil {
			return err
		}
		s.showCheckpoint(result, made, file, key.VerifierKey())
		return nil
	})
}

// makeKey makes the pair of keys of a folder that has none.
func makeKey(dir string) error {
	secret, err := os.ReadFile(filepath.Join(dir, config.KeyFileName))
	if err != nil {
		return err
	}
	_, err = signing.Create(dir, secret)
	return err
}

// checkpointJSON is the stable form of a checkpoint that was made.
type checkpointJSON struct {
	resultJSON
	Size        int64  `json:"size"`
	Root        string `json:"root"`
	File        string `json:"file"`
	VerifierKey string `json:"verifier_key"`
}

func (s *session) showCheckpoint(r jobs.Result, made jobs.SignedCheckpoint, file, verifierKey string) {
	if s.cli.JSON {
		s.json(checkpointJSON{resultJSON{r.Stage, r.Cycle, string(r.Outcome), r.Summary, r.Notes}, made.Size,
			made.Root.String(), file, verifierKey})
		return
	}
	s.show(r)
	s.line("size", strconv.FormatInt(made.Size, 10)+" entries")
	s.line("root", made.Root.String())
	s.line("file", file)
	s.line("key", verifierKey)
	s.line("", "give the file, and once the key, to somebody outside: what nobody else holds can be rewritten")
}

// writeOnce writes a file whole. The same bytes again are a no-op; other bytes are never replaced.
func writeOnce(path string, data []byte) error {
	held, err := os.ReadFile(path)
	switch {
	case err == nil && bytes.Equal(held, data):
		return nil
	case err == nil:
		return fmt.Errorf("%s is there already with other content: nothing was replaced; name another file", path)
	case !errors.Is(err, os.ErrNotExist):
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".tmp-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err == nil {
		err = os.Link(f.Name(), path) // fails where another process was faster
	}
	return errors.Join(err, os.Remove(f.Name()))
}
