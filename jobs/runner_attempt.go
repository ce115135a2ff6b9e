package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"nostro/lifecycle"
)

// attempt runs a job at one due instant and keeps what came of it. The error is one of the runner: the store failed,
// the process is stopped, or the lease was lost.
func (r *Runner) attempt(ctx context.Context, job Job, run JobRun) (JobRun, error) {
	now := r.Stages.Now()
	if run.State == lifecycle.JobRunRunning && run.Attempts >= job.Attempts {
		return r.giveUp(ctx, run, fmt.Sprintf("it was cut off %d times before it ended", run.Attempts))
	}
	run.Reason = r.lateness(job, run, now)
	run.State, run.Fence, run.StartedAt = lifecycle.JobRunRunning, r.fence, now
	run.Attempts++
	run.EndedAt, run.NextAt = time.Time{}, time.Time{}
	if err := r.save(ctx, run); err != nil {
		return run, err
	}
	result, err := r.work(ctx, job, run.DueAt)
	if errors.Is(err, ErrLeaseLost) || errors.Is(context.Cause(ctx), ErrLeaseLost) {
		return run, errors.Join(err, context.Cause(ctx))
	}
	run = r.ended(ctx, job, run, result, err)
	r.last, r.endedAt = fmt.Sprintf("job %s ran until %s", job.Name, run.EndedAt.UTC().Format("15:04 MST")), run.EndedAt
	return run, r.save(context.WithoutCancel(ctx), run)
}

// ended says what the attempt makes of the row.
func (r *Runner) ended(ctx context.Context, job Job, run JobRun, result Result, err error) JobRun {
	run.EndedAt = r.Stages.Now()
	run.State, run.Outcome, run.Summary = lifecycle.JobRunDone, result.Outcome, result.Summary
	if err == nil {
		if result.Outcome == OutcomeNeedsPerson { // what for: whoever is woken reads this, and saw no note of the run
			run.Summary = withNotes(result)
		}
		return run
	}
	run.Outcome, run.Summary = OutcomeFailed, err.Error()
	if errors.Is(err, ErrNeedsPerson) {
		run.Outcome = OutcomeNeedsPerson
	}
	switch {
	case ctx.Err() != nil: // stopped by a signal, not by itself: it goes on where it was
		run.State, run.NextAt = lifecycle.JobRunWaiting, run.EndedAt
	case run.Attempts < job.Attempts:
		run.State, run.NextAt = lifecycle.JobRunWaiting, run.EndedAt.Add(retryIn(run.Attempts))
	default:
		run.State = lifecycle.JobRunFailed
	}
	return run
}

// noteRunesMax bounds what of the notes of a run is kept with its row; nostro status and the runs of its stages have the rest.
const noteRunesMax = 600

// withNotes is the summary of a result and its notes on one line.
func withNotes(r Result) string {
	return cutLine(strings.Join(append([]string{r.Summary}, r.Notes...), "; "), len([]rune(r.Summary))+noteRunesMax)
}

func (r *Runner) giveUp(ctx context.Context, run JobRun, why string) (JobRun, error) {
	run.State, run.Fence, run.EndedAt = lifecycle.JobRunFailed, r.fence, r.Stages.Now()
	run.Outcome, run.Summary = OutcomeFailed, why
	return run, r.save(ctx, run)
}

// lateness adds to the reason of a row why it runs later than it was due: another job ran at that time, or since this turn began;
// else nothing did.
func (r *Runner) lateness(job Job, run JobRun, now time.Time) string {
	late := now.Sub(run.DueAt)
	if run.Attempts > 0 || late <= LateAfter {
		return run.Reason
	}
	why := fmt.Sprintf("caught up %s late", late.Round(time.Minute))
	if run.DueAt.Before(r.busy) || r.looked.Sub(run.DueAt) <= LateAfter {
		why = fmt.Sprintf("ran %s late: %s", late.Round(time.Minute), r.last)
	}
	if run.Reason != "" {
		why = run.Reason + "; " + why
	}
	return why
}

// work runs the work of the job under the lease, which is renewed meanwhile.
func (r *Runner) work(ctx context.Context, job Job, dueAt time.Time) (Result, error) {
	work := r.Works[job.Work]
	if work == nil {
		return Result{}, fmt.Errorf("job %s: this program knows no work %q: check jobs in nostro.yaml", job.Name, job.Work)
	}
	held, lost := context.WithCancelCause(ctx)
	done := make(chan struct{})
	kept := make(chan struct{})
	go func() {
		defer close(kept)
		r.keepLease(held, done, lost)
	}()
	result, err := work(held, r.fenced(), dueAt)
	close(done)
	<-kept
	defer lost(nil)
	if cause := context.Cause(held); errors.Is(cause, ErrLeaseLost) {
		return result, errors.Join(err, cause)
	}
	return result, err
}

// keepLease renews the lease until the work is done. It cancels the work where the lease is lost.
func (r *Runner) keepLease(ctx context.Context, done <-chan struct{}, lost context.CancelCauseFunc) {
	if r.After == nil {
		return
	}
	for {
		select {
		case <-done:
			return
		case <-ctx.Done():
			return
		case <-r.After(r.LeaseFor / 3):
		}
		err := r.Stages.Store.Update(ctx, func(tx Tx) error {
			if err := (fencedStore{fence: r.fence}).check(tx); err != nil {
				return err
			}
			return tx.SaveLease(Lease{Name: runnerLease, Holder: r.Holder, Fence: r.fence, Until: r.Stages.Now().Add(r.LeaseFor)})
		})
		if errors.Is(err, ErrLeaseLost) {
			lost(err)
			return
		}
		// Another error shows at the next write of the work itself; the lease ends by itself.
	}
}
