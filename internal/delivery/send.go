package delivery

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
)

// sizeTries is how often a size that does not fit is asked for: some servers name 0 for a while.
const sizeTries = 3

// Send uploads the parcel: free final name, temporary name, verify, rename. See the package comment for how
// a broken upload is judged. Where the final name already holds our bytes nothing is uploaded.
func (s *session) Send(ctx context.Context, p jobs.Parcel) jobs.Delivery {
	defer s.guard.bind(ctx)()
	s.again = false
	hashed, err := s.checkAside(p)
	if err != nil {
		return s.end(lifecycle.FileOutFailed, "nothing was uploaded: %v", err)
	}
	done, err := s.prepare(ctx, p)
	if err != nil {
		return s.end(lifecycle.FileOutFailed, "nothing was uploaded: %v", err)
	}
	if done != nil {
		return *done
	}
	s.pass(jobs.PointNameFree)
	if err := s.store(ctx, p); err != nil {
		return *err
	}
	if err := <-hashed; err != nil {
		return s.afterTrouble(ctx, p, err, true)
	}
	d := s.finish(ctx, p)
	s.pass(jobs.PointFinished)
	return d
}

// end makes the outcome of a look or an upload, with what was said since the last one.
func (s *session) end(state lifecycle.FileOut, format string, args ...any) jobs.Delivery {
	again := s.again && state != lifecycle.FileOutSent
	s.again = false
	if state == lifecycle.FileOutSent {
		s.circuit.worked()
	}
	return jobs.Delivery{State: state, Detail: s.masked(fmt.Sprintf(format, args...)), Replies: s.said.take(), Again: again}
}

// asideBytes is from which size on the bytes are hashed while they are uploaded.
const asideBytes = 1 << 20

// checkAside checks a parcel. Where it is large and goes up under a temporary name, its hash is checked meanwhile; what
// comes of it must be received before the file gets its final name.
func (s *session) checkAside(p jobs.Parcel) (hashed <-chan error, err error) {
	done := make(chan error, 1)
	if !s.endpoint.renames() || len(p.Data) < asideBytes {
		done <- nil
		return done, checkParcel(p)
	}
	go func() { done <- checkParcel(p) }()
	return done, checkName(p.Name)
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
	if s.endpoint.renames() {
		return p.Name + temporarySuffix
	}
	return p.Name
}

// prepare makes sure that the final name is free and the temporary one gone. A delivery ends the matter.
func (s *session) prepare(ctx context.Context, p jobs.Parcel) (done *jobs.Delivery, err error) {
	at := join(s.endpoint.OutFolder, p.Name)
	if s.sizesAgree { // one file went well over this connection
		s.learnNames(ctx)
	}
	err = s.twice(ctx, func() error {
		if s.named != nil && s.sizesAgree && !s.named[p.Name] && !s.named[s.target(p)] {
			return nil // it is looked at once more just before the rename
		}
		seen, err := s.probe(ctx, s.endpoint.OutFolder, p.Name)
		if err != nil {
			return err
		}
		if seen.found {
			d := s.taken(p, s.compare(ctx, p, at, seen))
			done = &d
			return nil
		}
		if !s.endpoint.renames() {
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
		s.again = false
		return s.end(lifecycle.FileOutFailed,
			"conflict: %v; nothing was overwritten: ask the correspondent what it is, and have it removed", err)
	}
	return s.end(lifecycle.FileOutUnknown, "the final name is taken, and whether by our bytes cannot be told: %v", err)
}

// remove deletes a file; false: there was none, or the server will not.
func (s *session) remove(ctx context.Context, at string) (bool, error) {
	err := s.do(ctx, "DELE "+at, func(c wire) error { return c.Delete(at) })
	return err == nil, err
}

// store uploads and verifies; nil means that the bytes are there under the target name.
func (s *session) store(ctx context.Context, p jobs.Parcel) *jobs.Delivery {
	at := join(s.endpoint.OutFolder, s.target(p))
	data := &upload{Reader: bytes.NewReader(p.Data), data: p.Data, pass: s.pass}
	err := s.do(ctx, "STOR "+at, func(c wire) error { return c.Stor(at, data) })
	if err != nil {
		// A refusal proves that the final name is not there if it is not what we stored under, or if the
		// server took no byte.
		certain := refused(err) && (s.endpoint.renames() || data.Len() == len(p.Data))
		d := s.afterTrouble(ctx, p, err, certain)
		return &d
	}
	s.pass(jobs.PointStored)
	if s.endpoint.Verify == VerifyNone {
		return nil
	}
	d := s.verify(ctx, p, at)
	s.pass(jobs.PointVerified)
	return d
}

// verify compares what was stored, several times if it does not fit.
func (s *session) verify(ctx context.Context, p jobs.Parcel, at string) *jobs.Delivery {
	var err error
	for try := range sizeTries {
		if try > 0 && !wait(ctx, s.pause) {
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
	s.again = true // the next upload may come through whole
	if !s.endpoint.renames() && errors.Is(err, errGone) {
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
func wait(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// upload is the bytes of a parcel on their way; it tells when half of them, and all, were handed over.
type upload struct {
	*bytes.Reader
	data []byte // what the reader reads
	pass func(jobs.Point)
}

// WriteTo hands the bytes over in two halves, without copying them.
func (u *upload) WriteTo(w io.Writer) (n int64, err error) {
	half := len(u.data) / 2
	first, err := w.Write(u.data[:half])
	_, _ = u.Seek(int64(first), io.SeekStart) // a reader of bytes goes anywhere in them
	if err != nil {
		return int64(first), err
	}
	u.pass(jobs.PointHalfSent)
	rest, err := w.Write(u.data[half:])
	_, _ = u.Seek(int64(first+rest), io.SeekStart)
	if err == nil {
		u.pass(jobs.PointAllSent)
	}
	return int64(first + rest), err
}
