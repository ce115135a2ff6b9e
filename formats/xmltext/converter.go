package xmltext

import (
	"fmt"
	"io"
	"unicode/utf8"
)

// converterSize is how much of an input is read before it is converted.
const converterSize = 16 << 10

// converter reads an input in an encoding other than UTF-8.
type converter struct {
	codec *codec
	input io.Reader
	buf   []byte
	r, w  int   // buf[r:w] is read and not converted
	err   error // of the input, behind buf[w]

	mark   int   // a position in the window
	offset int64 // where that is in the input
}

// fill converts into p until fewer bytes are free than the longest character needs, or to an error.
func (c *converter) fill(p []byte) (n int, err error) {
	for len(p)-n >= utf8.UTFMax {
		if !c.codec.wide {
			ascii := asciiRun(c.buf[c.r:min(c.w, c.r+len(p)-n)])
			copy(p[n:], c.buf[c.r:c.r+ascii])
			n += ascii
			c.r += ascii
			if len(p)-n < utf8.UTFMax {
				break
			}
		}
		r, size := c.codec.decode(c.buf[c.r:c.w], c.err != nil)
		switch {
		case r == illegal:
			return n, c.refusal(size)
		case size > 0:
			n += utf8.EncodeRune(p[n:], r)
			c.r += size
		case c.err != nil:
			return n, c.err
		default:
			c.refill()
		}
	}
	return n, nil
}

func (c *converter) refill() {
	if c.buf == nil {
		c.buf = make([]byte, converterSize)
	}
	c.w = copy(c.buf, c.buf[c.r:c.w])
	c.r = 0
	n, err := readOn(c.input, c.buf[c.w:])
	c.w += n
	c.err = err
}

func (c *converter) refusal(size int) error {
	bytes := "byte 0x%02X is not %s"
	if size > 1 {
		bytes = "bytes 0x%02X are not %s"
	}
	return &Error{Class: ErrEncoding, Problem: fmt.Sprintf(bytes, c.buf[c.r:c.r+size], c.codec.name),
		Remedy: remedyEncoding}
}
