package store

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Each reference to an entry of the journal by its key has an index: when an entry comes, SQLite looks for the rows that
// name it, and would walk the whole table for every entry.
func TestReferencesToTheJournalAreLookedUp(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "nostro.db"), upgradedAt)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rows, err := s.readers.Query(`SELECT m.name, f."from", coalesce((SELECT group_concat(i.name, ' ') FROM pragma_index_list(m.name) l,
    pragma_index_info(l.name) i WHERE i.seqno = 0), '')
  FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f."table" = 'journal_entry' AND f."to" = 'key'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	references := 0
	for rows.Next() {
		var table, column, first string
		if err := rows.Scan(&table, &column, &first); err != nil {
			t.Fatal(err)
		}
		if references++; !slices.Contains(strings.Split(first, " "), column) {
			t.Errorf("%s.%s names entries of the journal, and no index begins with it", table, column)
		}
	}
	if err := rows.Err(); err != nil || references < 5 {
		t.Errorf("%d references, %v", references, err)
	}
}
