package delivery

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"

	"github.com/jlaffaye/ftp"

	"nostro/jobs"
)

// sight is what a look at one remote name found.
type sight struct {
	found bool
	bytes int64 // -1: the server names no size
}

// probe looks whether a file is there. SIZE alone does not prove that none is: some servers refuse it with
// the same 550. So MLST, or a listing of the folder, must agree.
func (s *session) probe(ctx context.Context, folder, name string) (sight, error) {
	at := join(folder, name)
	size, err := s.size(ctx, at)
	if err == nil {
		return sight{true, size}, nil
	}
	if s.conn == nil {
		return sight{}, err
	}
	sizeSaysNo := replyCode(err) == 550
	var entry *ftp.Entry
	err = s.do(ctx, "MLST "+at, func(c *ftp.ServerConn) (err error) {
		entry, err = c.GetEntry(at)
		return err
	})
	switch {
	case err == nil && entry.Type != ftp.EntryTypeFile:
		return sight{}, s.failure("look at "+at, fmt.Errorf("it is a %s: free the name", entry.Type))
	case err == nil && entry.Size == 0:
		return sight{true, -1}, nil // it may as well have named none
	case err == nil:
		return sight{true, int64(entry.Size)}, nil
	case s.conn == nil:
		return sight{}, err
	case replyCode(err) == 550:
		return sight{}, nil
	}
	return s.probeNames(ctx, folder, name, sizeSaysNo)
}

// size asks for a size; -1 with an error where none is to be had.
func (s *session) size(ctx context.Context, at string) (int64, error) {
	size := int64(-1)
	err := s.do(ctx, "SIZE "+at, func(c *ftp.ServerConn) (err error) {
		size, err = c.FileSize(at)
		return err
	})
	if err != nil {
		return -1, err
	}
	return max(size, -1), nil
}

// probeNames looks for a name in the listing of its folder. Some servers refuse to list an empty one; then
// what SIZE said must do.
func (s *session) probeNames(ctx context.Context, folder, name string, sizeSaysNo bool) (sight, error) {
	names, err := s.names(ctx, folder)
	if err != nil {
		if code := replyCode(err); sizeSaysNo && (code == 550 || code == 450) {
			return sight{}, nil
		}
		return sight{}, err
	}
	for _, n := range names {
		if path.Base(n) == name {
			return sight{true, -1}, nil
		}
	}
	return sight{}, nil
}

func (s *session) names(ctx context.Context, folder string) (names []string, err error) {
	s.dataBudget = listingBytesMax
	err = s.do(ctx, "NLST "+folder, func(c *ftp.ServerConn) (err error) {
		names, err = c.NameList(folder)
		return err
	})
	return names, err
}

// What a comparison finds.
var (
	errOther = errors.New("it is not ours")
	errGone  = errors.New("the server took it and then did not have it")
)

// compare tells whether the file that was seen is the parcel: nil if it is, errOther (with both sizes) if it
// is not, any other error where that cannot be told.
func (s *session) compare(ctx context.Context, p jobs.Parcel, at string, seen sight) error {
	ours := int64(len(p.Data))
	if seen.bytes >= 0 && seen.bytes != ours {
		return fmt.Errorf("%s has %d bytes there and %d here: %w", at, seen.bytes, ours, errOther)
	}
	if seen.bytes >= 0 && s.endpoint.Verify != VerifyReadBack {
		return nil
	}
	hash, n, err := s.readBack(ctx, at, ours)
	if err != nil {
		return err
	}
	if hash != p.SHA256 {
		return fmt.Errorf("%s, %d bytes there and %d here, has other content: %w", at, n, ours, errOther)
	}
	return nil
}

// readBack fetches a file only to hash it. A file longer than ours is cut off at one byte more: it is not ours.
func (s *session) readBack(ctx context.Context, at string, ours int64) (hash string, n int64, err error) {
	sum := sha256.New()
	s.dataBudget = ours + 2
	err = s.do(ctx, "RETR "+at, func(c *ftp.ServerConn) error {
		response, err := c.Retr(at)
		if err != nil {
			return err
		}
		n, err = io.Copy(sum, io.LimitReader(response, ours+1))
		return errors.Join(err, response.Close())
	})
	if n > ours {
		return "", n, nil
	}
	return hex.EncodeToString(sum.Sum(nil)), n, err
}
