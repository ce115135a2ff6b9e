package store

import (
	"encoding/json"
	"fmt"
	"nostro/intake"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"nostro/calendar"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/netting"
)

// cell reads one column; NULL is nil. It is a sql.Scanner.
type cell func(column any) error

// Scan implements sql.Scanner.
func (c cell) Scan(column any) error { return c(column) }

// textCell hands the text of a column to read, "" for NULL.
func textCell(read func(text string) error) cell {
	return func(column any) error {
		switch text := column.(type) {
		case nil:
			return read("")
		case string:
			return read(text)
		}
		return fmt.Errorf("%T %v is no text", column, column)
	}
}

// parsed reads text by a parser, and the zero value from NULL.
func parsed[T any](into *T, parse func(string) (T, error)) cell {
	return textCell(func(text string) (err error) {
		if text == "" {
			var none T
			*into = none
			return nil
		}
		*into, err = parse(text)
		return err
	})
}

func refCell(s *string) cell {
	return parsed(s, func(text string) (string, error) { return text, nil })
}

func dateCell(d *calendar.Date) cell { return parsed(d, calendar.ParseDate) }

func currencyCell(c *money.Currency) cell { return parsed(c, money.ParseCurrency) }

func setCell(s *netting.Set) cell { return parsed(s, netting.ParseSet) }

func rateCell(d *decimal.Decimal) cell { return parsed(d, decimal.NewFromString) }

func instantCell(t *time.Time) cell {
	return parsed(t, func(text string) (time.Time, error) { return time.Parse(instantForm, text) })
}

func listCell(texts *[]string) cell {
	return textCell(func(text string) error {
		*texts = nil
		if err := json.Unmarshal([]byte(text), texts); err != nil {
			return err
		}
		if len(*texts) == 0 {
			*texts = nil
		}
		return nil
	})
}

// contentCell reads a flat JSON object into its fields, in their order; null is "".
func contentCell(fields *[]intake.Field) cell {
	return textCell(func(text string) error {
		*fields = nil
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		if _, err := d.Token(); err != nil {
			return err
		}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return err
			}
			value, err := d.Token()
			if err != nil {
				return err
			}
			f := intake.Field{Name: fmt.Sprint(name)}
			if value != nil {
				f.Value = fmt.Sprint(value)
			}
			*fields = append(*fields, f)
		}
		return nil
	})
}

// state reads a state; one that the machine does not know is an error.
func state[S ~string](m lifecycle.Machine[S], s *S) cell {
	return textCell(func(text string) (err error) {
		*s, err = m.Parse(text)
		return err
	})
}

// choice reads one of a closed set of words.
func choice[S ~string](s *S, words ...S) cell {
	return textCell(func(text string) error {
		if *s = S(text); !slices.Contains(words, *s) {
			return fmt.Errorf("%q is none of %v", text, words)
		}
		return nil
	})
}

// amountCells reads amounts that share one currency: the column of the currency, which must come first in
// the query, then a column of minor units for each. An amount whose minor units are NULL is the zero value.
func amountCells(amounts ...*money.Amount) []any {
	var shared money.Currency
	cells := []any{currencyCell(&shared)}
	for _, a := range amounts {
		cells = append(cells, minorCell(a, &shared))
	}
	return cells
}

// minorCell reads minor units of a currency that a column before it has set.
func minorCell(a *money.Amount, c *money.Currency) cell {
	return func(column any) error {
		switch minor := column.(type) {
		case nil:
			*a = money.Amount{}
			return nil
		case int64:
			if c.IsZero() {
				return fmt.Errorf("%d minor units are of no currency", minor)
			}
			*a = money.FromMinor(*c, minor)
			return nil
		}
		return fmt.Errorf("%T %v is no count of minor units", column, column)
	}
}

// idCell reads the id of another row, 0 for NULL.
func idCell(id *int64) cell {
	return func(column any) error {
		switch number := column.(type) {
		case nil:
			*id = 0
			return nil
		case int64:
			*id = number
			return nil
		}
		return fmt.Errorf("%T %v is no id", column, column)
	}
}
