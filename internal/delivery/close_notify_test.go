package delivery

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net"
	"testing"
	"time"
)

// A TLS data connection that ends without saying so is cut, unless the endpoint is known for that.
func TestMissingCloseNotify(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"bank"}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	own, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool.AddCert(own)
	for known, want := range map[bool]error{false: io.ErrUnexpectedEOF, true: nil} {
		ours, theirs := net.Pipe()
		go func() {
			server := tls.Server(theirs, &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}})
			_, _ = server.Write([]byte("statement")) // the client may be gone
			_ = theirs.Close()                       // without close_notify
		}()
		data, err := io.ReadAll(secure(ours, &tls.Config{RootCAs: pool, ServerName: "bank"}, known))
		if string(data) != "statement" || !errors.Is(err, want) {
			t.Errorf("known for it %t: %q, %v", known, data, err)
		}
		_ = ours.Close()
	}
}
