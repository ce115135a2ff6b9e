package notify_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"nostro/internal/notify"
	"nostro/jobs"
	"nostro/jobs/alarm"
)

var at = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)

var message = jobs.Message{Key: "11111111-1111-4111-8111-111111111111", Channel: "duty", House: "Northwind", At: at, News: []jobs.News{
	{Event: alarm.Event{Alarm: 3, What: alarm.Raised, Occurrence: 2, Severity: alarm.Page, At: at, Text: "DE89370400440532013000 is in it"},
		Alarm: alarm.Alarm{ID: 3, Kind: alarm.UnknownFile, Subject: "a.xml", Severity: alarm.Page, Since: at, Next: "nostro files show a.xml"}},
	{Event: alarm.Event{Alarm: 1, What: alarm.Resolved, Occurrence: 1, Severity: alarm.Warning, At: at, Text: "late"},
		Alarm: alarm.Alarm{ID: 1, Kind: alarm.JobLate, Subject: "send", Severity: alarm.Warning, Since: at}}}}

func now() time.Time { return at }

func said(text string) func() (string, error) { return func() (string, error) { return text, nil } }

func mask(text string) string { return strings.ReplaceAll(text, "DE89370400440532013000", "DE89***") }

// outcome is sent, failed, refused (failed for good) or unknown.
func outcome(err error) string {
	var final interface{ Final() bool }
	switch {
	case err == nil:
		return "sent"
	case errors.Is(err, jobs.ErrUnsure):
		return "unknown"
	case errors.As(err, &final) && final.Final():
		return "refused"
	}
	return "failed"
}

// A webhook over TLS is signed so that whoever knows the secret can tell it from a forged one, and says no account.
func TestWebhookIsSigned(t *testing.T) {
	var got *http.Request
	var body []byte
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r
		body, _ = io.ReadAll(r.Body)
		w.WriteHeader(http.StatusAccepted)
	}))
	defer server.Close()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	hook := notify.Webhook{URL: server.URL + "/hook?token=abc", Secret: said("s3cret"), Roots: roots, Now: now, Mask: mask}
	if err := (notify.Messengers{"duty": hook}).Send(t.Context(), message); err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha256.New, []byte("s3cret"))
	mac.Write([]byte(message.Key + ".1795512600." + string(body)))
	if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); got.Header.Get("webhook-signature") != want ||
		got.Header.Get("webhook-id") != message.Key || got.Header.Get("Idempotency-Key") != message.Key || got.Header.Get("webhook-timestamp") != "1795512600" {
		t.Errorf("headers %v", got.Header)
	}
	var form struct {
		Version int
		Alarms  []map[string]any
	}
	if err := json.Unmarshal(body, &form); err != nil || form.Version != 1 || len(form.Alarms) != 2 || form.Alarms[0]["kind"] != "unknown-file" ||
		form.Alarms[0]["text"] != "DE89*** is in it" || form.Alarms[0]["runbook"] != "docs/runbooks/unknown-file.md" || strings.Contains(string(body), "3704") {
		t.Errorf("%s: %v", body, err)
	}
	hook.Roots = nil
	if err := hook.Send(t.Context(), message); outcome(err) != "failed" || strings.Contains(err.Error(), "token") {
		t.Errorf("a certificate that nobody signed: %v", err)
	}
}

func TestWhatAWebhookMayAnswer(t *testing.T) {
	for code, want := range map[int]string{200: "sent", 204: "sent", 302: "refused", 400: "refused", 401: "refused", 404: "refused", 408: "failed",
		429: "failed", 500: "failed", 503: "failed"} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.WriteHeader(code)
		}))
		hook := notify.Webhook{URL: server.URL, Secret: said("s"), Now: now, Mask: mask}
		if err := hook.Send(t.Context(), message); outcome(err) != want {
			t.Errorf("%d: %s, want %s: %v", code, outcome(err), want, err)
		}
		server.Close()
		if err := hook.Send(t.Context(), message); outcome(err) != "failed" {
			t.Errorf("nobody listens: %v", err)
		}
	}
}

// A side that takes the text and hangs up, or never answers, leaves it unknown; no secret, nothing is sent.
func TestAWebhookThatSaysNothing(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			conn.Close()
		}
	}))
	defer server.Close()
	hook := notify.Webhook{URL: server.URL, Secret: said("s"), Now: now, Mask: mask}
	if err := hook.Send(t.Context(), message); outcome(err) != "unknown" {
		t.Errorf("it hangs up: %v", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() { // gives up on who has taken the connection, and says nothing
		conn, err := l.Accept()
		if err != nil {
			return // the test is over
		}
		defer conn.Close()
		_, _ = conn.Read(make([]byte, 1)) // until the message comes
		stop()
	}()
	hook.URL = "http://" + l.Addr().String()
	if err := hook.Send(ctx, message); outcome(err) != "unknown" {
		t.Errorf("it never answers: %v", err)
	}
	hook.Secret = func() (string, error) { return "", errors.New("not set") }
	if err := hook.Send(t.Context(), message); outcome(err) != "failed" || !strings.Contains(err.Error(), "not set") {
		t.Errorf("no secret: %v", err)
	}
	if err := (notify.Messengers{}).Send(t.Context(), message); outcome(err) != "refused" {
		t.Errorf("a channel that is gone: %v", err)
	}
}

func TestHeartbeat(t *testing.T) {
	calls, code := 0, 200
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { calls++; w.WriteHeader(code) }))
	beat := notify.Heartbeat(said(server.URL + "/ping/secret"))
	if err := beat(t.Context()); err != nil || calls != 1 {
		t.Errorf("%v, %d calls", err, calls)
	}
	code = 500
	if err := beat(t.Context()); err == nil {
		t.Error("500 counts as an answer")
	}
	server.Close()
	if err := beat(t.Context()); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("nobody answers: %v", err)
	}
	if err := notify.Heartbeat(func() (string, error) { return "", errors.New("not set") })(t.Context()); err == nil {
		t.Error("a URL that is not there")
	}
}

// certificate is one that 127.0.0.1 may show, and who trusts it.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	return &tls.Config{Certificates: server.TLS.Certificates}, roots
}

func TestMailOverTLS(t *testing.T) {
	config, roots := certificate(t)
	for _, way := range []string{notify.TLSStart, notify.TLSImplicit} {
		office := &postOffice{tls: config, implicit: way == notify.TLSImplicit, user: "nostro"}
		office.open(t)
		m := notify.Mail{Server: office.addr, TLS: way, User: "nostro", Password: said("s3cret"), From: "nostro@example.com",
			To: []string{"duty@example.com", "desk@example.com"}, Roots: roots, Now: now, Mask: mask}
		if err := m.Send(t.Context(), message); err != nil {
			t.Fatalf("%s: %v", way, err)
		}
		if len(office.letters) != 1 || office.clear != 0 {
			t.Fatalf("%s: %d letters, %d things in the clear", way, len(office.letters), office.clear)
		}
		for _, want := range []string{"Subject: nostro PAGE: raised unknown-file of a.xml and 1 more", "To: <duty@example.com>, <desk@example.com>",
			"Message-ID: <" + message.Key + "@nostro>", "Auto-Submitted: auto-generated", "DE89*** is in it", "runbook: docs/runbooks/unknown-file.md"} {
			if !strings.Contains(office.letters[0], want) {
				t.Errorf("%s: %q is not in\n%s", way, want, office.letters[0])
			}
		}
		m.Password = said("wrong")
		if err := m.Send(t.Context(), message); err == nil || len(office.letters) != 1 {
			t.Errorf("%s: a wrong password: %v", way, err)
		}
		m.Password, m.Roots = said("s3cret"), nil
		if err := m.Send(t.Context(), message); outcome(err) != "failed" || len(office.letters) != 1 {
			t.Errorf("%s: a certificate that nobody signed: %v", way, err)
		}
	}
}

func TestMailsThatAreNotTaken(t *testing.T) {
	for name, story := range map[string]struct {
		office *postOffice
		tls    string
		want   string
	}{
		"a server without STARTTLS":        {&postOffice{}, notify.TLSStart, "failed"},
		"in the clear, where that is said": {&postOffice{}, notify.TLSNone, "sent"},
		"an address that is not there":     {&postOffice{refuse: "550 5.1.1 no such user"}, notify.TLSNone, "refused"},
		"a mailbox that is busy":           {&postOffice{refuse: "450 4.2.1 try again"}, notify.TLSNone, "failed"},
		"it hangs up after the text":       {&postOffice{hangUp: true}, notify.TLSNone, "unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			office := story.office
			office.open(t)
			m := notify.Mail{Server: office.addr, TLS: story.tls, From: "nostro@example.com", To: []string{"duty@example.com"}, Now: now, Mask: mask}
			if err := m.Send(t.Context(), message); outcome(err) != story.want {
				t.Errorf("%s, want %s: %v", outcome(err), story.want, err)
			}
		})
	}
	m := notify.Mail{Server: "127.0.0.1:1", From: "nostro@example.com", To: []string{"duty@example.com"}, Now: now, Mask: mask}
	if err := m.Send(t.Context(), message); outcome(err) != "failed" {
		t.Errorf("nobody listens: %v", err)
	}
	m.To = []string{"no mailbox"}
	if err := m.Send(t.Context(), message); outcome(err) != "refused" {
		t.Errorf("no mailbox: %v", err)
	}
}
