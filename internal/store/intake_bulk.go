package store

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"

	"nostro/intake"
	"nostro/lifecycle"
)

const (
	takeObligations = "INSERT INTO obligation (" + acceptedColumns + ") " +
		"SELECT id, payer, payee, currency, minor, value_date, reference, ?1, ?2, ?3, line FROM temp.feed_obligation"
	selectFedObligations = "SELECT o.id, o.payer, o.payee, o.currency, o.minor, o.value_date, o.reference " +
		"FROM temp.feed_obligation f CROSS JOIN obligation o ON o.id = f.id"
	// idTaken is what the rule of the table says of an id that is there already.
	idTaken = "obligation: that id or sequence is there already"
)

func intoContent(o *intake.Obligation) []any {
	return flat(&o.ID, &o.Payer, &o.Payee, amountCells(&o.Amount), dateCell(&o.ValueDate), &o.Reference)
}

// AddObligations first gives the database all rows: where each id is new, as nearly always, it is not looked up
// twice. Where one is not, the statement leaves nothing behind; then the known ones are looked up, all at once.
func (t *tx) AddObligations(rows []intake.Row[intake.Obligation], sha256 string, at time.Time) (
	map[int]intake.Obligation, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	if !t.idsCome {
		refused, err := t.feedObligations(rows, sha256, at)
		if !refused {
			return nil, err
		}
	}
	known, rest, err := t.knownObligations(rows)
	if t.idsCome = len(known) > 0; err != nil || len(rest) == 0 {
		return known, err
	}
	if refused, err := t.feedObligations(rest, sha256, at); refused || err != nil {
		return nil, t.fail(obligationsFrom(rest), fmt.Errorf("%s, and was not found: %w", idTaken, err))
	}
	return known, nil
}

func obligationsFrom(rows []intake.Row[intake.Obligation]) string {
	return fmt.Sprintf("%d obligations from %s", len(rows), rows[0].Value.ID)
}

// feedObligations adds all rows, or tells that an id of them was there before.
func (t *tx) feedObligations(rows obligationFeed, sha256 string, at time.Time) (idWasThere bool, err error) {
	what := obligationsFrom(rows)
	t.feeds["obligation"] = rows
	s, err := t.prepare(takeObligations)
	if err != nil {
		return false, t.fail(what, err)
	}
	_, err = s.Exec(string(lifecycle.ObligationAccepted), instant(at), ref(sha256))
	if err == nil {
		return false, nil
	}
	if strings.Contains(err.Error(), idTaken) {
		return true, nil
	}
	return false, t.fail(what, err)
}

// knownObligations parts the rows into those whose id is known, by place, with what is known of it, from the books or from an
// earlier row, and the others.
func (t *tx) knownObligations(rows obligationFeed) (known map[int]intake.Obligation, rest obligationFeed, err error) {
	t.feeds["obligation"] = rows
	content := map[string]intake.Obligation{}
	err = each(t, "known "+obligationsFrom(rows), intoContent, selectFedObligations, nil, func(o intake.Obligation) error {
		content[o.ID] = o
		return nil
	})
	known = map[int]intake.Obligation{}
	for n, row := range rows {
		if o, found := content[row.Value.ID]; found {
			known[n] = o
			continue
		}
		content[row.Value.ID] = row.Value
		rest = append(rest, row)
	}
	return known, rest, err
}

type obligationFeed []intake.Row[intake.Obligation]

func (f obligationFeed) rows() int { return len(f) }

func (f obligationFeed) column(row, column int) driver.Value {
	o := &f[row].Value
	switch column {
	case 0:
		return o.ID
	case 1:
		return o.Payer
	case 2:
		return o.Payee
	case 3:
		return code(o.Amount.Currency())
	case 4:
		return o.Amount.Minor()
	case 5:
		return date(o.ValueDate)
	case 6:
		return o.Reference
	}
	return int64(f[row].Line)
}

// refusalFeed holds at most one refusal of each line and field.
type refusalFeed []intake.Refusal

func (f refusalFeed) rows() int { return len(f) }

func (f refusalFeed) column(row, column int) driver.Value {
	r := &f[row]
	switch column {
	case 0:
		return int64(r.Line)
	case 1:
		return r.Field
	case 2:
		return r.File
	case 3:
		return r.Value
	case 4:
		return r.Reason
	case 5:
		return r.Remedy
	}
	return r.Raw
}
