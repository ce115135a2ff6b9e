package verify

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// cell is one value of the tables that the log covers.
type cell struct{ table, column, where string }

// cellsOf lists every one of them.
func cellsOf(t *testing.T, l *lab) []cell {
	t.Helper()
	var all []cell
	columnsOf := map[string]string{
		"journal_entry": "key kind value_date booked_at evidence_sha256 evidence_place reverses memo postings leaf tags",
		"posting":       "account currency minor balance line", "account": "name currency", "account_day": "account value_date minor",
		"log_tile": "level n hash", "checkpoint": "root note", "sqlite_sequence": "seq"}
	for _, table := range slices.Sorted(maps.Keys(columnsOf)) {
		columns := columnsOf[table]
		id := map[string]string{"journal_entry": "number", "posting": "entry || '/' || currency || account", "account": "id",
			"account_day": "account || value_date", "log_tile": "level || '/' || n", "checkpoint": "size", "sqlite_sequence": "name"}[table]
		l.raw(func(db *sql.DB) {
			rows, err := db.Query("SELECT " + id + " FROM " + table + " ORDER BY 1")
			must(t, err)
			for rows.Next() {
				var key string
				must(t, rows.Scan(&key))
				for _, column := range strings.Fields(columns) {
					all = append(all, cell{table, column, fmt.Sprintf("%s = '%s'", id, key)})
				}
			}
			must(t, rows.Close())
		})
	}
	return all
}

// change returns a statement that gives the cell another value of the same type.
func (c cell) change() string {
	value := c.column + " || 'x'"
	switch c.column {
	case "minor", "postings", "balance", "line", "seq":
		value = c.column + " + 1"
	case "level", "n": // not the place of another tile, which the table itself would refuse
		value = c.column + " + 1000"
	case "account":
		value = "1 + (SELECT max(id) FROM account)"
	case "tags", "leaf", "hash", "root":
		value = "CAST(x'01' || substr(" + c.column + ", 2) AS BLOB)"
	case "reverses":
		value = "'nothing'"
	}
	return fmt.Sprintf("UPDATE %s SET %s = %s WHERE %s", c.table, c.column, value, c.where)
}

// Whichever single value is changed, in whatever way, the books never verify, and the honest ones always do.
func TestAnySingleChangeShows(t *testing.T) {
	w := newTiledWorld(t)
	cells := cellsOf(t, &lab{world: w.copy(t), t: t})
	if len(cells) < 6_000 {
		t.Fatalf("only %d cells", len(cells))
	}
	rapid.Check(t, func(r *rapid.T) {
		c := rapid.SampledFrom(cells).Draw(r, "cell")
		l := &lab{world: w.copy(t), t: t}
		l.sql("PRAGMA ignore_check_constraints = 1", c.change())
		if a := Books(t.Context(), l.request()); a.Verdict != Tampered {
			r.Fatalf("%+v: %+v", c, a)
		}
	})
}
