package jobs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"
)

// Stages runs the stages of cycles against the store, the spool and the courier.
type Stages struct {
	Settings  Settings
	Store     Store
	Spool     Spool
	Courier   Courier   // may be nil where neither send nor collect is run
	Envelopes Envelopes // nil where no file is encrypted or signed
	Now       Clock
	User      string // who runs them; the maker of a release

	Business *BusinessDate // where a person has set the business date apart from the clock; nil: it follows the clock

	Lanes   int                                        // endpoints that are visited at once; 0 or 1: in order
	Wait    func(context.Context, time.Duration) error // between two tries; nil: nothing is tried twice in one run
	Pieces  int                                        // chunks of 20,000 lines of a file that one transaction takes; 0: the usual number
	Seed    uint64                                     // of the jitter of pauses
	Passing func(Point)                                // told of every point that is passed; nil in production

	// Progress is told, where it is not nil, how many bytes of an input file have been taken so far.
	Progress func(file string, taken, size int64)
}

// pass tells a test that the point is reached.
func (s *Stages) pass(p Point) {
	if s.Passing != nil {
		s.Passing(p)
	}
}

// Outcome is how a run of a stage ended, apart from errors.
type Outcome string

// The outcomes.
const (
	OutcomeDone        Outcome = "done"
	OutcomeNothing     Outcome = "nothing"        // it ran, and there was nothing to do
	OutcomeNeedsPerson Outcome = "needs a person" // done as far as it goes; the notes say what is needed
	OutcomeFailed      Outcome = "failed"
)

// Result is what a stage has to say: one line, and notes where a person should read on.
type Result struct {
	Stage   string
	Cycle   string
	Outcome Outcome
	Summary string
	Notes   []string
}

// instant is now, in UTC, to the second: what the store keeps and messages carry.
func (s *Stages) instant() time.Time { return s.Now().UTC().Truncate(time.Second) }

// record runs the work of a stage and keeps a row of it, whatever came of it.
func (s *Stages) record(ctx context.Context, stage, cycle string, work func() (Result, error)) (Result, error) {
	if _, err := s.Settings.person(s.User); err != nil {
		return Result{Stage: stage, Cycle: cycle}, fmt.Errorf("%s: %w", stage, err)
	}
	started := s.instant()
	result, err := work()
	result.Stage, result.Cycle = stage, cmp.Or(cycle, result.Cycle)
	run := Run{Stage: stage, Cycle: result.Cycle, User: s.User, StartedAt: started,
		Outcome: string(result.Outcome), Summary: result.Summary}
	if err != nil {
		err = fmt.Errorf("%s: %w", stage, err)
		run.Outcome, run.Summary = string(OutcomeFailed), err.Error()
		if errors.Is(err, ErrNeedsPerson) {
			run.Outcome = string(OutcomeNeedsPerson)
		}
	}
	// The run of a cancelled stage is kept too, so its own context does not count here.
	keep := s.Store.Update(context.WithoutCancel(ctx), func(tx Tx) error { return tx.AddRun(run) })
	return result, errors.Join(err, keep)
}

// needsPerson says what a person must do before the stage can go on.
func needsPerson(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, ErrNeedsPerson)...)
}

// findCycle returns the cycle, or an error that names it.
func findCycle(tx Tx, id string) (Cycle, error) {
	c, found, err := tx.Cycle(id)
	if err != nil {
		return Cycle{}, err
	}
	if !found {
		return Cycle{}, fmt.Errorf("cycle %q: %w: nostro cycle list has the cycles", id, ErrUnknownID)
	}
	return c, nil
}
