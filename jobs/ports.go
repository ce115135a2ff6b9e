package jobs

import (
	"context"
	"io"
	"time"
)

// Clock tells the instant. Production gives the wall clock, tests and simulations give theirs.
type Clock func() time.Time

// Store keeps everything that must outlive the process.
type Store interface {
	// Update runs work in one write transaction: all of it is committed, durably, or none of it.
	Update(ctx context.Context, work func(Tx) error) error
	// View runs work on one consistent state; it cannot write.
	View(ctx context.Context, work func(Tx) error) error
}

// Spool keeps the bytes of files under names with "/" between folder and name. Below "out/" lie the files
// to send, below "in/" those that were fetched, below "proof/" the netting proofs, below "raw/" the rate
// and input files by hash.
type Spool interface {
	// Write stores the bytes under the name, atomically and durably. The same bytes again are a no-op;
	// other bytes under a used name are an error.
	Write(name string, data []byte) error
	// Keep stores what comes from the reader in the folder, under the SHA-256 of its bytes in hex, atomically and
	// durably, and returns that hash and the number of bytes. Memory does not grow with them.
	Keep(folder string, from io.Reader) (sha256 string, size int64, err error)
	// KeepFile does so with what write writes, and with the suffix behind the hash; where write errs nothing is kept.
	KeepFile(folder, suffix string, write func(io.Writer) error) (sha256 string, size int64, err error)
	// Open returns the bytes of the name to be read one after the other; the caller closes it.
	Open(name string) (io.ReadCloser, error)
	// Read returns the bytes of the name.
	Read(name string) ([]byte, error)
	// List returns the names of all files below the folder, sorted; none where there is no such folder.
	List(folder string) ([]string, error)
}
