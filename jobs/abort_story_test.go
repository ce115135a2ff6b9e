package jobs_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"nostro/internal/sim/ftpd"
	"nostro/jobs"
	"nostro/lifecycle"
)

// abortStages are how far a cycle may have come when it is aborted, and the steps there.
var abortStages = []struct {
	state lifecycle.Cycle
	step  func(h *installation) error
}{
	{lifecycle.CycleOpen, func(h *installation) error { return second(h.stages.Open(h.ctx, date24)) }},
	{lifecycle.CycleClosed, func(h *installation) error { return second(h.stages.Close(h.ctx, h.cycle, false)) }},
	{lifecycle.CycleNetted, func(h *installation) error { return second(h.stages.Net(h.ctx, h.cycle)) }},
	{lifecycle.CycleConverted, func(h *installation) error { return second(h.stages.Convert(h.ctx, h.cycle)) }},
	{lifecycle.CycleInstructed, func(h *installation) error { return second(h.stages.Instruct(h.ctx, h.cycle)) }},
	{lifecycle.CycleWritten, func(h *installation) error { return second(h.stages.Write(h.ctx, h.cycle)) }},
	{lifecycle.CycleApproved, func(h *installation) error {
		return second(h.stages.Approve(h.ctx, h.cycle, "bea", true, ""))
	}},
}

// upTo carries the cycle to the state.
func (h *installation) upTo(state lifecycle.Cycle) {
	h.t.Helper()
	for _, stage := range abortStages {
		h.must(stage.step(h))
		if stage.state == state {
			break
		}
	}
	if h.state() != state {
		h.t.Fatalf("the cycle is %s, not %s", h.state(), state)
	}
}

func (h *installation) abort() jobs.Result {
	h.t.Helper()
	return h.done(h.stages.Abort(h.ctx, h.cycle, "wrong file of obligations"))
}

// abortBook has positions, one of which is converted.
var abortBook = []string{"O-1 alfa brixton EUR 100.00", "O-2 brixton harbour EUR 30.00", "O-3 alfa cascade EUR 50.00"}

// abortHouse owes them.
func abortHouse(t *testing.T, changes ...func(*setup)) *installation {
	h := newInstallation(t, changes...)
	h.rates("2026-11-23", "USD 1.1634")
	h.people()
	h.owes(abortBook...)
	return h
}

// Whatever a cycle has come to before anything left: after its abort nothing is on the books, and the next cycle of the
// date settles the same obligations once, with identifiers of its own.
func TestAbortAtEveryStageAndRunAgain(t *testing.T) {
	t.Parallel()
	calm := abortHouse(t)
	calm.run()
	calm.approve()
	calm.send()
	calm.answer("2026-11-24")
	calm.takes()
	for _, stage := range abortStages {
		t.Run(string(stage.state), func(t *testing.T) {
			t.Parallel()
			h := abortHouse(t)
			h.upTo(stage.state)
			h.says(h.abort().Summary, "the cycle was "+string(stage.state))
			c := h.cycleOf(h.cycle)
			if c.State != lifecycle.CycleAborted || c.AbortedFrom != stage.state || c.AbortedBy != "ann" || !c.AbortedAt.Equal(h.now) ||
				c.AbortedWhy != "wrong file of obligations" {
				t.Errorf("the cycle is %+v", c)
			}
			h.same("balances", h.balances("participant"))
			h.same("of the house", h.balances("fx"))
			h.obligationsAre("", lifecycle.ObligationAccepted, "O-1", "O-2", "O-3")
			aborted := h.identifiers(h.cycle)

			h.run()
			if h.cycle != "2026-11-24-2" {
				t.Fatalf("the next cycle is %s", h.cycle)
			}
			for _, id := range h.identifiers(h.cycle) {
				if slices.Contains(aborted, id) {
					t.Errorf("%s was given to the aborted cycle too", id)
				}
			}
			h.approve()
			h.send()
			h.answer("2026-11-24")
			h.ends(h.takes(), jobs.OutcomeDone)
			h.obligationsAre(h.cycle, lifecycle.ObligationSettled, "O-1", "O-2", "O-3")
			h.same("books", h.balances(), calm.balances()...)
			h.same("payments", slices.DeleteFunc(h.payments(), func(p string) bool { return strings.HasSuffix(p, "withdrawn") }),
				calm.payments()...)
		})
	}
}

// identifiers are all that the cycle gave: of instructions, messages and files.
func (h *installation) identifiers(cycle string) []string {
	h.t.Helper()
	return look(h, func(tx jobs.Tx) (all []string, err error) {
		instructions, err := tx.InstructionsOf(cycle)
		for _, i := range instructions {
			all = append(all, i.ID, i.UETR)
		}
		files, errFiles := tx.FilesOut(cycle)
		for _, f := range files {
			all = append(all, f.Name, f.MsgID, f.SHA256)
		}
		return all, errors.Join(err, errFiles)
	})
}

// What was written is withdrawn, what was asked about it is void, and whoever knows the cycle by name is told.
func TestAnAbortedCycleDoesNothingAnyMore(t *testing.T) {
	t.Parallel()
	h := abortHouse(t)
	h.upTo(lifecycle.CycleApproved)
	result := h.abort()
	h.says(result.Summary, "3 obligations given back, 2 journal entries reversed, 4 instructions and 4 files withdrawn")
	h.says(strings.Join(result.Notes, "\n"), "nostro cycle run --value-date 2026-11-24")
	for name, work := range map[string]func() error{
		"close":    func() error { return second(h.stages.Close(h.ctx, h.cycle, true)) },
		"net":      func() error { return second(h.stages.Net(h.ctx, h.cycle)) },
		"convert":  func() error { return second(h.stages.Convert(h.ctx, h.cycle)) },
		"instruct": func() error { return second(h.stages.Instruct(h.ctx, h.cycle)) },
		"write":    func() error { return second(h.stages.Write(h.ctx, h.cycle)) },
		"approve":  func() error { return second(h.stages.Approve(h.ctx, h.cycle, "bea", true, "")) },
		"refuse":   func() error { return second(h.stages.Approve(h.ctx, h.cycle, "bea", false, "no")) },
		"send":     func() error { return second(h.stages.Send(h.ctx, h.cycle)) },
	} {
		var refused *lifecycle.MoveError
		if err := work(); !errors.As(err, &refused) || refused.From != string(lifecycle.CycleAborted) {
			t.Errorf("%s: %v", name, err)
		}
	}
	h.same("on its way", h.waiting("rhein", folderIn))
	for _, f := range h.filesOut() {
		if f.State != lifecycle.FileOutWithdrawn {
			t.Errorf("file %s is %s", f.Name, f.State)
		}
	}
	asked := look(h, func(tx jobs.Tx) ([]jobs.ApprovalRequest, error) { return tx.ApprovalRequests() })
	if last := asked[len(asked)-1]; last.State != lifecycle.ApprovalVoided || !strings.Contains(last.Steps[len(last.Steps)-1].Reason, "aborted") {
		t.Errorf("what was asked is %+v", last)
	}
	again := h.abort()
	h.ends(again, jobs.OutcomeNothing)
	h.says(again.Summary, "ann aborted it at 2026-11-23 15:30:00Z, when it was approved: wrong file of obligations")
	var runs []string
	for _, r := range look(h, jobs.Tx.Runs) {
		if r.Stage == "abort" {
			runs = append(runs, r.User+" "+r.Outcome)
		}
	}
	h.same("runs", runs, "ann done", "ann nothing")
}

// Once something of it has left, or may have, the next step is told, and nothing changes.
func TestAbortIsRefused(t *testing.T) {
	t.Parallel()
	h := abortHouse(t)
	h.upTo(lifecycle.CycleApproved)
	_, err := h.stages.Abort(h.ctx, h.cycle, "  ")
	h.refused(err, nil, "--reason")
	_, err = h.stages.Abort(h.ctx, "2026-11-24-9", "x")
	h.refused(err, jobs.ErrUnknownID, "2026-11-24-9")
	h.send()
	before := h.balances()
	_, err = h.stages.Abort(h.ctx, h.cycle, "x")
	h.refused(err, jobs.ErrNeedsPerson, "cannot be aborted", "is sent after 1 attempt", "nostro recall ask")
	h.same("balances", h.balances(), before...)
	h.holds()
	h.answer("2026-11-24")
	h.takes()
	_, err = h.stages.Abort(h.ctx, h.cycle, "x")
	h.refused(err, jobs.ErrNeedsPerson, "cannot be aborted", "nostro recall ask")
}

// A file that certainly did not arrive has had an intent: somebody may have seen it.
func TestAbortIsRefusedAfterAFailedAttempt(t *testing.T) {
	t.Parallel()
	h := abortHouse(t, fault("rhein", ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.Reply, Code: 552, Text: "Full"}))
	h.upTo(lifecycle.CycleApproved)
	h.done(h.stages.Send(h.ctx, h.cycle))
	_, err := h.stages.Abort(h.ctx, h.cycle, "x")
	h.refused(err, jobs.ErrNeedsPerson, "cannot be aborted", "attempt")
	h.holds()
}

func TestAnEmptyCycleIsAborted(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.run()
	h.says(h.abort().Summary, "0 obligations given back, 0 journal entries reversed")
	h.run()
	if h.cycle != "2026-11-24-2" {
		t.Errorf("the next cycle is %s", h.cycle)
	}
}

// A booking under an identifier that was withdrawn is nobody's: it lies in suspense until a person has looked.
func TestABookingOfAWithdrawnPaymentIsASurprise(t *testing.T) {
	t.Parallel()
	h := abortHouse(t)
	h.upTo(lifecycle.CycleApproved)
	payment := h.payment("brixton")
	h.abort()
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(payment, "-70.00")}}.xml())
	h.same("suspense", h.balances("suspense"), "suspense:rhein EUR 70.00")
	h.same("breaks", h.breaks(), "unknown-at-us rhein EUR -70.00 open")
	h.holds()
}

// dying is a store whose n-th write of an abort is the last thing that the process does.
type dying struct {
	jobs.Store
	left int
}

func (s *dying) Update(ctx context.Context, work func(jobs.Tx) error) error {
	return s.Store.Update(ctx, func(tx jobs.Tx) error { return work(dyingTx{tx, s}) })
}

type dyingTx struct {
	jobs.Tx
	s *dying
}

func (t dyingTx) write(err error) error {
	if t.s.left--; t.s.left == 0 {
		panic(crash{})
	}
	return err
}

func (t dyingTx) AddWithdrawal(w jobs.Withdrawal) error { return t.write(t.Tx.AddWithdrawal(w)) }
func (t dyingTx) SaveInstruction(i jobs.Instruction) error {
	return t.write(t.Tx.SaveInstruction(i))
}
func (t dyingTx) SaveInstructions(i []jobs.Instruction) error {
	return t.write(t.Tx.SaveInstructions(i))
}
func (t dyingTx) MoveApproval(step jobs.ApprovalStep) error { return t.write(t.Tx.MoveApproval(step)) }
func (t dyingTx) SaveCycle(c jobs.Cycle) error              { return t.write(t.Tx.SaveCycle(c)) }

// Killed at any of its writes, an abort has not happened, and is done when it is asked for again.
func TestAbortKilledAnywhere(t *testing.T) {
	t.Parallel()
	h := abortHouse(t)
	h.upTo(lifecycle.CycleApproved)
	deaths := 0
	for n := 1; h.state() == lifecycle.CycleApproved; n++ {
		store := &dying{Store: h.store, left: n}
		h.stages.Store = store
		func() {
			defer func() {
				if r := recover(); r != nil {
					deaths++
					if r != any(crash{}) {
						panic(r)
					}
				}
			}()
			h.must(second(h.stages.Abort(h.ctx, h.cycle, "wrong file of obligations")))
		}()
		h.closeDisk()
		h.openDisk()
		h.holds()
	}
	if deaths < 8 {
		t.Errorf("it died %d times", deaths)
	}
	h.run()
	h.obligationsAre("2026-11-24-2", lifecycle.ObligationNetted, "O-1", "O-2", "O-3")
}
