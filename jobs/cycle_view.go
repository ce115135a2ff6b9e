package jobs

import (
	"context"
	"time"

	"nostro/lifecycle"
)

// CycleRow is a cycle with how much it has, and what it waits for.
type CycleRow struct {
	Cycle
	CycleCounts
	Next string // the command, with what it does; "" where nothing is to be done
}

// CycleStep is a state that a cycle came to.
type CycleStep struct {
	State lifecycle.Cycle
	At    time.Time // zero where it is not kept
	By    string    // "" where it is not kept
}

// CycleRelease is a release of a cycle with what was decided about it.
type CycleRelease struct {
	Release
	Withdrawal *Withdrawal // nil where it stands
	Decisions  []ApprovalDecision
	Files      []CycleFiles
}

// CycleWait is one thing that a cycle waits for, and what to do about it, the command first.
type CycleWait struct{ What, Next string }

// CycleView is a cycle whole, in sums: what it is made of may be a million obligations.
type CycleView struct {
	Cycle
	CycleCounts
	Steps    []CycleStep
	Totals   []CycleObligations
	Payments []CyclePayments
	Releases []CycleRelease
	Left     int           // obligations that it left for a later cycle
	Stopped  []Instruction // the first of those that do not go on by themselves, at most stoppedShown
	Waits    []CycleWait   // none where it has ended

	MoreStopped bool // there are more of them
}

// stoppedShown is how many payments that are stopped a view names one by one.
const stoppedShown = 10

// CyclesOf returns the cycles that fit the filter, the latest first, each with its counts.
func (s *Stages) CyclesOf(ctx context.Context, f CycleFilter) ([]CycleRow, error) {
	return view(ctx, s.Store, func(tx Tx) ([]CycleRow, error) {
		cycles, err := tx.CyclesOf(f)
		rows := make([]CycleRow, len(cycles))
		for n, c := range cycles {
			rows[n] = CycleRow{Cycle: c, Next: nextOfCycle(c, s.Now())}
			if rows[n].CycleCounts, err = tx.CycleCounts(c.ID); err != nil {
				return nil, err
			}
		}
		return rows, err
	})
}

// CycleShown returns one cycle whole.
func (s *Stages) CycleShown(ctx context.Context, id string) (CycleView, error) {
	return view(ctx, s.Store, func(tx Tx) (CycleView, error) { return s.cycleShown(tx, id) })
}

func (s *Stages) cycleShown(tx Tx, id string) (v CycleView, err error) {
	if v.Cycle, err = findCycle(tx, id); err != nil {
		return v, err
	}
	for _, read := range []func() error{
		func() (err error) { v.CycleCounts, err = tx.CycleCounts(id); return err },
		func() (err error) { v.Totals, err = tx.CycleObligations(id); return err },
		func() (err error) { v.Payments, err = tx.CyclePayments(id); return err },
		func() (err error) { v.Releases, err = cycleReleases(tx, id); return err },
		func() error { return v.stopped(tx) },
		func() error { left, err := tx.Deferrals(id); v.Left = len(left); return err },
		func() (err error) { v.Steps, err = cycleSteps(tx, v); return err },
		func() (err error) { v.Waits, err = s.cycleWaits(tx, v); return err },
	} {
		if err := read(); err != nil {
			return v, err
		}
	}
	return v, nil
}

// stopped reads one more than it shows, to tell whether there are more.
func (v *CycleView) stopped(tx Tx) (err error) {
	v.Stopped, err = tx.StoppedPayments(v.ID, stoppedShown+1)
	if v.MoreStopped = len(v.Stopped) > stoppedShown; v.MoreStopped {
		v.Stopped = v.Stopped[:stoppedShown]
	}
	return err
}

// NeedsPerson tells whether it waits for a decision, and not for the clock, a run or a bank alone.
func (v CycleView) NeedsPerson() bool {
	for state := range v.Files {
		if state == string(lifecycle.FileOutUnknown) || state == string(lifecycle.FileOutFailed) {
			return true
		}
	}
	return v.State == lifecycle.CycleWritten || !v.State.Ended() && len(v.Stopped)+v.BreaksOpen > 0
}

// cycleReleases are those of a cycle by number, each with what was decided and how far its files are.
func cycleReleases(tx Tx, id string) ([]CycleRelease, error) {
	releases, err := tx.Releases(id)
	if err != nil {
		return nil, err
	}
	withdrawals, err := tx.Withdrawals(id)
	if err != nil {
		return nil, err
	}
	requests, err := tx.ApprovalRequestsOf(ApproveRelease, id)
	if err != nil {
		return nil, err
	}
	files, err := tx.CycleFiles(id)
	all := make([]CycleRelease, len(releases))
	for n, r := range releases {
		all[n].Release = r
		for _, w := range withdrawals {
			if w.Release == r.Number {
				all[n].Withdrawal = &w
			}
		}
		for _, q := range requests {
			if q.Digest == r.Digest {
				all[n].Decisions = append(all[n].Decisions, q.Decisions...)
			}
		}
		for _, f := range files {
			if f.Release == r.Number {
				all[n].Files = append(all[n].Files, f)
			}
		}
	}
	return all, err
}

// cycleSteps are the states that the cycle has come to, each with the last time it did.
func cycleSteps(tx Tx, v CycleView) ([]CycleStep, error) {
	runs, err := tx.RunsOfCycle(v.ID)
	ran := func(stage string) (at time.Time, by string) {
		for _, r := range runs {
			if r.Stage == stage && (r.Outcome == string(OutcomeDone) || r.Outcome == string(OutcomeNothing)) {
				return r.StartedAt, r.User
			}
		}
		return at, ""
	}
	known := map[lifecycle.Cycle]CycleStep{}
	keep := func(state lifecycle.Cycle, at time.Time, by string) { known[state] = CycleStep{state, at, by} }
	for state, stage := range map[lifecycle.Cycle]string{lifecycle.CycleOpen: "open", lifecycle.CycleClosed: "close", lifecycle.CycleNetted: "net",
		lifecycle.CycleConverted: "convert", lifecycle.CycleInstructed: "instruct"} {
		at, by := ran(stage)
		keep(state, at, by)
	}
	keep(lifecycle.CycleOpen, v.OpenedAt, known[lifecycle.CycleOpen].By)
	keep(lifecycle.CycleClosed, v.ClosedAt, known[lifecycle.CycleClosed].By)
	keep(lifecycle.CycleInstructed, v.InstructedAt, known[lifecycle.CycleInstructed].By)
	if n := len(v.Releases); n > 0 {
		last := v.Releases[n-1]
		keep(lifecycle.CycleWritten, last.WrittenAt, last.Maker)
		for _, d := range last.Decisions {
			keep(lifecycle.CycleApproved, d.At, d.Checker)
		}
	}
	at, by := lastLeft(runs)
	keep(lifecycle.CycleSent, at, by)
	reached := v.State
	if v.State == lifecycle.CycleAborted {
		reached = v.AbortedFrom
	}
	var steps []CycleStep
	for _, state := range lifecycle.CycleLine() {
		if step := known[state]; reached.Reached(state) {
			step.State = state
			steps = append(steps, step)
		}
	}
	if v.State == lifecycle.CycleAborted {
		steps = append(steps, CycleStep{v.State, v.AbortedAt, v.AbortedBy})
	}
	return steps, err
}

// lastLeft is the last run of send that left nothing over.
func lastLeft(runs []Run) (at time.Time, by string) {
	for _, r := range runs {
		if r.Stage == "send" && r.Outcome == string(OutcomeDone) {
			at, by = r.StartedAt, r.User
		}
	}
	return at, by
}
