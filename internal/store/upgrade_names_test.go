package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

// thirdOnly makes a database as the program made it before there was a kind of entry for revaluations: with entries,
// one of which is reversed, and a match that points to the first.
func thirdOnly(t *testing.T, entries int) string {
	t.Helper()
	path := secondOnly(t, entries)
	s, err := connect(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	all, err := readMigrations(migrationFiles)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.write(t.Context(), nil, func(tx *tx) error { return tx.applyMigration(all[2], upgradedAt) }); err != nil {
		t.Fatal(err)
	}
	reversal, err := ledger.Reverse(oldEntry(2), ledger.ReversalKey(oldEntry(2).Key))
	if err != nil {
		t.Fatal(err)
	}
	post := func(old *tx) error { // as it was then
		old.book.sumsOnly = true
		_, err := old.Post(reversal, upgradedAt.Add(48*time.Hour))
		return err
	}
	if err := s.write(t.Context(), nil, post); err != nil {
		t.Fatal(err)
	}
	return path
}

func gain(t *testing.T) ledger.Entry {
	t.Helper()
	e, err := ledger.Revalued(ledger.Revaluation{Date: calendar.MustDate("2026-11-24"), Currency: money.MustCurrency("USD"),
		Number: 1, Unrealised: money.FromMinor(money.MustCurrency("EUR"), 5)})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestADatabaseWithAccountsLearnsToRevalue(t *testing.T) {
	path := thirdOnly(t, 300)
	roots := map[string]string{}
	for _, step := range []string{"before", "after"} {
		if step == "after" {
			s, err := Open(context.Background(), path, upgradedAt)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			err = s.Update(t.Context(), func(tx jobs.Tx) error {
				check, err := tx.CheckBooks(nil)
				_, _, oerr := tx.Orphans()
				return errors.Join(err, oerr, check.Log, check.Balances)
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Update(t.Context(), func(tx jobs.Tx) error { _, err := tx.Post(gain(t), upgradedAt); return err }); err != nil {
				t.Errorf("a revaluation is refused after the migration: %v", err)
			}
		}
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		roots[step] = content(t, db)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if roots["before"] != roots["after"] {
		t.Errorf("before %s\nafter  %s", roots["before"], roots["after"])
	}
}

// content is the accounts, the entries, what points to them, and whether the database is whole.
func content(t *testing.T, db *sql.DB) string {
	t.Helper()
	var out string
	for _, query := range []string{"SELECT group_concat(id || name || currency) FROM account WHERE name <> 'fx:revaluation' AND name <> 'fx:unrealised'",
		"SELECT group_concat(number || key || kind || booked_at || hex(leaf) || coalesce(reverses, '')) FROM journal_entry WHERE kind <> 'revaluation'",
		"SELECT count(*) FROM posting WHERE entry <= 301", "SELECT group_concat(id || journal) FROM entry_match",
		"SELECT count(*) FROM pragma_foreign_key_check", "SELECT integrity_check FROM pragma_integrity_check",
		"SELECT count(*) FROM sqlite_schema WHERE name LIKE 'old%' OR name = 'entry_match_journal'"} {
		var text any
		if err := db.QueryRow(query).Scan(&text); err != nil {
			t.Fatal(err)
		}
		out += fmt.Sprintf("%v\n", text)
	}
	return out
}

// A kind that no program writes is refused as before, and so is an account.
func TestTheListsOfNamesStillHold(t *testing.T) {
	s, err := Open(context.Background(), thirdOnly(t, 3), upgradedAt)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, statement := range []string{
		"INSERT INTO account VALUES (77, 'fx:other', 'EUR')",
		"INSERT INTO journal_entry SELECT 5, 'k', 'revalue', value_date, booked_at, '', '', NULL, '', 2, leaf, tags FROM journal_entry WHERE number = 4",
		"UPDATE journal_entry SET memo = 'x'", "DELETE FROM account",
	} {
		if err := s.write(t.Context(), nil, func(tx *tx) error { return tx.script(statement)() }); err == nil {
			t.Errorf("%s was taken", statement)
		}
	}
}
