package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/ledger"
)

// secondOnly makes a database as the program made it before there were accounts: migrations 1 and 2, so many
// entries whose instants go back, and a match that points to the first of them.
func secondOnly(t *testing.T, entries int) string {
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
	err = s.write(t.Context(), nil, func(tx *tx) error {
		if err := tx.applyMigration(all[0], upgradedAt); err != nil {
			return err
		}
		for n := 1; n <= entries; n++ {
			if err := postWithoutLog(tx, int64(n)); err != nil {
				return err
			}
		}
		if _, err := tx.sql.Exec("DROP TRIGGER journal_entry_never_changes; UPDATE journal_entry SET booked_at = " +
			"'2026-11-25T09:30:00.000000000Z' WHERE number = 1; CREATE TRIGGER journal_entry_never_changes " +
			"BEFORE UPDATE ON journal_entry BEGIN SELECT 1; END"); err != nil {
			return err
		}
		return errors.Join(tx.applyMigration(all[1], upgradedAt), tx.script(oneMatch)())
	})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// oneMatch is a match with all that it points to.
const oneMatch = `INSERT INTO file_in VALUES (1, 'ALPHA', 'a.xml', 'beef', 1, '2026-11-24T09:30:00.000000000Z', 'read', 'camt.053', '', 1);
INSERT INTO statement VALUES (1, 1, 'ALPHA', 'DE1', 'S-1', 1, 'EUR', NULL, NULL, NULL, NULL, NULL, 'proven', '', NULL);
INSERT INTO statement_entry VALUES (1, 1, 'EUR', 1, 1, 0, NULL, NULL, '', NULL, NULL, '');
INSERT INTO entry_match VALUES (7, 1, 1, 0, 'unexplained', NULL, 'EUR', 1, NULL, NULL, 1, 'r', 'w', 'old:1')`

func TestADatabaseWithALogGetsAccounts(t *testing.T) {
	path := secondOnly(t, 300)
	s, err := Open(context.Background(), path, upgradedAt)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var instants []string
	err = s.Update(t.Context(), func(tx jobs.Tx) error {
		err := tx.Journal(func(number int64, booked time.Time, e ledger.Entry) error {
			if want := oldEntry(number); e.Hash() != want.Hash() {
				return fmt.Errorf("entry %d is %v, it was %v", number, e, want)
			}
			instants = append(instants, booked.Format("02"))
			return nil
		})
		check, cerr := tx.CheckBooks(nil)
		_, perr := tx.Post(oldEntry(301), upgradedAt)
		return errors.Join(err, cerr, check.Log, check.Balances, perr, tx.CheckLog())
	})
	if err != nil {
		t.Fatal(err)
	}
	if instants[0] != "25" || instants[1] != "24" {
		t.Errorf("instants of booking were changed: %v", instants[:2])
	}
	asOf := balancesUntil(t, s, upgradedAt) // entry 1 was booked a day later than those after it
	if want := int64(300*301/2 + 301 - 1); len(asOf) != 2 || asOf[0].Balance.Minor() != want {
		t.Errorf("balances until %v are %v, want %d", upgradedAt, asOf, want)
	}
	for statement, says := range map[string]string{"UPDATE booking_step SET number = 3": "no row may change",
		"DELETE FROM booking_step": "no row may be deleted", "INSERT INTO booking_step VALUES (5)": "do not go back any more"} {
		if _, err := s.writer.Exec(statement); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", statement, err)
		}
	}
	var match, tables int
	if err := s.readers.QueryRow("SELECT (SELECT id FROM entry_match), (SELECT count(*) FROM sqlite_schema WHERE name LIKE 'old%')").
		Scan(&match, &tables); err != nil || match != 7 || tables != 0 {
		t.Errorf("match %d, %d old tables: %v", match, tables, err)
	}
}

func balancesUntil(t *testing.T, s *Store, booked time.Time) (rows []ledger.Row) {
	t.Helper()
	err := s.View(t.Context(), func(tx jobs.Tx) (err error) {
		rows, err = tx.JournalBalancesOn(jobs.BalanceDates{Booked: booked})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// Books that were changed are not copied as if they were right; the database stays as it was.
func TestChangedBooksStopTheCopy(t *testing.T) {
	for name, story := range map[string]struct{ statement, says string }{
		"an entry": {"UPDATE journal_entry SET memo = 'x' WHERE number = 2", `journal entry 2 "old:2"`},
		"an entry and its content hash": {"UPDATE journal_entry SET booked_at = replace(booked_at, '24T', '23T') WHERE number = 2",
			`journal entry 2 "old:2" is not what its leaf`},
		"a leaf's tags": {"UPDATE log_leaf SET tags = zeroblob(80) WHERE number = 3", "journal entry 3"},
		"a leaf's hash": {"UPDATE log_hash SET hash = zeroblob(32) WHERE position = 0", "journal entry 1"},
		"the last leaf": {"DELETE FROM log_leaf WHERE number = 4", "4 entries have 3 leaves"},
		"the last hash": {"DELETE FROM log_hash WHERE position = 6", "and 6 hashes"},
	} {
		t.Run(name, func(t *testing.T) {
			path := secondOnly(t, 4)
			db, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if err := suspend(db, story.statement); err != nil {
				t.Fatal(err)
			}
			s, err := Open(context.Background(), path, upgradedAt)
			if err == nil {
				s.Close()
			}
			if !errors.Is(err, ErrTampered) || !strings.Contains(err.Error(), story.says) {
				t.Errorf("got %v, want %q", err, story.says)
			}
			var migrations, leaves int
			err = db.QueryRow("SELECT (SELECT count(*) FROM schema_migration), (SELECT count(*) FROM log_leaf)").Scan(&migrations, &leaves)
			if err != nil || migrations != 2 || leaves < 3 {
				t.Errorf("%d migrations, %d leaves, %v", migrations, leaves, err)
			}
		})
	}
}

// suspend runs a statement without the triggers, which are then as they were: the migration drops them by name.
func suspend(db *sql.DB, statement string) error {
	rows, err := db.Query("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
	if err != nil {
		return err
	}
	defer rows.Close()
	var before, after []string
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return err
		}
		before, after = append(before, "DROP TRIGGER "+name), append(after, text)
	}
	for _, s := range slices.Concat(before, []string{statement}, after) {
		if _, err := db.Exec(s); err != nil {
			return fmt.Errorf("%.60s: %w", s, err)
		}
	}
	return rows.Err()
}

// What was posted before it was kept between which entries a day lies is found by the day too.
func TestDaysOfBeforeAreFound(t *testing.T) {
	s, err := Open(t.Context(), thirdOnly(t, 300), upgradedAt)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.View(t.Context(), func(tx jobs.Tx) error {
		c, err := tx.CheckBooks(nil)
		if err == nil && (c.Days == 0 || c.Log != nil) {
			err = fmt.Errorf("%+v", c)
		}
		return errors.Join(err, c.Balances)
	})
	if err != nil {
		t.Error(err)
	}
}
