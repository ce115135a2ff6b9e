package main

import (
	"bufio"
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
	disk   *bufio.Writer // to the file
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
		o.spill()
	}
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.disk.Write(data)
	o.err = err
	return n, err
}

// spill moves what is in memory to the disk.
func (o *overflow) spill() {
	if o.file, o.err = os.CreateTemp("", "nostro-inspect-*"); o.err != nil {
		o.file = nil
		return
	}
	o.disk = bufio.NewWriterSize(o.file, 64<<10)
	_, o.err = o.memory.WriteTo(o.disk)
	o.memory = bytes.Buffer{}
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
	if err := o.disk.Flush(); err != nil {
		return err
	}
	if _, err := o.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, o.file)
	return err
}

// close removes the temporary file; what is written after it is kept anew.
func (o *overflow) close() error {
	file := o.file
	*o = overflow{}
	if file == nil {
		return nil
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}
