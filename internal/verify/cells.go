package verify

import (
	"context"
	"database/sql"
	"fmt"
)

// cursor reads rows in order, one ahead.
type cursor struct {
	rows  *sql.Rows
	cells []any // of the row at hand
	into  []any
	live  bool // there is a row at hand
}

// scan opens a cursor and moves to its first row.
func (s *source) scan(ctx context.Context, query string, args ...any) (*cursor, error) {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	c := &cursor{rows: rows, cells: make([]any, len(names)), into: make([]any, len(names))}
	for n := range c.cells {
		c.into[n] = &c.cells[n]
	}
	return c, c.next()
}

// next moves on; c.live tells whether there was a row.
func (c *cursor) next() error {
	c.live = c.rows.Next()
	if !c.live {
		return c.rows.Err()
	}
	return c.rows.Scan(c.into...)
}

// each runs the work for every row of a query.
func (s *source) each(ctx context.Context, query string, work func(c *cursor) error, args ...any) error {
	c, err := s.scan(ctx, query, args...)
	if err != nil {
		return err
	}
	defer c.rows.Close()
	for c.live {
		if err := work(c); err != nil {
			return err
		}
		if err := c.next(); err != nil {
			return err
		}
	}
	return nil
}

// text returns a column as text. STRICT tables hold nothing else where it is called; what is not text is
// written so that it cannot be taken for the text it stands for.
func (c *cursor) text(column int) string {
	switch v := c.cells[column].(type) {
	case string:
		return v
	case nil:
		return ""
	default:
		return fmt.Sprintf("%T %v", v, v)
	}
}

// number returns a column as a whole number, 0 where it is none.
func (c *cursor) number(column int) int64 {
	n, _ := c.cells[column].(int64)
	return n
}

func (c *cursor) blob(column int) []byte {
	b, _ := c.cells[column].([]byte)
	return b
}
