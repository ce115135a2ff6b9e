package jobs

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"nostro/lifecycle"
)

// sendEnd is how the files of one correspondent ended, in their order.
type sendEnd struct {
	states []lifecycle.FileOut
	notes  []string
}

// sendTo delivers the files of one correspondent, over as many sessions at once as its endpoint takes. It errs only
// where the store fails.
func (s *Stages) sendTo(ctx context.Context, correspondent string, files []FileOut) (sendEnd, error) {
	q := sendQueue{stages: s, correspondent: correspondent, files: files}
	if !allSent(files) {
		q.run(ctx)
	}
	end := sendEnd{}
	if q.down != nil {
		end.notes = append(end.notes, fmt.Sprintf("%s: nothing was exchanged: %v: run send again when it is up", correspondent, q.down))
	}
	for _, f := range q.files {
		end.states = append(end.states, f.State)
		if f.State != lifecycle.FileOutSent && q.down == nil {
			end.notes = append(end.notes, fmt.Sprintf("%s is %s: %s: nostro files show %[1]s", f.Name, f.State, f.Detail))
		}
	}
	return end, q.failed
}

// sendQueue is the files of one correspondent, taken one by one by the sessions that carry them.
type sendQueue struct {
	stages        *Stages
	correspondent string

	mu     sync.Mutex
	files  []FileOut
	next   int
	failed error // of the store: nothing more is taken
	down   error // no session could be opened
}

func (q *sendQueue) run(ctx context.Context) {
	session, err := q.stages.open(ctx, q.correspondent)
	if err != nil {
		q.down = err
		return
	}
	if q.failed = q.refresh(ctx); q.failed != nil {
		session.Close()
		return
	}
	width := 1
	if q.stages.Lanes > 1 {
		width = min(q.stages.Courier.Manner(q.correspondent).Sessions, len(q.files))
	}
	var others sync.WaitGroup
	for range width - 1 {
		others.Go(func() {
			more, err := q.stages.Courier.Open(ctx, q.correspondent)
			if err != nil {
				return // the first session carries what this one would have
			}
			q.carry(ctx, more)
		})
	}
	q.carry(ctx, session)
	others.Wait()
}

// refresh reads the files again once the endpoint is ours: until then another process may have brought them on.
func (q *sendQueue) refresh(ctx context.Context) error {
	return q.stages.Store.View(ctx, func(tx Tx) error {
		known := map[string]FileOut{}
		for n, f := range q.files {
			if _, read := known[f.Name]; !read {
				ofCycle, err := tx.FilesOut(f.Cycle)
				if err != nil {
					return err
				}
				for _, now := range ofCycle {
					known[now.Name] = now
				}
			}
			q.files[n] = known[f.Name]
		}
		return nil
	})
}

// carry delivers files over a session until none is left.
func (q *sendQueue) carry(ctx context.Context, session CourierSession) {
	defer session.Close()
	for n, more := q.take(); more; n, more = q.take() {
		f, err := q.stages.deliver(ctx, session, q.files[n])
		q.mu.Lock()
		q.files[n] = f
		q.failed = errors.Join(q.failed, err)
		q.mu.Unlock()
	}
}

func (q *sendQueue) take() (n int, more bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	n = q.next
	q.next++
	return n, n < len(q.files) && q.failed == nil
}
