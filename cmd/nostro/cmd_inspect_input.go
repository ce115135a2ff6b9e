package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// stdinName is how the standard input is named.
const stdinName = "-"

// inspectInput is one thing to inspect.
type inspectInput struct {
	name string // as it is shown
	path string // where it lies; "" for the standard input
	bad  error  // why it is not opened at all
}

// inspectInputs turns names into files: a folder stands for all files in it, sorted; a pipe stands for
// itself where nothing is named.
func (s *session) inspectInputs(names []string) ([]inspectInput, error) {
	if len(names) == 0 {
		if !s.Piped || s.stdinIsEmpty() {
			return nil, usageError("name a bank file or a folder of them, or pipe one in:\nnostro inspect FILE...")
		}
		names = []string{stdinName}
	}
	var out []inspectInput
	for _, name := range names {
		if name == stdinName {
			out = append(out, inspectInput{name: name})
			continue
		}
		out = append(out, walkInputs(name, s.place(name))...)
	}
	return out, nil
}

// stdinIsEmpty tells whether nothing comes through the pipe, as when a scheduler starts us.
func (s *session) stdinIsEmpty() bool {
	in := bufio.NewReader(s.Stdin)
	s.Stdin = in
	_, err := in.Peek(1)
	return err == io.EOF
}

// openInput opens the input; size is -1 where nobody knows it.
func (s *session) openInput(in inspectInput) (from io.ReadCloser, size int64, err error) {
	if in.bad != nil {
		return nil, 0, in.bad
	}
	if in.path == "" {
		return io.NopCloser(s.Stdin), -1, nil
	}
	f, err := os.Open(in.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, fmt.Errorf("it is not there: name a file that is, from this folder")
	}
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, info.Size(), nil
}
