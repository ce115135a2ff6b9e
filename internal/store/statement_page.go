package store

import "nostro/jobs"

const selectPages = "SELECT p.statement, p.page, p.first_entry, p.file_in, f.sha256 FROM statement_page p " +
	"JOIN file_in f ON f.id = p.file_in ORDER BY p.statement, p.page"

const pageColumns = "statement, page, first_entry, file_in"

var insertPages = insertAll("statement_page", pageColumns)

func (t *tx) addPages(what string, statement int64, pages []jobs.StatementPage) error {
	rows := newCellRows(len(pages), columnsIn(pageColumns))
	for _, p := range pages {
		rows.add(statement, p.Page, int64(p.From), p.FileIn)
	}
	return t.execAll(what+", pages", insertPages, rows)
}

// statementPages returns the pages of joined statements.
func (t *tx) statementPages() (map[int64][]jobs.StatementPage, error) {
	type row struct {
		statement int64
		jobs.StatementPage
	}
	all := map[int64][]jobs.StatementPage{}
	err := each(t, "pages of statements", func(r *row) []any {
		return []any{&r.statement, &r.Page, &r.From, &r.FileIn, &r.SHA256}
	}, selectPages, nil, func(r row) error {
		all[r.statement] = append(all[r.statement], r.StatementPage)
		return nil
	})
	return all, err
}
