package delivery_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
)

func TestOpenThatMustFail(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault ftpd.Fault
		say   string
		class delivery.Class
	}{
		{"wrong password", ftpd.Fault{Command: "PASS", Do: ftpd.Reply, Code: 530, Text: "bad"},
			"530 bad", delivery.Permanent},
		{"full house", ftpd.Fault{Command: "CONNECT", Do: ftpd.Reply, Code: 421, Text: "full"},
			"421 full", delivery.Unknown},
		{"hangs up", ftpd.Fault{Command: "CONNECT", Do: ftpd.DropBefore},
			"closed the connection", delivery.Unknown},
		{"silent welcome", ftpd.Fault{Command: "CONNECT", Do: ftpd.Silent}, "no answer in time", delivery.Unknown},
		{"silent login", ftpd.Fault{Command: "PASS", Do: ftpd.Silent}, "no answer in time", delivery.Unknown},
		{"endless welcome", ftpd.Fault{Command: "CONNECT", Do: ftpd.Reply, Code: 220, Text: strings.Repeat("x", 1<<20)},
			"more than the limit", delivery.Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{c.fault}}, func(e *delivery.Endpoint) {
				if c.fault.Do == ftpd.Silent {
					e.Deadline = short
				}
			})
			_, err := b.courier.Open(t.Context(), "BANK")
			var own *delivery.Error
			if !errors.As(err, &own) || own.Class != c.class || !strings.Contains(err.Error(), c.say) {
				t.Errorf("got %v, want %q and class %s", err, c.say, c.class)
			}
			if strings.HasPrefix(c.name, "silent") && !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("%v is no passed deadline", err)
			}
		})
	}
}

func TestOpenAtNobody(t *testing.T) {
	b := startBank(t, ftpd.Config{}, nil)
	_, err := b.courier.Open(t.Context(), "OTHER")
	if err == nil || !strings.Contains(err.Error(), `"OTHER" has no endpoint`) {
		t.Errorf("got %v", err)
	}
	if err := b.server.Close(); err != nil {
		t.Fatal(err)
	}
	var own *delivery.Error
	if _, err := b.courier.Open(t.Context(), "BANK"); !errors.As(err, &own) {
		t.Errorf("nobody listens: got %v", err)
	}
}

func TestOpenAtWhatSpeaksNoFTP(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var server sync.WaitGroup
	server.Go(func() {
		conn, err := listener.Accept()
		if err != nil {
			return // the test is over
		}
		_, _ = io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\n\r\n") // the client may be gone
		_ = conn.Close()
	})
	defer server.Wait()
	defer func() { _ = listener.Close() }()
	endpoint := delivery.DefaultEndpoint()
	endpoint.Address, endpoint.User, endpoint.Password = listener.Addr().String(), "nostro", secret
	_, err = newCourier(t, endpoint).Open(t.Context(), "BANK")
	if err == nil || !strings.Contains(err.Error(), "HTTP/1.1 400") {
		t.Errorf("got %v, want what it said", err)
	}
}

func TestIdleConnectionIsMadeAgain(t *testing.T) {
	b := startBank(t, ftpd.Config{}, func(e *delivery.Endpoint) { e.AfterFetch = delivery.AfterDelete })
	b.put(t, "in/a.xml", statement)
	session := b.open(t)
	for i, step := range []func() error{
		func() error { _, err := session.List(t.Context()); return err },
		func() error { return session.Fetch(t.Context(), "a.xml", &bytes.Buffer{}) },
		func() error { return session.Acknowledge(t.Context(), "a.xml") },
		func() error {
			if d := session.Send(t.Context(), parcel("b.xml", message)); d.State != sent {
				return errors.New(d.Detail)
			}
			return nil
		},
		func() error {
			if d := session.Look(t.Context(), parcel("b.xml", message)); d.State != sent {
				return errors.New(d.Detail)
			}
			return nil
		},
	} {
		b.server.DropAll()
		if err := step(); err != nil {
			t.Errorf("step %d: %v", i+1, err)
		}
	}
	if n := b.server.Count("PASS"); n != 6 {
		t.Errorf("%d logins, want 6", n)
	}
}

func TestCancelledContext(t *testing.T) {
	b := startBank(t, ftpd.Config{}, nil)
	b.put(t, "in/a.xml", statement)
	if _, err := b.courier.Open(cancelled(), "BANK"); !errors.Is(err, context.Canceled) {
		t.Errorf("open: %v", err)
	}
	session := b.open(t)
	d := session.Send(cancelled(), parcel("a.xml", message))
	if d.State != failed || !strings.Contains(d.Detail, "cancelled") {
		t.Errorf("send: %+v", d)
	}
	if d := session.Look(cancelled(), parcel("a.xml", message)); d.State != unknown {
		t.Errorf("look: %+v", d)
	}
	if _, err := session.List(cancelled()); !errors.Is(err, context.Canceled) {
		t.Errorf("list: %v", err)
	}
	if err := session.Fetch(cancelled(), "a.xml", &bytes.Buffer{}); !errors.Is(err, context.Canceled) {
		t.Errorf("fetch: %v", err)
	}
	if d := session.Send(t.Context(), parcel("a.xml", message)); d.State != sent {
		t.Errorf("the session does not go on: %+v", d)
	}
}

func TestCancelEndsWhatIsBlocked(t *testing.T) {
	b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{{Command: "RNTO", Do: ftpd.Silent}}},
		func(e *delivery.Endpoint) { e.Deadline = time.Hour })
	session := b.open(t)
	ctx, cancel := context.WithTimeout(t.Context(), short)
	defer cancel()
	d := session.Send(ctx, parcel("a.xml", message))
	if d.State != unknown {
		t.Errorf("got %+v, want unknown: nobody could look", d)
	}
	if d := session.Look(t.Context(), parcel("a.xml", message)); d.State != failed {
		t.Errorf("got %+v, want failed", d)
	}
	b.lacks(t, "out/a.xml")
}

func TestUnreadableRepliesDoNotPanic(t *testing.T) {
	b := startBank(t, ftpd.Config{Refuse: []string{"EPSV"}, Faults: []ftpd.Fault{
		{Command: "PASV", Nth: 1, Do: ftpd.Reply, Code: 227, Text: ")("},
		{Command: "PASV", Nth: 2, Do: ftpd.Reply, Code: 227, Text: "(1,2,3)"},
	}}, nil)
	session := b.open(t)
	for range 2 {
		if d := session.Send(t.Context(), parcel("a.xml", message)); d.State != failed {
			t.Errorf("got %+v, want failed", d)
		}
	}
	if d := session.Send(t.Context(), parcel("a.xml", message)); d.State != sent {
		t.Errorf("got %+v, want sent", d)
	}
}

func TestPasswordIsNeverTold(t *testing.T) {
	echo := "you said " + secret + " twice: " + secret
	var texts []string
	for _, command := range []string{"PASS", "STOR", "RNTO", "SIZE", "RETR", "MLSD", "DELE"} {
		for _, code := range []int{530, 550, 421} {
			b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{{Command: command, Do: ftpd.Reply, Code: code, Text: echo}}},
				func(e *delivery.Endpoint) { e.AfterFetch = delivery.AfterDelete })
			b.put(t, "in/a.xml", statement)
			session, err := b.courier.Open(t.Context(), "BANK")
			if err != nil {
				texts = append(texts, err.Error())
				continue
			}
			texts = append(texts, session.Send(t.Context(), parcel("a.xml", message)).Detail,
				session.Look(t.Context(), parcel("a.xml", message)).Detail)
			_, err = session.List(t.Context())
			for _, err := range []error{err, session.Fetch(t.Context(), "a.xml", &bytes.Buffer{}),
				session.Acknowledge(t.Context(), "a.xml"), session.Close()} {
				if err != nil {
					texts = append(texts, err.Error())
				}
			}
		}
	}
	masked := 0
	for _, text := range texts {
		if strings.Contains(text, secret) {
			t.Errorf("the password is in %q", text)
		}
		if strings.Contains(text, "***") {
			masked++
		}
	}
	if masked < 10 {
		t.Errorf("only %d texts of %d quoted the server: the test tests nothing", masked, len(texts))
	}
}
