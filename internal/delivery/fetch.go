package delivery

import (
	"context"
	"errors"
	"fmt"
	"io"

	"nostro/jobs"
)

// FetchBytesMax is the largest file that an endpoint may be made to fetch, FetchBytesDefault the largest that is fetched where
// nothing is said.
const (
	FetchBytesMax     = 1000 << 20 // less than the spool takes
	FetchBytesDefault = 512 << 20
)

// fetchBytes is the largest file that is fetched from the endpoint.
func (e Endpoint) fetchBytes() int64 {
	if e.FetchBytes > 0 {
		return e.FetchBytes
	}
	return FetchBytesDefault
}

// tooLarge says what to do about a file that is larger than is fetched.
func (s *session) tooLarge(act string, has string) error {
	most := s.endpoint.fetchBytes()
	return s.fault(act, Permanent, "it has %s, and at most %d bytes are fetched: raise fetch_mib of the endpoint, up to %d, or ask the correspondent to "+
		"split it", has, most, int64(FetchBytesMax>>20))
}

// Fetch copies a file of the in folder to w. It errs where the server did not end the transfer well, where
// the size differs from what the server names, where that changed meanwhile (the file is still being
// written), and where the file is empty. After an error what w got is worth nothing. A server that names no
// size at all is believed only with VerifyNone. An error of w can be found with errors.Is.
func (s *session) Fetch(ctx context.Context, name string, w io.Writer) error {
	return s.fetch(ctx, s.endpoint.InFolder, name, w)
}

func (s *session) fetch(ctx context.Context, folder, name string, w io.Writer) error {
	defer s.guard.bind(ctx)()
	if err := s.fetchable(folder, name); err != nil {
		return err
	}
	at := join(folder, name)
	before, err := s.sizeBefore(ctx, folder, name)
	if err != nil {
		return err
	}
	sink := &sink{to: w, want: before, pass: s.pass}
	s.dataBudget = s.endpoint.fetchBytes() + 1
	err = s.do(ctx, "RETR "+at, func(c wire) error {
		response, err := c.Retr(at)
		if err != nil {
			return err
		}
		_, err = io.Copy(sink, response)
		// A cut transfer reads as a clean end; only Close tells.
		return errors.Join(err, response.Close())
	})
	switch {
	case sink.err != nil:
		s.hangUp()
		return fmt.Errorf("%s: write here what %s holds: %w", s.correspondent, at, sink.err)
	case sink.n > s.endpoint.fetchBytes():
		return s.tooLarge("RETR "+at, "more")
	case err != nil:
		return err
	case before < 0:
		return nil
	case sink.n != before:
		return s.fault("RETR "+at, Temporary, "%d bytes came of %d, though the server said all is well: fetch again",
			sink.n, before)
	}
	if !s.endpoint.DisableSIZE {
		after, err := s.size(ctx, at)
		if err == nil && after != before {
			return s.fault("RETR "+at, Temporary, "it grew from %d to %d bytes meanwhile: fetch it when it is whole",
				before, after)
		}
	}
	s.circuit.worked()
	s.pass(jobs.PointFetchedWhole)
	return nil
}

func (s *session) fetchable(folder, name string) error {
	if problem := s.offered[folder][name].problem; problem != "" {
		return s.fault("RETR", Permanent, "%s: %s: ask the correspondent to rename it", name, problem)
	}
	if err := checkName(name); err != nil {
		return s.fault("RETR", Permanent, "%v", err)
	}
	return nil
}

// sizeBefore returns how many bytes a file must bring, -1 where the endpoint is believed without.
func (s *session) sizeBefore(ctx context.Context, folder, name string) (int64, error) {
	at := join(folder, name)
	var seen sight
	err := s.twice(ctx, func() (err error) {
		seen, err = s.probe(ctx, folder, name)
		return err
	})
	if listed, ok := s.offered[folder][name]; ok && seen.found && seen.bytes < 0 {
		seen.bytes = listed.bytes
	}
	switch {
	case err != nil:
		return 0, err
	case !seen.found:
		return 0, s.fault("RETR "+at, Permanent, "it is not there any more: list again")
	case seen.bytes > s.endpoint.fetchBytes():
		return 0, s.tooLarge("RETR "+at, fmt.Sprint(seen.bytes, " bytes"))
	case seen.bytes == 0:
		return 0, s.fault("RETR "+at, Temporary, "it is empty: fetch it when it is whole")
	case seen.bytes < 0 && s.endpoint.Verify != VerifyNone:
		return 0, s.fault("RETR "+at, Permanent, "the server names no size: set verify none to believe it without")
	}
	return seen.bytes, nil
}

// fault makes an Error that no reply and no socket stands behind.
func (s *session) fault(act string, class Class, format string, args ...any) error {
	text := s.masked(fmt.Sprintf(format, args...))
	return &Error{Correspondent: s.correspondent, Act: s.masked(act), Class: class, Text: text}
}

// sink counts, and keeps an error of our own side apart from those of the server's.
type sink struct {
	to   io.Writer
	n    int64
	err  error
	want int64 // -1: not known
	pass func(jobs.Point)
}

func (s *sink) Write(data []byte) (int, error) {
	before := s.n
	n, err := s.to.Write(data)
	s.n += int64(n)
	s.err = err
	if half := (s.want + 1) / 2; before < half && s.n >= half {
		s.pass(jobs.PointHalfFetched)
	}
	if s.n == s.want {
		s.pass(jobs.PointAllFetched)
	}
	return n, err
}
