package store

import "nostro/reconcile"

// How the bank converted the amount of a detail stands in a table of its own: few have it.

const exchangeColumns = "statement, entry, number, currency, minor, source, target, unit, rate"

var insertExchanges = insertAll("statement_exchange", exchangeColumns)

// exchange adds the row of what the bank says of the conversion of a detail.
func (r *cellRows) exchange(statement, entry any, d *reconcile.Detail) {
	r.add(statement, entry, int64(d.Number))
	r.amount(d.Exchange.Instructed)
	r.add(d.Exchange.Source, d.Exchange.Target, d.Exchange.Unit, d.Exchange.Rate)
}

// exchangeKey names a detail.
type exchangeKey struct {
	statement     int64
	entry, number int
}

// statementExchange is a row.
type statementExchange struct {
	exchangeKey
	reconcile.Exchange
}

// addExchanges gives the details what the bank says of their conversion.
func (t *tx) addExchanges(rows []statementDetail, where string, args ...any) error {
	said := map[exchangeKey]*reconcile.Exchange{}
	err := each(t, "exchanges of statements", func(x *statementExchange) []any {
		return flat(&x.statement, &x.entry, &x.number, amountCells(&x.Instructed), &x.Source, &x.Target, &x.Unit, &x.Rate)
	}, "SELECT "+exchangeColumns+" FROM statement_exchange"+where, args, func(x statementExchange) error {
		said[x.exchangeKey] = &x.Exchange
		return nil
	})
	if err != nil || len(said) == 0 {
		return err
	}
	for n := range rows {
		rows[n].Exchange = said[exchangeKey{rows[n].statement, rows[n].entry, rows[n].Number}]
	}
	return nil
}
