package delivery

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"net/textproto"
	"strings"
	"syscall"

	"github.com/jlaffaye/ftp"
)

// loginFTP makes the control connection, encrypted where the endpoint says so, and logs in.
func (s *session) loginFTP(ctx context.Context) (wire, error) {
	control := true
	options := []ftp.DialOption{
		ftp.DialWithDialFunc(func(network, address string) (net.Conn, error) {
			if control { // the first is the control connection, all others carry data
				control = false
				return s.dialControl(ctx, address)
			}
			return s.dialData(ctx, address)
		}),
		ftp.DialWithDisabledEPSV(s.endpoint.DisableEPSV),
		ftp.DialWithDisabledMLSD(s.endpoint.DisableMLSD),
		ftp.DialWithDisabledUTF8(s.endpoint.DisableUTF8),
		ftp.DialWithLocation(s.endpoint.Zone),
	}
	if s.endpoint.encrypted() {
		config, err := s.endpoint.TLS.config(s.endpoint.Address)
		if err != nil {
			return nil, err
		}
		config.ClientSessionCache = tls.NewLRUClientSessionCache(0)
		s.tls = config
		options = append(options, ftp.DialWithTLS(config)) // has the library ask for PROT P; we encrypt ourselves
	}
	conn, err := ftp.Dial(s.endpoint.Address, options...)
	if err != nil {
		return nil, err
	}
	if err := conn.Login(s.endpoint.User, s.endpoint.Password); err != nil {
		_ = conn.Quit() // the refused login is what counts
		return nil, err
	}
	return ftpWire{conn}, nil
}

// dial is the one place where sockets are made. Addresses that the endpoint does not allow are refused after
// the name was looked up, and before anything is sent there.
func (s *session) dial(ctx context.Context, address string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: s.endpoint.Deadline}
	if len(s.endpoint.Allowed) > 0 {
		dialer.Control = func(_, found string, _ syscall.RawConn) error { return s.endpoint.checkAddress(found) }
	}
	return dialer.DialContext(ctx, "tcp", address)
}

// errAddress is an address that the endpoint does not allow.
var errAddress = errors.New("is not among the allowed addresses: check the name server, or mend the endpoint")

func (e Endpoint) checkAddress(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	for _, allowed := range e.Allowed {
		if allowed.Contains(at.Addr().Unmap().WithZone("")) {
			return nil
		}
	}
	return fmt.Errorf("%s %w", at.Addr(), errAddress)
}

func (s *session) dialControl(ctx context.Context, address string) (net.Conn, error) {
	conn, err := s.dial(ctx, address)
	if err != nil {
		return nil, err
	}
	raw := s.guard.wrap(conn, true, replyBytesMax)
	open, err := s.encryptControl(raw)
	if err != nil {
		_ = raw.Close()
		return nil, err
	}
	return open, nil
}

func (s *session) encryptControl(raw net.Conn) (net.Conn, error) {
	switch s.endpoint.Protocol {
	case ProtocolImplicit:
		secure := tls.Client(raw, s.tls)
		return s.tap(secure), secure.Handshake()
	case ProtocolFTPS:
		welcome, err := s.askForTLS(s.tap(raw))
		if err != nil {
			return nil, err
		}
		secure := tls.Client(raw, s.tls)
		return prefixed{s.tap(secure), welcome}, secure.Handshake()
	}
	return s.tap(raw), nil
}

func (s *session) tap(conn net.Conn) net.Conn {
	return tapped{conn, s.said.received, s.said.sent}
}

// askForTLS reads the welcome and says AUTH TLS. Whatever stands behind the answer was put there by somebody in
// between, who wants it taken for what comes over TLS.
func (s *session) askForTLS(plain net.Conn) (welcome io.Reader, err error) {
	reader := bufio.NewReader(plain)
	text := textproto.NewReader(reader)
	if _, _, err := text.ReadResponse(ftp.StatusReady); err != nil {
		return nil, err
	}
	if _, err := io.WriteString(plain, "AUTH TLS\r\n"); err != nil {
		return nil, err
	}
	if _, _, err := text.ReadResponse(ftp.StatusAuthOK); err != nil {
		return nil, fmt.Errorf("it does not speak TLS, and nothing goes in the clear: %w", err)
	}
	if reader.Buffered() > 0 {
		return nil, errors.New("bytes came in the clear after the answer to AUTH TLS: somebody sits in between")
	}
	return strings.NewReader("220 said before TLS\r\n"), nil
}

// prefixed gives the library the welcome that we have read.
type prefixed struct {
	net.Conn
	first io.Reader
}

// Read gives the welcome, then what comes.
func (c prefixed) Read(b []byte) (int, error) {
	if n, err := c.first.Read(b); err == nil {
		return n, nil
	}
	return c.Conn.Read(b)
}

// tlsBytesMax is what a handshake may bring.
const tlsBytesMax = 128 << 10

// dialData makes a data connection; its handshake takes place with the first byte, as servers expect it.
func (s *session) dialData(ctx context.Context, address string) (net.Conn, error) {
	conn, err := s.dial(ctx, address)
	if err != nil {
		return nil, err
	}
	budget := s.dataBudget
	if s.endpoint.encrypted() {
		budget += tlsBytesMax + budget/16 // each record of up to 16 KiB has some bytes around it
	}
	var open net.Conn = s.guard.wrap(conn, false, budget)
	if s.endpoint.encrypted() {
		open = secure(open, s.tls, s.endpoint.NoCloseNotify)
	}
	if raw := s.listing; raw != nil {
		return tapped{open, func(b []byte) { raw.Write(b) }, nil}, nil
	}
	return tapped{open, nil, nil}, nil
}
