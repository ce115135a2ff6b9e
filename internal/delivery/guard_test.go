package delivery

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"testing"
	"time"
)

func TestGuardEndsWhatIsBlockedAndWhatComesAfter(t *testing.T) {
	ours, theirs := net.Pipe()
	defer func() { _ = theirs.Close() }()
	g := newGuard(time.Now, time.Hour)
	conn := g.wrap(ours, true, 100)
	ctx, cancel := context.WithCancel(context.Background())
	release := g.bind(ctx)
	go cancel()
	if _, err := conn.Read(make([]byte, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("blocked: %v", err)
	}
	if _, err := conn.Write([]byte("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("after: %v", err)
	}
	release()
	defer g.bind(context.Background())()
	go func() { _, _ = theirs.Write([]byte("x")) }()
	if n, err := conn.Read(make([]byte, 1)); n != 1 || err != nil {
		t.Errorf("the next call: %d, %v", n, err)
	}
	if err := conn.Close(); err != nil || len(g.conns) != 0 {
		t.Errorf("closed: %v, %d left", err, len(g.conns))
	}
}

func TestGuardGivesEachPieceADeadline(t *testing.T) {
	ours, theirs := net.Pipe()
	defer func() { _ = theirs.Close() }()
	asked := 0
	g := newGuard(func() time.Time { asked++; return time.Now() }, time.Hour)
	conn := g.wrap(ours, false, 10)
	got := make(chan int, 1)
	go func() {
		total, buffer := 0, make([]byte, writePiece)
		for total < 3*writePiece {
			n, err := theirs.Read(buffer)
			if err != nil {
				break
			}
			total += n
		}
		got <- total
	}()
	n, err := conn.Write(bytes.Repeat([]byte("x"), 3*writePiece))
	if n != 3*writePiece || err != nil || <-got != n || asked != 3 {
		t.Errorf("wrote %d, %v, with %d deadlines", n, err, asked)
	}
	g.now = func() time.Time { return time.Now().Add(-2 * time.Hour) } // every deadline has passed
	if _, err := conn.Write([]byte("x")); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("write after the deadline: %v", err)
	}
	if _, err := conn.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("read after the deadline: %v", err)
	}
}

func TestGuardBoundsWhatIsRead(t *testing.T) {
	ours, theirs := net.Pipe()
	defer func() { _ = theirs.Close() }()
	g := newGuard(time.Now, time.Hour)
	go func() {
		for {
			if _, err := theirs.Write([]byte("0123456789")); err != nil {
				return
			}
		}
	}()
	conn := g.wrap(ours, false, 25)
	defer func() { _ = conn.Close() }()
	total, buffer := 0, make([]byte, 10)
	for {
		n, err := conn.Read(buffer)
		total += n
		if err != nil {
			if !errors.Is(err, errTooMuch) || total != 25 {
				t.Errorf("%d bytes, then %v", total, err)
			}
			return
		}
	}
}
