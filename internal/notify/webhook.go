package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"nostro/jobs"
)

// Webhook posts JSON to a URL, signed as "Standard Webhooks" (standardwebhooks.com) wants it: the header
// webhook-signature is "v1," and the base64 of HMAC-SHA256 over "ID.TIMESTAMP.BODY".
type Webhook struct {
	URL    string
	Secret func() (string, error) // of the signature
	Roots  *x509.CertPool         // who may sign the certificate; nil: whom the system trusts
	Now    func() time.Time
	Mask   func(string) string // hides accounts and names
}

// replyBytesMax bounds what is read of a reply.
const replyBytesMax = 512

// Send posts the message. Any reply of 2xx has taken it; 408, 425, 429 and 5xx may go another way later.
func (w Webhook) Send(ctx context.Context, m jobs.Message) error {
	secret, err := w.Secret()
	if err != nil {
		return err
	}
	body, err := json.Marshal(formOf(m, w.Mask))
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, w.URL, bytes.NewReader(body))
	if err != nil {
		return refusal{withoutURL(err)}
	}
	at := strconv.FormatInt(w.Now().Unix(), 10)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "nostro")
	request.Header.Set("Idempotency-Key", m.Key)
	request.Header.Set("webhook-id", m.Key)
	request.Header.Set("webhook-timestamp", at)
	request.Header.Set("webhook-signature", sign(secret, m.Key, at, body))
	reply, err := client(w.Roots).Do(request)
	if err != nil {
		return unlessConnected(err)
	}
	defer reply.Body.Close()
	return verdict(reply)
}

func sign(secret, id, at string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%s.%s.%s", id, at, body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// client follows no redirect and keeps no connection.
func client(roots *x509.CertPool) *http.Client {
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true, TLSHandshakeTimeout: sendFor / 2,
			TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}, DialContext: (&net.Dialer{Timeout: sendFor / 2}).DialContext},
	}
}

// unlessConnected: where nobody answered the dial, or the certificate is not good, nothing was sent; else nobody knows.
func unlessConnected(err error) error {
	var dial *net.OpError
	var cert *tls.CertificateVerificationError
	if errors.As(err, &dial) && dial.Op == "dial" || errors.As(err, &cert) {
		return withoutURL(err)
	}
	return fmt.Errorf("%w: %w", withoutURL(err), jobs.ErrUnsure)
}

// withoutURL leaves the URL out of an error, for it may hold a secret.
func withoutURL(err error) error {
	var of interface{ Unwrap() error }
	if errors.As(err, &of) && of.Unwrap() != nil {
		return of.Unwrap()
	}
	return errors.New("the request cannot be made: look at the URL in nostro.yaml")
}

// verdict reads a reply.
func verdict(reply *http.Response) error {
	said, err := io.ReadAll(io.LimitReader(reply.Body, replyBytesMax))
	if err != nil && len(said) == 0 {
		said = []byte(err.Error())
	}
	answer := fmt.Errorf("the other side answers %s: %q", reply.Status, said)
	switch {
	case reply.StatusCode/100 == 2:
		return nil
	case reply.StatusCode/100 == 5, reply.StatusCode == 408, reply.StatusCode == 425, reply.StatusCode == 429:
		return answer
	case reply.StatusCode/100 == 3:
		return refusal{fmt.Errorf("%w: redirects are not followed, write the right URL", answer)}
	}
	return refusal{answer}
}

// Heartbeat returns what calls a URL by GET, and errs unless 2xx comes back within its time limit.
func Heartbeat(place func() (string, error)) func(context.Context) error {
	return func(ctx context.Context) error {
		url, err := place()
		if err != nil {
			return err
		}
		ctx, stop := context.WithTimeout(ctx, sendFor)
		defer stop()
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return withoutURL(err)
		}
		reply, err := client(nil).Do(request)
		if err != nil {
			return withoutURL(err)
		}
		defer reply.Body.Close()
		return verdict(reply)
	}
}
