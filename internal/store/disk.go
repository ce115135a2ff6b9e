package store

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// diskError is an error of the disk, with what to do.
type diskError struct{ error }

func (d diskError) Unwrap() error { return d.error }

// onDisk adds to an error what SQLite leaves out of it: that the disk is full, or cannot be read or written, and what to do then.
// SQLite tells of a full disk by either, for its side files have codes of their own. Any other error, and one that says it
// already, stays as it is.
func onDisk(err error) error {
	var of *sqlite.Error
	var told diskError
	if !errors.As(err, &of) || errors.As(err, &told) {
		return err
	}
	switch of.Code() & 0xff { // the rest tells which operation on which file
	case sqlite3.SQLITE_FULL:
		return diskError{fmt.Errorf("%w: the disk is full: make room where the database lies, then run it again; nothing of it was kept", err)}
	case sqlite3.SQLITE_IOERR:
		return diskError{fmt.Errorf("%w: the disk is full, or fails: see df -h where the database lies, and the log of the system; make room, then "+
			"run it again; nothing of it was kept", err)}
	}
	return err
}
