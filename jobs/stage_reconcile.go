package jobs

import (
	"context"
	"fmt"
)

// Reconcile takes in what the banks said: statuses inform, announced returns prepare, proven statements
// move money. What is certain is posted; everything else becomes a break. A cycle whose instructions are
// all settled, and that no break touches, becomes settled.
func (s *Stages) Reconcile(ctx context.Context) (Result, error) {
	return s.record(ctx, "reconcile", "", func() (Result, error) {
		tally := &reconcileTally{}
		steps := []func(context.Context, *reconcileTally) error{
			s.takeEarly, s.takeStatuses, s.takeReturns, s.repeatedAdvices, s.joinPages, s.takeStatements, s.takeAdvices, s.reconsiderAdvices, s.takeUndone, s.takeCoverLegs, s.takeRecalls, s.findOverdue, s.settleCycles,
		}
		for _, step := range steps {
			if err := step(ctx, tally); err != nil {
				return Result{}, err
			}
		}
		return s.reconcileResult(ctx, tally)
	})
}

// reconcileTally counts what a reconciliation did.
type reconcileTally struct {
	statuses, returns, proven, disputed, findings, settled int
	sides                                                  int // of cover trades
	superseded                                             int // statements in place of which another one counts
	recalls                                                int // answers to them
	advices                                                int // whose booking is known now, or which repeat one
	notes                                                  []string
}

func (s *Stages) reconcileResult(ctx context.Context, t *reconcileTally) (Result, error) {
	open := 0
	err := s.Store.View(ctx, func(tx Tx) error {
		breaks, err := tx.Breaks()
		for _, b := range breaks {
			if b.ResolvedAt.IsZero() {
				open++
			}
		}
		return err
	})
	out := Result{Outcome: OutcomeDone, Notes: t.notes, Summary: fmt.Sprintf(
		"%s, %s, %s proven, %d disputed, %s posted; %s open",
		countOf(t.statuses, "status", "statuses"), count(t.returns, "return"), count(t.proven, "statement"), t.disputed, count(t.findings, "booking"),
		count(open, "break"))}
	if t.statuses+t.returns+t.proven+t.disputed+t.settled+t.sides+t.recalls+t.advices+t.superseded == 0 {
		out.Outcome = OutcomeNothing
	}
	if open > 0 {
		out.Outcome = OutcomeNeedsPerson
	}
	return out, err
}

// view returns what read gives from one consistent state of the store.
func view[T any](ctx context.Context, store Store, read func(Tx) (T, error)) (T, error) {
	var out T
	err := store.View(ctx, func(tx Tx) (err error) {
		out, err = read(tx)
		return err
	})
	return out, err
}
