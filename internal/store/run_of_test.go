package store_test

import (
	"testing"

	"nostro/jobs"
)

func TestRunsOfOneStage(t *testing.T) {
	s, _ := open(t)
	update(t, s, func(tx jobs.Tx) error {
		for _, stage := range []string{"send", "restore", "send", "catch-up"} {
			if err := tx.AddRun(jobs.Run{Stage: stage, StartedAt: at, Outcome: "done", Summary: stage}); err != nil {
				return err
			}
		}
		return nil
	})
	for stage, want := range map[string][]int64{"send": {1, 3}, "restore": {2}, "net": nil} {
		var got []int64
		for _, r := range get(t, s, func(tx jobs.Tx) ([]jobs.Run, error) { return tx.RunsOf(stage) }) {
			if r.Stage != stage || r.Summary != stage || !r.StartedAt.Equal(at) {
				t.Errorf("%s: %+v", stage, r)
			}
			got = append(got, r.ID)
		}
		same(t, stage, got, want)
	}
}
