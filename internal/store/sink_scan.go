package store

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
)

// scanner scans each row into the same destinations. Text that is the same as in the row before is not scanned again:
// what it left at its destination stands.
type scanner struct {
	into  []any
	last  []string
	texts []few[string]
	visit func()
}

// sunk is list for many rows: the query is "FROM ..." with its arguments first, and its columns must not depend on each
// other, but for amounts on the currency before them.
func sunk[T any](t *tx, what string, into func(*T) []any, columns, from string, args ...any) ([]T, error) {
	var all gathered[T]
	var item T
	s := &scanner{into: into(&item), visit: func() { *all.next() = item }}
	s.last, s.texts = make([]string, len(s.into)), make([]few[string], len(s.into))
	for n := range s.texts {
		s.texts[n].parse = sameText
	}
	err := t.pour(what, &sink{columns: len(s.into), take: s.take}, columns, from, args...)
	return all.list(), err
}

func (s *scanner) take(row []driver.Value) error {
	for n, v := range row {
		text, isText := v.(string)
		if isText {
			if text == s.last[n] && text != "" {
				continue
			}
			text, _ = s.texts[n].of(text)
			v, s.last[n] = text, text
		} else {
			s.last[n] = ""
		}
		if err := scanInto(s.into[n], v); err != nil {
			return fmt.Errorf("column %d: %w", n+1, err)
		}
	}
	s.visit()
	return nil
}

func scanInto(into any, v driver.Value) error {
	switch to := into.(type) {
	case sql.Scanner:
		return to.Scan(v)
	case *string:
		if text, ok := v.(string); ok {
			*to = text
			return nil
		}
	case *int64:
		if number, ok := v.(int64); ok {
			*to = number
			return nil
		}
	case *int:
		if number, ok := v.(int64); ok {
			*to = int(number)
			return nil
		}
	case *bool:
		if number, ok := v.(int64); ok && (number == 0 || number == 1) {
			*to = number == 1
			return nil
		}
	}
	return fmt.Errorf("%T does not go into %T", v, into)
}
