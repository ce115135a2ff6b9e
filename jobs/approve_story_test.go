package jobs_test

import (
	"os"
	"path/filepath"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/risk"
)

// written carries a small book to a release that waits for approval.
func written(t *testing.T) *installation {
	t.Helper()
	h := newInstallation(t)
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

// spoil changes one byte of the first file of the release, in the spool.
func (h *installation) spoil() (restore func()) {
	h.t.Helper()
	path := filepath.Join(h.dir, "spool", "out", h.filesOut()[0].Name)
	data, err := os.ReadFile(path)
	h.must(err)
	other := append([]byte{}, data...)
	other[len(other)/2]++
	h.must(os.Chmod(path, 0o600))
	h.must(os.WriteFile(path, other, 0o600))
	return func() { h.must(os.WriteFile(path, data, 0o600)) }
}

func TestChangedByteVoidsTheApproval(t *testing.T) {
	t.Parallel()
	h := written(t)
	restore := h.spoil()
	_, err := h.stages.Approve(h.ctx, h.cycle, "bea", true, "")
	h.refused(err, risk.ErrOtherFiles, "look at the release")
	h.approvals(0)
	restore()
	h.approve()

	restore = h.spoil()
	_, err = h.stages.Send(h.ctx, h.cycle)
	h.refused(err, jobs.ErrNeedsPerson, "not those that were approved", "nothing was sent")
	for _, correspondent := range []string{"hudson", "rhein"} {
		if h.servers[correspondent].Count("CONNECT") != 0 || len(h.waiting(correspondent, folderOut)) != 0 {
			t.Errorf("%s was called, and has %v", correspondent, h.waiting(correspondent, folderOut))
		}
	}
	h.same("transit", h.balances("transit"))
	restore()
	h.ends(h.send(), jobs.OutcomeDone)
}

// A file that is gone from the spool stops the release like one that was changed.
func TestMissingFileVoidsTheApproval(t *testing.T) {
	t.Parallel()
	h := written(t)
	h.must(os.Remove(filepath.Join(h.dir, "spool", "out", h.filesOut()[0].Name)))
	_, err := h.stages.Approve(h.ctx, h.cycle, "bea", true, "")
	h.refused(err, os.ErrNotExist, h.filesOut()[0].Name)
}

// A rejection is kept with its reason and leaves the release as it is; a later approval counts.
func TestRejectedReleaseMayBeApprovedLater(t *testing.T) {
	t.Parallel()
	h := written(t)
	rejected := h.done(h.stages.Approve(h.ctx, h.cycle, "bea", false, "value date is a holiday in New York"))
	h.ends(rejected, jobs.OutcomeNeedsPerson)
	h.says(rejected.Summary, "bea", "value date is a holiday in New York")
	if h.state() != lifecycle.CycleWritten {
		t.Errorf("the cycle is %s", h.state())
	}
	_, err := h.stages.Send(h.ctx, h.cycle)
	h.refused(err, nil, "written", "sent")
	h.ends(h.done(h.stages.Approve(h.ctx, h.cycle, "carol", true, "")), jobs.OutcomeDone)
	list := h.approvals(2)
	if list[0].Approved || list[0].Reason != "value date is a holiday in New York" || list[0].Checker != "bea" {
		t.Errorf("first decision: %+v", list[0])
	}
	if !list[1].Approved || list[1].Checker != "carol" || list[1].Maker != "ann" || list[1].Digest != list[0].Digest {
		t.Errorf("second decision: %+v", list[1])
	}
	h.ends(h.send(), jobs.OutcomeDone)
}
