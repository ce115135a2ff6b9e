package main

import "io"

// heedful is the standard output of a command: it keeps the first error of writing, for the many places that print a line and go on.
// After it nothing more is written, so that what came out is a beginning of the whole, with no hole in it.
type heedful struct {
	to  io.Writer
	err error
}

func (h *heedful) Write(data []byte) (int, error) {
	if h.err != nil {
		return 0, h.err
	}
	n, err := h.to.Write(data)
	if err == nil && n < len(data) {
		err = io.ErrShortWrite
	}
	h.err = err
	return n, err
}

// whole returns the exit code: that of the command, or that it failed where what it printed is not whole. A script that reads the
// output must not take a part of a list for all of it.
func (s *session) whole(code int, out *heedful) int {
	if out.err == nil || code == exitFailed {
		return code
	}
	s.problem("not all of the output could be written: " + out.err.Error() + ": what the command did is done, and what was printed is not whole")
	return exitFailed
}
