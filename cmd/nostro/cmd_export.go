package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"nostro/internal/export"
)

type exportCmd struct {
	Format string `help:"beancount, hledger or csv." enum:"beancount,hledger,csv" required:"" placeholder:"FORMAT"`
	Out    string `help:"Write to this file, whole or not at all; default the terminal." placeholder:"FILE"`
}

// Run writes the whole journal as it stands now.
func (c *exportCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		return export.Read(s.ctx, h.store, func(b export.Books) error {
			if c.Out == "" {
				return c.write(s.Stdout, b)
			}
			return writeWhole(s.place(c.Out), func(w io.Writer) error { return c.write(w, b) })
		})
	})
}

func (c *exportCmd) write(w io.Writer, b export.Books) error {
	switch c.Format {
	case "beancount":
		return export.Beancount(w, b)
	case "hledger":
		return export.Hledger(w, b)
	}
	return export.CSV(w, b)
}

// writeWhole writes a file beside its name first, so that half of it never lies under the name: half a
// journal looks whole. What is there and no file, such as a pipe, is written to as it is.
func writeWhole(name string, write func(io.Writer) error) error {
	if found, err := os.Stat(name); err == nil && !found.Mode().IsRegular() {
		out, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(out), out.Close())
	}
	part, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*.part")
	if err != nil {
		return err
	}
	err = errors.Join(write(part), part.Chmod(0o644), part.Sync(), part.Close())
	if err == nil {
		err = os.Rename(part.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(part.Name()))
	}
	return nil
}
