package store

import (
	"context"
	"errors"
	"sync"
	"time"

	"nostro/jobs"
	"nostro/ledger"
)

// PostDurably posts one entry in a transaction that is on the disk when it returns. Entries of several
// goroutines share one commit: those that come while one is written wait for the next, together. One that is
// refused is refused alone. Errors are those of Tx.Post. When ctx ends first, it is not known whether the
// entry was posted; to post it again is safe.
func (s *Store) PostDurably(ctx context.Context, e ledger.Entry, at time.Time) (jobs.Posted, error) {
	w := &waitingEntry{candidate: candidateOf(e), at: at, done: make(chan struct{})} // each prepares its own
	if s.queue.join(w) {
		go s.queue.lead(func(group []*waitingEntry) { s.postGroup(group) })
	}
	select {
	case <-w.done:
		return w.posted, w.err
	case <-ctx.Done():
		return jobs.Posted{}, errors.Join(context.Cause(ctx), errUnknownPosting)
	}
}

var errUnknownPosting = errors.New("it is not known whether the entry was posted: post it again, the same key is posted once")

// waitingEntry is an entry that waits for a commit, and then what became of it.
type waitingEntry struct {
	candidate
	at     time.Time
	posted jobs.Posted
	err    error
	done   chan struct{}
}

// queue holds the entries that wait for the next commit, and whether somebody writes.
type queue struct {
	mutex   sync.Mutex
	waiting []*waitingEntry
	led     bool
}

// join adds an entry and tells whether the caller must lead.
func (q *queue) join(w *waitingEntry) bool {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.waiting = append(q.waiting, w)
	lead := !q.led
	q.led = true
	return lead
}

// lead writes groups until none waits.
func (q *queue) lead(write func([]*waitingEntry)) {
	for group := q.next(); len(group) > 0; group = q.next() {
		write(group)
		for _, w := range group {
			close(w.done)
		}
	}
}

func (q *queue) next() []*waitingEntry {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	group := q.waiting
	q.waiting = nil
	q.led = len(group) > 0
	return group
}

// postGroup posts a group in one commit. Where the database refuses the group, each is tried alone, so that
// the one at fault is told apart.
func (s *Store) postGroup(group []*waitingEntry) {
	err := s.write(context.Background(), nil, func(t *tx) error {
		b, err := t.openBook()
		if err != nil {
			return err
		}
		defer func() { b.known = nil }()
		if b.known, err = t.knownOf(keysOfGroup(group)); err != nil {
			return err
		}
		for _, w := range group {
			w.posted, w.err = t.postPrepared(b, w.candidate, w.at)
		}
		return nil
	})
	switch {
	case err == nil:
	case len(group) == 1:
		group[0].posted, group[0].err = jobs.Posted{}, err
	default:
		for n := range group {
			s.postGroup(group[n : n+1])
		}
	}
}

func keysOfGroup(group []*waitingEntry) keyFeed {
	keys := make(keyFeed, len(group))
	for n, w := range group {
		keys[n] = w.entry.Key
	}
	return keys
}
