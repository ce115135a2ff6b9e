package store

import (
	"nostro/calendar"
	"nostro/jobs"
)

const (
	periodColumns    = "until, closed_at, closed_by"
	selectPeriods    = "SELECT " + periodColumns + " FROM period_close ORDER BY until"
	selectLastPeriod = "SELECT max(until) FROM period_close"
)

var insertPeriod = insertInto("period_close", periodColumns)

func (t *tx) AddPeriodClose(c jobs.PeriodClose) error {
	if err := t.flush(); err != nil { // what was posted before was posted before
		return err
	}
	t.closed = nil
	return t.exec("close of the period until "+c.Until.String(), insertPeriod, date(c.Until), instant(c.At), c.By)
}

func (t *tx) PeriodCloses() ([]jobs.PeriodClose, error) {
	return list(t, "closed periods", func(c *jobs.PeriodClose) []any {
		return []any{dateCell(&c.Until), instantCell(&c.At), &c.By}
	}, selectPeriods)
}

// closedUntil is the last day that is closed, the zero date where none is. It is read once in a transaction
// that posts, and again after a close: nobody else writes meanwhile.
func (t *tx) closedUntil() (calendar.Date, error) {
	if t.closed != nil {
		return *t.closed, nil
	}
	until, _, err := one(t, "closed periods", func(d *calendar.Date) []any { return []any{dateCell(d)} }, selectLastPeriod)
	if err == nil {
		t.closed = &until
	}
	return until, err
}
