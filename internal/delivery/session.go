package delivery

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	"nostro/jobs"
)

// session is one login at one endpoint. Paths are always whole and nothing is kept at the server, so a new
// connection goes on where the old one broke.
type session struct {
	correspondent string
	endpoint      Endpoint
	pause         time.Duration
	now           func() time.Time
	passing       func(jobs.Point) // nil in production
	guard         *guard
	circuit       *circuit
	alone         *alone
	conn          wire                        // nil: broken, or never made
	tls           *tls.Config                 // of the connection
	offered       map[string]map[string]offer // what was listed last, by folder and name
	named         map[string]bool             // names in the out folder, nil: not listed over this connection
	sizesAgree    bool                        // SIZE has named the size of a file of the out folder over this connection
	visits        int                         // files sent or looked for
	again         bool                        // what went wrong since the last outcome may go right in a while
	dataBudget    int64                       // of the next data connection
	listing       *bytes.Buffer               // where set, gets a copy of what data connections bring
	said          *transcript
	closed        bool
}

// Replies returns what was said since it was taken last.
func (s *session) Replies() []jobs.Reply { return s.said.take() }

// pass tells a test that the point is reached.
func (s *session) pass(p jobs.Point) {
	if s.passing != nil {
		s.passing(p)
	}
}

// ready connects and logs in where there is no connection.
func (s *session) ready(ctx context.Context) error {
	if s.conn != nil {
		return nil
	}
	if err := s.circuit.allow(s); err != nil {
		return s.failure("log in at "+s.endpoint.Address, err)
	}
	login := s.loginFTP
	if s.endpoint.Protocol == ProtocolSFTP {
		login = s.loginSFTP
	}
	var conn wire
	err := recovered(func() (err error) {
		conn, err = login(ctx)
		return err
	})
	if err != nil {
		failure := s.failure("log in at "+s.endpoint.Address+" as "+s.endpoint.User, err)
		s.said.lost(wordsOf(failure))
		if !errors.Is(err, context.Canceled) {
			s.circuit.broke(wordsOf(failure), classify(err) == Permanent)
		}
		s.circuit.release(s) // of a login that was cancelled: the caller gets no session to close
		return failure
	}
	s.conn = conn
	return nil
}

// do runs one exchange with the server, on a new connection if the last one broke. Whatever leaves the
// control connection out of step ends it.
func (s *session) do(ctx context.Context, act string, exchange func(wire) error) error {
	if err := ctx.Err(); err != nil {
		return s.failure(act, err)
	}
	if err := s.ready(ctx); err != nil {
		return err
	}
	err := recovered(func() error { return exchange(s.conn) })
	if err == nil {
		return nil
	}
	failure := s.failure(act, err)
	s.again = s.again || classify(err) != Permanent
	if !inStep(err) {
		s.said.lost(wordsOf(failure))
		if !errors.Is(err, context.Canceled) { // the caller's wish is nobody's breakdown
			s.circuit.broke(wordsOf(failure), false)
		}
		s.hangUp()
	}
	return failure
}

// twice runs f again where the connection broke under it, as idle ones do. f must do no harm done twice.
func (s *session) twice(ctx context.Context, f func() error) error {
	err := f()
	if err != nil && s.conn == nil && ctx.Err() == nil {
		return f()
	}
	return err
}

// hangUp ends a connection that is broken. What was learnt over it may be overtaken by a command that is still
// under way, so it is forgotten.
func (s *session) hangUp() {
	if s.conn != nil {
		_ = s.conn.Quit() // it is broken: all that counts is that the socket is closed
		s.said.lost("the connection was given up")
		s.conn = nil
	}
	s.named, s.sizesAgree = nil, false
}

// recovered turns a panic of a library into an error: a reply such as "227 )(" makes it slice out of range.
func recovered(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the server's reply cannot be read: %v", r)
		}
	}()
	return f()
}

// Close logs out. What was exchanged stands, whatever it returns.
func (s *session) Close() (err error) {
	defer s.circuit.release(s)
	if s.closed {
		return nil
	}
	s.closed = true
	defer func() { err = errors.Join(err, s.alone.leave()) }() // others come once we are gone
	if s.conn == nil {
		return nil
	}
	defer s.guard.bind(context.Background())()
	conn := s.conn
	s.conn = nil
	if err := conn.Quit(); err != nil && !errors.Is(err, net.ErrClosed) {
		return s.failure("log out", err)
	}
	return nil
}
