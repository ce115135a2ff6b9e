package store

import (
	"cmp"
	"fmt"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/lifecycle"
)

const (
	statementColumns = "file_in, correspondent, account, bank_id, sequence, currency, opening_currency, opening_minor, " +
		"closing_currency, closing_minor, closing_date, state, detail, proven_at, copy, page, last_page, instead"
	selectStatements = "SELECT id, " + statementColumns + " FROM statement " +
		"WHERE instead IS NULL ORDER BY correspondent, currency, closing_date, sequence, id"
	selectSuperseded     = "SELECT id, " + statementColumns + " FROM statement WHERE instead IS NOT NULL ORDER BY id"
	selectStatementState = "SELECT state FROM statement WHERE id = ?1"
	updateStatement      = "UPDATE statement SET state = ?2, detail = ?3, proven_at = ?4, instead = ?5 WHERE id = ?1"

	entryColumns = "statement, number, currency, minor, booked, reversal, booking_date, value_date, bank_ref, " +
		"charges_currency, charges_minor, text"

	detailColumns = "statement, entry, number, msg_id, instr_id, end_to_end_id, uetr, bank_ref, currency, minor, " +
		"return_reason, charges_currency, charges_minor, text"
)

var (
	insertStatement = insertInto("statement", statementColumns+", first_day, last_day")
	insertEntries   = insertAll("statement_entry", entryColumns)
	insertDetails   = insertAll("statement_detail", detailColumns)
)

// AddStatement adds the statement with its entries and their details. Numbers must be unique within the
// statement and the entry. The ID that is given does not count.
func (t *tx) AddStatement(s jobs.Statement) (int64, error) {
	what := fmt.Sprintf("statement %s of %s", s.BankID, s.Correspondent)
	id, err := t.add(what, insertStatement, flat(s.FileIn, s.Correspondent, s.Account, s.BankID, s.Sequence,
		code(s.Currency), amount(s.Opening), amount(s.Closing), date(s.ClosingDate), string(s.State), s.Detail,
		instant(s.ProvenAt), s.Copy, s.Page, s.LastPage, idOf(s.Instead), daysOf(s))...)
	if err != nil {
		return 0, err
	}
	if err := t.addEntries(what, id, s.Entries); err != nil {
		return 0, err
	}
	return id, t.addPages(what, id, s.Pages)
}

// daysOf are the first and the last value date of the entries, NULL where there is none. One that the bank does not say is that of
// the closing balance.
func daysOf(s jobs.Statement) []any {
	var first, last calendar.Date
	for _, e := range s.Entries {
		day := cmp.Or(e.ValueDate, s.ClosingDate)
		if first.IsZero() || day.Before(first) {
			first = day
		}
		if day.After(last) {
			last = day
		}
	}
	return []any{date(first), date(last)}
}

func (t *tx) SaveStatement(s jobs.Statement) error {
	what := fmt.Sprintf("statement %d (%s of %s)", s.ID, s.BankID, s.Correspondent)
	if err := checkMove(t, lifecycle.Statements, what, s.State, selectStatementState, s.ID); err != nil {
		return err
	}
	return t.execOne(what, updateStatement, s.ID, string(s.State), s.Detail, instant(s.ProvenAt), idOf(s.Instead))
}

func (t *tx) StatementHeads() ([]jobs.Statement, error) { return t.statementHeads(selectStatements) }

func (t *tx) SupersededHeads() ([]jobs.Statement, error) { return t.statementHeads(selectSuperseded) }

func (t *tx) statementHeads(query string) ([]jobs.Statement, error) {
	statements, err := list(t, "statements", func(s *jobs.Statement) []any {
		return flat(&s.ID, &s.FileIn, &s.Correspondent, &s.Account, &s.BankID, &s.Sequence, currencyCell(&s.Currency),
			amountCells(&s.Opening), amountCells(&s.Closing), dateCell(&s.ClosingDate), state(lifecycle.Statements, &s.State),
			&s.Detail, instantCell(&s.ProvenAt), &s.Copy, &s.Page, &s.LastPage, idCell(&s.Instead))
	}, query)
	if err != nil || len(statements) == 0 {
		return statements, err
	}
	pages, err := t.statementPages()
	for n := range statements {
		statements[n].Pages = pages[statements[n].ID]
	}
	return statements, err
}
