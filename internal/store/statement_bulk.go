package store

import (
	"fmt"
	"slices"

	"nostro/reconcile"
)

// addEntries adds the entries of a statement with their details.
func (t *tx) addEntries(what string, statement int64, entries []reconcile.Entry) error {
	prepare := func(entries []reconcile.Entry) *statementRows { return newStatementRows(statement, entries) }
	for rows := range ahead(1, slices.Chunk(entries, rowsFedMax), prepare) {
		what := fmt.Sprintf("%s entries %d to %d", what, rows.first, rows.last)
		if err := t.execAll(what, insertEntries, rows.entries); err != nil {
			return err
		}
		if err := t.execAll(what+", details", insertDetails, rows.details); err != nil {
			return err
		}
		if err := t.execAll(what+", batches", insertBatches, rows.batches); err != nil {
			return err
		}
		if err := t.execAll(what+", exchanges", insertExchanges, rows.exchanges); err != nil {
			return err
		}
	}
	return nil
}

// statementRows are the rows of some entries of a statement, and of their details.
type statementRows struct {
	first, last                          int // numbers of the entries
	entries, details, batches, exchanges *cellRows
}

func newStatementRows(statement int64, entries []reconcile.Entry) *statementRows {
	rows := &statementRows{entries[0].Number, entries[len(entries)-1].Number,
		newCellRows(len(entries), columnsIn(entryColumns)), newCellRows(len(entries), columnsIn(detailColumns)), newCellRows(0, columnsIn(batchColumns)),
		newCellRows(0, columnsIn(exchangeColumns))}
	of, row := any(statement), rows.entries
	for n := range entries {
		e := &entries[n]
		number := any(int64(e.Number))
		row.add(of, number)
		row.amount(e.Amount)
		row.yes(e.Booked)
		row.yes(e.Reversal)
		row.on(e.BookingDate)
		row.on(e.ValueDate)
		row.add(e.BankRef)
		row.amount(e.Charges)
		row.add(e.Text)
		if e.Batch != nil {
			rows.batches.add(of, number, e.Batch.Ref, e.Batch.Advice, int64(e.Batch.Count))
		}
		for k := range e.Details {
			rows.details.add(of, number)
			rows.details.detail(&e.Details[k])
			if e.Details[k].Exchange != nil {
				rows.exchanges.exchange(of, number, &e.Details[k])
			}
		}
	}
	return rows
}

// detail adds the columns of a detail from its number on.
func (r *cellRows) detail(d *reconcile.Detail) {
	r.add(int64(d.Number), d.MsgID, d.InstrID, d.EndToEndID, d.UETR, d.BankRef)
	r.amount(d.Amount)
	r.add(d.ReturnReason)
	r.amount(d.Charges)
	r.add(d.Text)
}
