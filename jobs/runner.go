package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"nostro/lifecycle"
)

// Work is what a job does at a due instant. It is idempotent: it may be killed anywhere and run again.
type Work func(ctx context.Context, s *Stages, dueAt time.Time) (Result, error)

// Runner runs jobs by the clock, one after the other in the order of their due instants. Of several processes with one
// store, the one that holds the lease runs; an old holder that wakes up can write nothing.
type Runner struct {
	Stages   *Stages // Settings.Jobs are the jobs
	Works    map[string]Work
	Holder   string                               // names this process, as no other one
	LeaseFor time.Duration                        // how long the lease outlives a process that was killed
	After    func(time.Duration) <-chan time.Time // as time.After; nil: the lease is not renewed while a job runs
	Tell     func(JobRun)                         // is told of every run that ended; may be nil

	fence   int64
	last    string    // what ran last, and until when: why the next may be late
	endedAt time.Time // when that ended
	busy    time.Time // until when jobs ran before this turn: what came due meanwhile had to wait for them
	looked  time.Time // when this turn began
}

// Turn is what one look at the clock came to.
type Turn struct {
	Standby  Lease   // of another process that runs the jobs; then nothing else is set
	Ran      int     // attempts made
	Problems []error // of jobs whose due instants cannot be told
	Next     time.Time
}

// Turn takes the lease, writes a row for everything that has come due, and runs what is open. It returns early, with
// an error, where the store fails or the lease is lost; an error of a job is its outcome.
func (r *Runner) Turn(ctx context.Context) (Turn, error) {
	if err := r.Stages.ReadBusinessDate(ctx); err != nil { // a person may have moved it meanwhile
		return Turn{}, err
	}
	turn, due, err := r.look(ctx)
	if err != nil || turn.Standby.Holder != "" {
		return turn, err
	}
	held := map[string]bool{}
	for _, run := range due {
		if ctx.Err() != nil {
			return turn, context.Cause(ctx)
		}
		ended, ran, err := r.one(ctx, run, held)
		if err != nil {
			return turn, err
		}
		if ran {
			turn.Ran++
			if r.Tell != nil {
				r.Tell(ended)
			}
		}
	}
	turn.Next, err = r.next(ctx)
	return turn, err
}

// look takes the lease, plans, and returns what is open.
func (r *Runner) look(ctx context.Context) (turn Turn, open []JobRun, err error) {
	err = r.Stages.Store.Update(ctx, func(tx Tx) error {
		l, taken, err := takeLease(tx, r.Holder, r.fence, r.Stages.Now(), r.LeaseFor)
		if err != nil {
			return err
		}
		if !taken {
			turn.Standby, r.fence = l, 0
			return nil
		}
		r.fence, r.busy, r.looked = l.Fence, r.endedAt, r.Stages.Now()
		if turn.Problems, err = r.planAll(tx); err != nil {
			return err
		}
		open, err = tx.OpenJobRuns()
		return err
	})
	return turn, open, err
}

// planAll writes the rows of what has come due. A job that is new owes nothing from before.
func (r *Runner) planAll(tx Tx) (problems []error, err error) {
	now := r.Stages.Now()
	for _, job := range r.Stages.Settings.Jobs {
		seen, known, err := tx.SeenUntil(job.Name)
		if err != nil {
			return nil, err
		}
		if known && !now.After(seen) {
			continue // the clock went back: everything until seen has its row
		}
		if known {
			runs, err := job.plan(seen, now)
			if err != nil {
				problems = append(problems, err)
				continue
			}
			for _, run := range runs {
				if _, err := tx.AddJobRun(run); err != nil {
					return nil, err
				}
			}
		}
		if err := tx.SetSeenUntil(job.Name, now); err != nil {
			return nil, err
		}
	}
	return problems, nil
}

// one runs one open row, unless it waits, or an earlier one of its job does: what is due later must not overtake it.
func (r *Runner) one(ctx context.Context, run JobRun, held map[string]bool) (JobRun, bool, error) {
	if held[run.Job] {
		return run, false, nil
	}
	if run.State == lifecycle.JobRunWaiting && run.NextAt.After(r.Stages.Now()) {
		held[run.Job] = true
		return run, false, nil
	}
	n := slices.IndexFunc(r.Stages.Settings.Jobs, func(j Job) bool { return j.Name == run.Job })
	if n < 0 {
		run, err := r.drop(ctx, run)
		return run, err == nil, err
	}
	run, err := r.attempt(ctx, r.Stages.Settings.Jobs[n], run)
	held[run.Job] = run.State == lifecycle.JobRunWaiting
	return run, err == nil, err
}

// drop ends a row whose job is no longer in the settings.
func (r *Runner) drop(ctx context.Context, run JobRun) (JobRun, error) {
	run.Reason, run.Fence, run.EndedAt = "the job is no longer in nostro.yaml", r.fence, r.Stages.Now()
	run.NextAt = time.Time{}
	ended := lifecycle.JobRunFailed
	if run.State == lifecycle.JobRunDue { // also one that was asked for again: nothing was begun since
		ended = lifecycle.JobRunSkipped
	}
	run.State = ended
	return run, r.save(ctx, run)
}

// fenced returns the stages as the holder of the lease may use them.
func (r *Runner) fenced() *Stages {
	stages := *r.Stages
	store := fencedStore{r.Stages.Store, r.fence}
	stages.Store = store
	if stages.Courier != nil {
		stages.Courier = fencedCourier{stages.Courier, store}
	}
	return &stages
}

func (r *Runner) save(ctx context.Context, run JobRun) error {
	return fencedStore{r.Stages.Store, r.fence}.Update(ctx, func(tx Tx) error { return tx.SaveJobRun(run) })
}

// next returns when there is something to do: the next due instant, or the next attempt of what waits.
func (r *Runner) next(ctx context.Context) (next time.Time, err error) {
	earlier := func(t time.Time) {
		if next.IsZero() || t.Before(next) {
			next = t
		}
	}
	now := r.Stages.Now()
	for _, job := range r.Stages.Settings.Jobs {
		dues, err := job.Schedule.Between(now, now.Add(LateAfter))
		if err == nil && len(dues) > 0 {
			earlier(dues[0].At)
		}
	}
	err = r.Stages.Store.View(ctx, func(tx Tx) error {
		open, err := tx.OpenJobRuns()
		for _, run := range open {
			if run.State == lifecycle.JobRunWaiting {
				earlier(run.NextAt)
			}
		}
		return err
	})
	return next, err
}

// Release gives the lease back, so that another process need not wait for its end.
func (r *Runner) Release(ctx context.Context) error {
	if r.fence == 0 {
		return nil
	}
	err := fencedStore{r.Stages.Store, r.fence}.Update(ctx, func(tx Tx) error {
		return tx.SaveLease(Lease{Name: runnerLease, Holder: r.Holder, Fence: r.fence, Until: r.Stages.Now()})
	})
	if errors.Is(err, ErrLeaseLost) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("give the lease back: %w", err)
	}
	return nil
}

// Held returns the stages as the holder of the lease may use them, for work between jobs; nil for a process that does not
// hold it. What they still write once another has taken the lease is refused.
func (r *Runner) Held() *Stages {
	if r.fence == 0 {
		return nil
	}
	return r.fenced()
}
