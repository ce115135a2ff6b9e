package jobs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/risk"
)

// written carries a small book to a release that waits for approval.
func written(t *testing.T, changes ...func(*setup)) *installation {
	t.Helper()
	h := newInstallation(t, changes...)
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 cascade alfa USD 30.00")
	h.run()
	return h
}

func TestApprovalThatDoesNotCount(t *testing.T) {
	t.Parallel()
	for _, story := range []struct {
		name, maker, checker string
		approvers            []string
		approved             bool
		reason               string
		want                 error
	}{
		{"the maker", "bea", "bea", []string{"bea", "carol"}, true, "", risk.ErrMakerIsChecker},
		{"the maker in other letters", "bea", " BEA", []string{"bea", "carol"}, true, "", risk.ErrMakerIsChecker},
		{"the maker rejects", "bea", "bea", nil, false, "no", risk.ErrMakerIsChecker},
		{"nobody on the list", "ann", "mallory", []string{"bea", "carol"}, true, "", risk.ErrNotApprover},
		{"the maker where anyone may", "ann", "Ann", nil, true, "", risk.ErrMakerIsChecker},
		{"nobody", "ann", "", nil, true, "", risk.ErrIncomplete},
		{"rejected without a reason", "ann", "bea", nil, false, " ", risk.ErrIncomplete},
	} {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t, func(s *setup) { s.settings.Approvers = story.approvers })
			h.stages.User = story.maker
			h.people()
			h.owes("O-1 alfa brixton EUR 100.00")
			h.run()
			_, err := h.stages.Approve(h.ctx, h.cycle, story.checker, story.approved, story.reason)
			h.refused(err, story.want)
			h.approvals(0)
			if h.state() != lifecycle.CycleWritten {
				t.Errorf("the cycle is %s", h.state())
			}
		})
	}
}

func (h *installation) approvals(want int) []jobs.Approval {
	h.t.Helper()
	list := look(h, func(tx jobs.Tx) ([]jobs.Approval, error) { return tx.Approvals(h.cycle) })
	if len(list) != want {
		h.t.Fatalf("decisions on record: %+v, want %d", list, want)
	}
	return list
}

// requests are what is asked about the release of the cycle, by number.
func (h *installation) requests() []jobs.ApprovalRequest {
	h.t.Helper()
	return look(h, func(tx jobs.Tx) ([]jobs.ApprovalRequest, error) {
		return tx.ApprovalRequestsOf(jobs.ApproveRelease, h.cycle)
	})
}

// asked are the states of what was asked about the release, by number.
func (h *installation) asked(want ...string) {
	h.t.Helper()
	var states []string
	for _, r := range h.requests() {
		states = append(states, string(r.State))
	}
	h.same("requests", states, want...)
}

// spoil changes one byte of a file of the release, in the spool.
func (h *installation) spoil(name string) (restore func()) {
	h.t.Helper()
	path := filepath.Join(h.dir, "spool", "out", name)
	data, err := os.ReadFile(path)
	h.must(err)
	other := append([]byte{}, data...)
	other[len(other)/2]++
	h.must(os.Chmod(path, 0o600))
	h.must(os.WriteFile(path, other, 0o600))
	return func() { h.must(os.WriteFile(path, data, 0o600)) }
}

// One byte of any one file voids the approval, whichever it is; the file is named and nothing leaves. When the bytes
// are back somebody must look again: what was approved stays void.
func TestChangedByteVoidsTheApproval(t *testing.T) {
	t.Parallel()
	for n, f := range written(t).filesOut() {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			h := written(t)
			h.same("the same file in another house", []string{h.filesOut()[n].Name}, f.Name)
			restore := h.spoil(f.Name)
			_, err := h.stages.Approve(h.ctx, h.cycle, "bea", true, "")
			h.refused(err, risk.ErrOtherFiles, f.Name+" in the spool has other bytes", "look at the release")
			h.approvals(0)
			h.asked("waiting") // nobody had approved it, so there is nothing to void
			restore()
			h.approve()

			restore = h.spoil(f.Name)
			_, err = h.stages.Send(h.ctx, h.cycle)
			h.refused(err, jobs.ErrNeedsPerson, "nothing was sent", "every approval is void", f.Name+" in the spool has other bytes")
			for _, correspondent := range []string{"hudson", "rhein"} {
				if h.servers[correspondent].Count("CONNECT") != 0 || len(h.waiting(correspondent, folderOut)) != 0 {
					t.Errorf("%s was called, and has %v", correspondent, h.waiting(correspondent, folderOut))
				}
			}
			h.same("transit", h.balances("transit"))
			restore()
			h.holds()
			h.asked("voided", "waiting")
			h.says(h.requests()[0].Steps[2].Reason, f.Name)
			_, err = h.stages.Send(h.ctx, h.cycle)
			h.refused(err, nil, "written", "sent")
			h.ends(h.approve(), jobs.OutcomeDone)
			h.ends(h.send(), jobs.OutcomeDone)
			h.asked("voided", "used")
		})
	}
}

// A byte that changes between two approvals voids the first.
func TestChangedByteVoidsHalfAnApproval(t *testing.T) {
	t.Parallel()
	h := written(t, needs(2))
	h.ends(h.done(h.stages.Approve(h.ctx, h.cycle, "bea", true, "")), jobs.OutcomeNeedsPerson)
	restore := h.spoil(h.filesOut()[0].Name)
	_, err := h.stages.Approve(h.ctx, h.cycle, "carol", true, "")
	h.refused(err, risk.ErrOtherFiles, "every approval is void")
	restore()
	h.ends(h.done(h.stages.Approve(h.ctx, h.cycle, "carol", true, "")), jobs.OutcomeNeedsPerson)
	h.asked("voided", "waiting")
	h.ends(h.done(h.stages.Approve(h.ctx, h.cycle, "bea", true, "")), jobs.OutcomeDone)
}

// A file that is gone from the spool stops the release like one that was changed.
func TestMissingFileVoidsTheApproval(t *testing.T) {
	t.Parallel()
	h := written(t)
	h.must(os.Remove(filepath.Join(h.dir, "spool", "out", h.filesOut()[0].Name)))
	_, err := h.stages.Approve(h.ctx, h.cycle, "bea", true, "")
	h.refused(err, risk.ErrOtherFiles, h.filesOut()[0].Name+" is gone from the spool")
}

// A refusal is kept with its reason and withdraws the release: its files are never sent, and the next one is written
// under another number and other names. Only that one leaves.
func TestRefusedReleaseIsWrittenAnew(t *testing.T) {
	t.Parallel()
	h := written(t)
	old := h.filesOut()
	refused := h.done(h.stages.Approve(h.ctx, h.cycle, "bea", false, "value date is a holiday in New York"))
	h.ends(refused, jobs.OutcomeNeedsPerson)
	h.says(refused.Summary, "bea refused release 1: value date is a holiday in New York")
	h.says(strings.Join(refused.Notes, " "), "4 files are withdrawn and will never be sent", "release 2")
	if h.state() != lifecycle.CycleInstructed {
		t.Errorf("the cycle is %s", h.state())
	}
	for _, f := range h.filesOut() {
		if f.State != lifecycle.FileOutWithdrawn {
			t.Errorf("%s is %s", f.Name, f.State)
		}
	}
	err := h.store.Update(h.ctx, func(tx jobs.Tx) error {
		return tx.AddAttempt(jobs.Attempt{File: old[0].Name, Number: 1, StartedAt: h.now, Outcome: lifecycle.FileOutSending})
	})
	h.refused(err, nil, "it is never sent")
	err = h.store.Update(h.ctx, func(tx jobs.Tx) error {
		f := old[0]
		f.State = lifecycle.FileOutSending
		return tx.SaveFileOut(f)
	})
	h.refused(err, nil, `cannot move from "withdrawn" to "sending"`)

	h.run()
	if list := h.approvals(1); list[0].Approved || list[0].Reason != "value date is a holiday in New York" || list[0].Checker != "bea" {
		t.Errorf("first decision: %+v", list[0])
	}
	_, err = h.stages.Send(h.ctx, h.cycle)
	h.refused(err, nil, "written", "sent")
	h.ends(h.done(h.stages.Approve(h.ctx, h.cycle, "bea", true, "")), jobs.OutcomeDone) // who refused may approve what is new
	h.ends(h.send(), jobs.OutcomeDone)
	h.asked("refused", "used")
	for _, correspondent := range []string{"hudson", "rhein"} {
		for _, name := range h.waiting(correspondent, folderOut) {
			if !strings.Contains(name, "-r2-000") {
				t.Errorf("%s got %s", correspondent, name)
			}
		}
	}
	if len(h.waiting("hudson", folderOut))+len(h.waiting("rhein", folderOut)) != len(old) {
		t.Errorf("hudson got %v, rhein %v", h.waiting("hudson", folderOut), h.waiting("rhein", folderOut))
	}
}

// What was approved may still be refused while nothing has left, and not after.
func TestRefusalAfterTheApproval(t *testing.T) {
	t.Parallel()
	h := written(t)
	h.approve()
	h.ends(h.done(h.stages.Approve(h.ctx, h.cycle, "carol", false, "the participant called")), jobs.OutcomeNeedsPerson)
	h.asked("refused")
	h.run()
	h.approve()
	h.send()
	_, err := h.stages.Approve(h.ctx, h.cycle, "carol", false, "too late")
	h.refused(err, nil, "sent", "approved")
	h.asked("refused", "used")
}

// One bank is down and the other has its files: then it is too late to refuse.
func TestRefusalWhenSomethingHasLeft(t *testing.T) {
	t.Parallel()
	h := written(t)
	h.approve()
	h.must(h.servers["hudson"].Close())
	h.ends(h.send(), jobs.OutcomeNeedsPerson)
	_, err := h.stages.Approve(h.ctx, h.cycle, "carol", false, "stop")
	h.refused(err, jobs.ErrNeedsPerson, "may have left already", "nothing was changed")
	h.asked("granted")
	if h.state() != lifecycle.CycleApproved {
		t.Errorf("the cycle is %s", h.state())
	}
}
