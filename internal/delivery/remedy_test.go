package delivery

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// The remedy is there however long the words before it are, and only where there is something to remedy.
func TestRemedyOfACertificateIsNeverCut(t *testing.T) {
	names := make([]string, 90)
	for n := range names {
		names[n] = fmt.Sprintf("host-%d.bank.example", n)
	}
	of := func(err error) error { return &tls.CertificateVerificationError{Err: err} }
	s := &session{}
	for want, err := range map[string]error{
		"server_name": of(x509.HostnameError{Certificate: &x509.Certificate{DNSNames: names}, Host: "ftp.bank.example"}),
		"ca_file":     of(x509.UnknownAuthorityError{}),
		"clock":       of(x509.CertificateInvalidError{Reason: x509.Expired, Detail: strings.Repeat("x", 400)}),
		"proves":      of(x509.CertificateInvalidError{Reason: x509.IncompatibleUsage}),
	} {
		text := wordsOf(s.failure("log in", err))
		if !strings.Contains(text, want) || strings.HasSuffix(text, "...") || len(text) > textMax {
			t.Errorf("%q lacks %q, or has %d bytes", text, want, len(text))
		}
	}
	if text := wordsOf(s.failure("log in", errors.New("no route"))); text != "no route" {
		t.Errorf("a remedy for what has none: %q", text)
	}
}
