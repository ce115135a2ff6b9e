package store_test

import (
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

// whole is the statement that pageOne became.
var whole = jobs.Statement{ID: 3, FileIn: 1, Correspondent: "ALPHA", Account: "DE1", BankID: "S-2", Sequence: 8, Currency: usd, Opening: money.Zero(usd), Closing: money.Zero(usd),
	ClosingDate: day.AddDays(1), State: lifecycle.StatementRead, Copy: "DUPL", Pages: []jobs.StatementPage{{Page: 1, From: 1, FileIn: 1, SHA256: fileIn.SHA256}}}

// addJoined adds a page and the statement that counts in its place.
func addJoined(tx jobs.Tx) error {
	for _, st := range []jobs.Statement{pageOne, whole} {
		if _, err := tx.AddStatement(st); err != nil {
			return err
		}
	}
	page := pageOne
	page.Instead = whole.ID
	return tx.SaveStatement(page)
}

// A page that was joined counts no more, and is kept; the joined statement tells where each of its pages came from.
func TestOneStatementCountsInsteadOfAnother(t *testing.T) {
	s, path := world(t)
	all := get(t, s, jobs.Tx.Statements)
	same(t, "those that count", len(all), 2)
	same(t, "pages", all[1].Pages, whole.Pages)
	gone := get(t, s, jobs.Tx.SupersededStatements)
	same(t, "superseded", len(gone), 1)
	same(t, "page", []any{gone[0].Page, gone[0].Copy, gone[0].Instead}, []any{int64(1), "DUPL", int64(3)})
	same(t, "heads", len(get(t, s, jobs.Tx.SupersededHeads)), 1)
	attack(t, raw(t, path), "what the bank said may not change", "UPDATE statement SET instead = 1 WHERE id = 2")
	attack(t, raw(t, path), "what the bank said may not change", "UPDATE statement SET instead = NULL WHERE id = 2")
}

// A statement says of which value dates it books, so that a day is found without its entries; one that says none is of the day of
// its closing balance.
func TestTheDaysOfStatementsAreKept(t *testing.T) {
	_, path := world(t)
	db := raw(t, path)
	var statements, wrong int
	if err := db.QueryRow("SELECT count(first_day), sum(first_day IS NOT (SELECT min(coalesce(e.value_date, s.closing_date)) FROM statement_entry e "+
		"WHERE e.statement = s.id) OR last_day IS NOT (SELECT max(coalesce(e.value_date, s.closing_date)) FROM statement_entry e WHERE e.statement = s.id)) "+
		"FROM statement s").Scan(&statements, &wrong); err != nil {
		t.Fatal(err)
	}
	if statements == 0 || wrong > 0 {
		t.Errorf("%d statements have days, %d are wrong", statements, wrong)
	}
}
