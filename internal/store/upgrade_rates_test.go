package store

import (
	"path/filepath"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
)

// Who brought a fixing that is older than the question is told by the run before it.
func TestUpgradeKnowsWhoBroughtTheRates(t *testing.T) {
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
		for _, m := range all[:5] {
			if err := tx.applyMigration(m, upgradedAt); err != nil {
				return err
			}
		}
		return tx.script(`
INSERT INTO run (stage, cycle, started_by, started_at, outcome, summary) VALUES
  ('rates', '', 'ann', '2026-11-23T15:00:00.000000000Z', 'done', ''),
  ('intake', '', 'carol', '2026-11-23T15:10:00.000000000Z', 'done', ''),
  ('rates', '', 'bea', '2026-11-24T15:00:00.000000000Z', 'done', '');
INSERT INTO fixing (source, date, fetched_at, ignored) VALUES
  ('ECB', '2026-11-20', '2026-11-22T15:00:00.000000000Z', '[]'),
  ('ECB', '2026-11-23', '2026-11-23T15:20:00.000000000Z', '[]'),
  ('ECB', '2026-11-24', '2026-11-24T15:00:00.000000000Z', '[]');
INSERT INTO rate (source, date, base, quote, bid, mid, ask) VALUES ('ECB', '2026-11-24', 'EUR', 'USD', '1.1', '1.1', '1.1');`)()
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
		for day, want := range map[string]string{"2026-11-20": "", "2026-11-23": "ann", "2026-11-24": "bea"} {
			p, found, err := tx.Provenance("ECB", calendar.MustDate(day))
			if err != nil || !found || p.FetchedBy != want {
				t.Errorf("the fixing of %s was brought by %q (%v), want %q", day, p.FetchedBy, err, want)
			}
		}
		f, _, err := tx.Fixing("ECB", calendar.MustDate("2026-11-24"))
		if len(f.Rates) != 1 || f.Remarks != nil || !f.FixedAt.IsZero() {
			t.Errorf("the fixing is %+v", f)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.writer.Exec("UPDATE fixing SET fetched_by = 'mallory'"); err == nil {
		t.Error("the fixing may change after the upgrade")
	}
}
