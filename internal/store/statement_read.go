package store

import (
	"cmp"
	"fmt"
	"slices"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/reconcile"
)

const ofStatement = " WHERE statement = ?1"

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

func (t *tx) Statements() ([]jobs.Statement, error) { return t.wholeStatements(selectStatements) }

const selectAcross = "SELECT id FROM statement WHERE instead IS NULL AND (closing_date <= ?1 AND last_day > ?1 OR " +
	"closing_date > ?1 AND first_day <= ?1) ORDER BY id"

func (t *tx) StatementsAcross(day calendar.Date) (map[int64]bool, error) {
	across := map[int64]bool{}
	return across, each(t, "statements across a day", func(id *int64) []any { return []any{id} }, selectAcross, []any{date(day)}, func(id int64) error {
		across[id] = true
		return nil
	})
}

func (t *tx) SupersededStatements() ([]jobs.Statement, error) {
	return t.wholeStatements(selectSuperseded)
}

// wholeStatements returns statements with their entries.
func (t *tx) wholeStatements(query string) ([]jobs.Statement, error) {
	statements, err := t.statementHeads(query)
	if err != nil || len(statements) == 0 {
		return statements, err
	}
	entries, err := t.statementEntries("", "")
	place := map[int64]int{}
	for n := range statements {
		place[statements[n].ID] = n
	}
	for _, e := range entries {
		if n, asked := place[e.statement]; asked {
			statements[n].Entries = append(statements[n].Entries, e.Entry)
		}
	}
	return statements, err
}

func (t *tx) StatementEntries(id int64) ([]reconcile.Entry, error) { return t.entriesOf(id, "") }

func (t *tx) StatementEntriesAsGiven(id int64) ([]reconcile.Entry, error) {
	return t.entriesOf(id, " AND advice IS NULL")
}

// entriesOf returns the entries of a statement, with those of its details to which the condition applies too.
func (t *tx) entriesOf(id int64, details string) ([]reconcile.Entry, error) {
	rows, err := t.statementEntries(ofStatement, details, id)
	if len(rows) == 0 {
		return nil, err
	}
	entries := make([]reconcile.Entry, len(rows))
	for n := range rows {
		entries[n] = rows[n].Entry
	}
	return entries, err
}

// statementEntries returns entries by statement and number, each with its details. Both tables are kept in that order, and
// are read as they lie: where they do not come so, that is an error.
func (t *tx) statementEntries(where, details string, args ...any) ([]statementEntry, error) {
	entries, err := sunk(t, "statement entries", func(e *statementEntry) []any {
		return flat(&e.statement, &e.Number, amountCells(&e.Amount), &e.Booked, &e.Reversal, dateCell(&e.BookingDate),
			dateCell(&e.ValueDate), &e.BankRef, amountCells(&e.Charges), &e.Text)
	}, entryColumns, "FROM statement_entry"+where, args...)
	if err != nil {
		return nil, err
	}
	rows, err := sunk(t, "statement details", func(d *statementDetail) []any {
		return flat(&d.statement, &d.entry, &d.Number, &d.MsgID, &d.InstrID, &d.EndToEndID, &d.UETR, &d.BankRef,
			amountCells(&d.Amount), &d.ReturnReason, amountCells(&d.Charges), &d.Text, idCell(&d.advice))
	}, detailColumns+", advice", "FROM statement_detail"+where+details, args...)
	if err != nil {
		return nil, err
	}
	if err := t.addExchanges(rows, where, args...); err != nil {
		return nil, err
	}
	if !slices.IsSortedFunc(entries, statementEntry.order) || !slices.IsSortedFunc(rows, statementDetail.order) {
		return nil, t.fail("statement entries", fmt.Errorf("they did not come by number"))
	}
	batches, err := t.batches(where, args...)
	if err != nil {
		return nil, err
	}
	giveDetails(entries, rows)
	for n := range entries {
		entries[n].Batch = batches[entryKey{entries[n].statement, entries[n].Number}]
	}
	return entries, nil
}

func (e statementEntry) order(o statementEntry) int {
	return cmp.Or(cmp.Compare(e.statement, o.statement), cmp.Compare(e.Number, o.Number))
}

func (d statementDetail) order(o statementDetail) int {
	return cmp.Or(cmp.Compare(d.statement, o.statement), cmp.Compare(d.entry, o.entry), cmp.Compare(d.Number, o.Number))
}

// giveDetails hands the details to their entries; both are sorted. Where an advice told them, they are those from its first
// on. One piece of memory holds them all.
func giveDetails(entries []statementEntry, rows []statementDetail) {
	details := make([]reconcile.Detail, len(rows))
	for n := range rows {
		details[n] = rows[n].Detail
	}
	at := 0
	for n := range entries {
		from, told := at, false
		for ; at < len(rows) && rows[at].statement == entries[n].statement && rows[at].entry == entries[n].Number; at++ {
			if rows[at].advice != 0 && !told {
				from, told = at, true
			}
		}
		if at > from {
			entries[n].Details = details[from:at:at]
		}
	}
}
