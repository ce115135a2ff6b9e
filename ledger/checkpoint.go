package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// checkpointOrigin is the first line of every checkpoint: which log it is about.
const checkpointOrigin = "nostro/books"

// Errors of checkpoints; test with errors.Is.
var (
	ErrCheckpoint  = errors.New("this is no checkpoint of the books")
	ErrNotExtended = errors.New("the books do not extend the checkpoint: they were changed from outside, or belong to " +
		"another installation; compare with a backup")
)

// Checkpoint says that the log of the books has so many leaves and this root hash. Signed, it binds the
// books up to there: no other journal of that length has the same root.
type Checkpoint struct {
	Size int64 // how many entries, 1 or more
	Root tlog.Hash
}

// Text returns what is signed: the name of the log, the size in decimal and the root in base64, each on a
// line of its own.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", checkpointOrigin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// ParseCheckpoint reads the text of a checkpoint. It takes exactly what Text writes; else the error wraps
// ErrCheckpoint.
func ParseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] != checkpointOrigin {
		return Checkpoint{}, fmt.Errorf("%w: it is not the lines %s, size, root hash", ErrCheckpoint, checkpointOrigin)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 1 {
		return Checkpoint{}, fmt.Errorf("%w: its size %q is no whole number above zero", ErrCheckpoint, lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: its root %q is no hash of 32 bytes in base64", ErrCheckpoint, lines[2])
	}
	c := Checkpoint{size, root}
	if c.Text() != text {
		return Checkpoint{}, fmt.Errorf("%w: it is not written in the one form that a checkpoint has", ErrCheckpoint)
	}
	return c, nil
}

// CheckExtends returns nil where the proof shows that the log of the newer checkpoint begins with all of
// the older one (RFC 6962 section 2.1.2), else an error that wraps ErrNotExtended. Of two of one size the
// roots must be the same and the proof empty.
func CheckExtends(older, newer Checkpoint, proof tlog.TreeProof) error {
	if older.Size > newer.Size {
		return fmt.Errorf("checkpoint of %d entries, the books have %d: %w", older.Size, newer.Size, ErrNotExtended)
	}
	if err := tlog.CheckTree(proof, newer.Size, newer.Root, older.Size, older.Root); err != nil {
		return fmt.Errorf("checkpoint of %d entries with root %v: %w: %w", older.Size, older.Root, ErrNotExtended, err)
	}
	return nil
}
