package delivery

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

// How a circuit behaves, where Options say nothing.
const (
	circuitAfterDefault = 5           // breakdowns in a row that open it
	circuitPauseDefault = time.Minute // until somebody may try again
)

// errCircuit is a circuit that is open.
var errCircuit = errors.New("the circuit is open")

// circuit keeps us from an endpoint that is down: after several breakdowns in a row nobody connects for a while,
// then one tries. Any success closes it. A login that is refused opens it at once: more would lock the account.
type circuit struct {
	now   func() time.Time
	after int
	pause time.Duration

	mu       sync.Mutex
	failures int
	open     bool
	until    time.Time
	trying   *session // the one that tries, the others wait; nil: nobody does
	last     string
}

// allow returns nil where the session may connect. One that tries ends with broke, worked or release.
func (c *circuit) allow(s *session) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case !c.open:
		return nil
	case c.now().Before(c.until) || c.trying != nil && c.trying != s:
		return fmt.Errorf("%w until %s, after %d breakdowns in a row, the last of which was: %s", errCircuit,
			c.until.UTC().Format("2006-01-02 15:04:05Z"), c.failures, c.last)
	}
	c.trying = s
	return nil
}

// broke notes a breakdown, and opens the circuit where there were enough of them, or where it is certain.
func (c *circuit) broke(why string, certain bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.failures++
	c.last = why
	if c.failures >= c.after || c.trying != nil || certain {
		c.open, c.trying, c.until = true, nil, c.now().Add(c.pause)
	}
}

// worked closes the circuit.
func (c *circuit) worked() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.failures, c.open, c.trying, c.last = 0, false, nil, ""
}

// release ends the trial of a session that has proved nothing, such as one that was cancelled or whose file alone was
// refused, so that another may try. For a session that does not try it does nothing.
func (c *circuit) release(s *session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.trying == s {
		c.trying = nil
	}
}
