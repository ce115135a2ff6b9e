package store_test

import (
	"errors"
	"slices"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

func TestReleasesComeBackExactly(t *testing.T) {
	s, _ := world(t)
	find := func(id string) *jobs.Release {
		return get(t, s, func(tx jobs.Tx) (*jobs.Release, error) { return maybe(tx.Release(id)) })
	}
	second := release
	second.Number = 2
	same(t, "the last release", find(cycle.ID), &second)
	same(t, "no release", find("never"), (*jobs.Release)(nil))
	same(t, "all", get(t, s, func(tx jobs.Tx) ([]jobs.Release, error) { return tx.Releases(cycle.ID) }), []jobs.Release{release, second})
	same(t, "withdrawn", get(t, s, func(tx jobs.Tx) ([]jobs.Withdrawal, error) { return tx.Withdrawals(cycle.ID) }), []jobs.Withdrawal{withdrawn})
	refused(t, s, "that row is there already", func(tx jobs.Tx) error { return tx.AddRelease(release) })
	lost := withdrawn
	lost.Release = 3
	refused(t, s, "FOREIGN KEY", func(tx jobs.Tx) error { return tx.AddWithdrawal(lost) })
	left := withdrawn
	left.Release = 1
	refused(t, s, "something of it may have left", func(tx jobs.Tx) error { return tx.AddWithdrawal(left) })
}

// The files of a withdrawn release are withdrawn, and can have no attempt.
func TestFilesOfAWithdrawnRelease(t *testing.T) {
	s, _ := world(t)
	file := fileOut
	file.Name, file.Release = "out-2.xml", 2
	update(t, s, func(tx jobs.Tx) error { return tx.AddFileOut(file) })
	again := attempt
	again.File = file.Name
	refused(t, s, "it is never sent", func(tx jobs.Tx) error { return tx.AddAttempt(again) })
	sending := file
	sending.State = lifecycle.FileOutSending
	refused(t, s, `cannot move from "withdrawn" to "sending"`, func(tx jobs.Tx) error { return tx.SaveFileOut(sending) })
	file.State = lifecycle.FileOutWithdrawn
	same(t, "the file", get(t, s, allFilesOut)[1], file)
}

func TestApprovalsComeBackExactly(t *testing.T) {
	s, _ := world(t)
	all := func() []jobs.ApprovalRequest { // but those of the amendments of the world
		return slices.DeleteFunc(get(t, s, jobs.Tx.ApprovalRequests), func(r jobs.ApprovalRequest) bool { return r.Kind == jobs.ApproveAmendment })
	}
	same(t, "all", all(), []jobs.ApprovalRequest{request})
	same(t, "of a subject", get(t, s, func(tx jobs.Tx) ([]jobs.ApprovalRequest, error) {
		return tx.ApprovalRequestsOf(jobs.ApproveRelease, cycle.ID)
	}), all())
	same(t, "one", get(t, s, func(tx jobs.Tx) (*jobs.ApprovalRequest, error) { return maybe(tx.ApprovalRequest(1)) }), &request)
	same(t, "none", get(t, s, func(tx jobs.Tx) (*jobs.ApprovalRequest, error) { return maybe(tx.ApprovalRequest(99)) }), (*jobs.ApprovalRequest)(nil))
	same(t, "of the release", get(t, s, func(tx jobs.Tx) ([]jobs.Approval, error) { return tx.Approvals(cycle.ID) }), []jobs.Approval{{Cycle: cycle.ID,
		Digest: "d1935700", Maker: "mia", Checker: "cho", Approved: true, Reason: "seen", At: at}})
	same(t, "who imported", get(t, s, func(tx jobs.Tx) ([]jobs.ApprovalMaker, error) { return tx.ImportersOf(cycle.ID) }),
		[]jobs.ApprovalMaker{{Person: "mia", Did: "imported obligations.csv"}})

	granted := jobs.ApprovalStep{Request: 1, State: lifecycle.ApprovalGranted, Person: "eve", Reason: "both", At: at.Add(5)}
	update(t, s, func(tx jobs.Tx) error { return tx.MoveApproval(granted) })
	granted.Number = 2
	same(t, "steps", all()[0].Steps, []jobs.ApprovalStep{request.Steps[0], granted})
	same(t, "state", all()[0].State, lifecycle.ApprovalGranted)
}

// What the rules of jobs refuse, the database refuses too.
func TestApprovalsThatTheDatabaseRefuses(t *testing.T) {
	decision := func(change func(*jobs.ApprovalDecision)) func(jobs.Tx) error {
		d := approval
		d.Number, d.Checker = 2, "eve"
		change(&d)
		return func(tx jobs.Tx) error { return tx.AddApprovalDecision(d) }
	}
	end := func(tx jobs.Tx) error {
		return tx.MoveApproval(jobs.ApprovalStep{Request: 1, State: lifecycle.ApprovalRefused, Person: "cho", At: at})
	}
	for want, work := range map[string]func(jobs.Tx) error{
		"that person has decided already": decision(func(d *jobs.ApprovalDecision) { d.Checker = "cho" }),
		"the checker is a maker":          decision(func(d *jobs.ApprovalDecision) { d.Checker = "mia" }),
		"that row is there already":       decision(func(d *jobs.ApprovalDecision) { d.Number = 1 }),
		"the request is closed": func(tx jobs.Tx) error {
			return errors.Join(end(tx), decision(func(*jobs.ApprovalDecision) {})(tx))
		},
		"it is asked already": func(tx jobs.Tx) error { _, err := tx.AddApprovalRequest(request); return err },
		`cannot move from "waiting" to "used"`: func(tx jobs.Tx) error {
			return tx.MoveApproval(jobs.ApprovalStep{Request: 1, State: lifecycle.ApprovalUsed, Person: "cho", At: at})
		},
		"there is no such id": func(tx jobs.Tx) error {
			return tx.MoveApproval(jobs.ApprovalStep{Request: 7, State: lifecycle.ApprovalGranted, Person: "cho", At: at})
		},
	} {
		s, _ := world(t)
		refused(t, s, want, work)
	}
}
