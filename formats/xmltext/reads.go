package xmltext

import (
	"errors"
	"io"
)

// emptyReadsMax is how often in a row a reader may return nothing at all.
const emptyReadsMax = 100

var errReader = errors.New("the reader returned an impossible count")

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
