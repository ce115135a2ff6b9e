package store

import (
	"database/sql/driver"
	"fmt"

	"nostro/calendar"
	"nostro/money"
	"nostro/netting"
)

// nettingColumns are all of an obligation that netting looks at.
const nettingColumns = "o.seq, o.id, o.payer, o.payee, o.currency, o.minor, o.value_date"

const nettingColumnCount = 7

// nettingRows reads obligations as netting sees them. It reads the columns by their place, since what is asked of each row
// costs a million times.
type nettingRows struct {
	all          gathered[netting.Obligation]
	ids          block
	participants few[string]
	currencies   few[money.Currency]
	dates        few[calendar.Date]
}

// forNetting reads those of a query in the order in which they come, which must be that of the sequence.
func (t *tx) forNetting(what, from string, args ...any) ([]netting.Obligation, error) {
	r := &nettingRows{participants: few[string]{parse: sameText}, currencies: few[money.Currency]{parse: money.ParseCurrency},
		dates: few[calendar.Date]{parse: calendar.ParseDate}}
	if err := t.pour(what, &sink{columns: nettingColumnCount, take: r.take}, nettingColumns, from, args...); err != nil {
		return nil, err
	}
	all := r.all.list()
	return all, inSequence(t, what, all, func(o *netting.Obligation) int64 { return o.Seq })
}

func (r *nettingRows) take(row []driver.Value) (err error) {
	var read rowReader
	o := r.all.next()
	o.Seq, o.ID = read.number(row, 0), r.ids.keep(read.text(row, 1))
	o.Payer, o.Payee = textOf(&read, &r.participants, row, 2), textOf(&read, &r.participants, row, 3)
	o.Amount = money.FromMinor(textOf(&read, &r.currencies, row, 4), read.number(row, 5))
	o.ValueDate = textOf(&read, &r.dates, row, 6)
	return read.err
}

// rowReader keeps the first error of a row.
type rowReader struct{ err error }

func (r *rowReader) number(row []driver.Value, n int) int64 {
	number, ok := row[n].(int64)
	if !ok {
		r.fail(n, fmt.Errorf("%T is no number", row[n]))
	}
	return number
}

func (r *rowReader) text(row []driver.Value, n int) string {
	text, ok := row[n].(string)
	if !ok {
		r.fail(n, fmt.Errorf("%T is no text", row[n]))
	}
	return text
}

func (r *rowReader) fail(n int, err error) {
	if r.err == nil {
		r.err = fmt.Errorf("column %d: %w", n+1, err)
	}
}

// textOf reads a text of few.
func textOf[T any](r *rowReader, f *few[T], row []driver.Value, n int) T {
	v, err := f.of(r.text(row, n))
	if err != nil {
		r.fail(n, err)
	}
	return v
}
