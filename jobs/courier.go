package jobs

import (
	"context"
	"io"
	"time"

	"nostro/lifecycle"
)

// Courier carries files to and from correspondents.
type Courier interface {
	// Open logs in at the correspondent's endpoint. An error means that nothing was exchanged.
	Open(ctx context.Context, correspondent string) (CourierSession, error)
	// Manner returns how the correspondent's endpoint may be used.
	Manner(correspondent string) Manner
}

// Manner is how an endpoint may be used.
type Manner struct {
	Sessions int           // how many may work at once, at least 1
	Tries    int           // of one file in one run, at least 1
	Pause    time.Duration // before the second try; each later one is twice as long
}

// CourierSession is one login at one endpoint, used for many files, one after the other.
type CourierSession interface {
	// Send uploads under a temporary name, verifies, and renames to a final name that was free.
	// It never errs: the outcome is a state. Unknown means that only looking can tell.
	Send(ctx context.Context, p Parcel) Delivery
	// Look finds out, after a crash or a lost reply, whether the parcel is there. It clears away a
	// temporary file that we left. Sent: the final name is there with our size. Failed: it is
	// certainly not there. Unknown: a person, or the bank's answer, decides.
	Look(ctx context.Context, p Parcel) Delivery
	// List returns the files that wait for us, sorted by name.
	List(ctx context.Context) ([]RemoteFile, error)
	// Fetch copies the remote file to w; it errs unless all of it arrived and the server said so.
	Fetch(ctx context.Context, name string, w io.Writer) error
	// Acknowledge acts on the remote file after we have committed it: delete, move or keep.
	Acknowledge(ctx context.Context, name string) error
	// ListFolder lists a folder that List does not: what catch-up looks at. ErrNotKept: there is none.
	ListFolder(ctx context.Context, f RemoteFolder) ([]RemoteFile, error)
	// FetchFrom copies a file of such a folder to w, as Fetch does.
	FetchFrom(ctx context.Context, f RemoteFolder, name string, w io.Writer) error
	// KeepsFetched tells whether a file that was fetched and acknowledged can be fetched again.
	KeepsFetched() bool
	// Replies returns what was asked and said since the session was opened or since they were last taken, by
	// this or in a Delivery, oldest first.
	Replies() []Reply
	// Close logs out.
	Close() error
}

// Parcel is a file to send: its final name, its bytes, and their SHA-256 in hex.
type Parcel struct {
	Name   string
	SHA256 string
	Data   []byte
}

// Delivery is how an upload ended, and what the other side said.
type Delivery struct {
	State   lifecycle.FileOut // sent, failed or unknown
	Detail  string            // for people: replies, sizes, and what to do next
	Replies []Reply           // what was asked and said meanwhile, oldest first
	Again   bool              // failed or unknown, and in a while that may go another way by itself
}

// RemoteFolder is a folder at an endpoint, beside the one in which files wait for us.
type RemoteFolder string

// The folders. FolderFetched is where what we have fetched is moved, if it is.
const (
	FolderOut     RemoteFolder = "out"
	FolderFetched RemoteFolder = "fetched"
)

// RemoteFile is a file that a correspondent offers.
type RemoteFile struct {
	Name     string
	Bytes    int64     // -1: the server names no size
	Modified time.Time // as the server tells it; zero: it does not
	NotYet   string    // why it is not whole yet, so that it waits; "" where it is
	Problem  string    // why it can never be fetched, such as a line of a listing that nobody can read; "" where it can
}
