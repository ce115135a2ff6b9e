package jobs

import (
	"context"
	"errors"
	"hash/fnv"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// inLanes does the work of several endpoints, at most Lanes of them at once, so that one that hangs holds up none
// of the others. With one lane they come one after the other, in order. Errors are joined in that order.
func (s *Stages) inLanes(works []func() error) error {
	errs := make([]error, len(works))
	if s.Lanes <= 1 {
		for n, work := range works {
			if errs[n] = work(); errs[n] != nil {
				return errs[n]
			}
		}
		return nil
	}
	free := make(chan struct{}, s.Lanes)
	var all sync.WaitGroup
	for n, work := range works {
		all.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			errs[n] = work()
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

// pauseMax bounds a pause between two tries.
const pauseMax = 5 * time.Minute

// patience is the pauses between the tries of one thing in one run.
type patience struct {
	s     *Stages
	left  int
	pause *backoff.ExponentialBackOff
	dice  *rand.Rand
}

// patient returns the patience for one thing at a correspondent; its name draws other jitter than that of others.
func (s *Stages) patient(correspondent, thing string) *patience {
	m := s.Courier.Manner(correspondent)
	pause := backoff.NewExponentialBackOff()
	pause.InitialInterval, pause.Multiplier, pause.MaxInterval, pause.RandomizationFactor = max(m.Pause, time.Millisecond), 2, pauseMax, 0
	pause.Reset()
	name := fnv.New64a()
	_, _ = name.Write([]byte(correspondent + "/" + thing)) // it never errs
	return &patience{s: s, left: m.Tries - 1, pause: pause, dice: rand.New(rand.NewPCG(s.Seed, name.Sum64()))}
}

// again waits, and tells whether one more try is due. A pause is up to a quarter shorter or longer, so that
// what broke together does not come back together.
func (p *patience) again(ctx context.Context) bool {
	if p.s.Wait == nil || p.left <= 0 {
		return false
	}
	p.left--
	pause := p.pause.NextBackOff()
	return p.s.Wait(ctx, pause-pause/4+time.Duration(p.dice.Int64N(int64(pause)/2+1))) == nil
}

// mayMend tells whether an error at an endpoint may be gone in a while by itself.
func mayMend(err error) bool {
	var own interface{ Again() bool }
	return errors.As(err, &own) && own.Again()
}

// open logs in, several times where that may help.
func (s *Stages) open(ctx context.Context, correspondent string) (CourierSession, error) {
	for p := s.patient(correspondent, "login"); ; {
		session, err := s.Courier.Open(ctx, correspondent)
		if err == nil || !mayMend(err) || !p.again(ctx) {
			return session, err
		}
	}
}
