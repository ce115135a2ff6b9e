package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/lifecycle"
)

// The works that a job may do, each the stage of that name. Whoever runs jobs gives the ones that need more than
// the stages have.
const (
	WorkRates      = "rates"        // fetch from every feed
	WorkCycle      = "cycle"        // the cycle of the value date, up to the files that wait for approval
	WorkSend       = "send"         // the files of every approved cycle
	WorkCollect    = "collect"      // what the correspondents offer
	WorkReconcile  = "reconcile"    // match and post
	WorkRevalue    = "revalue"      // the open position, until the day before
	WorkCheck      = "check"        // every invariant
	WorkCheckpoint = "checkpoint"   // sign the books
	WorkSafeguard  = "safeguarding" // what participants are owed against what is held, on the last business day
	WorkBackup     = "backup"       // into backups/INSTANT
)

// WorkNames returns them all.
func WorkNames() []string {
	return []string{WorkRates, WorkCycle, WorkSend, WorkCollect, WorkReconcile, WorkRevalue, WorkCheck, WorkCheckpoint, WorkSafeguard, WorkBackup}
}

// StageWorks returns the works that need nothing but the stages.
func StageWorks() map[string]Work {
	return map[string]Work{WorkCycle: runCycle, WorkSend: sendApproved, WorkRevalue: revalueBefore, WorkCheck: runCheck,
		WorkCollect:   func(ctx context.Context, s *Stages, _ time.Time) (Result, error) { return s.Collect(ctx) },
		WorkReconcile: func(ctx context.Context, s *Stages, _ time.Time) (Result, error) { return s.Reconcile(ctx) },
		WorkSafeguard: safeguardBefore}
}

// ValueDate returns the value date of the cycle that closes next, seen at the instant: so many business days after the
// day of the cut-off as the settings say.
func (s *Stages) ValueDate(at time.Time) (calendar.Date, error) {
	return s.valueDateOf(calendar.DateOf(at.In(s.Settings.CutOff.Zone())))
}

// NextValueDate is ValueDate as of the business date.
func (s *Stages) NextValueDate() (calendar.Date, error) { return s.valueDateOf(s.today()) }

// valueDateOf returns the value date of the cycle whose cut-off is on the day.
func (s *Stages) valueDateOf(d calendar.Date) (calendar.Date, error) {
	for range s.Settings.CutOffDays {
		next, err := s.Settings.Calendar.Next(d.AddDays(1))
		if err != nil {
			return d, err
		}
		d = next
	}
	return s.Settings.Calendar.Next(d)
}

// runCycle runs the cycle whose cut-off the due instant belongs to, also days later. Its result is that of the last
// stage; where any stage needs a person, so does the run.
func runCycle(ctx context.Context, s *Stages, dueAt time.Time) (Result, error) {
	date, err := s.ValueDate(dueAt)
	if err != nil {
		return Result{}, err
	}
	var all []Result
	cycle, err := s.RunCycle(ctx, date, false, func(r Result) { all = append(all, r) })
	if err != nil {
		return Result{}, err
	}
	out := together(all)
	out.Cycle = cycle
	return out, nil
}

// sendApproved sends what is approved; a cycle that cannot be sent does not stop the others.
func sendApproved(ctx context.Context, s *Stages, _ time.Time) (Result, error) {
	var cycles []Cycle
	err := s.Store.View(ctx, func(tx Tx) (err error) {
		cycles, err = tx.Cycles()
		return err
	})
	if err != nil {
		return Result{}, err
	}
	var all []Result
	var problems []error
	for _, c := range cycles {
		if c.State != lifecycle.CycleApproved {
			continue
		}
		r, err := s.Send(ctx, c.ID)
		if err != nil {
			problems = append(problems, fmt.Errorf("cycle %s: %w", c.ID, err))
			continue
		}
		all = append(all, r)
	}
	if waiting, err := s.WaitingRecalls(ctx); err != nil {
		problems = append(problems, err)
	} else if waiting > 0 {
		r, err := s.SendRecalls(ctx)
		all, problems = append(all, r), append(problems, err)
	}
	if len(all) == 0 && len(problems) == 0 {
		return Result{Outcome: OutcomeNothing, Summary: "no approved cycle waits to be sent"}, nil
	}
	return together(all), errors.Join(problems...)
}

// together makes one result of several, without those that had nothing to do.
func together(all []Result) Result {
	out := Result{Outcome: OutcomeNothing}
	var said []string
	for _, r := range all {
		switch {
		case r.Outcome == OutcomeNeedsPerson, r.Outcome == OutcomeDone && out.Outcome == OutcomeNothing:
			out.Outcome = r.Outcome
		}
		if r.Outcome != OutcomeNothing {
			said = append(said, r.Stage+": "+r.Summary)
		}
		out.Notes = append(out.Notes, r.Notes...)
	}
	if len(said) == 0 && len(all) > 0 {
		said = []string{all[len(all)-1].Summary}
	}
	out.Summary = strings.Join(said, "; ")
	return out
}

// revalueBefore revalues every day that is over at the due instant.
func revalueBefore(ctx context.Context, s *Stages, dueAt time.Time) (Result, error) {
	until := calendar.DateOf(dueAt.In(s.Settings.CutOff.Zone())).AddDays(-1)
	r, err := s.Revalue(ctx, until)
	return r.Result, err
}

// runCheck errs where an invariant does not hold, for then nothing should go on unseen.
func runCheck(ctx context.Context, s *Stages, _ time.Time) (Result, error) {
	checks, err := s.Check(ctx)
	if err != nil {
		return Result{}, err
	}
	var broken []string
	for _, c := range checks {
		if !c.Holds {
			broken = append(broken, fmt.Sprintf("%s: %s", c.Name, c.Detail))
		}
	}
	if len(broken) > 0 {
		return Result{}, needsPerson("%d of %d invariants do not hold: %s", len(broken), len(checks), strings.Join(broken, "; "))
	}
	return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%d of %d invariants hold", len(checks), len(checks))}, nil
}

// safeguardBefore checks the last business day before the due instant, also days later.
func safeguardBefore(ctx context.Context, s *Stages, dueAt time.Time) (Result, error) {
	day := calendar.DateOf(dueAt.In(s.Settings.CutOff.Zone())).AddDays(-1)
	for !s.Settings.Calendar.IsBusinessDay(day) {
		if err := s.Settings.Calendar.CheckKnown(day); err != nil {
			return Result{}, err
		}
		day = day.AddDays(-1)
	}
	_, result, err := s.Safeguard(ctx, day)
	return result, err
}
