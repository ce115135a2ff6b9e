package store

import (
	"fmt"
	"strings"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/reconcile"
)

const (
	adviceColumns = "file_in, correspondent, account, msg_id, bank_id, number, copy, currency, minor, booked, reversal, booking_date, " +
		"value_date, bank_ref, ref, payments, text, state, statement, entry, why"
	selectAdvices        = "SELECT id, " + adviceColumns + " FROM advice ORDER BY id"
	selectWaitingAdvices = "SELECT id, " + adviceColumns + " FROM advice WHERE state = 'waiting' ORDER BY id"
	selectAdviceState    = "SELECT state FROM advice WHERE id = ?1"
	updateAdvice         = "UPDATE advice SET state = ?2, statement = ?3, entry = ?4, why = ?5 WHERE id = ?1"

	adviceDetailColumns = "advice, number, msg_id, instr_id, end_to_end_id, uetr, bank_ref, currency, minor, return_reason, " +
		"charges_currency, charges_minor, text"
	selectAdviceDetails        = "SELECT " + adviceDetailColumns + " FROM advice_detail ORDER BY advice, number"
	selectWaitingAdviceDetails = "SELECT " + adviceDetailColumns + " FROM advice_detail " +
		"WHERE advice IN (SELECT id FROM advice WHERE state = 'waiting') ORDER BY advice, number"

	batchColumns  = "statement, entry, ref, advice, payments"
	selectBatches = "SELECT " + batchColumns + " FROM statement_batch"
)

var (
	insertAdvice        = insertInto("advice", adviceColumns)
	insertAdviceDetails = insertAll("advice_detail", adviceDetailColumns)
	insertBatches       = insertAll("statement_batch", batchColumns)
	insertAdvised       = insertAll("statement_detail", detailColumns+", advice")
	copyAdvised         = "INSERT INTO statement_detail (" + detailColumns + ", advice) SELECT ?3, ?4" +
		strings.TrimPrefix(detailColumns, "statement, entry") + ", advice FROM statement_detail " +
		"WHERE statement = ?1 AND entry = ?2 AND advice IS NOT NULL"
)

func (t *tx) AddAdvice(a jobs.Advice) error {
	what := fmt.Sprintf("booking %d of advice %s of %s", a.Number, a.BankID, a.Correspondent)
	e := a.Booking
	batch := reconcile.Batch{}
	if e.Batch != nil {
		batch = *e.Batch
	}
	id, err := t.add(what, insertAdvice, flat(a.FileIn, a.Correspondent, a.Account, a.MsgID, a.BankID, a.Number, a.Copy, amount(e.Amount),
		e.Booked, e.Reversal, date(e.BookingDate), date(e.ValueDate), e.BankRef, batch.Ref, batch.Count, e.Text, string(a.State),
		idOf(a.Statement), idOf(int64(a.Entry)), a.Why)...)
	if err != nil {
		return err
	}
	rows := newCellRows(len(e.Details), columnsIn(adviceDetailColumns))
	for n := range e.Details {
		rows.add(id)
		rows.detail(&e.Details[n])
	}
	return t.execAll(what+", payments", insertAdviceDetails, rows)
}

func (t *tx) SaveAdvice(a jobs.Advice) error {
	what := fmt.Sprintf("advice %d (%s of %s)", a.ID, a.BankID, a.Correspondent)
	if err := checkMove(t, lifecycle.Advices, what, a.State, selectAdviceState, a.ID); err != nil {
		return err
	}
	return t.execOne(what, updateAdvice, a.ID, string(a.State), idOf(a.Statement), idOf(int64(a.Entry)), a.Why)
}

func (t *tx) Advices() ([]jobs.Advice, error) { return t.advices(selectAdvices, selectAdviceDetails) }

func (t *tx) WaitingAdvices() ([]jobs.Advice, error) {
	return t.advices(selectWaitingAdvices, selectWaitingAdviceDetails)
}

func (t *tx) advices(query, details string) ([]jobs.Advice, error) {
	type row struct {
		jobs.Advice
		batch reconcile.Batch
	}
	var all []jobs.Advice
	err := each(t, "advices", func(a *row) []any {
		e := &a.Booking
		return flat(&a.ID, &a.FileIn, &a.Correspondent, &a.Account, &a.MsgID, &a.BankID, &a.Number, &a.Copy, amountCells(&e.Amount), &e.Booked,
			&e.Reversal, dateCell(&e.BookingDate), dateCell(&e.ValueDate), &e.BankRef, &a.batch.Ref, &a.batch.Count, &e.Text,
			state(lifecycle.Advices, &a.State), idCell(&a.Statement), numberCell(&a.Entry), &a.Why)
	}, query, nil, func(r row) error {
		r.Booking.Batch = &r.batch
		all = append(all, r.Advice)
		return nil
	})
	if err != nil || len(all) == 0 {
		return all, err
	}
	at := map[int64]int{}
	for n := range all {
		all[n].Booking.Number, at[all[n].ID] = all[n].Number, n
	}
	err = each(t, "payments of advices", func(d *statementDetail) []any {
		return flat(&d.statement, &d.Number, &d.MsgID, &d.InstrID, &d.EndToEndID, &d.UETR, &d.BankRef, amountCells(&d.Amount), &d.ReturnReason,
			amountCells(&d.Charges), &d.Text)
	}, details, nil, func(d statementDetail) error {
		e := &all[at[d.statement]].Booking
		e.Details = append(e.Details, d.Detail)
		return nil
	})
	return all, err
}

// numberCell reads a number, 0 for NULL.
func numberCell(n *int) cell {
	return func(column any) error {
		var id int64
		err := idCell(&id)(column)
		*n = int(id)
		return err
	}
}

func (t *tx) OpenEntry(statement int64, entry int, advice int64, payments []reconcile.Detail) error {
	what := fmt.Sprintf("payments of statement %d entry %d, told by advice %d", statement, entry, advice)
	rows := newCellRows(len(payments), columnsIn(detailColumns)+1)
	for n := range payments {
		rows.add(statement, int64(entry))
		rows.detail(&payments[n])
		rows.add(advice)
	}
	return t.execAll(what, insertAdvised, rows)
}

func (t *tx) KeepOpened(from int64, entry int, to int64, place int) error {
	what := fmt.Sprintf("payments of statement %d entry %d, as told of statement %d entry %d", to, place, from, entry)
	return t.exec(what, copyAdvised, from, int64(entry), to, int64(place))
}

// entryKey names an entry.
type entryKey struct {
	statement int64
	entry     int
}

// batches returns what statements say of entries that they do not itemise.
func (t *tx) batches(where string, args ...any) (map[entryKey]*reconcile.Batch, error) {
	type row struct {
		key entryKey
		reconcile.Batch
	}
	all := map[entryKey]*reconcile.Batch{}
	err := each(t, "batches of statements", func(r *row) []any {
		return []any{&r.key.statement, &r.key.entry, &r.Ref, &r.Advice, &r.Count}
	}, selectBatches+where, args, func(r row) error {
		all[r.key] = &r.Batch
		return nil
	})
	return all, err
}
