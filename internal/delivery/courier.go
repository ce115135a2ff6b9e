package delivery

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"nostro/jobs"
)

// pauseDefault is how long we wait before we ask for a size again.
const pauseDefault = time.Second

// Options is what a courier needs from above.
type Options struct {
	Now          func() time.Time // for the deadlines of sockets: time.Now; mandatory
	Clock        func() time.Time // for the instants of replies, ages of files and circuits; nil: Now
	Pause        time.Duration    // before a size that did not fit is asked for again; 0: one second
	CircuitAfter int              // breakdowns in a row that open the circuit of an endpoint; 0: five
	CircuitPause time.Duration    // until one may try again; 0: a minute
	Locks        string           // folder of a lock for each endpoint, shared by the processes of a house; "": there is one process
	Passing      func(jobs.Point) // told of every point that is passed; nil in production
}

// Courier carries files to and from the endpoints that it was made with. It may be used by several
// goroutines; a session by one at a time.
type Courier struct {
	endpoints map[string]Endpoint
	circuits  map[string]*circuit
	alone     map[string]*alone
	options   Options
}

var _ jobs.Courier = (*Courier)(nil)

// New checks all endpoints, by correspondent, and returns the courier for them. It connects to nobody.
func New(endpoints map[string]Endpoint, options Options) (*Courier, error) {
	var errs []error
	if options.Now == nil {
		errs = append(errs, errors.New("delivery: no clock: give Options.Now"))
	}
	if options.Pause < 0 {
		errs = append(errs, fmt.Errorf("delivery: pause %s: it is not negative", options.Pause))
	}
	options = options.settled()
	c := &Courier{make(map[string]Endpoint, len(endpoints)), make(map[string]*circuit, len(endpoints)),
		make(map[string]*alone, len(endpoints)), options}
	for _, correspondent := range slices.Sorted(maps.Keys(endpoints)) {
		if err := endpoints[correspondent].Validate(); err != nil {
			errs = append(errs, fmt.Errorf("endpoint of %s: %w", correspondent, err))
		}
		c.endpoints[correspondent] = endpoints[correspondent].settled()
		c.circuits[correspondent] = &circuit{now: options.Clock, after: options.CircuitAfter, pause: options.CircuitPause}
		c.alone[correspondent] = &alone{holder: fmt.Sprint("process ", os.Getpid())}
		if options.Locks != "" {
			c.alone[correspondent].path = filepath.Join(options.Locks, correspondent+".lock")
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return c, nil
}

func (o Options) settled() Options {
	if o.Clock == nil {
		o.Clock = o.Now
	}
	if o.Pause == 0 {
		o.Pause = pauseDefault
	}
	if o.CircuitAfter == 0 {
		o.CircuitAfter = circuitAfterDefault
	}
	if o.CircuitPause == 0 {
		o.CircuitPause = circuitPauseDefault
	}
	return o
}

// Manner returns how the correspondent's endpoint may be used.
func (c *Courier) Manner(correspondent string) jobs.Manner {
	e := c.endpoints[correspondent]
	return jobs.Manner{Sessions: max(1, e.Sessions), Tries: max(1, e.Tries), Pause: e.Pause}
}

// Open logs in at the correspondent's endpoint. An error means that nothing was exchanged; it is an *Error
// unless the correspondent has no endpoint.
func (c *Courier) Open(ctx context.Context, correspondent string) (jobs.CourierSession, error) {
	endpoint, ok := c.endpoints[correspondent]
	if !ok {
		return nil, fmt.Errorf("correspondent %q has no endpoint: add one to the config", correspondent)
	}
	s := &session{
		correspondent: correspondent,
		endpoint:      endpoint,
		pause:         c.options.Pause,
		now:           c.options.Clock,
		passing:       c.options.Passing,
		guard:         newGuard(c.options.Now, endpoint.Deadline),
		circuit:       c.circuits[correspondent],
		alone:         c.alone[correspondent],
		offered:       make(map[string]map[string]offer),
	}
	s.said = &transcript{now: c.options.Clock, masked: s.masked}
	if err := s.alone.enter(); err != nil {
		return nil, &Error{correspondent, "take the endpoint", 0, Temporary, err.Error(), nil}
	}
	defer s.guard.bind(ctx)()
	if err := s.ready(ctx); err != nil {
		if left := s.alone.leave(); left != nil {
			return nil, errors.Join(err, left)
		}
		return nil, err
	}
	return s, nil
}
