package jobs_test

import (
	"context"
	"errors"
	"sync"

	"pgregory.net/rapid"

	"nostro/internal/store"
	"nostro/internal/store/storetest"
	"nostro/jobs"
)

// What befalls the processes of a walk.

// errKilled is what a process sees of a store after it was killed: nothing.
var errKilled = errors.New("the process is killed")

// mortal is a store of a process that is killed before one of its transactions: that one and all after it do nothing.
type mortal struct {
	jobs.Store
	left int // transactions that it lives for
}

func (d *mortal) Update(ctx context.Context, work func(jobs.Tx) error) error {
	if d.left--; d.left < 0 {
		return errKilled
	}
	return d.Store.Update(ctx, work)
}

func (d *mortal) View(ctx context.Context, work func(jobs.Tx) error) error {
	if d.left < 0 {
		return errKilled
	}
	return d.Store.View(ctx, work)
}

// killed kills the process that reconciles before one of its transactions; another one opens the books, finds them whole, and goes on.
func (w *walk) killed() {
	w.stages.Store = &mortal{w.store, rapid.IntRange(0, 20).Draw(w.rt, "lives for")}
	_, err := w.stages.Reconcile(w.ctx)
	w.stages.Store = w.store
	if err != nil && !errors.Is(err, errKilled) {
		w.rt.Errorf("killed, it says: %v", err)
	}
	w.closeDisk()
	w.openDisk()
	w.holds()
	w.reconciles()
}

// twoAtOnce lets two processes on one database reconcile at the same time: one waits for the other, or says so, and what both have done
// is what one would have.
func (w *walk) twoAtOnce() {
	other, err := storetest.Open(w.ctx, w.dir+"/nostro.db", w.now)
	w.must(err)
	defer func(s *store.Store) { w.must(s.Close()) }(other)
	second := *w.stages
	second.Store = other
	var both sync.WaitGroup
	var errs [2]error
	for n, stages := range []*jobs.Stages{w.stages, &second} {
		both.Go(func() { _, errs[n] = stages.Reconcile(w.ctx) })
	}
	both.Wait()
	w.must(errors.Join(errs[:]...))
	w.reconciles()
}

// reads lets people look: what they read adds up, and changes nothing but the record of safeguarding.
func (w *walk) reads() {
	before := w.state()
	_, _, err := w.stages.Safeguard(w.ctx, w.dayOfClock().AddDays(-1))
	w.must(err)
	w.listAgrees()
	_, err = w.stages.BreakAgeing(w.ctx)
	w.must(err)
	_, err = w.stages.RecallViews(w.ctx, true)
	w.must(err)
	w.same("looked at", w.state(), before...)
	w.changed = true
}
