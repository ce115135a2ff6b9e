package store_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"nostro/internal/store"
	"nostro/jobs"
)

// Tables that are made anew keep every row, and the books still hold.
func TestUpgradeKeepsEveryRow(t *testing.T) {
	s, now := world(t)
	postSome(t, s, 1, tileWidth)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(t.TempDir(), "nostro.db")
	store.MigrateBefore(t, old, "short_checks")
	copyRows(t, old, now)
	before := dump(t, raw(t, now)) // what the upgrade adds is what is written today
	upgraded, err := store.Open(t.Context(), old, at)
	if err != nil {
		t.Fatal(err)
	}
	defer upgraded.Close()
	after := dump(t, raw(t, old))
	for table, rows := range before {
		if table != "schema_migration" {
			same(t, table, after[table], rows)
		}
	}
	update(t, upgraded, func(tx jobs.Tx) error {
		check, err := tx.CheckBooks(nil)
		if err != nil || check.Log != nil || check.Balances != nil {
			t.Errorf("the books do not hold: %+v, %v", check, err)
		}
		_, err = tx.Post(entryOf("after the upgrade", 1), at)
		return err
	})
}

// copyRows copies what both databases have a place for, past all rules.
func copyRows(t *testing.T, into, from string) {
	t.Helper()
	db, err := sql.Open("sqlite", into)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // the attached database is one of the connection
	script := func(query string) {
		if _, err := db.Exec(query); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	script(fmt.Sprintf("ATTACH '%s' AS now", from))
	triggers := names(t, db, "SELECT sql FROM main.sqlite_schema WHERE type = 'trigger'")
	for _, name := range names(t, db, "SELECT name FROM main.sqlite_schema WHERE type = 'trigger'") {
		script("DROP TRIGGER main." + name)
	}
	for _, table := range names(t, db, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name <> 'schema_migration'") {
		columns := strings.Join(names(t, db, fmt.Sprintf("SELECT name FROM pragma_table_info('%[1]s', 'main') "+
			"INTERSECT SELECT name FROM pragma_table_info('%[1]s', 'now')", table)), ", ")
		script(fmt.Sprintf("DELETE FROM main.%[1]s", table))
		script(fmt.Sprintf("INSERT INTO main.%[1]s (%[2]s) SELECT %[2]s FROM now.%[1]s", table, columns))
	}
	for _, trigger := range triggers {
		script(trigger)
	}
}
