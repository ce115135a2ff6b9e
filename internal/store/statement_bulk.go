package store

import (
	"fmt"
	"slices"

	"nostro/reconcile"
)

// entriesFedMax bounds how many entries are prepared ahead of those that are written.
const entriesFedMax = 5_000

// addEntries adds the entries of a statement with their details.
func (t *tx) addEntries(what string, statement int64, entries []reconcile.Entry) error {
	for chunk := range slices.Chunk(entries, entriesFedMax) {
		var rows, details, batches [][]any
		for _, e := range chunk {
			rows = append(rows, flat(statement, e.Number, amount(e.Amount), e.Booked, e.Reversal, date(e.BookingDate),
				date(e.ValueDate), e.BankRef, amount(e.Charges), e.Text))
			if e.Batch != nil {
				batches = append(batches, []any{statement, e.Number, e.Batch.Ref, e.Batch.Advice, e.Batch.Count})
			}
			for _, d := range e.Details {
				details = append(details, flat(statement, e.Number, d.Number, d.MsgID, d.InstrID, d.EndToEndID, d.UETR, d.BankRef,
					amount(d.Amount), d.ReturnReason, amount(d.Charges), d.Text))
			}
		}
		what := fmt.Sprintf("%s entries %d to %d", what, chunk[0].Number, chunk[len(chunk)-1].Number)
		if _, err := t.execAll(what, insertEntries, rows); err != nil {
			return err
		}
		if _, err := t.execAll(what+", details", insertDetails, details); err != nil {
			return err
		}
		if _, err := t.execAll(what+", batches", insertBatches, batches); err != nil {
			return err
		}
	}
	return nil
}
