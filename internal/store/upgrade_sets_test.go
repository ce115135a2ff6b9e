package store

import (
	"path/filepath"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/netting"
)

// What was netted before there were models was netted multilaterally, without an agreement.
func TestUpgradeKeepsPositionsConversionsAndInstructions(t *testing.T) {
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
		for _, m := range all[:10] {
			if err := tx.applyMigration(m, upgradedAt); err != nil {
				return err
			}
		}
		return tx.script(`
INSERT INTO participant VALUES ('SHOP', 'Shop', 'company', '', '', '', '', 'Paris', 'FR', 'USD', NULL, 0);
INSERT INTO cycle VALUES ('C', '2026-11-24', 'instructed', '2026-11-23T15:00:00.000000000Z', '2026-11-23T15:00:00.000000000Z',
  NULL, NULL, 0);
INSERT INTO fixing (source, date, fetched_at, ignored) VALUES ('ECB', '2026-11-20', '2026-11-22T15:00:00.000000000Z', '[]');
INSERT INTO position VALUES ('C', 'SHOP', 'EUR', 900, 100, 800, 3);
INSERT INTO conversion VALUES ('C', 'SHOP', 'EUR', 800, 'USD', 838, 840, 1, 1, 15, '1.05', '1.04', 'ECB', 'ECB', '2026-11-20', 'c0ffee');
INSERT INTO instruction VALUES ('N1', NULL, 'C', 'SHOP', 'ALPHA', 'out', 'USD', 838, 0, 0, '2026-11-24', 'planned', NULL, '', 0, 0, 0,
  NULL, '');`)()
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
		positions, err := tx.Positions("C")
		if err != nil || len(positions) != 1 || positions[0].Set != (netting.Set{}) || positions[0].Net.String() != "EUR 8.00" ||
			positions[0].Count != 3 {
			t.Errorf("positions %v, %v", positions, err)
		}
		conversions, err := tx.Conversions("C")
		if err != nil || len(conversions) != 1 || conversions[0].Set != (netting.Set{}) || conversions[0].To.String() != "USD 8.38" ||
			conversions[0].RawSHA256 != "c0ffee" {
			t.Errorf("conversions %v, %v", conversions, err)
		}
		i, found, err := tx.Instruction("N1")
		if err != nil || !found || i.Set != (netting.Set{}) || i.Correspondent != "ALPHA" {
			t.Errorf("instruction %v, %v", i, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"UPDATE position SET net = net", "UPDATE conversion SET mid = mid",
		"UPDATE instruction SET netting_set = 'gross/X/Y'", "DELETE FROM position"} {
		if _, err := s.writer.Exec(query); err == nil {
			t.Errorf("%s is allowed after the upgrade", query)
		}
	}
}
