package jobs

import (
	"context"
	"fmt"
	"time"

	"nostro/lifecycle"
)

// RetryJob asks for a due instant that failed to be run again, at the next turn. It wraps ErrUnknownID where there is
// no such row, and errs for one that has not failed.
func RetryJob(ctx context.Context, s Store, job string, dueAt time.Time) error {
	return s.Update(ctx, func(tx Tx) error {
		run, found, err := tx.JobRun(job, dueAt)
		if err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("job %s due at %s: %w: nostro jobs lists them", job, dueAt.UTC().Format(time.RFC3339), ErrUnknownID)
		}
		if run.State != lifecycle.JobRunFailed {
			return fmt.Errorf("job %s due at %s is %s, not failed: there is nothing to run again", job,
				dueAt.UTC().Format(time.RFC3339), run.State)
		}
		run.State = lifecycle.JobRunDue
		return tx.SaveJobRun(run)
	})
}
