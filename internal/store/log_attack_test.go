package store_test

import (
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	"nostro/internal/store"
	"nostro/jobs"
	"nostro/ledger"
)

func TestTheDatabaseRefusesEntriesWithoutTheirLeaf(t *testing.T) {
	const follows = "must follow the last one of its level without a gap"
	with := func(old, new string) []string {
		return []string{debit, credit, strings.Replace(entryRow(2), old, new, 1)}
	}
	tile := func(values string) []string { return []string{"INSERT INTO log_tile VALUES (" + values + ")"} }
	refuseEntries(t, map[string]badEntry{
		"no leaf":        {"NOT NULL", with("zeroblob(32)", "NULL")},
		"short leaf":     {"CHECK", with("zeroblob(32)", "zeroblob(31)")},
		"no tags":        {"NOT NULL", with("zeroblob(80)", "NULL")},
		"short tags":     {"CHECK", with("zeroblob(80)", "zeroblob(79)")},
		"tags of text":   {"cannot store TEXT", with("zeroblob(80)", "'"+strings.Repeat("x", 80)+"'")},
		"tile skips":     {follows, tile("1, 1, zeroblob(32)")},
		"tile goes back": {follows, tile("1, -1, zeroblob(32)")},
		"tile of leaves": {"CHECK", tile("0, 0, zeroblob(32)")},
		"short hash":     {"CHECK", tile("1, 0, zeroblob(31)")},
		"rowid of a checkpoint": {"append-only", []string{"INSERT OR REPLACE INTO checkpoint (rowid, size, root, note, made_at) " +
			"VALUES (1, 9, zeroblob(32), 'x', '2026-11-24T09:30:00.000000000Z')"}},
	})
}

// What another program put into the log is told when the next tile is whole.
func TestPostStopsAtATileThatIsThere(t *testing.T) {
	s, path := world(t)
	same(t, "error", inOne(t, path, false, "INSERT INTO log_tile VALUES (1, 0, zeroblob(32))"), nil)
	postSome(t, s, 1, tileWidth-2)
	refused(t, s, "log_tile is append-only", func(tx jobs.Tx) error { _, err := tx.Post(entryOf("k", 1), at); return err })
	same(t, "entries", len(get(t, s, entries)), tileWidth-1)
}

// tamper changes the file as somebody would who owns it, triggers and all.
func tamper(t *testing.T, db *sql.DB, statements ...string) {
	t.Helper()
	withoutTriggers(t, db)
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// withoutTriggers drops all at once: each by itself would wait for the disk.
func withoutTriggers(t *testing.T, db *sql.DB) {
	t.Helper()
	drops := names(t, db, "SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE type = 'trigger'")
	if _, err := db.Exec("BEGIN; " + strings.Join(drops, "; ") + "; COMMIT"); err != nil {
		t.Fatal(err)
	}
	same(t, "triggers", names(t, db, "SELECT name FROM sqlite_schema WHERE type = 'trigger'"), []string(nil))
}

func TestCheckLogTellsEveryChange(t *testing.T) {
	const entry2 = `journal entry 2 "many:0:0": its `
	for name, tt := range map[string]struct {
		want       string
		statements []string
	}{
		"memo": {entry2 + "memo is not", []string{"UPDATE journal_entry SET memo = 'x' WHERE number = 2"}},
		"memo and value date": {entry2 + "value_date, memo is not",
			[]string{"UPDATE journal_entry SET memo = 'x', value_date = '2026-11-25' WHERE number = 2"}},
		"booking time": {entry2 + "booked_at is not",
			[]string{"UPDATE journal_entry SET booked_at = replace(booked_at, '.', ',') WHERE number = 2"}},
		"amount":         {entry2 + "postings is not", []string{"UPDATE posting SET minor = minor * 2 WHERE entry = 2"}},
		"account":        {entry2 + "posting in EUR names account 1", []string{"UPDATE posting SET account = 1 WHERE entry = 2 AND line = 1"}},
		"account's name": {entry2 + "postings is not", []string{"UPDATE account SET name = 'nostro:GAMMA' WHERE name = 'nostro:ALPHA'"}},
		"account gone":   {entry2 + "posting in EUR names account 3", []string{"DELETE FROM account WHERE name LIKE '%:ALPHA' AND currency = 'EUR'"}},
		"kind":           {entry2 + "kind is not", []string{"UPDATE journal_entry SET kind = 'cover' WHERE number = 2"}},
		"evidence":       {entry2 + "evidence_place is not", []string{"UPDATE journal_entry SET evidence_place = 'x' WHERE number = 2"}},
		"tags":           {entry2 + "number, key, kind", []string{"UPDATE journal_entry SET tags = zeroblob(80) WHERE number = 2"}},
		"leaf":           {entry2 + "leaf of", []string{"UPDATE journal_entry SET leaf = zeroblob(32) WHERE number = 2"}},
		"tile":           {"tile 0 of level 1 of the transparency log is not", []string{"UPDATE log_tile SET hash = zeroblob(32)"}},
		"tile gone":      {"tile 0 of level 1 of the transparency log is missing", []string{"DELETE FROM log_tile"}},
		"tile too many":  {"tile 1 of level 1 of the transparency log is not", []string{"INSERT INTO log_tile VALUES (1, 1, zeroblob(32))"}},
		"entry gone": {`"many:0:1" stands where number 2`, []string{"DELETE FROM posting WHERE entry = 2",
			"DELETE FROM journal_entry WHERE number = 2"}},
		"last entry gone": {"ends with entry 260, and number 261 was the last", []string{
			"DELETE FROM posting WHERE entry = 261", "DELETE FROM journal_entry WHERE number = 261"}},
		"postings gone":      {entry2 + "postings are missing", []string{"DELETE FROM posting WHERE entry = 2"}},
		"last postings gone": {`"many:0:259": its postings are missing`, []string{"DELETE FROM posting WHERE entry = 261"}},
		"unknown kind": {"none of", []string{"PRAGMA ignore_check_constraints = 1",
			"UPDATE journal_entry SET kind = 'gift' WHERE number = 2"}},
	} {
		t.Run(name, func(t *testing.T) {
			s, path := world(t)
			postSome(t, s, 1, 260)
			db := raw(t, path)
			db.SetMaxOpenConns(1) // for the pragma
			tamper(t, db, tt.statements...)
			err := s.View(t.Context(), jobs.Tx.CheckLog)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want one with %q", err, tt.want)
			}
			if !errors.Is(err, store.ErrTampered) && tt.want != "none of" {
				t.Errorf("%v is not ErrTampered", err)
			}
		})
	}
}

func TestCheckBooksTellsBalancesThatAreNotTheSum(t *testing.T) {
	for name, tt := range map[string]struct{ want, statement string }{
		"running balance": {`entry 3 "many:0:1": the balance of suspense:ALPHA EUR stands as -4 minor units, its postings sum to -3`,
			"UPDATE posting SET balance = balance - 1 WHERE entry = 3 AND minor < 0"},
		"total":          {"its postings sum to", "UPDATE account_day SET minor = minor + 1"},
		"first entry":    {"are said to lie between the entries 2 and 1, they do between 1 and 1", "UPDATE account_day SET first_entry = first_entry + 1 WHERE account = 1"},
		"last entry":     {"are said to lie between the entries 1 and 0, they do between 1 and 1", "UPDATE account_day SET last_entry = last_entry - 1 WHERE account = 1"},
		"total missing":  {"there are 3 totals by value date, the postings make 4", "DELETE FROM account_day WHERE account = 3"},
		"total too many": {"total of 7 minor units by value date 2026-11-25, its postings sum to 0", "INSERT INTO account_day VALUES (3, '2026-11-25', 7, 1, 1)"},
	} {
		t.Run(name, func(t *testing.T) {
			s, path := world(t)
			postSome(t, s, 1, 4)
			tamper(t, raw(t, path), tt.statement)
			c := get(t, s, func(tx jobs.Tx) (jobs.BooksCheck, error) { return tx.CheckBooks(nil) })
			if !errors.Is(c.Balances, store.ErrTampered) || !strings.Contains(c.Balances.Error(), tt.want) || c.Log != nil {
				t.Errorf("got %v and %v, want %q", c.Balances, c.Log, tt.want)
			}
		})
	}
}

func TestCheckBooksCounts(t *testing.T) {
	s, _ := world(t)
	postSome(t, s, 1, 4)
	visits := 0
	count := func(tx jobs.Tx) (jobs.BooksCheck, error) {
		return tx.CheckBooks(func(int64, time.Time, ledger.Entry) error { visits++; return nil })
	}
	same(t, "counts", get(t, s, count), jobs.BooksCheck{Entries: 5, Postings: 10, Accounts: 4, Days: 4})
	same(t, "visits", visits, 5)
	err := s.View(t.Context(), func(tx jobs.Tx) error {
		_, err := tx.CheckBooks(func(int64, time.Time, ledger.Entry) error { return errStop })
		return err
	})
	if !errors.Is(err, errStop) {
		t.Errorf("got %v", err)
	}
}
