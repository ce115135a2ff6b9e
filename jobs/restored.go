package jobs

import (
	"context"
	"fmt"
	"time"
)

// The stages under which a house remembers that it is a copy, and that it has caught up. They are rows of
// the runs, which nothing can change: no copy loses the mark.
const (
	stageRestore = "restore"
	stageCatchUp = "catch-up"
	stageAccept  = "catch-up accept"
)

// MarkRestored marks the house as a copy whose books are as of an earlier instant: until it has caught up,
// it sends nothing. A backup is marked when it is made, so that it is marked however it is put back.
func (s *Stages) MarkRestored(ctx context.Context, asOf time.Time, why string) error {
	return s.Store.Update(ctx, func(tx Tx) error {
		size, err := tx.LogSize()
		if err != nil {
			return err
		}
		return tx.AddRun(Run{Stage: stageRestore, User: s.User, StartedAt: asOf.UTC().Truncate(time.Second),
			Outcome: string(OutcomeNeedsPerson), Summary: fmt.Sprintf(copyForm, size, memo(why))})
	})
}

// copyForm is the summary of a mark.
const copyForm = "%d entries: %s"

// entriesCopied reads the number of entries that the copy had from its mark.
func entriesCopied(mark Run) (n int64) {
	if _, err := fmt.Sscanf(mark.Summary, "%d entries", &n); err != nil {
		return 0 // it has none: then every signed entry counts as lost
	}
	return n
}

// MarkRolledBack marks a house of which nobody made a backup, such as a disk that was set back to an older
// image. Its books are as of the last thing that they know.
func (s *Stages) MarkRolledBack(ctx context.Context, why string) error {
	runs, err := view(ctx, s.Store, Tx.Runs)
	if err != nil {
		return err
	}
	asOf := s.instant()
	if len(runs) > 0 {
		asOf = runs[len(runs)-1].StartedAt
	}
	return s.MarkRestored(ctx, asOf, why)
}

// Restored tells what the house knows about being a copy: the mark, and whether it still has to catch up.
// The instant of the mark is the one as of which the books are.
func Restored(tx Tx) (mark Run, behind bool, err error) {
	marks, err := tx.RunsOf(stageRestore)
	if err != nil || len(marks) == 0 {
		return Run{}, false, err
	}
	mark = marks[len(marks)-1]
	runs, err := tx.RunsOf(stageCatchUp)
	for _, r := range runs {
		if r.ID > mark.ID && r.Outcome == string(OutcomeDone) {
			return mark, false, err
		}
	}
	return mark, true, err
}

// everRestored tells whether the bank may know of payments that these books made before they were a copy.
func everRestored(tx Tx) (bool, error) {
	marks, err := tx.RunsOf(stageRestore)
	return len(marks) > 0, err
}

// refuseBehind errs while the house has to catch up.
func refuseBehind(tx Tx) error {
	mark, behind, err := Restored(tx)
	if err == nil && behind {
		return needsPerson("these books are a copy as of %s, and what was sent since is not in them: run nostro catch-up; "+
			"nothing was sent", stamp(mark.StartedAt))
	}
	return err
}

// stamp shows an instant in UTC.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05Z") }

// behindText says for people what a house that has to catch up lacks, "" where it has nothing to.
func behindText(mark Run, behind bool) string {
	if !behind {
		return ""
	}
	return fmt.Sprintf("these books are a copy as of %s: nothing is sent until nostro catch-up has found out what happened since",
		stamp(mark.StartedAt))
}

// Behind says for people why the house sends nothing, "" where it has caught up or never was a copy.
func (s *Stages) Behind(ctx context.Context) (string, error) {
	return view(ctx, s.Store, func(tx Tx) (string, error) {
		mark, behind, err := Restored(tx)
		return behindText(mark, behind), err
	})
}
