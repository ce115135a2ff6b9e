package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
)

// A deal of before shares gets one of its cycle, with all of it, and its content keeps its digest.
func TestUpgradeSharesOldDeals(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nostro.db")
	s, err := connect(path)
	if err != nil {
		t.Fatal(err)
	}
	all, err := readMigrations(migrationFiles)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(all, func(m migration) bool { return m.name[5:] == "cover_shares" })
	if at < 0 {
		t.Fatal("there is no migration of that name")
	}
	err = s.write(t.Context(), nil, func(tx *tx) error {
		for _, m := range all[:at] {
			if err := tx.applyMigration(m, upgradedAt); err != nil {
				return err
			}
		}
		return tx.script(`
INSERT INTO cycle (id, value_date, state, cut_off_at, opened_at, last_seq) VALUES ('C1', '2026-11-24', 'open', '2026-11-23T15:00:00.000000000Z',
  '2026-11-23T10:00:00.000000000Z', 0);
INSERT INTO cover_deal (id, cycle, base, quote, rate, bought_currency, bought_minor, sold_currency, sold_minor, trade_date, value_date,
  counterparty, bought_at, sold_at, digest, maker, made_at, state)
VALUES ('T-1', 'C1', 'EUR', 'USD', '1.1', 'USD', 11000, 'EUR', 10000, '2026-11-23', '2026-11-25', 'Bank', 'a', 'b', printf('%064d', 1),
  'ann', '2026-11-23T10:00:00.000000000Z', 'recorded');`)()
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
		d, found, err := tx.CoverDeal("T-1")
		if got := fmt.Sprint(d.Shares); !found || err != nil || got != "[{C1 USD 110.00 EUR 100.00}]" || d.State != lifecycle.DealRecorded {
			t.Errorf("the deal is %+v, %v", d, err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
