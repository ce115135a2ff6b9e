package store

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"nostro/calendar"
	"nostro/money"
)

// instantForm is RFC 3339 in UTC with all nine decimals: of one width, so that text sorts as time does.
const instantForm = "2006-01-02T15:04:05.000000000Z"

// The functions below turn values into what the database keeps; the zero value becomes NULL.

func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(instantForm)
}

func date(d calendar.Date) any { return ref(d.String()) }

func code(c money.Currency) any { return ref(c.Code()) }

func ref(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// amount gives the columns currency and minor.
func amount(a money.Amount) []any {
	return []any{code(a.Currency()), minorIn(a.Currency(), a)}
}

// amounts gives the currency of the first amount, then the minor units of each; one in another currency
// is an error in its place.
func amounts(first money.Amount, rest ...money.Amount) []any {
	values := amount(first)
	for _, a := range rest {
		values = append(values, minorIn(first.Currency(), a))
	}
	return values
}

// minorIn gives the minor units of an amount whose currency stands in another column.
func minorIn(c money.Currency, a money.Amount) any {
	switch {
	case a == (money.Amount{}):
		return nil
	case a.Currency().IsZero():
		return fmt.Errorf("an amount of %d minor units has no currency", a.Minor())
	case a.Currency() != c:
		return fmt.Errorf("%s where an amount in %s belongs: %w", a, c, money.ErrMixedCurrency)
	}
	return a.Minor()
}

// rate keeps every digit that was published, zeros at the end too.
func rate(d decimal.Decimal) string {
	if d.Exponent() < 0 {
		return d.StringFixed(-d.Exponent())
	}
	return d.String()
}

func texts(all []string) any {
	if len(all) == 0 {
		return "[]"
	}
	encoded, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return string(encoded)
}

// flat joins values and lists of values into one list, of arguments or of destinations.
func flat(parts ...any) []any {
	var all []any
	for _, part := range parts {
		if some, ok := part.([]any); ok {
			all = append(all, some...)
			continue
		}
		all = append(all, part)
	}
	return all
}

// idOf refers to another row by id, 0 being none.
func idOf(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}
