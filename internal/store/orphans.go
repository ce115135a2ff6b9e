package store

import "fmt"

const (
	// The accounts of participants name their owner inside their own name: one kind of reference more, which no
	// foreign key can state.
	countReferences = `SELECT count(*) + 1 FROM (SELECT DISTINCT m.name, f.id FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS f
  WHERE m.type = 'table')`

	selectOrphans = `SELECT "table", coalesce(rowid, 0), parent FROM pragma_foreign_key_check
 UNION ALL SELECT 'account', id, 'participant' FROM account
  WHERE substr(name, 1, 12) = 'participant:' AND substr(name, 13) NOT IN (SELECT id FROM participant)
 ORDER BY 1, 2, 3`
)

// orphan is a row that names another one which is not there.
type orphan struct {
	table, parent string
	row           int64 // 0 where the table has no row numbers
}

func (t *tx) Orphans() (kinds int, orphans []string, err error) {
	references, _, err := value[int](t, "references", countReferences)
	if err != nil {
		return 0, nil, err
	}
	err = each(t, "orphans", func(o *orphan) []any { return []any{&o.table, &o.row, &o.parent} }, selectOrphans, nil,
		func(o orphan) error {
			where := o.table
			if o.row > 0 {
				where = fmt.Sprintf("%s %d", o.table, o.row)
			}
			orphans = append(orphans, fmt.Sprintf("a row of %s names one of %s that is not there", where, o.parent))
			return nil
		})
	return references, orphans, err
}
