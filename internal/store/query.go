package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"nostro/jobs"
	"nostro/lifecycle"
)

// list returns all rows of a query. into gives the destinations of a row's columns within a T; each row is
// scanned into the same T and copied, so every destination must be set by every row.
func list[T any](t *tx, what string, into func(*T) []any, query string, args ...any) ([]T, error) {
	var all []T
	err := each(t, what, into, query, args, func(item T) error {
		all = append(all, item)
		return nil
	})
	return all, err
}

// errEnough ends a walk over rows.
var errEnough = errors.New("enough")

// one returns the first row of a query, if there is one.
func one[T any](t *tx, what string, into func(*T) []any, query string, args ...any) (first T, found bool, err error) {
	err = each(t, what, into, query, args, func(item T) error {
		first, found = item, true
		return errEnough
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return first, found, err
}

// value returns the only column of the first row.
func value[T any](t *tx, what, query string, args ...any) (v T, found bool, err error) {
	return one(t, what, func(v *T) []any { return []any{v} }, query, args...)
}

// each calls visit with every row of a query; it stops at the first error, which it returns.
func each[T any](t *tx, what string, into func(*T) []any, query string, args []any, visit func(T) error) error {
	s, err := t.prepare(query)
	if err != nil {
		return t.fail(what, err)
	}
	rows, err := s.Query(args...)
	if err != nil {
		return t.fail(what, err)
	}
	defer rows.Close()
	return walk(t, what, rows, into, visit)
}

func walk[T any](t *tx, what string, rows *sql.Rows, into func(*T) []any, visit func(T) error) error {
	var item T
	destinations := into(&item)
	for rows.Next() {
		if err := rows.Scan(destinations...); err != nil {
			return t.fail(what, err)
		}
		if err := visit(item); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return t.fail(what, err)
	}
	return nil
}

// insertInto returns the statement that adds a row with those columns.
func insertInto(table, columns string) string {
	return fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, columns, parameters(columns))
}

// insertUnless returns the statement that adds a row, or does nothing where a row meets the condition. An
// ON CONFLICT clause would come too late: the triggers that refuse replacing run before it.
func insertUnless(table, columns, condition string) string {
	return fmt.Sprintf("INSERT INTO %s (%s) SELECT %s WHERE NOT EXISTS (SELECT 1 FROM %s WHERE %s)",
		table, columns, parameters(columns), table, condition)
}

// updateRow returns the statement that writes all those columns of the row whose first column is the
// first argument. Columns that must stay are guarded by triggers.
func updateRow(table, columns string) string {
	key, _, _ := strings.Cut(columns, ",")
	return fmt.Sprintf("UPDATE %s SET (%s) = (%s) WHERE %s = ?1", table, columns, parameters(columns), key)
}

// parameters returns "?1, ?2, ?3" for three columns.
func parameters(columns string) string {
	marks := make([]string, strings.Count(columns, ",")+1)
	for n := range marks {
		marks[n] = fmt.Sprintf("?%d", n+1)
	}
	return strings.Join(marks, ", ")
}

// checkMove errs where the record that the query finds may not move to the state; the same state again is
// no move. A record that is not there is jobs.ErrUnknownID.
func checkMove[S ~string](t *tx, m lifecycle.Machine[S], what string, to S, query string, args ...any) error {
	from, found, err := one(t, what, func(s *S) []any { return []any{state(m, s)} }, query, args...)
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("%s: %w", what, jobs.ErrUnknownID)
	}
	if from == to {
		return nil
	}
	if err := m.Check(from, to); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
