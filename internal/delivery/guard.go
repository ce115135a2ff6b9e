package delivery

import (
	"context"
	"errors"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Limits on what a server may make us read. A listing or a reply past them ends the connection.
const (
	replyBytesMax   = 64 << 10
	listingBytesMax = 64 << 20
)

// writePiece is how much must go out within one deadline: the library hands us a whole file in one Write.
const writePiece = 64 << 10

var errTooMuch = errors.New("the server sends more than the limit allows")

// guard puts every read and write of a session's sockets under a deadline and under the caller's context:
// the library sets no deadline after the dial (jlaffaye/ftp#340).
type guard struct {
	now      func() time.Time
	deadline time.Duration

	mu    sync.Mutex
	cause error // why nothing may be read or written any more
	conns map[net.Conn]bool
}

func newGuard(now func() time.Time, deadline time.Duration) *guard {
	return &guard{now: now, deadline: deadline, conns: make(map[net.Conn]bool)}
}

// bind ties the sockets to ctx until the returned func is called.
func (g *guard) bind(ctx context.Context) (release func()) {
	g.mu.Lock()
	g.cause = ctx.Err()
	g.mu.Unlock()
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		g.cancel(ctx.Err())
	})
	return func() {
		if !stop() {
			<-stopped // else a late cancel could end the next call
		}
	}
}

func (g *guard) cancel(cause error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.cause = cause
	for c := range g.conns {
		_ = c.SetDeadline(time.Unix(1, 0)) // long past: whatever is blocked returns
	}
}

// arm sets the deadline of the next read or write.
func (g *guard) arm(c net.Conn) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.cause != nil {
		return g.cause
	}
	return c.SetDeadline(g.now().Add(g.deadline))
}

// why prefers the caller's reason to the deadline that we set for it.
func (g *guard) why(err error) error {
	if err == nil {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.cause != nil {
		return g.cause
	}
	return err
}

// wrap guards a socket. budget is how much may be read: between two writes where control is true, else in all.
func (g *guard) wrap(c net.Conn, control bool, budget int64) *guarded {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.conns[c] = true
	wrapped := &guarded{Conn: c, guard: g, control: control, budget: budget}
	wrapped.left.Store(budget)
	return wrapped
}

type guarded struct {
	net.Conn
	guard   *guard
	control bool
	budget  int64
	left    atomic.Int64 // SSH reads and writes at the same time
}

func (c *guarded) Read(b []byte) (int, error) {
	left := c.left.Load()
	if left <= 0 {
		return 0, errTooMuch
	}
	if err := c.guard.arm(c.Conn); err != nil {
		return 0, err
	}
	n, err := c.Conn.Read(b[:min(int64(len(b)), left)])
	c.left.Add(int64(-n))
	if n > 0 {
		return n, nil // an error that came with bytes comes again
	}
	return n, c.guard.why(err)
}

func (c *guarded) Write(b []byte) (int, error) {
	if c.control {
		c.left.Store(c.budget)
	}
	total := 0
	for piece := range slices.Chunk(b, writePiece) {
		if err := c.guard.arm(c.Conn); err != nil {
			return total, err
		}
		n, err := c.Conn.Write(piece)
		total += n
		if err != nil {
			return total, c.guard.why(err)
		}
	}
	return total, nil
}

func (c *guarded) Close() error {
	c.guard.mu.Lock()
	delete(c.guard.conns, c.Conn)
	c.guard.mu.Unlock()
	return c.Conn.Close()
}
