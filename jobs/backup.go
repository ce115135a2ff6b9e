package jobs

import (
	"context"
	"fmt"
)

// stageBackup is the stage under which a backup that was made by hand is kept.
const stageBackup = "backup"

// NoteBackup keeps that a backup was made by hand, so that alarms and metrics count it as they count those of a job. It asks
// for no role: whoever could make the copy had the database in hand.
func (s *Stages) NoteBackup(ctx context.Context, summary string) error {
	err := s.Store.Update(ctx, func(tx Tx) error {
		return tx.AddRun(Run{Stage: stageBackup, User: s.User, StartedAt: s.instant(), Outcome: string(OutcomeDone), Summary: summary})
	})
	if err != nil {
		return fmt.Errorf("the backup is made, but that was not kept, and an alarm may call it overdue: %w", err)
	}
	return nil
}
