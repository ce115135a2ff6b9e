package delivery

import (
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"strings"
	"testing"
	"time"
)

// TestEveryReplyCodeHasItsClass: what is not in the table is unknown, never a success and never a failure.
func TestEveryReplyCodeHasItsClass(t *testing.T) {
	temporary := map[int]bool{450: true, 452: true}
	permanent := map[int]bool{430: true, 500: true, 501: true, 502: true, 503: true, 504: true, 521: true, 522: true,
		530: true, 532: true, 533: true, 534: true, 535: true, 536: true, 537: true,
		550: true, 551: true, 552: true, 553: true}
	for code := 100; code <= 999; code++ {
		want := Unknown
		switch {
		case temporary[code]:
			want = Temporary
		case permanent[code]:
			want = Permanent
		}
		err := fmt.Errorf("around: %w", &textproto.Error{Code: code, Msg: "text"})
		if got := classify(err); got != want {
			t.Errorf("%d is %s, want %s", code, got, want)
		}
		if refused(err) != (want != Unknown) {
			t.Errorf("%d counts as refused: %t", code, refused(err))
		}
		step := code >= 400 && code < 600 && code != 421 && code != 425 && code != 426 && code != 451
		if inStep(err) != step {
			t.Errorf("%d leaves the connection in step: %t", code, inStep(err))
		}
	}
	for _, err := range []error{io.EOF, errors.New("odd"), textproto.ProtocolError("odd")} {
		if classify(err) != Unknown || refused(err) || inStep(err) {
			t.Errorf("%v is %s", err, classify(err))
		}
	}
}

func TestFailureKeepsTheClassAndTheWords(t *testing.T) {
	s := &session{correspondent: "BANK", endpoint: Endpoint{Password: "pw-1"}}
	err := s.failure("STOR a", &textproto.Error{Code: 552, Msg: "quota of\r\npw-1 " + strings.Repeat("x", 1000)})
	text := err.Error()
	want := "BANK: STOR a: the server said 552 quota of  *** xxx"
	if !strings.HasPrefix(text, want) || !strings.HasSuffix(text, "... (permanent)") {
		t.Errorf("got %s", text)
	}
	if again := s.failure("other", err); again != err || replyCode(again) != 552 || !refused(again) {
		t.Errorf("wrapped twice: %v", again)
	}
}

func TestFacts(t *testing.T) {
	for line, want := range map[string]facts{
		"type=file;size=12;modify=20260105080000; a.xml": {name: "a.xml", bytes: 12, modified: time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)},
		"type=file;modify=20260105080000.123;size=1; b":  {name: "b", bytes: 1, modified: time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)},
		"type=file;modify=yesterday; c":                  {name: "c", bytes: -1},
		"Type=FILE;Size=010; a b.xml":                    {name: "a b.xml", bytes: 10},
		"type=file; a.xml":                               {name: "a.xml", bytes: -1},
		"type=dir;sizd=4096; folder":                     {name: "folder", folder: true, bytes: -1},
		"type=cdir; .":                                   {name: ".", folder: true, bytes: -1},
		"type=pdir; ..":                                  {name: "..", folder: true, bytes: -1},
		"type=OS.unix=symlink;size=3; link":              {name: "link", bytes: 3},
		"  two spaces":                                   {name: " two spaces", bytes: -1},
	} {
		if got, ok := parseFacts(line); !ok || got != want {
			t.Errorf("%q: got %+v %t, want %+v", line, got, ok, want)
		}
	}
	for _, line := range []string{"", "name", "type=file;size=12;", "type=file;size=x; a", "type=file;size=-1; a",
		"-rw-r--r-- 1 ftp ftp 12 Jan  5 08:00 a.xml", "type=file;size=99999999999999999999; a", "type=file; "} {
		if got, ok := parseFacts(line); ok {
			t.Errorf("%q: read as %+v", line, got)
		}
	}
}

func FuzzFacts(f *testing.F) {
	for _, line := range []string{"type=file;size=12; a", " a", ";; x", "=;=; =", "type=dir; b"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		got, ok := parseFacts(line)
		if ok && (got.name == "" || !strings.HasSuffix(line, " "+got.name) || got.bytes < -1) {
			t.Errorf("%q: read as %+v", line, got)
		}
	})
}
