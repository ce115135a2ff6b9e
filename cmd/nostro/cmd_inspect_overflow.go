package main

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// overflowBytes is how much of one file's report is kept in memory before it goes to the disk.
const overflowBytes = 1 << 20

// overflow keeps what is written to it until it is known to be wanted: in memory first, then in a temporary
// file, so that the report on a file of any size can be thrown away when its last byte turns out to be bad.
type overflow struct {
	memory bytes.Buffer
	file   *os.File
	err    error
}

// Write keeps the bytes. Its error comes again from copyTo.
func (o *overflow) Write(data []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	if o.file == nil && o.memory.Len()+len(data) <= overflowBytes {
		return o.memory.Write(data)
	}
	if o.file == nil {
		if o.file, o.err = os.CreateTemp("", "nostro-inspect-*"); o.err != nil {
			return 0, o.err
		}
	}
	if o.memory.Len() > 0 {
		if _, o.err = o.memory.WriteTo(o.file); o.err != nil {
			return 0, o.err
		}
	}
	n, err := o.file.Write(data)
	o.err = err
	return n, err
}

// empty tells whether nothing was written.
func (o *overflow) empty() bool { return o.file == nil && o.memory.Len() == 0 }

// copyTo writes all that was kept.
func (o *overflow) copyTo(w io.Writer) error {
	if o.err != nil {
		return o.err
	}
	if o.file == nil {
		_, err := w.Write(o.memory.Bytes())
		return err
	}
	if _, err := o.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, o.file)
	return err
}

// close removes the temporary file.
func (o *overflow) close() error {
	if o.file == nil {
		return nil
	}
	return errors.Join(o.file.Close(), os.Remove(o.file.Name()))
}
