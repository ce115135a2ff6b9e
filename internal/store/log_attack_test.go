package store_test

import (
	"database/sql"
	"errors"
	"strings"
	"testing"

	"nostro/internal/store"
	"nostro/jobs"
)

func TestTheDatabaseRefusesEntriesWithoutTheirLeaf(t *testing.T) {
	const missing, follows = "leaf of the transparency log is missing", "must follow the last one without a gap"
	pair := []string{debit, credit}
	refuseEntries(t, map[string]badEntry{
		"no leaf":             {missing, append(pair, entryRow(2))},
		"leaf of another":     {follows, append(pair, leaf(3), entryRow(2))},
		"leaf that is there":  {follows, append(pair, leaf(1), entryRow(2))},
		"leaf replaced":       {follows, []string{"INSERT OR REPLACE INTO log_leaf VALUES (1, zeroblob(80))"}},
		"leaf of no number":   {follows, []string{"INSERT INTO log_leaf (tags) VALUES (zeroblob(80))"}},
		"leaf without entry":  {"FOREIGN KEY", []string{leaf(2)}},
		"short tags":          {"CHECK", []string{"INSERT INTO log_leaf VALUES (2, zeroblob(79))"}},
		"tags of text":        {"cannot store TEXT", []string{"INSERT INTO log_leaf VALUES (2, 'x')"}},
		"hash replaced":       {follows, []string{"INSERT OR REPLACE INTO log_hash VALUES (0, zeroblob(32))"}},
		"hash skips":          {follows, []string{"INSERT INTO log_hash VALUES (2, zeroblob(32))"}},
		"hash of no position": {follows, []string{"INSERT INTO log_hash (hash) VALUES (zeroblob(32))"}},
		"short hash":          {"CHECK", []string{"INSERT INTO log_hash VALUES (1, zeroblob(31))"}},
		"rowid of a checkpoint": {"append-only", []string{"INSERT OR REPLACE INTO checkpoint (rowid, size, root, note, made_at) " +
			"VALUES (1, 9, zeroblob(32), 'x', '2026-11-24T09:30:00.000000000Z')"}},
	})
}

// Foreign keys off: the leaf is asked for all the same.
func TestAnEntryWithoutLeafIsRefusedWithoutForeignKeys(t *testing.T) {
	s, path := world(t)
	err := inOne(t, path, false, debit, credit, entryRow(2))
	if err == nil || !strings.Contains(err.Error(), "leaf of the transparency log is missing") {
		t.Errorf("got %v", err)
	}
	same(t, "entries", len(get(t, s, entries)), 1)
}

// What another program leaves half is told when the next entry is posted.
func TestPostStopsAtAHalfWrittenLog(t *testing.T) {
	for want, stray := range map[string][]string{
		"log_leaf is append-only": {leaf(2)},
		"log_hash is append-only": {"INSERT INTO log_hash VALUES (1, zeroblob(32))"},
		"its hash 0 is missing":   {"DROP TRIGGER log_hash_never_goes", "DELETE FROM log_hash"},
	} {
		s, path := world(t)
		same(t, "error", inOne(t, path, false, stray...), nil)
		refused(t, s, want, func(tx jobs.Tx) error { _, err := tx.Post(entryOf("k", 1), at); return err })
		same(t, "entries", len(get(t, s, entries)), 1)
	}
}

// tamper changes the file as somebody would who owns it, triggers and all.
func tamper(t *testing.T, db *sql.DB, statements ...string) {
	t.Helper()
	for _, name := range names(t, db, "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
		statements = append([]string{"DROP TRIGGER " + name}, statements...)
	}
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
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
		"amount":    {entry2 + "postings is not", []string{"UPDATE posting SET minor = minor * 2 WHERE entry = 2"}},
		"account":   {entry2 + "postings is not", []string{"UPDATE posting SET account = 'reserve' WHERE entry = 2 AND line = 1"}},
		"kind":      {entry2 + "kind is not", []string{"UPDATE journal_entry SET kind = 'cover' WHERE number = 2"}},
		"evidence":  {entry2 + "evidence_place is not", []string{"UPDATE journal_entry SET evidence_place = 'x' WHERE number = 2"}},
		"tags":      {entry2 + "number, key, kind", []string{"UPDATE log_leaf SET tags = zeroblob(80) WHERE number = 2"}},
		"leaf hash": {`"many:0:0": hash 1 of the`, []string{"UPDATE log_hash SET hash = zeroblob(32) WHERE position = 1"}},
		"node hash": {`"many:0:0": hash 2 of the`, []string{"UPDATE log_hash SET hash = zeroblob(32) WHERE position = 2"}},
		"leaf gone": {`"many:0:1": its leaf`, []string{"DELETE FROM log_leaf WHERE number = 3"}},
		"hash gone": {`"many:0:1": hash 3`, []string{"DELETE FROM log_hash WHERE position = 3"}},
		"entry gone": {`"many:0:1" stands where number 2`, []string{"DELETE FROM posting WHERE entry = 2",
			"DELETE FROM journal_entry WHERE number = 2"}},
		"last entry gone": {"goes on after the 4 entries", []string{"DELETE FROM posting WHERE entry = 5",
			"DELETE FROM journal_entry WHERE number = 5"}},
		"postings gone": {`stands where number 2`, []string{"DELETE FROM posting WHERE entry = 2"}},
		"hash too many": {"goes on after the 5", []string{"INSERT INTO log_hash VALUES (8, zeroblob(32))"}},
		"unknown kind": {"none of", []string{"PRAGMA ignore_check_constraints = 1",
			"UPDATE journal_entry SET kind = 'gift' WHERE number = 2"}},
	} {
		t.Run(name, func(t *testing.T) {
			s, path := world(t)
			postSome(t, s, 1, 4)
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
