package store

import (
	"fmt"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/reconcile"
)

const (
	statementColumns = "file_in, correspondent, account, bank_id, sequence, currency, opening_currency, opening_minor, " +
		"closing_currency, closing_minor, closing_date, state, detail, proven_at"
	selectStatements = "SELECT id, " + statementColumns + " FROM statement " +
		"ORDER BY correspondent, currency, closing_date, sequence, id"
	selectStatementState = "SELECT state FROM statement WHERE id = ?1"
	updateStatement      = "UPDATE statement SET state = ?2, detail = ?3, proven_at = ?4 WHERE id = ?1"

	entryColumns = "statement, number, currency, minor, booked, reversal, booking_date, value_date, bank_ref, " +
		"charges_currency, charges_minor, text"
	selectEntries = "SELECT " + entryColumns + " FROM statement_entry ORDER BY statement, number"

	detailColumns = "statement, entry, number, msg_id, instr_id, end_to_end_id, uetr, bank_ref, currency, minor, " +
		"return_reason, charges_currency, charges_minor, text"
	selectDetails = "SELECT " + detailColumns + ", advice FROM statement_detail ORDER BY statement, entry, number"
)

var (
	insertStatement = insertInto("statement", statementColumns)
	insertEntries   = insertAll("statement_entry", entryColumns)
	insertDetails   = insertAll("statement_detail", detailColumns)
)

// AddStatement adds the statement with its entries and their details. Numbers must be unique within the
// statement and the entry. The ID that is given does not count.
func (t *tx) AddStatement(s jobs.Statement) (int64, error) {
	what := fmt.Sprintf("statement %s of %s", s.BankID, s.Correspondent)
	id, err := t.add(what, insertStatement, flat(s.FileIn, s.Correspondent, s.Account, s.BankID, s.Sequence,
		code(s.Currency), amount(s.Opening), amount(s.Closing), date(s.ClosingDate), string(s.State), s.Detail,
		instant(s.ProvenAt))...)
	if err != nil {
		return 0, err
	}
	return id, t.addEntries(what, id, s.Entries)
}

func (t *tx) SaveStatement(s jobs.Statement) error {
	what := fmt.Sprintf("statement %d (%s of %s)", s.ID, s.BankID, s.Correspondent)
	if err := checkMove(t, lifecycle.Statements, what, s.State, selectStatementState, s.ID); err != nil {
		return err
	}
	return t.execOne(what, updateStatement, s.ID, string(s.State), s.Detail, instant(s.ProvenAt))
}

func (t *tx) StatementHeads() ([]jobs.Statement, error) {
	return list(t, "statements", func(s *jobs.Statement) []any {
		return flat(&s.ID, &s.FileIn, &s.Correspondent, &s.Account, &s.BankID, &s.Sequence, currencyCell(&s.Currency),
			amountCells(&s.Opening), amountCells(&s.Closing), dateCell(&s.ClosingDate), state(lifecycle.Statements, &s.State),
			&s.Detail, instantCell(&s.ProvenAt))
	}, selectStatements)
}

func (t *tx) Statements() ([]jobs.Statement, error) {
	statements, err := t.StatementHeads()
	if err != nil {
		return nil, err
	}
	entries, err := t.statementEntries()
	for n := range statements {
		statements[n].Entries = entries[statements[n].ID]
	}
	return statements, err
}

// statementEntry and statementDetail are rows with the keys of what they belong to.
type statementEntry struct {
	statement int64
	reconcile.Entry
}

type statementDetail struct {
	statement int64
	entry     int
	advice    int64 // that told it, 0 for the statement itself
	reconcile.Detail
}

// statementEntries returns the entries of each statement, with their details.
func (t *tx) statementEntries() (map[int64][]reconcile.Entry, error) {
	details, err := t.statementDetails()
	if err != nil {
		return nil, err
	}
	batches, err := t.batches()
	if err != nil {
		return nil, err
	}
	entries := map[int64][]reconcile.Entry{}
	err = each(t, "statement entries", func(e *statementEntry) []any {
		return flat(&e.statement, &e.Number, amountCells(&e.Amount), &e.Booked, &e.Reversal, dateCell(&e.BookingDate),
			dateCell(&e.ValueDate), &e.BankRef, amountCells(&e.Charges), &e.Text)
	}, selectEntries, nil, func(e statementEntry) error {
		key := entryKey{e.statement, e.Number}
		e.Details, e.Batch = details[key], batches[key]
		entries[e.statement] = append(entries[e.statement], e.Entry)
		return nil
	})
	return entries, err
}

type entryKey struct {
	statement int64
	entry     int
}

// statementDetails returns the details of entries: those that an advice told, where one did.
func (t *tx) statementDetails() (map[entryKey][]reconcile.Detail, error) {
	details := map[entryKey][]reconcile.Detail{}
	var opened entryKey // whose details are those of an advice
	err := each(t, "statement details", func(d *statementDetail) []any {
		return flat(&d.statement, &d.entry, &d.Number, &d.MsgID, &d.InstrID, &d.EndToEndID, &d.UETR, &d.BankRef,
			amountCells(&d.Amount), &d.ReturnReason, amountCells(&d.Charges), &d.Text, idCell(&d.advice))
	}, selectDetails, nil, func(d statementDetail) error {
		key := entryKey{d.statement, d.entry}
		if d.advice != 0 && key != opened {
			details[key], opened = nil, key
		}
		details[key] = append(details[key], d.Detail)
		return nil
	})
	return details, err
}
