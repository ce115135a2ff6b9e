package store_test

import (
	"testing"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
)

func TestJobRunsComeBack(t *testing.T) {
	s, _ := world(t)
	skipped := jobs.JobRun{Job: "send", DueAt: at.Add(time.Hour), State: lifecycle.JobRunSkipped, Reason: "Christmas Day"}
	due := jobs.JobRun{Job: "collect", DueAt: at, State: lifecycle.JobRunDue}
	update(t, s, func(tx jobs.Tx) error {
		for n, r := range []jobs.JobRun{skipped, due, due} {
			known, err := tx.AddJobRun(r)
			same(t, "known", known, n == 2)
			if err != nil {
				return err
			}
		}
		return nil
	})
	same(t, "open", get(t, s, jobs.Tx.OpenJobRuns), []jobs.JobRun{due, jobRun})
	since := func(from time.Time) []jobs.JobRun {
		return get(t, s, func(tx jobs.Tx) ([]jobs.JobRun, error) { return tx.JobRunsSince(from) })
	}
	same(t, "all", since(at), []jobs.JobRun{due, jobRun, skipped})
	same(t, "later", since(at.Add(1)), []jobs.JobRun{skipped})
	same(t, "last", get(t, s, func(tx jobs.Tx) (r jobs.JobRun, err error) {
		r, _, err = tx.LastJobRun("send")
		return r, err
	}), skipped)
	same(t, "lease", get(t, s, func(tx jobs.Tx) (l jobs.Lease, err error) { l, _, err = tx.Lease("runner"); return l, err }), lease)
}

func TestTheRunnerCannotGoBack(t *testing.T) {
	s, _ := world(t)
	done := jobRun
	done.State, done.NextAt = lifecycle.JobRunRunning, time.Time{}
	update(t, s, func(tx jobs.Tx) error { return tx.SaveJobRun(done) })
	done.State = lifecycle.JobRunDone
	update(t, s, func(tx jobs.Tx) error { return tx.SaveJobRun(done) })
	for name, test := range map[string]struct {
		says string
		do   func(jobs.Tx) error
	}{
		"an old holder renews": {"needs a higher fence", func(tx jobs.Tx) error {
			return tx.SaveLease(jobs.Lease{Name: "runner", Holder: "p0", Fence: 1, Until: at})
		}},
		"another holder, the same fence": {"needs a higher fence", func(tx jobs.Tx) error {
			return tx.SaveLease(jobs.Lease{Name: "runner", Holder: "p2", Fence: 2, Until: at})
		}},
		"looked at less": {"never goes back", func(tx jobs.Tx) error { return tx.SetSeenUntil("send", at.Add(-1)) }},
		"done runs again": {`cannot move from "done"`, func(tx jobs.Tx) error {
			again := done
			again.State = lifecycle.JobRunRunning
			return tx.SaveJobRun(again)
		}},
		"done is told otherwise": {"what was done or skipped stays", func(tx jobs.Tx) error {
			again := done
			again.Summary = "other"
			return tx.SaveJobRun(again)
		}},
		"not there": {jobs.ErrUnknownID.Error(), func(tx jobs.Tx) error {
			return tx.SaveJobRun(jobs.JobRun{Job: "none", DueAt: at, State: lifecycle.JobRunDone})
		}},
	} {
		t.Run(name, func(t *testing.T) { refused(t, s, test.says, test.do) })
	}
}
