package jobs

import (
	"context"
	"fmt"

	"nostro/lifecycle"
	"nostro/netting"
)

// Close ends the window of a cycle: the accepted obligations whose value date has come are its own, by
// sequence of acceptance, and what is accepted later goes to the next cycle. Before the cut-off it is
// refused unless early is set. An obligation that could not be settled (no account of the payee, no
// correspondent for the currency), that a person holds, or that the netting agreements refuse is left for a later cycle, with the reason; it does not stop the others.
func (s *Stages) Close(ctx context.Context, cycle string, early bool) (Result, error) {
	return s.record(ctx, "close", cycle, func() (Result, error) {
		out := Result{}
		finished, err := s.finishImports(ctx)
		if err != nil {
			return out, err
		}
		err = s.Store.Update(ctx, func(tx Tx) error {
			c, err := findCycle(tx, cycle)
			if err != nil {
				return err
			}
			if c.State == lifecycle.CycleAborted {
				return lifecycle.Cycles.Check(c.State, lifecycle.CycleClosed)
			}
			if c.State != lifecycle.CycleOpen {
				out = alreadyDone(c)
				return nil
			}
			if err := refuseUnfinished(tx); err != nil {
				return err
			}
			if s.Now().Before(c.CutOffAt) && !early {
				return needsPerson("the cut-off of cycle %s is %s: wait for it, or close with --early", cycle, s.local(c.CutOffAt))
			}
			out, err = s.closeCycle(tx, c)
			out.Notes = append(out.Notes, finished...)
			return err
		})
		return out, err
	})
}

// alreadyDone is the result of a stage that finds its work done.
func alreadyDone(c Cycle) Result {
	return Result{Outcome: OutcomeNothing, Summary: fmt.Sprintf("done before: the cycle is %s", c.State)}
}

func (s *Stages) closeCycle(tx Tx, c Cycle) (Result, error) {
	taken, deferrals, err := s.sortTakeable(tx, c.ID, c.ValueDate, c.CutOffAt)
	if err != nil {
		return Result{}, err
	}
	within := ""
	if s.limited() {
		if taken, deferrals, within, err = s.holdToLimits(tx, c, taken, deferrals); err != nil {
			return Result{}, err
		}
	}
	if err := tx.AddDeferrals(deferrals); err != nil {
		return Result{}, err
	}
	if err := s.keepTerms(tx, c.ID); err != nil {
		return Result{}, err
	}
	if err := tx.Take(c.ID, seqsOf(taken)); err != nil {
		return Result{}, err
	}
	if c.LastSeq, err = tx.LastSeq(); err != nil {
		return Result{}, err
	}
	c.State, c.ClosedAt = lifecycle.CycleClosed, s.instant()
	if err := tx.SaveCycle(c); err != nil {
		return Result{}, err
	}
	return closeResult(len(taken), deferrals, within), nil
}

func seqsOf(obligations []netting.Obligation) []int64 {
	seqs := make([]int64, len(obligations))
	for n := range obligations {
		seqs[n] = obligations[n].Seq
	}
	return seqs
}

func closeResult(taken int, deferrals []Deferral, within string) Result {
	out := Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s taken, %d left for a later cycle",
		count(taken, "obligation"), len(deferrals))}
	if within != "" {
		out.Summary += "; " + within
	}
	if taken == 0 {
		out.Outcome = OutcomeNothing
	}
	late, other := splitLate(deferrals)
	if len(other) > 0 {
		out.Outcome, out.Notes = OutcomeNeedsPerson, deferralNotes(other)
	}
	out.Notes = append(out.Notes, lateNotes(late)...)
	return out
}

func deferralNotes(deferrals []Deferral) []string {
	notes := make([]string, len(deferrals))
	for n, d := range deferrals {
		notes[n] = fmt.Sprintf("obligation %s waits: %s", d.Obligation, d.Reason)
	}
	return notes
}
