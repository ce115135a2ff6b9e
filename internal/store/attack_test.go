package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
)

// appendOnly are the tables of which no row may change, and one column of each.
var appendOnly = map[string]string{
	"input_file": "name", "refusal": "reason", "fixing": "raw_sha256", "rate": "mid", "position": "obligations",
	"conversion": "mid_rate", "release": "maker", "approval": "approved", "statement_entry": "text",
	"statement_detail": "text", "entry_match": "why", "journal_entry": "memo", "posting": "line", "run": "summary",
}

// neverGo are the tables of which rows may change in part, and never go.
var neverGo = []string{"obligation", "cycle", "instruction", "file_out", "attempt", "statement", "break_item"}

// attack runs SQL on a connection without foreign keys or defence, and wants it refused with the text.
func attack(t *testing.T, db *sql.DB, want, query string) {
	t.Helper()
	_, err := db.Exec(query)
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%s\n  got error %v, want one with %q", query, err, want)
	}
}

func TestAppendOnlyTablesWithstandAnotherProgram(t *testing.T) {
	s, path := world(t)
	db := raw(t, path)
	before := dump(t, db)
	for table, column := range appendOnly {
		for _, or := range []string{"", "OR IGNORE", "OR REPLACE", "OR FAIL"} {
			attack(t, db, "append-only", fmt.Sprintf("UPDATE %s %s SET %s = %s", or, table, column, column))
		}
		attack(t, db, "append-only", "DELETE FROM "+table)
		attack(t, db, "", fmt.Sprintf("INSERT OR REPLACE INTO %s SELECT * FROM %s", table, table))
	}
	for _, table := range neverGo {
		attack(t, db, "", "DELETE FROM "+table)
		attack(t, db, "", fmt.Sprintf("INSERT OR REPLACE INTO %s SELECT * FROM %s", table, table))
	}
	same(t, "every table", dump(t, db), before)
	same(t, "journal", len(get(t, s, entries)), 1)
}

// dump returns every row of every table as text.
func dump(t *testing.T, db *sql.DB) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, table := range names(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table'") {
		columns := names(t, db, "SELECT name FROM pragma_table_info('"+table+"')")
		rows := names(t, db, fmt.Sprintf("SELECT json_array(hex(%s)) FROM %s", strings.Join(columns, "), hex("), table))
		all[table] = strings.Join(rows, "\n")
	}
	return all
}

func names(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		all = append(all, name)
	}
	return all
}

// The table of which nothing else is said must not be forgotten: it is in one of the lists or named here.
func TestEveryTableIsGuardedOrKnownToChange(t *testing.T) {
	_, path := world(t)
	free := map[string]bool{"participant": true, "participant_account": true, "deferral": true, "file_in": true,
		"bank_status": true, "bank_return": true, "schema_migration": true}
	for _, table := range neverGo {
		free[table] = true
	}
	for _, table := range names(t, raw(t, path), "SELECT name FROM sqlite_schema WHERE type = 'table'") {
		if appendOnly[table] == "" && !free[table] {
			t.Errorf("table %s is in no list", table)
		}
		if appendOnly[table] != "" && free[table] {
			t.Errorf("table %s is in two lists", table)
		}
	}
}

func TestContentThatMustStayCannotBeChanged(t *testing.T) {
	_, path := world(t)
	db := raw(t, path)
	change := map[string]string{"obligation": "only its state and its cycle may change",
		"cycle": "its id and value date may not change", "instruction": "may not change", "file_out": "may not change",
		"attempt": "only its end may be written", "statement": "what the bank said may not change",
		"break_item": "only its resolution may be written"}
	mayChange := map[string]string{"obligation": "state cycle", "cycle": "state cut_off_at opened_at closed_at instructed_at last_seq",
		"instruction": "booked returned state file msg_id intents intent_open return_advised advised_charges note",
		"file_out":    "state attempts sent_at detail", "attempt": "ended_at outcome detail",
		"statement": "state detail proven_at", "break_item": "state resolved_at resolution"}
	for table, want := range change {
		for _, column := range names(t, db, "SELECT name FROM pragma_table_info('"+table+"')") {
			if !strings.Contains(" "+mayChange[table]+" ", " "+column+" ") {
				attack(t, db, want, fmt.Sprintf("UPDATE OR REPLACE %s SET %s = CASE typeof(%s) WHEN 'integer' THEN %s + 1 "+
					"WHEN 'null' THEN 'abc' ELSE 'X' || substr(%s, 2) END", table, column, column, column, column))
			}
		}
	}
	attack(t, db, "only its state", "UPDATE obligation SET rowid = 50")
	attack(t, db, "what the bank said", "UPDATE statement SET _rowid_ = 50")
}

func TestAnAttemptAndABreakEndOnce(t *testing.T) {
	_, path := world(t)
	db := raw(t, path)
	for _, query := range []string{"UPDATE attempt SET ended_at = started_at, outcome = 'failed'",
		"UPDATE break_item SET state = 'resolved', resolved_at = opened_at"} {
		if _, err := db.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	attack(t, db, "only once", "UPDATE attempt SET outcome = 'sent'")
	attack(t, db, "only once", "UPDATE break_item SET resolution = 'other'")
}

// inOne runs statements in one transaction, as a program that knows the schema would, and returns the
// first error, that of the commit included.
func inOne(t *testing.T, path string, foreignKeys bool, statements ...string) error {
	t.Helper()
	db, err := sql.Open("sqlite", fmt.Sprintf("file:%s?_pragma=foreign_keys(%t)", path, foreignKeys))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	for _, statement := range statements {
		if _, err := tx.Exec(statement); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func posting(entry int, account, currency string, minor any) string {
	return fmt.Sprintf("INSERT INTO posting (entry, line, account, currency, minor) VALUES (%d, 1, '%s', '%s', %v)",
		entry, account, currency, minor)
}

func journalEntry(number any, key, reverses string, postings int) string {
	kind := "cover"
	if reverses != "NULL" {
		kind = "reversal"
	}
	return fmt.Sprintf(`INSERT INTO journal_entry (number, key, kind, value_date, booked_at, evidence_sha256, evidence_place,
		reverses, memo, postings, content_hash) VALUES (%v, '%s', '%s', '2026-11-24', '2026-11-24T09:30:00.000000000Z', '', '',
		%s, '', %d, '%s')`, number, key, kind, reverses, postings, sixtyFour)
}

func TestTheDatabaseRefusesBadEntries(t *testing.T) {
	debit, credit := posting(2, "reserve", "EUR", 5), posting(2, "rounding", "EUR", -5)
	orReplace := strings.Replace(journalEntry(1, "pay-out:N1:1", "NULL", 2), "INSERT", "INSERT OR REPLACE", 1)
	for name, tt := range map[string]struct {
		want       string
		statements []string
	}{
		"no postings":           {"fewer than 2", []string{journalEntry(2, "k", "NULL", 0)}},
		"one posting":           {"fewer than 2", []string{debit, journalEntry(2, "k", "NULL", 1)}},
		"miscounted":            {"as many postings as it says", []string{debit, credit, journalEntry(2, "k", "NULL", 3)}},
		"does not balance":      {"sum to zero", []string{debit, posting(2, "rounding", "EUR", -4), journalEntry(2, "k", "NULL", 2)}},
		"across currencies":     {"sum to zero", []string{debit, posting(2, "rounding", "USD", -5), journalEntry(2, "k", "NULL", 2)}},
		"one of two currencies": {"sum to zero", []string{debit, credit, posting(2, "reserve", "JPY", 1), journalEntry(2, "k", "NULL", 3)}},
		"sum overflows": {"overflow", []string{posting(2, "reserve", "EUR", "9223372036854775807"),
			posting(2, "rounding", "EUR", 1), journalEntry(2, "k", "NULL", 2)}},
		"number skips":                     {"without a gap", []string{posting(3, "reserve", "EUR", 5), posting(3, "rounding", "EUR", -5), journalEntry(3, "k", "NULL", 2)}},
		"number goes back":                 {"without a gap", []string{posting(0, "reserve", "EUR", 5), posting(0, "rounding", "EUR", -5), journalEntry(0, "k", "NULL", 2)}},
		"number is chosen by the database": {"without a gap", []string{debit, credit, journalEntry("NULL", "k", "NULL", 2)}},
		"number replaces":                  {"without a gap", []string{orReplace}},
		"key is known":                     {"key is in the journal already", []string{debit, credit, journalEntry(2, "pay-out:N1:1", "NULL", 2)}},
		"reverses nothing":                 {"is not in the journal", []string{debit, credit, journalEntry(2, "k", "'no'", 2)}},
		"is no opposite":                   {"not the opposite", []string{debit, credit, journalEntry(2, "k", "'pay-out:N1:1'", 2)}},
		"reverses too much": {"not the opposite", []string{posting(2, "participant:SHOP", "USD", -10447),
			posting(2, "transit:ALPHA", "USD", 10447), posting(2, "reserve", "EUR", 5), posting(2, "rounding", "EUR", -5),
			journalEntry(2, "k", "'pay-out:N1:1'", 4)}},
		"added to a sealed entry": {"sealed", []string{posting(1, "reserve", "USD", 5), posting(1, "rounding", "USD", -5)}},
		"amount of zero":          {"zero is no posting", []string{posting(2, "reserve", "EUR", 0)}},
		"amount of text":          {"cannot store TEXT", []string{posting(2, "reserve", "EUR", "'much'")}},
		"fraction":                {"cannot store REAL", []string{posting(2, "reserve", "EUR", "0.5")}},
		"no such currency":        {"CHECK", []string{posting(2, "reserve", "EURO", 5)}},
		"unknown class":           {"no known class", []string{posting(2, "cash:BOX", "EUR", 5)}},
		"class alone":             {"no known class", []string{posting(2, "nostro", "EUR", 5)}},
		"no owner":                {"no known class", []string{posting(2, "nostro:", "EUR", 5)}},
		"long owner":              {"no known class", []string{posting(2, "nostro:"+strings.Repeat("x", 36), "EUR", 5)}},
		"owner with a blank":      {"no known class", []string{posting(2, "nostro:A B", "EUR", 5)}},
		"owner with a colon":      {"no known class", []string{posting(2, "nostro:A:B", "EUR", 5)}},
		"house account misspelt":  {"no known class", []string{posting(2, "fx:positions", "EUR", 5)}},
		"no account":              {"no known class", []string{posting(2, "", "EUR", 5)}},
		"postings without entry":  {"FOREIGN KEY", []string{debit, credit}},
		"kind without sense":      {"CHECK", []string{debit, credit, strings.Replace(journalEntry(2, "k", "NULL", 2), "'cover'", "'gift'", 1)}},
		"reversal of nothing":     {"CHECK", []string{debit, credit, strings.Replace(journalEntry(2, "k", "NULL", 2), "'cover'", "'reversal'", 1)}},
	} {
		t.Run(name, func(t *testing.T) {
			s, path := world(t)
			err := inOne(t, path, true, tt.statements...)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got error %v, want one with %q", err, tt.want)
			}
			same(t, "entries", len(get(t, s, entries)), 1)
		})
	}
}

// What other programs leave behind, with foreign keys off, must not slip into the next entry.
func TestStrayPostingsDoNotJoinTheNextEntry(t *testing.T) {
	s, path := world(t)
	err := inOne(t, path, false, posting(2, "reserve", "EUR", 5), posting(2, "rounding", "EUR", -5))
	same(t, "error", err, nil)
	refused(t, s, "as many postings as it says", func(tx jobs.Tx) error { _, err := tx.Post(entryOf("k", 1), at); return err })
}

func TestAGoodEntryOfAnotherProgramIsTaken(t *testing.T) {
	_, path := world(t)
	err := inOne(t, path, true, posting(2, "participant:SHOP", "USD", -10447), posting(2, "transit:ALPHA", "USD", 10447),
		journalEntry(2, "k", "'pay-out:N1:1'", 2))
	same(t, "error", err, nil)
}

func TestAChangedEntryIsToldWhenItIsRead(t *testing.T) {
	s, path := world(t)
	db := raw(t, path)
	for _, query := range []string{"DROP TRIGGER posting_never_changes", "UPDATE posting SET minor = minor * 2"} {
		if _, err := db.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	err := s.View(context.Background(), func(tx jobs.Tx) error { _, err := entries(tx); return err })
	isTampered(t, err)
}
