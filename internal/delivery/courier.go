package delivery

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"nostro/jobs"
)

// pauseDefault is how long we wait before we ask for a size again.
const pauseDefault = time.Second

// Options is what a courier needs from above.
type Options struct {
	Now   func() time.Time // for the deadlines of sockets: time.Now; mandatory
	Clock func() time.Time // for the instants of replies; nil: Now
	Pause time.Duration    // before a size that did not fit is asked for again; 0: one second
}

// Courier carries files to and from the endpoints that it was made with. It may be used by several
// goroutines; a session by one at a time.
type Courier struct {
	endpoints map[string]Endpoint
	options   Options
}

var _ jobs.Courier = (*Courier)(nil)

// New checks all endpoints, by correspondent, and returns the courier for them. It connects to nobody.
func New(endpoints map[string]Endpoint, options Options) (*Courier, error) {
	var errs []error
	if options.Now == nil {
		errs = append(errs, errors.New("delivery: no clock: give Options.Now"))
	}
	if options.Clock == nil {
		options.Clock = options.Now
	}
	if options.Pause < 0 {
		errs = append(errs, fmt.Errorf("delivery: pause %s: it is not negative", options.Pause))
	}
	if options.Pause == 0 {
		options.Pause = pauseDefault
	}
	settled := make(map[string]Endpoint, len(endpoints))
	for _, correspondent := range slices.Sorted(maps.Keys(endpoints)) {
		if err := endpoints[correspondent].Validate(); err != nil {
			errs = append(errs, fmt.Errorf("endpoint of %s: %w", correspondent, err))
		}
		settled[correspondent] = endpoints[correspondent].settled()
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return &Courier{settled, options}, nil
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
		guard:         newGuard(c.options.Now, endpoint.Deadline),
		offered:       make(map[string]map[string]offer),
	}
	s.said = &transcript{now: c.options.Clock, masked: s.masked}
	defer s.guard.bind(ctx)()
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	return s, nil
}
