package delivery

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"nostro/jobs"
)

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
	err = s.do(ctx, "RETR "+at, func(c wire) error {
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
