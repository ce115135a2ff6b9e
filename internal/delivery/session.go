package delivery

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/jlaffaye/ftp"

	"nostro/jobs"
)

// session is one login at one endpoint. Paths are always whole and nothing is kept at the server, so a new
// connection goes on where the old one broke.
type session struct {
	correspondent string
	endpoint      Endpoint
	pause         time.Duration
	guard         *guard
	conn          *ftp.ServerConn             // nil: broken, or never made
	offered       map[string]map[string]offer // what was listed last, by folder and name
	dataBudget    int64                       // of the next data connection
	tap           *bytes.Buffer               // where set, gets a copy of what data connections bring
	said          *transcript
}

// Replies returns what was said since it was taken last.
func (s *session) Replies() []jobs.Reply { return s.said.take() }

// ready connects and logs in where there is no connection.
func (s *session) ready(ctx context.Context) error {
	if s.conn != nil {
		return nil
	}
	var conn *ftp.ServerConn
	err := recovered(func() (err error) {
		conn, err = s.login(ctx)
		return err
	})
	if err != nil {
		failure := s.failure("log in at "+s.endpoint.Address+" as "+s.endpoint.User, err)
		s.said.lost(wordsOf(failure))
		return failure
	}
	s.conn = conn
	return nil
}

func (s *session) login(ctx context.Context) (*ftp.ServerConn, error) {
	control := true
	conn, err := ftp.Dial(s.endpoint.Address,
		ftp.DialWithDialFunc(func(network, address string) (net.Conn, error) {
			c, err := s.dial(ctx, network, address, control)
			control = false // the first is the control connection, all others carry data
			return c, err
		}),
		ftp.DialWithDisabledEPSV(s.endpoint.DisableEPSV),
		ftp.DialWithDisabledMLSD(s.endpoint.DisableMLSD),
		ftp.DialWithDisabledUTF8(s.endpoint.DisableUTF8))
	if err != nil {
		return nil, err
	}
	if err := conn.Login(s.endpoint.User, s.endpoint.Password); err != nil {
		_ = conn.Quit() // the refused login is what counts
		return nil, err
	}
	return conn, nil
}

// dial is the one place where sockets are made; TLS goes here.
func (s *session) dial(ctx context.Context, network, address string, control bool) (net.Conn, error) {
	dialer := net.Dialer{Timeout: s.endpoint.Deadline}
	conn, err := dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if control {
		wrapped := s.guard.wrap(conn, true, replyBytesMax)
		wrapped.tap, wrapped.tapOut = s.said.received, s.said.sent
		return wrapped, nil
	}
	wrapped := s.guard.wrap(conn, false, s.dataBudget)
	if tap := s.tap; tap != nil {
		wrapped.tap = func(b []byte) { tap.Write(b) }
	}
	return wrapped, nil
}

// do runs one exchange with the server, on a new connection if the last one broke. Whatever leaves the
// control connection out of step ends it.
func (s *session) do(ctx context.Context, act string, exchange func(*ftp.ServerConn) error) error {
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
	if !inStep(err) {
		s.said.lost(wordsOf(failure))
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

func (s *session) hangUp() {
	if s.conn != nil {
		_ = s.conn.Quit() // it is broken: all that counts is that the socket is closed
		s.said.lost("the connection was given up")
		s.conn = nil
	}
}

// recovered turns a panic of the library into an error: a reply such as "227 )(" makes it slice out of range.
func recovered(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the server's reply cannot be read: %v", r)
		}
	}()
	return f()
}

// Close logs out. What was exchanged stands, whatever it returns.
func (s *session) Close() error {
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
