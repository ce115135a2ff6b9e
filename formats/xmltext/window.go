package xmltext

import (
	"fmt"
	"io"
	"unicode/utf8"
)

// windowSize is how much of the input is held at once where tokens are smaller than half of it;
// firstWindowSize is where a window begins, so that a small message costs little.
const (
	windowSize      = 256 << 10
	firstWindowSize = 4 << 10
)

// window is the part of the input that is in memory, as UTF-8.
type window struct {
	input   io.Reader
	codec   *codec     // the encoding of the input; nil until the first fill
	convert *converter // nil for UTF-8
	marked  bool       // the input begins with a byte order mark
	buf     []byte
	r, w    int   // buf[r:w] is checked and not consumed yet
	held    int   // buf[w:held] is read and not checked: a character whose end is not read yet
	fault   error // what follows buf[w]: io.EOF, an error of the reader, an *Error without a place

	base  int64 // the offset of buf in the input, where that is UTF-8
	first int   // size of the first window
	size  int   // size of the window where tokens are small
}

// fill drops what was consumed and reads on until the window is full, and returns false where nothing more
// can be had: then fault says why.
func (w *window) fill() bool {
	if w.fault != nil {
		return false
	}
	w.slide()
	if w.codec == nil {
		w.open()
	}
	before := w.w
	for paused := true; paused && w.w == before; {
		n, err := 0, error(nil)
		if w.fault == nil {
			n, err = w.read(w.buf[w.held:])
			w.held += n
		}
		if paused = err == ErrPause && n > 0; !paused && w.fault == nil {
			w.fault = err
		}
		w.check()
	}
	return w.w > before
}

func (w *window) read(p []byte) (int, error) {
	if w.convert != nil {
		return w.convert.fill(p)
	}
	return readFull(w.input, p)
}

// slide moves what is not consumed to the beginning of the buffer, and makes the buffer larger where that
// leaves less than half of it free.
func (w *window) slide() {
	if w.convert != nil {
		w.convertedOffset(w.r)
		w.convert.mark = 0
	}
	w.base += int64(w.r)
	target := w.buf
	switch kept := w.held - w.r; {
	case w.buf == nil:
		target = make([]byte, w.first)
	case len(w.buf) < w.size || kept > len(w.buf)/2:
		target = make([]byte, 2*len(w.buf))
	}
	w.held = copy(target, w.buf[w.r:w.held])
	w.w -= w.r
	w.r = 0
	w.buf = target
}

// check moves w over what was read and is legal.
func (w *window) check() {
	w.w += legalPrefix(w.buf[w.w:w.held])
	rest := w.buf[w.w:w.held]
	switch {
	case len(rest) == 0:
	case utf8.FullRune(rest):
		w.fault = illegalCharacter(rest)
	case w.fault == io.EOF:
		w.fault = &Error{Class: ErrTruncated, Problem: "the file ends inside a character", Remedy: remedyResend}
	}
}

// offset returns the offset in the input of a position in the window.
func (w *window) offset(at int) int64 {
	if w.convert == nil {
		return w.base + int64(at)
	}
	return w.convertedOffset(at)
}

// convertedOffset counts from the last position asked for, which is near.
func (w *window) convertedOffset(at int) int64 {
	c := w.convert
	if at >= c.mark {
		c.offset += w.codec.width(w.buf[c.mark:at])
	} else {
		c.offset -= w.codec.width(w.buf[at:c.mark])
	}
	c.mark = at
	return c.offset
}

// illegalCharacter refuses the character at the beginning of rest; window knows no lines.
func illegalCharacter(rest []byte) error {
	r, size := utf8.DecodeRune(rest)
	if r == utf8.RuneError && size == 1 {
		return &Error{Class: ErrEncoding, Problem: fmt.Sprintf("byte 0x%02X is not UTF-8", rest[0]),
			Remedy: remedyEncoding}
	}
	return &Error{Class: ErrSyntax, Problem: fmt.Sprintf("character %U is not allowed", r), Remedy: remedySender}
}
