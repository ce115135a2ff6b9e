package store_test

import (
	"testing"

	"nostro/jobs"
)

func TestScreeningComesBackAsItWas(t *testing.T) {
	s, _ := world(t)
	same(t, "versions", get(t, s, jobs.Tx.ScreeningVersions), []jobs.ScreeningVersion{listVersion})
	same(t, "visits", get(t, s, func(tx jobs.Tx) ([]jobs.ScreeningVisit, error) { return tx.ScreeningVisits("watch") }), []jobs.ScreeningVisit{listVisit})
	same(t, "last visit", get(t, s, func(tx jobs.Tx) (jobs.ScreeningVisit, error) {
		v, _, err := tx.LastScreeningVisit("in/watch.csv")
		return v, err
	}), listVisit)
	run := screenRun
	run.Subjects, run.Found = nil, nil
	same(t, "runs", get(t, s, jobs.Tx.ScreeningRuns), []jobs.ScreeningRun{run})
	same(t, "subjects", get(t, s, func(tx jobs.Tx) ([]jobs.ScreeningSubject, error) { return tx.ScreeningSubjects("N1") }), screenRun.Subjects)
	same(t, "found", get(t, s, func(tx jobs.Tx) ([]jobs.ScreeningHit, error) { return tx.ScreeningFound(1) }), []jobs.ScreeningHit{listedHit})
	same(t, "decisions", get(t, s, jobs.Tx.ScreeningDecisions), []jobs.ScreeningDecision{hitDecision})
	same(t, "acceptances", get(t, s, jobs.Tx.ScreeningAcceptances), []jobs.ScreeningAcceptance{listAcceptance})
	update(t, s, func(tx jobs.Tx) error { return tx.AddScreeningHit(listedHit) }) // the same hit again is a no-op
}
