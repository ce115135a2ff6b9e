package xmltext

import (
	"errors"
	"io"
)

// readOn is readFull where tokens are not given out in between: a reader that pauses is asked again at once.
func readOn(r io.Reader, p []byte) (n int, err error) {
	for {
		m, err := readFull(r, p[n:])
		n += m
		if err != ErrPause || m == 0 {
			return n, err
		}
	}
}

// emptyReadsMax is how often in a row a reader may return nothing at all.
const emptyReadsMax = 100

var errReader = errors.New("the reader returned an impossible count")

// ErrPause is what a reader returns with its last bytes before a place where it wants to be asked again only when
// every token of these bytes was given out. It is no error, and the tokens are the same without it.
var ErrPause = errors.New("the reader pauses")

// Advance moves the places of all that follows: the input holds so many bytes and line feeds here that were
// read by others. It is for the beginning, and for a reader that has paused and is asked again.
func (t *Tokenizer) Advance(bytes int64, lines int) {
	t.base += bytes
	t.line += lines
}

// Reset begins anew with another input and the memory of the last one. The limits stay.
func (t *Tokenizer) Reset(r io.Reader) {
	*t = Tokenizer{window: window{input: r, buf: t.buf, first: t.first, size: t.size}, limits: t.limits, line: 1,
		spaces: newSpaces(), open: t.open, names: t.names[:0], attrs: t.attrs[:0], scratch: t.scratch[:0]}
}

// readFull fills p, however small the reads; it stops early at an error only, which may be io.EOF.
func readFull(r io.Reader, p []byte) (n int, err error) {
	for empty := 0; n < len(p) && err == nil; {
		var m int
		m, err = r.Read(p[n:])
		if m < 0 || m > len(p)-n {
			return n, errReader
		}
		n += m
		if empty++; m > 0 {
			empty = 0
		}
		if empty == emptyReadsMax && err == nil {
			err = io.ErrNoProgress
		}
	}
	return n, err
}
