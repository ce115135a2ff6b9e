package store

import (
	"database/sql/driver"

	"nostro/calendar"
	"nostro/money"
)

// cellsMax is how many columns a row of any table may have that is written in bulk.
const cellsMax = 24

// cellRows hold rows of any table, of one width, one behind the other in one piece of memory; each value as the database
// keeps it: text, bytes, a number of 64 bits, or nil.
type cellRows struct {
	width int
	cells []driver.Value
	err   error // the first value that could not be made

	// What came last; most rows have it again.
	currency money.Currency
	code     driver.Value
	day      calendar.Date
	date     driver.Value
}

func newCellRows(rows, width int) *cellRows {
	return &cellRows{width: width, cells: make([]driver.Value, 0, rows*width)}
}

func (r *cellRows) rows() int { return len(r.cells) / r.width }

func (r *cellRows) column(row, column int) driver.Value {
	if column < r.width {
		return r.cells[row*r.width+column]
	}
	return nil
}

func (r *cellRows) add(values ...driver.Value) { r.cells = append(r.cells, values...) }

func (r *cellRows) yes(is bool) {
	if is {
		r.add(int64(1))
		return
	}
	r.add(int64(0))
}

// amount adds the columns of currency and minor units.
func (r *cellRows) amount(a money.Amount) {
	if c := a.Currency(); c != r.currency {
		r.currency, r.code = c, code(c)
	}
	if a.Currency().IsZero() {
		r.add(nil)
	} else {
		r.add(r.code)
	}
	r.minor(a.Currency(), a)
}

// minor adds the minor units of an amount whose currency stands in another column.
func (r *cellRows) minor(c money.Currency, a money.Amount) {
	value := minorIn(c, a)
	if err, bad := value.(error); bad && r.err == nil {
		r.err = err
	}
	r.add(value)
}

func (r *cellRows) on(d calendar.Date) {
	if d.IsZero() {
		r.add(nil)
		return
	}
	if d != r.day {
		r.day, r.date = d, date(d)
	}
	r.add(r.date)
}
