package notify_test

import (
	"bufio"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
)

// postOffice is a small mail server on this machine: it knows EHLO, STARTTLS, AUTH PLAIN, MAIL, RCPT, DATA and QUIT.
type postOffice struct {
	addr     string
	tls      *tls.Config
	implicit bool
	user     string // with password "s3cret"; "": anybody
	refuse   string // a reply to RCPT instead of 250
	hangUp   bool   // after the text, without a reply

	mu      sync.Mutex
	letters []string
	guests  []net.Conn
	clear   int // logins and letters without TLS
}

func (p *postOffice) open(t *testing.T) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.addr = l.Addr().String()
	var all sync.WaitGroup
	t.Cleanup(func() {
		l.Close()
		p.mu.Lock()
		for _, conn := range p.guests {
			conn.Close()
		}
		p.mu.Unlock()
		all.Wait()
	})
	all.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			p.mu.Lock()
			p.guests = append(p.guests, conn)
			p.mu.Unlock()
			all.Go(func() { p.serve(conn) })
		}
	})
}

func (p *postOffice) serve(conn net.Conn) {
	defer conn.Close()
	secure := false
	if p.implicit {
		conn, secure = tls.Server(conn, p.tls), true
	}
	in := bufio.NewReader(conn)
	say := func(lines ...string) { fmt.Fprint(conn, strings.Join(lines, "\r\n")+"\r\n") }
	say("220 post.example ESMTP")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch strings.ToUpper(verb) {
		case "EHLO":
			offers := []string{"250-post.example"}
			if p.tls != nil && !secure {
				offers = append(offers, "250-STARTTLS")
			}
			say(append(offers, "250 AUTH PLAIN")...)
		case "STARTTLS":
			say("220 go on")
			conn = tls.Server(conn, p.tls)
			in, secure = bufio.NewReader(conn), true
		case "AUTH":
			given, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(rest, "PLAIN "))
			p.inClear(secure)
			if string(given) != "\x00"+p.user+"\x00s3cret" {
				say("535 5.7.8 wrong password")
				continue
			}
			say("235 welcome")
		case "RCPT":
			say(map[bool]string{true: "250 ok", false: p.refuse}[p.refuse == ""])
		case "DATA":
			say("354 go on")
			if text := readLetter(in); !p.take(text, secure) {
				return
			}
			say("250 queued")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func readLetter(in *bufio.Reader) string {
	var text strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil || strings.TrimSpace(line) == "." {
			return text.String()
		}
		text.WriteString(line)
	}
}

func (p *postOffice) inClear(secure bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !secure {
		p.clear++
	}
}

func (p *postOffice) take(text string, secure bool) (reply bool) {
	p.inClear(secure)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.letters = append(p.letters, text)
	return !p.hangUp
}
