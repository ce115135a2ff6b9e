package store_test

import (
	"strings"
	"testing"

	"nostro/jobs"
)

// A state that this program does not know, as a newer one or a hand might have written it, is never taken
// for something else.
func TestUnknownWordsInTheDatabaseAreErrors(t *testing.T) {
	lists := map[string]func(jobs.Tx) error{
		"participant": read(jobs.Tx.Participants), "cycle": read(jobs.Tx.Cycles), "file_in": read(jobs.Tx.FilesIn),
		"file_out": read(allFilesOut), "instruction": read(allInstructions), "statement": read(jobs.Tx.Statements),
		"break_item": read(jobs.Tx.Breaks), "attempt": read(jobs.Tx.Attempts), "journal_entry": read(entries),
		"obligation": read(func(tx jobs.Tx) ([]jobs.Obligation, error) { return tx.ObligationsOf("") }),
	}
	columns := map[string]string{"participant": "kind", "attempt": "outcome", "journal_entry": "kind"}
	s, path := world(t)
	db := raw(t, path)
	db.SetMaxOpenConns(1)
	withoutTriggers(t, db)
	if _, err := db.Exec("PRAGMA ignore_check_constraints = 1"); err != nil {
		t.Fatal(err)
	}
	for table, list := range lists {
		column := columns[table]
		if column == "" {
			column = "state"
		}
		if err := s.View(t.Context(), list); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec("UPDATE " + table + " SET " + column + " = 'dreaming'"); err != nil {
			t.Fatal(err)
		}
		if err := s.View(t.Context(), list); err == nil || !strings.Contains(err.Error(), `"dreaming"`) {
			t.Errorf("%s: got error %v, want one that names the word", table, err)
		}
	}
}

func read[T any](list func(jobs.Tx) (T, error)) func(jobs.Tx) error {
	return func(tx jobs.Tx) error { _, err := list(tx); return err }
}
