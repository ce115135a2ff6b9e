package store

import (
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
)

const (
	periodColumns    = "until, closed_at, closed_by"
	selectPeriods    = "SELECT " + periodColumns + " FROM period_close ORDER BY until"
	selectLastPeriod = "SELECT max(until) FROM period_close"

	selectBalanceAt = "SELECT account, currency, sum(minor) FROM posting " +
		"WHERE entry IN (SELECT number FROM journal_entry WHERE value_date <= ?1) " +
		"GROUP BY account, currency ORDER BY account, currency"
	selectBalanceAsOf = "SELECT account, currency, sum(minor) FROM posting " +
		"WHERE entry IN (SELECT number FROM journal_entry WHERE booked_at <= ?1) " +
		"GROUP BY account, currency ORDER BY account, currency"
)

var insertPeriod = insertInto("period_close", periodColumns)

func (t *tx) AddPeriodClose(c jobs.PeriodClose) error {
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

func (t *tx) JournalBalancesAt(valueDate calendar.Date) ([]ledger.Row, error) {
	return t.balances("balances at "+valueDate.String(), selectBalanceAt, date(valueDate))
}

func (t *tx) JournalBalancesAsOf(booked time.Time) ([]ledger.Row, error) {
	return t.balances("balances as of an instant", selectBalanceAsOf, instant(booked))
}

func (t *tx) balances(what, query string, args ...any) ([]ledger.Row, error) {
	return list(t, what, func(r *ledger.Row) []any {
		return flat(&r.Account, amountCells(&r.Balance))
	}, query, args...)
}
