package jobs_test

import (
	"errors"
	"slices"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// stage is one stage of a cycle, by the state that it leads to.
type stage struct {
	to  lifecycle.Cycle
	run func(*installation) (jobs.Result, error)
}

var stagesInOrder = []stage{
	{lifecycle.CycleClosed, func(h *installation) (jobs.Result, error) { return h.stages.Close(h.ctx, h.cycle, false) }},
	{lifecycle.CycleNetted, func(h *installation) (jobs.Result, error) { return h.stages.Net(h.ctx, h.cycle) }},
	{lifecycle.CycleConverted, func(h *installation) (jobs.Result, error) { return h.stages.Convert(h.ctx, h.cycle) }},
	{lifecycle.CycleInstructed, func(h *installation) (jobs.Result, error) { return h.stages.Instruct(h.ctx, h.cycle) }},
	{lifecycle.CycleWritten, func(h *installation) (jobs.Result, error) { return h.stages.Write(h.ctx, h.cycle) }},
	{lifecycle.CycleApproved, func(h *installation) (jobs.Result, error) {
		return h.stages.Approve(h.ctx, h.cycle, "bea", true, "")
	}},
	{lifecycle.CycleSent, func(h *installation) (jobs.Result, error) { return h.stages.Send(h.ctx, h.cycle) }},
}

// At every state of a cycle, each stage that is not due yet is refused with both states named, each that is
// done already does nothing, and none of them changes anything.
func TestStagesKeepTheirOrder(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.rates("2026-11-23", "USD 1.1634")
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 alfa cascade EUR 20.00")
	h.done(h.stages.Open(h.ctx, valueDate))
	for done := range stagesInOrder {
		h.outOfOrder(done)
		result := h.done(stagesInOrder[done].run(h))
		h.ends(result, jobs.OutcomeDone)
		if h.state() != stagesInOrder[done].to {
			t.Fatalf("after %s the cycle is %s", result.Stage, h.state())
		}
		before := h.books()
		h.ends(h.done(stagesInOrder[done].run(h)), jobs.OutcomeNothing)
		h.same("books after "+result.Stage+" twice", h.books(), before...)
	}
	h.outOfOrder(len(stagesInOrder))
}

// outOfOrder tries every stage but the next one.
func (h *installation) outOfOrder(next int) {
	h.t.Helper()
	before, state := h.books(), h.state()
	for n, s := range stagesInOrder {
		result, err := s.run, error(nil)
		switch {
		case n > next:
			_, err = result(h)
			var refused *lifecycle.MoveError
			if !errors.As(err, &refused) || refused.From != string(state) || refused.To != string(s.to) {
				h.t.Errorf("the stage to %s ran on a cycle that is %s: %v", s.to, state, err)
			}
		case n < next:
			h.ends(h.done(result(h)), jobs.OutcomeNothing)
		}
	}
	h.same("books after stages out of order", h.books(), before...)
	if h.state() != state {
		h.t.Errorf("stages out of order moved the cycle from %s to %s", state, h.state())
	}
}

// books are all that a stage could change: payments, files, balances.
func (h *installation) books() []string {
	h.t.Helper()
	return slices.Concat(h.payments(), h.files(), h.balances())
}

func TestUnknownCycle(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.cycle = "2026-11-24-9"
	for _, s := range stagesInOrder {
		_, err := s.run(h)
		h.refused(err, jobs.ErrUnknownID, "2026-11-24-9", "nostro cycle list")
	}
	runs := look(h, jobs.Tx.Runs)
	if len(runs) != len(stagesInOrder) {
		t.Fatalf("%d runs are on record", len(runs))
	}
	for _, r := range runs {
		if r.Outcome != string(jobs.OutcomeFailed) || r.User != "ann" {
			t.Errorf("run on record: %+v", r)
		}
	}
}

// Collect and reconcile serve all cycles; with nothing there they say so.
func TestNothingToTake(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.sent("O-1 alfa brixton EUR 100.00")
	h.ends(h.collect(), jobs.OutcomeNothing)
	h.ends(h.reconcile(), jobs.OutcomeNothing)
	h.answer("2026-11-24")
	h.takes()
	before := h.books()
	h.ends(h.collect(), jobs.OutcomeNothing)
	h.ends(h.reconcile(), jobs.OutcomeNothing)
	h.same("books", h.books(), before...)
}
