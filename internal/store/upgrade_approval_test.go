package store

import (
	"path/filepath"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
)

// What was approved before there was a record for all kinds stands after it: the release waits, is granted or was used,
// and whoever decided twice, as one could, has done so.
func TestUpgradeCopiesApprovals(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nostro.db")
	s, err := connect(path)
	if err != nil {
		t.Fatal(err)
	}
	all, err := readMigrations(migrationFiles)
	if err != nil {
		t.Fatal(err)
	}
	err = s.write(t.Context(), nil, func(tx *tx) error {
		for _, m := range all[:11] {
			if err := tx.applyMigration(m, upgradedAt); err != nil {
				return err
			}
		}
		return tx.script(`
INSERT INTO cycle (id, value_date, state, cut_off_at, opened_at, last_seq) VALUES
  ('c-1', '2026-11-24', 'written', '2026-11-23T15:00:00.000000000Z', '2026-11-23T15:00:00.000000000Z', 1),
  ('c-2', '2026-11-24', 'approved', '2026-11-23T15:00:00.000000000Z', '2026-11-23T15:00:00.000000000Z', 1),
  ('c-3', '2026-11-24', 'settled', '2026-11-23T15:00:00.000000000Z', '2026-11-23T15:00:00.000000000Z', 1);
INSERT INTO release (cycle, digest, maker, written_at) VALUES
  ('c-1', 'd1', 'ann', '2026-11-23T15:30:00.000000000Z'),
  ('c-2', 'd2', 'ann', '2026-11-23T15:31:00.000000000Z'),
  ('c-3', 'd3', 'ann', '2026-11-23T15:32:00.000000000Z');
INSERT INTO approval (cycle, digest, maker, checker, reason, approved, at) VALUES
  ('c-1', 'd1', 'ann', 'bea', 'no', 0, '2026-11-23T15:40:00.000000000Z'),
  ('c-1', 'd1', 'ann', 'bea', 'no, again', 0, '2026-11-23T15:41:00.000000000Z'),
  ('c-2', 'd2', 'ann', 'bea', '', 1, '2026-11-23T15:42:00.000000000Z'),
  ('c-3', 'd3', 'ann', 'bea', 'wait', 0, '2026-11-23T15:43:00.000000000Z'),
  ('c-3', 'd3', 'ann', 'carol', '', 1, '2026-11-23T15:44:00.000000000Z');`)()
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(t.Context(), path, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.View(t.Context(), func(tx jobs.Tx) error {
		for _, want := range []struct {
			cycle     string
			state     lifecycle.Approval
			decisions int
			granted   string
		}{{"c-1", lifecycle.ApprovalWaiting, 2, ""}, {"c-2", lifecycle.ApprovalGranted, 1, "bea"}, {"c-3", lifecycle.ApprovalUsed, 2, "carol"}} {
			found, err := tx.ApprovalRequestsOf(jobs.ApproveRelease, want.cycle)
			if err != nil || len(found) != 1 {
				t.Fatalf("%s: %+v, %v", want.cycle, found, err)
			}
			r := found[0]
			if r.State != want.state || len(r.Decisions) != want.decisions || r.Steps[len(r.Steps)-1].State != want.state || r.Makers[0].Person != "ann" {
				t.Errorf("%s: %+v", want.cycle, r)
			}
			if want.granted != "" && (r.Steps[1].Person != want.granted || len(r.MissingAt(r.Steps[1].At)) > 0) {
				t.Errorf("%s: %+v, missing %v", want.cycle, r.Steps[1], r.MissingAt(r.Steps[1].At))
			}
			if kept, found, err := tx.Release(want.cycle); err != nil || !found || kept.Number != 1 || kept.Maker != "ann" {
				t.Errorf("%s: release %+v %t %v", want.cycle, kept, found, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
