package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
)

func TestWhatPeopleDecideAboutFilesIsKept(t *testing.T) {
	s, _ := world(t)
	same(t, "resends", get(t, s, jobs.Tx.Resends), []jobs.Resend{resend})
	same(t, "looks", get(t, s, jobs.Tx.QuarantineLooks), []jobs.QuarantineLook{look})
	same(t, "drops", get(t, s, jobs.Tx.QuarantineDrops), []jobs.QuarantineDrop{drop})
	same(t, "sealed out", get(t, s, jobs.Tx.SealedOuts), []jobs.SealedOut{sealedOut})
	same(t, "sealed in", get(t, s, jobs.Tx.SealedIns), []jobs.SealedIn{sealedIn})
	same(t, "expected", get(t, s, jobs.Tx.ExpectedFiles), []jobs.ExpectedFile{expected})
	files := get(t, s, jobs.Tx.FilesIn)
	if len(files) != 1 || !files[0].Dropped {
		t.Errorf("the file that was dropped does not say so: %+v", files)
	}
	update(t, s, func(tx jobs.Tx) error {
		out, found, err := tx.SealedOut("out-1.xml")
		same(t, "one sealed out", out, sealedOut)
		in, there, inErr := tx.SealedIn("ALPHA", sealedIn.SHA256)
		same(t, "one sealed in", in, sealedIn)
		_, other, otherErr := tx.SealedIn("BRAVO", sealedIn.SHA256)
		if !found || !there || other {
			t.Errorf("found %t %t, and at another bank %t", found, there, other)
		}
		return errors.Join(err, inErr, otherErr)
	})
}

// Each look at a file in quarantine is one more, and what a second one decides about it is refused.
func TestDecisionsAboutFilesAreCounted(t *testing.T) {
	s, _ := world(t)
	update(t, s, func(tx jobs.Tx) error {
		return tx.AddQuarantineLook(jobs.QuarantineLook{FileIn: 1, By: "bea", At: at.Add(time.Hour), State: lifecycle.FileInRead})
	})
	looks := get(t, s, jobs.Tx.QuarantineLooks)
	if len(looks) != 2 || looks[1].Number != 2 || looks[1].State != lifecycle.FileInRead {
		t.Errorf("looks %+v", looks)
	}
	for what, work := range map[string]func(jobs.Tx) error{
		"a second drop":           func(tx jobs.Tx) error { return tx.AddQuarantineDrop(drop) },
		"a second decision":       func(tx jobs.Tx) error { return tx.AddResend(resend) },
		"one person":              func(tx jobs.Tx) error { r := resend; r.After, r.Checker = 2, r.Maker; return tx.AddResend(r) },
		"a file that is not ours": func(tx jobs.Tx) error { r := resend; r.File = "other.xml"; return tx.AddResend(r) },
		"sealed again":            func(tx jobs.Tx) error { return tx.AddSealedOut(sealedOut) },
		"the same bytes again":    func(tx jobs.Tx) error { return tx.AddSealedIn(sealedIn) },
	} {
		if err := s.Update(t.Context(), work); err == nil {
			t.Errorf("%s was taken", what)
		}
	}
}

// An expected file comes once, or is excused once; after it has come nothing changes any more.
func TestAnExpectedFileEndsOnce(t *testing.T) {
	s, _ := world(t)
	excused := expected
	excused.ExcusedBy, excused.Reason, excused.ExcusedAt = "bea", "the bank was closed", at.Add(time.Hour)
	update(t, s, func(tx jobs.Tx) error { return tx.SaveExpectedFile(excused) })
	other := excused
	other.Reason = "another reason"
	err := s.Update(t.Context(), func(tx jobs.Tx) error { return tx.SaveExpectedFile(other) })
	if err == nil || !strings.Contains(err.Error(), "only once") {
		t.Errorf("excused twice: %v", err)
	}
	came := excused
	came.FileIn, came.CameAt = 1, at.Add(2*time.Hour)
	update(t, s, func(tx jobs.Tx) error { return tx.SaveExpectedFile(came) })
	same(t, "expected", get(t, s, jobs.Tx.ExpectedFiles), []jobs.ExpectedFile{came})
	err = s.Update(t.Context(), func(tx jobs.Tx) error { return tx.SaveExpectedFile(expected) })
	if err == nil {
		t.Error("a file that came is expected again")
	}
	if !came.Late() || came.Open() || !expected.Open() {
		t.Errorf("late %t, open %t; before %t", came.Late(), came.Open(), expected.Open())
	}
}
