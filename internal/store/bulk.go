package store

import (
	"fmt"
	"iter"
	"strings"
)

// rowsFedMax bounds how many rows of any table are prepared at once, while those before are written.
const rowsFedMax = 5_000

// cellColumns names the columns of the feed: c0, c1, c2 ...
func cellColumns(count int) string {
	names := make([]string, count)
	for n := range names {
		names[n] = fmt.Sprintf("c%d", n)
	}
	return strings.Join(names, ", ")
}

// columnsIn counts the columns of a list.
func columnsIn(columns string) int { return strings.Count(columns, ",") + 1 }

// insertAll returns the statement that adds all rows that are fed, with those columns.
func insertAll(table, columns string) string {
	return fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM temp.feed_cell", table, columns, cellColumns(columnsIn(columns)))
}

// execAll executes a statement over rows that are fed to it.
func (t *tx) execAll(what, query string, rows *cellRows) error {
	if rows.rows() == 0 && rows.err == nil {
		return nil
	}
	if err := t.feedCells(what, rows); err != nil {
		return err
	}
	return t.exec(what, query)
}

func (t *tx) feedCells(what string, rows *cellRows) error {
	if rows.err != nil {
		return t.fail(what, rows.err)
	}
	t.feeds["cell"] = rows
	return nil
}

// ahead prepares the parts in their order on another core, at most so many ahead of the one that is dealt with.
func ahead[P, R any](most int, parts iter.Seq[P], prepare func(P) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		ready, enough := make(chan R, most-1), make(chan struct{})
		go func() {
			defer close(ready)
			for part := range parts {
				select { // asked before anything else: the other select may choose what it likes where both can go on
				case <-enough:
					return
				default:
				}
				select {
				case ready <- prepare(part):
				case <-enough:
					return
				}
			}
		}()
		defer func() { // nothing is left that reads the parts
			close(enough)
			for range ready {
			}
		}()
		for r := range ready {
			if !yield(r) {
				return
			}
		}
	}
}
