package jobs

import (
	"context"
	"errors"
	"fmt"
)

// Reconcile takes in what the banks said: statuses inform, announced returns prepare, proven statements
// move money. What is certain is posted; everything else becomes a break. A cycle whose instructions are
// all settled, and that no break touches, becomes settled.
func (s *Stages) Reconcile(ctx context.Context) (Result, error) {
	return s.record(ctx, "reconcile", "", func() (Result, error) {
		failed, err := view(ctx, s.Store, openFailed)
		if err != nil {
			return Result{}, err
		}
		tally := &reconcileTally{failedBefore: failed}
		if err := s.runReconcile(ctx, tally); err != nil {
			return Result{}, err
		}
		return s.reconcileResult(ctx, tally)
	})
}

// reconcileStep is one step of a reconciliation.
type reconcileStep func(context.Context, *reconcileTally) error

// runReconcile runs the steps. What a bank said is taken in item by item, and one that fails stops no other. Where a step fails as a
// whole, those that build on it wait for the next reconciliation, the others are done, and all that failed is told.
func (s *Stages) runReconcile(ctx context.Context, tally *reconcileTally) error {
	var failed error
	for _, steps := range [][]reconcileStep{
		{s.takeEarly}, {s.takeStatuses}, {s.takeReturns},
		{s.repeatedAdvices, s.joinPages, s.takeStatements, s.takeAdvices, s.reconsiderAdvices, s.takeUndone},
		{s.takeCoverLegs}, {s.takeRecalls},
	} {
		failed = errors.Join(failed, runSteps(ctx, tally, steps))
		if ctx.Err() != nil {
			return failed
		}
	}
	if failed != nil { // what is late, and what is settled, is told by what all of them found
		return failed
	}
	return runSteps(ctx, tally, []reconcileStep{s.findOverdue, s.settleCycles})
}

func runSteps(ctx context.Context, tally *reconcileTally, steps []reconcileStep) error {
	for _, step := range steps {
		if err := step(ctx, tally); err != nil {
			return err
		}
	}
	return nil
}

// reconcileTally counts what a reconciliation did.
type reconcileTally struct {
	statuses, returns, proven, disputed, findings, settled int
	sides                                                  int // of cover trades
	superseded                                             int // statements in place of which another one counts
	recalls                                                int // answers to them
	advices                                                int // whose booking is known now, or which repeat one
	failed                                                 int // things that a bank said and that could not be taken in
	failedBefore                                           map[string]Break
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
	if t.statuses+t.returns+t.proven+t.disputed+t.settled+t.sides+t.recalls+t.advices+t.superseded+t.failed == 0 {
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
