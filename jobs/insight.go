package jobs

import (
	"context"
	"time"

	"nostro/calendar"
	"nostro/jobs/alarm"
)

// Insight is how the house stands, as its store has it, in figures that are few whatever its size. No amount of money is
// among them.
type Insight struct {
	Cycles, FilesOut, FilesIn map[string]int // by state
	Breaks                    []BreakCount   // that are open
	Alarms                    []alarm.Alarm  // that are not over
	Fixings                   map[string]calendar.Date
	LastDone                  map[string]time.Time // when each job was last done; without those that never were
	LastBackup                time.Time            // by hand or by a job; zero where none is known
	Bytes                     int64                // of the database
}

// BreakCount is how many breaks are open for a reason, by their age.
type BreakCount struct {
	Reason string
	ByAge  [4]int // as BreakAges orders them
}

// BreakAges names the ages by which open breaks are counted, in days.
func BreakAges() [4]string { return [4]string{"0-1", "2-7", "8-30", "31+"} }

// breakAgeDays are the days after which a break is of the next age.
var breakAgeDays = [3]int{2, 8, 31}

// CameBack is a payment that a bank rejected or gave back, as the journal has it.
type CameBack struct {
	Key, Kind   string // of the journal entry: rejection or return
	Instruction string // "" where it was of none of ours
	BookedAt    time.Time
	Memo        string // the reason, as far as the bank gave one
}

// InsightTx is what figures of the house need. Every query of it is answered from an index.
type InsightTx interface {
	// CycleStates, FileOutStates and FileInStates return how many there are by state.
	CycleStates() (map[string]int, error)
	FileOutStates() (map[string]int, error)
	FileInStates() (map[string]int, error)
	// OpenBreakCounts returns those that are open by reason, and by age: opened after the first instant, the second, the third,
	// or earlier. The instants fall.
	OpenBreakCounts(after [3]time.Time) ([]BreakCount, error)
	// LatestFixings returns the date of the newest fixing of each source.
	LatestFixings() (map[string]calendar.Date, error)
	// OpenBreaks returns those that are open, by id.
	OpenBreaks() ([]Break, error)
	// CameBack returns what banks rejected or gave back since the instant, and what stands, in the order in which it was booked; no more
	// than there may be alarms of a kind.
	CameBack(since time.Time) ([]CameBack, error)
	// NamesMark returns a text that is another one whenever participants or accounts may have other names or numbers.
	NamesMark() (string, error)
	// LastBackup returns when the last backup was made by hand.
	LastBackup() (at time.Time, found bool, err error)
	// DatabaseBytes returns the size of the database, without what is not yet written back into it.
	DatabaseBytes() (int64, error)
}

// LookInside reads the figures in one transaction. Jobs are those whose last success is wanted.
func LookInside(ctx context.Context, store Store, jobs []Job, now time.Time) (in Insight, err error) {
	var after [3]time.Time
	for n, days := range breakAgeDays {
		after[n] = now.AddDate(0, 0, -days)
	}
	err = store.View(ctx, func(tx Tx) error {
		in = Insight{LastDone: map[string]time.Time{}}
		for _, read := range []func() error{
			func() (err error) { in.Cycles, err = tx.CycleStates(); return err },
			func() (err error) { in.FilesOut, err = tx.FileOutStates(); return err },
			func() (err error) { in.FilesIn, err = tx.FileInStates(); return err },
			func() (err error) { in.Breaks, err = tx.OpenBreakCounts(after); return err },
			func() (err error) { in.Alarms, err = tx.OpenAlarms(); return err },
			func() (err error) { in.Fixings, err = tx.LatestFixings(); return err },
			func() (err error) { in.Bytes, err = tx.DatabaseBytes(); return err },
			func() (err error) { in.LastBackup, _, err = tx.LastBackup(); return err },
		} {
			if err := read(); err != nil {
				return err
			}
		}
		return in.lastDone(tx, jobs)
	})
	return in, err
}

// lastDone reads when each job was last done; a backup by a job counts as one.
func (in *Insight) lastDone(tx Tx, jobs []Job) error {
	for _, job := range jobs {
		run, found, err := tx.LastDoneJobRun(job.Name)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		in.LastDone[job.Name] = run.EndedAt
		if job.Work == WorkBackup && run.EndedAt.After(in.LastBackup) {
			in.LastBackup = run.EndedAt
		}
	}
	return nil
}
