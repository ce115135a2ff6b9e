package main

import (
	"context"
	"fmt"
	"io"
	"time"
)

// Progress is shown from the second on that a file takes, and not more often than a person can read.
const (
	progressAfter = time.Second
	progressEvery = 250 * time.Millisecond
)

// progress counts what is read from a file, and tells a terminal how far it is.
type progress struct {
	io.Reader
	ctx        context.Context
	read, size int64 // size is -1 where it is not known
	name       string
	show       io.Writer // nil where there is no terminal
	now        func() time.Time
	next       time.Time
	shown      bool
}

func (s *session) newProgress(from io.Reader, name string, size int64) *progress {
	p := &progress{Reader: from, ctx: s.ctx, name: name, size: size, now: s.Now}
	if s.Terminal && s.Now != nil {
		p.show, p.next = s.Stderr, s.Now().Add(progressAfter)
	}
	return p
}

// Read reads on, and shows how far it is when that is due. It ends when the command is interrupted.
func (p *progress) Read(into []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := p.Reader.Read(into)
	p.read += int64(n)
	if p.show != nil && n > 0 && !p.now().Before(p.next) {
		p.next = p.now().Add(progressEvery)
		p.shown = true
		fmt.Fprintf(p.show, "\r%s: %s", p.name, p.far())
	}
	return n, err
}

func (p *progress) far() string {
	if p.size <= 0 {
		return bytesText(p.read)
	}
	return fmt.Sprintf("%s of %s, %d%%", bytesText(p.read), bytesText(p.size), p.read*100/p.size)
}

// done clears the line.
func (p *progress) done() {
	if p.shown {
		fmt.Fprint(p.show, "\r\x1b[K")
	}
}

// bytesText says a size for people.
func bytesText(n int64) string {
	const unit = 1024
	switch {
	case n < unit:
		return fmt.Sprintf("%d B", n)
	case n < unit*unit:
		return tenths(n, unit, "KiB")
	case n < unit*unit*unit:
		return tenths(n, unit*unit, "MiB")
	}
	return tenths(n, unit*unit*unit, "GiB")
}

func tenths(n, unit int64, name string) string {
	return fmt.Sprintf("%d.%d %s", n/unit, n%unit*10/unit, name)
}
