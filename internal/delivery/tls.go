package delivery

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
)

// TLS is how an FTPS server proves who it is, and how we do. The zero value trusts the authorities of the system.
type TLS struct {
	ServerName  string // that its certificate must be for; empty: the host of the address
	Authorities []byte // PEM of the authorities that may have signed it; empty: those of the system
	Certificate []byte // PEM of ours, for servers that ask for one
	Key         []byte // PEM of its private key
}

// config makes what the handshake needs, without the cache of sessions: each login has its own.
func (t TLS) config(address string) (*tls.Config, error) {
	c := &tls.Config{ServerName: t.ServerName, MinVersion: tls.VersionTLS12}
	if c.ServerName == "" {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return nil, fmt.Errorf("address %q: give host:port", address)
		}
		c.ServerName = host
	}
	if len(t.Authorities) > 0 {
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(t.Authorities) {
			return nil, errors.New("authorities of TLS: there is no certificate in PEM form in them")
		}
	}
	if len(t.Certificate) > 0 || len(t.Key) > 0 {
		pair, err := tls.X509KeyPair(t.Certificate, t.Key)
		if err != nil {
			return nil, fmt.Errorf("own certificate of TLS: %w", err)
		}
		c.Certificates = []tls.Certificate{pair}
	}
	return c, nil
}

// certificateRemedy says what to do about a certificate that does not prove who the server is; empty for any other
// error. Each begins with asking the bank: whoever sits in between has a certificate as well.
func certificateRemedy(err error) string {
	var invalid x509.CertificateInvalidError
	switch {
	case isA[x509.UnknownAuthorityError](err):
		return ": ask the bank who signs its certificates, and give that certificate as ca_file"
	case isA[x509.HostnameError](err):
		return ": ask the bank which name its certificate is for, and give it as server_name"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return ": ask the bank to renew its certificate, and check the clock of this machine"
	case isA[*tls.CertificateVerificationError](err):
		return ": ask the bank for a certificate that proves who it is"
	}
	return ""
}

// secured is a TLS connection that carries data. Servers demand that it goes on with the session of the control
// connection, so it has the same cache.
type secured struct {
	*tls.Conn
	raw        *endSeen
	endsUnsaid bool // the server closes without close_notify, and the size tells whether all came
}

// secure encrypts a data connection.
func secure(raw net.Conn, config *tls.Config, endsUnsaid bool) secured {
	seen := &endSeen{Conn: raw}
	return secured{tls.Client(seen, config), seen, endsUnsaid}
}

// Read makes an end that was not said an error: whoever sits in between could have cut what came. The library takes
// one between two records for an end.
func (c secured) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	switch {
	case c.endsUnsaid && errors.Is(err, io.ErrUnexpectedEOF):
		err = io.EOF
	case !c.endsUnsaid && err == io.EOF && c.raw.ended:
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// endSeen remembers that the other side closed the socket.
type endSeen struct {
	net.Conn
	ended bool
}

// Read notes the end.
func (c *endSeen) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.ended = c.ended || err == io.EOF
	return n, err
}

// tapped shows what passes through a connection.
type tapped struct {
	net.Conn
	in, out func([]byte)
}

// Read shows what came.
func (c tapped) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if c.in != nil {
		c.in(b[:n])
	}
	return n, err
}

// Write shows what goes, before it goes.
func (c tapped) Write(b []byte) (int, error) {
	if c.out != nil {
		c.out(b)
	}
	return c.Conn.Write(b)
}

// Handshake is asked for by the library where no byte was written: else no handshake would take place.
func (c tapped) Handshake() error {
	if h, ok := c.Conn.(interface{ Handshake() error }); ok {
		return h.Handshake()
	}
	return nil
}
