package delivery

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/jlaffaye/ftp"

	"nostro/jobs"
	"nostro/lifecycle"
)

// sizeTries is how often a size that does not fit is asked for: some servers name 0 for a while.
const sizeTries = 3

// Send uploads the parcel: free final name, temporary name, verify, rename. See the package comment for how
// a broken upload is judged. Where the final name already holds our bytes nothing is uploaded.
func (s *session) Send(ctx context.Context, p jobs.Parcel) jobs.Delivery {
	defer s.guard.bind(ctx)()
	if err := checkParcel(p); err != nil {
		return s.end(lifecycle.FileOutFailed, "nothing was uploaded: %v", err)
	}
	done, err := s.prepare(ctx, p)
	if err != nil {
		return s.end(lifecycle.FileOutFailed, "nothing was uploaded: %v", err)
	}
	if done != nil {
		return *done
	}
	if err := s.store(ctx, p); err != nil {
		return *err
	}
	if !s.endpoint.Temporary {
		return s.end(lifecycle.FileOutSent, "%d bytes under the final name, verified by %s", len(p.Data), s.endpoint.Verify)
	}
	return s.rename(ctx, p)
}

func (s *session) end(state lifecycle.FileOut, format string, args ...any) jobs.Delivery {
	return jobs.Delivery{State: state, Detail: s.masked(fmt.Sprintf(format, args...)), Replies: s.said.take()}
}

func checkParcel(p jobs.Parcel) error {
	if err := checkName(p.Name); err != nil {
		return err
	}
	if len(p.Data) == 0 {
		return fmt.Errorf("%s is empty: write it again", p.Name)
	}
	sum := sha256.Sum256(p.Data)
	if hex.EncodeToString(sum[:]) != p.SHA256 {
		return fmt.Errorf("%s does not have the SHA-256 that was approved: write it again", p.Name)
	}
	return nil
}

// target is the name that bytes are stored under.
func (s *session) target(p jobs.Parcel) string {
	if s.endpoint.Temporary {
		return p.Name + temporarySuffix
	}
	return p.Name
}

// prepare makes sure that the final name is free and the temporary one gone. A delivery ends the matter.
func (s *session) prepare(ctx context.Context, p jobs.Parcel) (done *jobs.Delivery, err error) {
	at := join(s.endpoint.OutFolder, p.Name)
	err = s.twice(ctx, func() error {
		seen, err := s.probe(ctx, s.endpoint.OutFolder, p.Name)
		if err != nil {
			return err
		}
		if seen.found {
			d := s.taken(p, s.compare(ctx, p, at, seen))
			done = &d
			return nil
		}
		if !s.endpoint.Temporary {
			return nil
		}
		// A refusal does no harm: nothing was there, or STOR will replace it and the size is checked after.
		if _, err := s.remove(ctx, join(s.endpoint.OutFolder, s.target(p))); err != nil && s.conn == nil {
			return err
		}
		return nil
	})
	return done, err
}

// taken judges a final name that was there before we acted.
func (s *session) taken(p jobs.Parcel, err error) jobs.Delivery {
	switch {
	case err == nil:
		return s.end(lifecycle.FileOutSent, "already there with our %d bytes", len(p.Data))
	case errors.Is(err, errOther):
		return s.end(lifecycle.FileOutFailed,
			"conflict: %v; nothing was overwritten: ask the correspondent what it is, and have it removed", err)
	}
	return s.end(lifecycle.FileOutUnknown, "the final name is taken, and whether by our bytes cannot be told: %v", err)
}

// remove deletes a file; false: there was none, or the server will not.
func (s *session) remove(ctx context.Context, at string) (bool, error) {
	err := s.do(ctx, "DELE "+at, func(c *ftp.ServerConn) error { return c.Delete(at) })
	return err == nil, err
}

// store uploads and verifies; nil means that the bytes are there under the target name.
func (s *session) store(ctx context.Context, p jobs.Parcel) *jobs.Delivery {
	at := join(s.endpoint.OutFolder, s.target(p))
	data := bytes.NewReader(p.Data)
	err := s.do(ctx, "STOR "+at, func(c *ftp.ServerConn) error { return c.Stor(at, data) })
	if err != nil {
		// A refusal proves that the final name is not there if it is not what we stored under, or if the
		// server took no byte.
		certain := refused(err) && (s.endpoint.Temporary || data.Len() == len(p.Data))
		d := s.afterTrouble(ctx, p, err, certain)
		return &d
	}
	if s.endpoint.Verify == VerifyNone {
		return nil
	}
	return s.verify(ctx, p, at)
}

// verify compares what was stored, several times if it does not fit.
func (s *session) verify(ctx context.Context, p jobs.Parcel, at string) *jobs.Delivery {
	var err error
	for try := range sizeTries {
		if try > 0 && !s.wait(ctx) {
			break
		}
		err = s.twice(ctx, func() error {
			seen, err := s.probe(ctx, s.endpoint.OutFolder, s.target(p))
			if err != nil {
				return err
			}
			if !seen.found {
				return errGone
			}
			return s.compare(ctx, p, at, seen)
		})
		if err == nil {
			return nil
		}
	}
	if !s.endpoint.Temporary && errors.Is(err, errGone) {
		d := s.vanished(p)
		return &d
	}
	d := s.afterTrouble(ctx, p, fmt.Errorf("cannot verify the upload: %w", err), false)
	return &d
}

// vanished judges a file that was stored under its final name with a good reply and was gone when we looked.
func (s *session) vanished(p jobs.Parcel) jobs.Delivery {
	if s.endpoint.TakesAtOnce {
		return s.end(lifecycle.FileOutSent, "%d bytes stored with a good reply and taken away before we could look",
			len(p.Data))
	}
	return s.end(lifecycle.FileOutUnknown,
		"stored with a good reply, then gone, at an endpoint that should not take files away: ask the correspondent")
}

// wait pauses; false: the caller gave up.
func (s *session) wait(ctx context.Context) bool {
	timer := time.NewTimer(s.pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
