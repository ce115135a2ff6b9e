package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

var upgradedAt = time.Date(2026, 11, 24, 9, 30, 0, 123456789, time.UTC)

// firstOnly makes a database as the program made it before there was a log: migration 1 alone, with so
// many entries.
func firstOnly(t *testing.T, entries int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "nostro.db")
	s, err := connect(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	all, err := readMigrations(migrationFiles)
	if err != nil {
		t.Fatal(err)
	}
	err = within(t.Context(), s.writer, nil, func(tx *tx) error {
		if err := tx.applyMigration(all[0], upgradedAt); err != nil {
			return err
		}
		for n := 1; n <= entries; n++ {
			if err := postWithoutLog(tx, int64(n)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func oldEntry(number int64) ledger.Entry {
	amount := money.FromMinor(money.MustCurrency("EUR"), number)
	e, _ := ledger.Opened(ledger.Movement{Key: fmt.Sprintf("old:%d", number), Correspondent: "ALPHA", Amount: amount,
		ValueDate: calendar.MustDate("2026-11-24")})
	return e
}

// postWithoutLog writes what Post wrote before there was a log.
func postWithoutLog(t *tx, number int64) error {
	e := oldEntry(number)
	hash := e.Hash()
	for n, p := range e.Postings {
		if err := t.exec("", insertInto("posting", "entry, line, account, currency, minor"), flat(number, n+1, string(p.Account), amount(p.Amount))...); err != nil {
			return err
		}
	}
	return t.exec("", insertInto("journal_entry", "number, key, kind, value_date, booked_at, evidence_sha256, "+
		"evidence_place, reverses, memo, postings, content_hash"), number, e.Key, string(e.Kind), date(e.ValueDate), instant(upgradedAt), "", "", nil, "",
		len(e.Postings), hex.EncodeToString(hash[:]))
}

func TestADatabaseWithoutALogGetsItsLeaves(t *testing.T) {
	for _, entries := range []int{0, 1, 2, 37} {
		path := firstOnly(t, entries)
		s, err := Open(context.Background(), path, upgradedAt)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		next := oldEntry(int64(entries + 1))
		err = s.Update(t.Context(), func(tx jobs.Tx) error {
			if size, err := tx.LogSize(); err != nil || size != int64(entries) {
				return fmt.Errorf("%d entries have %d leaves: %w", entries, size, err)
			}
			_, err := tx.Post(next, upgradedAt)
			return errors.Join(err, tx.CheckLog())
		})
		if err != nil {
			t.Error(err)
		}
		sameLogAsANewOne(t, s, entries+1)
	}
}

// sameLogAsANewOne posts the same entries to a new database and compares the roots.
func sameLogAsANewOne(t *testing.T, upgraded *Store, entries int) {
	t.Helper()
	fresh, err := Open(context.Background(), filepath.Join(t.TempDir(), "fresh.db"), upgradedAt)
	if err != nil {
		t.Fatal(err)
	}
	defer fresh.Close()
	roots := map[string]bool{}
	err = fresh.Update(t.Context(), func(tx jobs.Tx) error {
		for n := 1; n <= entries; n++ {
			if _, err := tx.Post(oldEntry(int64(n)), upgradedAt); err != nil {
				return err
			}
		}
		return nil
	})
	for _, s := range []*Store{fresh, upgraded} {
		err = errors.Join(err, s.View(t.Context(), func(tx jobs.Tx) error {
			root, err := tx.LogRoot(int64(entries))
			roots[root.String()] = true
			return err
		}))
	}
	if err != nil || len(roots) != 1 {
		t.Errorf("%d entries: roots %v, %v", entries, roots, err)
	}
}

// Books that were changed are not sealed as if they were right; the database stays as it was.
func TestAChangedEntryStopsTheMigration(t *testing.T) {
	path := firstOnly(t, 3)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{"DROP TRIGGER posting_never_changes",
		"UPDATE posting SET minor = minor * 2 WHERE entry = 2"} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(context.Background(), path, upgradedAt)
	if err == nil {
		s.Close()
	}
	if !errors.Is(err, ErrTampered) || !strings.Contains(err.Error(), `0002_transparency_log: journal entry 2 "old:2"`) {
		t.Errorf("got %v", err)
	}
	var tables, migrations int
	err = db.QueryRow(`SELECT (SELECT count(*) FROM sqlite_schema WHERE name = 'log_leaf'),
		(SELECT count(*) FROM schema_migration)`).Scan(&tables, &migrations)
	if err != nil || tables != 0 || migrations != 1 {
		t.Errorf("%d tables of the log, %d migrations: %v", tables, migrations, err)
	}
}
