package report

import (
	"context"
	"path/filepath"
	"testing"

	"nostro/fx"
	"nostro/internal/store"
	"nostro/jobs"
	"nostro/lifecycle"
)

func newStore(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "nostro.db"), clock("2026-11-01T00:00:00Z"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// sampleStore is a store that holds the records of the sample.
func sampleStore(t testing.TB) *store.Store {
	t.Helper()
	s := newStore(t)
	fill(t, s, sampleRecords(t))
	return s
}

// filler writes records into a store; the first error ends the test.
type filler struct {
	t  testing.TB
	tx jobs.Tx
	r  *records
}

func fill(t testing.TB, s *store.Store, r *records) {
	t.Helper()
	err := s.Update(context.Background(), func(tx jobs.Tx) error {
		f := &filler{t, tx, r}
		f.intake()
		f.cycle()
		f.files()
		for _, p := range r.journal {
			_, err := tx.Post(p.entry, p.at)
			f.no(err)
		}
		f.bank()
		for _, run := range r.runs {
			f.no(tx.AddRun(run))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (f *filler) no(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *filler) intake() {
	for _, i := range f.r.inputs {
		f.no(f.tx.AddInputFile(i))
	}
	for _, p := range f.r.participants {
		f.no(f.tx.AddParticipant(p, jobs.Source{SHA256: hashOf("participants.csv"), Line: 2}))
	}
	f.no(f.tx.AddRefusals(hashOf("obligations.csv"), f.r.refusals, clock("2026-11-23T09:12:40Z")))
	for _, list := range [][]jobs.Obligation{f.r.obligations, f.r.waiting} {
		for _, o := range list {
			o.State, o.Cycle, o.AcceptedAt = lifecycle.ObligationAccepted, "", clock("2026-11-23T09:12:40Z")
			_, err := f.tx.AddObligation(o)
			f.no(err)
		}
	}
}

func (f *filler) cycle() {
	for _, c := range f.r.all {
		f.no(f.tx.AddCycle(c))
	}
	for _, o := range f.r.obligations {
		accepted, _, err := f.tx.Obligation(o.ID)
		f.no(err)
		f.no(f.tx.Take(sampleCycle, []int64{accepted.Seq}))
	}
	f.no(f.tx.AddDeferrals(f.r.deferrals))
	f.no(f.tx.AddPositions(f.r.positions))
	for _, fixing := range []fx.Fixing{f.r.fixings[sampleCycle]} {
		f.no(f.tx.AddFixing(fixing, clock("2026-11-23T14:00:00Z")))
	}
	f.no(f.tx.AddConversions(f.r.conversions))
}

func (f *filler) files() {
	for _, file := range f.r.filesOut {
		f.no(f.tx.AddFileOut(file))
	}
	f.no(f.tx.AddInstructions(f.r.instructions))
	for _, a := range f.r.attempts {
		f.no(f.tx.AddAttempt(a))
	}
	for _, r := range f.r.releases {
		f.no(f.tx.AddRelease(r))
	}
	for _, a := range f.r.approvals {
		f.approves(a)
	}
}

// approves keeps a decision as the stages do: something is asked, and somebody answers.
func (f *filler) approves(a jobs.Approval) {
	number, err := f.tx.AddApprovalRequest(jobs.ApprovalRequest{Kind: jobs.ApproveRelease, Subject: a.Cycle, Digest: a.Digest, Maker: a.Maker,
		At: a.At, Needs: []jobs.ApprovalNeed{{Persons: 1}}, Makers: []jobs.ApprovalMaker{{Person: a.Maker}}})
	f.no(err)
	f.no(f.tx.AddApprovalDecision(jobs.ApprovalDecision{Request: number, Number: 1, Digest: a.Digest, Checker: a.Checker, Approved: a.Approved,
		Reason: a.Reason, At: a.At}))
}

func (f *filler) bank() {
	for _, file := range f.r.filesIn {
		_, err := f.tx.AddFileIn(file)
		f.no(err)
	}
	for _, s := range f.r.statuses {
		f.no(f.tx.AddBankStatus(s))
	}
	for _, r := range f.r.returns {
		f.no(f.tx.AddBankReturn(r))
	}
	for _, s := range f.r.statements {
		_, err := f.tx.AddStatement(s)
		f.no(err)
	}
	for _, m := range f.r.matches {
		f.no(f.tx.AddMatch(m))
	}
	for _, b := range f.r.breaks {
		b.Key = "break " + number(b.ID)
		f.no(f.tx.AddBreak(b))
	}
}
