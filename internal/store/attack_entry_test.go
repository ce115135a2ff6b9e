package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
)

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
	return fmt.Sprintf(`INSERT INTO account (name, currency) SELECT '%[2]s', '%[3]s'
		 WHERE NOT EXISTS (SELECT 1 FROM account WHERE name = '%[2]s' AND currency = '%[3]s');
		INSERT INTO posting (entry, line, account, currency, minor, balance)
		SELECT %[1]d, 1, id, currency, %[4]v, %[4]v + coalesce((SELECT balance FROM posting WHERE account = id
		 ORDER BY entry DESC LIMIT 1), 0) FROM account WHERE name = '%[2]s' AND currency = '%[3]s'`,
		entry, account, currency, minor)
}

// journalEntry is the row of an entry; reverses is SQL.
func journalEntry(number any, key, kind, reverses string, postings int) string {
	return fmt.Sprintf(`INSERT INTO journal_entry (number, key, kind, value_date, booked_at, evidence_sha256,
		evidence_place, reverses, memo, postings, leaf, tags)
		VALUES (%v, '%s', '%s', '2026-11-24', '2026-11-24T09:30:00.000000000Z', '', '', %s, '', %d, zeroblob(32), zeroblob(80))`,
		number, key, kind, reverses, postings)
}

// entryRow is a row that would be right for the second entry, with so many postings.
func entryRow(postings int) string { return journalEntry(2, "k", "cover", "NULL", postings) }

type badEntry struct {
	want       string
	statements []string
}

func refuseEntries(t *testing.T, cases map[string]badEntry) {
	for name, tt := range cases {
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

var debit, credit = posting(2, "reserve", "EUR", 5), posting(2, "rounding", "EUR", -5)

func TestTheDatabaseRefusesEntriesThatDoNotBalance(t *testing.T) {
	refuseEntries(t, map[string]badEntry{
		"no postings":       {"fewer than 2", []string{entryRow(0)}},
		"one posting":       {"fewer than 2", []string{debit, entryRow(1)}},
		"miscounted":        {"as many postings as it says", []string{debit, credit, entryRow(3)}},
		"off by one":        {"sum to zero", []string{debit, posting(2, "rounding", "EUR", -4), entryRow(2)}},
		"across currencies": {"sum to zero", []string{debit, posting(2, "rounding", "USD", -5), entryRow(2)}},
		"one of two":        {"sum to zero", []string{debit, credit, posting(2, "reserve", "JPY", 1), entryRow(3)}},
		"sum overflows": {"overflow", []string{posting(2, "reserve", "EUR", "9223372036854775807"),
			posting(2, "rounding", "EUR", 1), entryRow(2)}},
		"postings without entry": {"FOREIGN KEY", []string{debit, credit}},
	})
}

func TestTheDatabaseRefusesEntriesOutOfPlace(t *testing.T) {
	pair := func(entry int, rest ...string) []string {
		return append([]string{posting(entry, "reserve", "EUR", 5), posting(entry, "rounding", "EUR", -5)}, rest...)
	}
	row := func(number any) string { return journalEntry(number, "k", "cover", "NULL", 2) }
	reversal := func(of string, postings int) string { return journalEntry(2, "k", "reversal", of, postings) }
	replaces := strings.Replace(journalEntry(1, sent.Key, "cover", "NULL", 2), "INSERT", "INSERT OR REPLACE", 1)
	known := journalEntry(2, sent.Key, "cover", "NULL", 2)
	ours := "'" + sent.Key + "'"
	refuseEntries(t, map[string]badEntry{
		"number skips":                     {"without a gap", pair(3, row(3))},
		"number goes back":                 {"sealed", pair(0, row(0))},
		"number zero":                      {"without a gap", []string{row(0)}},
		"number is chosen by the database": {"without a gap", pair(2, row("NULL"))},
		"number replaces":                  {"without a gap", []string{replaces}},
		"key is known":                     {"key is in the journal already", pair(2, known)},
		"unknown kind":                     {"CHECK", pair(2, journalEntry(2, "k", "gift", "NULL", 2))},
		"added to a sealed entry":          {"sealed", pair(1)},
		"reverses nothing":                 {"is not in the journal", pair(2, reversal("'no'", 2))},
		"is no opposite":                   {"not the opposite", pair(2, reversal(ours, 2))},
		"reversal that names no key":       {"CHECK", pair(2, reversal("NULL", 2))},
		"other kind that reverses": {"CHECK", []string{posting(2, "participant:SHOP", "USD", -10447),
			posting(2, "transit:ALPHA", "USD", 10447), journalEntry(2, "k", "cover", ours, 2)}},
		"reverses too much": {"not the opposite", pair(2, posting(2, "participant:SHOP", "USD", -10447),
			posting(2, "transit:ALPHA", "USD", 10447), reversal(ours, 4))},
	})
}

func TestTheDatabaseRefusesBadPostings(t *testing.T) {
	of := func(account string) []string { return []string{posting(2, account, "EUR", 5)} }
	amount := func(minor any) []string { return []string{posting(2, "reserve", "EUR", minor)} }
	refuseEntries(t, map[string]badEntry{
		"amount of zero":              {"zero is no posting", amount(0)},
		"amount of text":              {"cannot store TEXT", amount("'much'")},
		"fraction":                    {"cannot store REAL", amount("0.5")},
		"beyond 64 bits":              {"cannot store REAL", amount("9223372036854775808")},
		"balance beyond 64 bits":      {"cannot store REAL", []string{posting(2, "reserve", "EUR", "9223372036854775807"), posting(3, "reserve", "EUR", 1)}},
		"balance of its own":          {"not the last balance of the account", []string{strings.Replace(debit, "SELECT 2, 1, id, currency, 5, 5", "SELECT 2, 1, id, currency, 5, 6", 1)}},
		"account that is not there":   {"names an account that is not there", []string{debit, "INSERT INTO posting VALUES (2, 'EUR', 77, -5, -5, 2)", entryRow(2)}},
		"account of another currency": {"of another currency", []string{debit, strings.Replace(posting(2, "rounding", "USD", -5), "id, currency", "id, 'EUR'", 1), entryRow(2)}},
		"no amount":                   {"NOT NULL", amount("NULL")},
		"no such currency":            {"CHECK", []string{posting(2, "reserve", "EURO", 5)}},
		"account twice":               {"UNIQUE", []string{debit, debit}},
		"unknown class":               {"no known class", of("cash:BOX")},
		"class alone":                 {"no known class", of("nostro")},
		"owner alone":                 {"no known class", of(":ALPHA")},
		"no owner":                    {"no known class", of("nostro:")},
		"long owner":                  {"no known class", of("nostro:" + strings.Repeat("x", 36))},
		"owner with a blank":          {"no known class", of("nostro:A B")},
		"owner with a colon":          {"no known class", of("nostro:A:B")},
		"owner with an umlaut":        {"no known class", of("nostro:Ä")},
		"house account misspelt":      {"no known class", of("fx:positions")},
		"upper case":                  {"no known class", of("NOSTRO:ALPHA")},
		"no account":                  {"no known class", of("")},
		"unknown participant":         {"a participant that is not there", of("participant:SHOPP")},
	})
}

// What other programs leave behind, with foreign keys off, must not slip into the next entry.
func TestStrayPostingsDoNotJoinTheNextEntry(t *testing.T) {
	s, path := world(t)
	same(t, "error", inOne(t, path, false, debit, credit), nil)
	refused(t, s, "as many postings as it says", func(tx jobs.Tx) error {
		_, err := tx.Post(entryOf("k", 1), at)
		return err
	})
}

func TestAGoodEntryOfAnotherProgramIsTaken(t *testing.T) {
	_, path := world(t)
	err := inOne(t, path, true, posting(2, "participant:SHOP", "USD", -10447), posting(2, "transit:ALPHA", "USD", 10447),
		journalEntry(2, "k", "reversal", "'"+sent.Key+"'", 2))
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
