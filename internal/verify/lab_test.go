package verify

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// lab is a copy of the books in the hands of somebody who owns the file and knows how it works.
type lab struct {
	*world
	t testing.TB
	q Request
}

// sql runs statements with every trigger out of the way, and puts the triggers back, letter by letter.
func (l *lab) sql(statements ...string) {
	l.t.Helper()
	l.without(func(db *sql.DB) {
		for _, s := range statements {
			l.exec(db, s)
		}
	})
}

// without works on the database while it has no triggers.
func (l *lab) without(work func(db *sql.DB)) {
	l.t.Helper()
	l.raw(func(db *sql.DB) {
		var drops, triggers string
		must(l.t, db.QueryRow("SELECT group_concat('DROP TRIGGER ' || name, '; '), group_concat(sql, '; ') FROM sqlite_schema "+
			"WHERE type = 'trigger'").Scan(&drops, &triggers))
		l.exec(db, "BEGIN; "+drops+"; COMMIT") // each by itself would wait for the disk
		work(db)
		l.exec(db, "BEGIN; "+triggers+"; COMMIT")
	})
}

// withoutUnique runs a statement while the table has no index that keeps its rows unique, and puts that back as
// it was.
func (l *lab) withoutUnique(table, index, statement string) {
	l.t.Helper()
	set := func(column string) string {
		return fmt.Sprintf("UPDATE sqlite_schema SET %s WHERE name = '%s'", column, table)
	}
	l.plain("CREATE TABLE kept AS SELECT * FROM sqlite_schema")
	l.plain("PRAGMA writable_schema = 1", set("sql = replace(sql, 'UNIQUE (name, currency)', 'CHECK (name <> currency)')"),
		"DELETE FROM sqlite_schema WHERE name = '"+index+"'")
	l.sql(statement)
	l.plain("PRAGMA writable_schema = 1", set("sql = (SELECT sql FROM kept WHERE name = '"+table+"')"),
		"INSERT INTO sqlite_schema SELECT * FROM kept WHERE name = '"+index+"'")
	l.plain("DROP TABLE kept")
}

// plain runs statements as they are.
func (l *lab) plain(statements ...string) {
	l.t.Helper()
	l.raw(func(db *sql.DB) {
		for _, s := range statements {
			l.exec(db, s)
		}
	})
}

func (l *lab) raw(work func(db *sql.DB)) {
	l.t.Helper()
	const fast = "?_pragma=synchronous(0)&_pragma=journal_mode(memory)"
	db, err := sql.Open("sqlite", "file:"+l.db+fast)
	must(l.t, err)
	db.SetMaxOpenConns(1)
	work(db)
	must(l.t, db.Close())
}

func (l *lab) exec(db *sql.DB, statement string, args ...any) {
	l.t.Helper()
	if _, err := db.Exec(statement, args...); err != nil {
		l.t.Fatalf("%s: %v", statement, err)
	}
}

// relog computes leaves, tags, tiles and the last number again from the entries as they are, as a clever forger
// would.
func (l *lab) relog() {
	l.t.Helper()
	statements := []string{"DELETE FROM log_tile",
		"UPDATE sqlite_sequence SET seq = (SELECT max(number) FROM journal_entry) WHERE name = 'journal_entry'"}
	var grown tree
	l.eachEntry(func(e *entry) {
		statements = append(statements, fmt.Sprintf("UPDATE journal_entry SET leaf = x'%x', tags = x'%x' WHERE number = %d",
			e.leaf, e.tags, e.number))
		done := grown.push(e.leaf, nil)
		for level := 1; level*tileHeight < len(done); level++ {
			statements = append(statements, fmt.Sprintf("INSERT INTO log_tile VALUES (%d, %d, x'%x')", level,
				grown.size>>(level*tileHeight)-1, done[level*tileHeight]))
		}
	})
	l.sql(statements...)
}

// rebalance computes the running balances and the totals by value date again.
func (l *lab) rebalance() {
	l.t.Helper()
	l.sql("UPDATE posting SET balance = (SELECT sum(q.minor) FROM posting q WHERE q.account = posting.account AND "+
		"q.entry <= posting.entry)", "DELETE FROM account_day", "INSERT INTO account_day SELECT account, value_date, sum(minor), min(entry), max(entry) "+
		"FROM posting JOIN journal_entry ON number = entry GROUP BY account, value_date")
}

// rewrite leaves nothing in the file that contradicts the rest of it.
func (l *lab) rewrite() {
	l.t.Helper()
	l.rebalance()
	l.relog()
}

// eachEntry reads the entries as they are now.
func (l *lab) eachEntry(work func(e *entry)) {
	l.t.Helper()
	source, err := openSource(l.t.Context(), l.db)
	must(l.t, err)
	w := &walk{run: &run{source: source}}
	must(l.t, w.loadAccounts(l.t.Context()))
	entries, err := source.scan(l.t.Context(), selectEntries)
	must(l.t, err)
	postings, err := source.scan(l.t.Context(), selectPostings)
	must(l.t, err)
	s := sealer{names: w.books.names()}
	var e entry
	for entries.live {
		must(l.t, e.read(entries, postings))
		s.seal(&e)
		work(&e)
	}
	must(l.t, entries.rows.Close())
	must(l.t, postings.rows.Close())
	must(l.t, source.close())
}

// retag makes the tags of one entry agree with it and leaves its leaf as it was.
func (l *lab) retag(number int64) {
	l.t.Helper()
	var tags [tagsBytes]byte
	l.eachEntry(func(e *entry) {
		if e.number == number {
			tags = e.tags
		}
	})
	l.sql(fmt.Sprintf("UPDATE journal_entry SET tags = x'%x' WHERE number = %d", tags, number))
}

// insert adds an entry that is right in itself, without its leaf.
func (l *lab) insert(number int, key string) {
	l.t.Helper()
	posting := fmt.Sprintf("INSERT INTO posting SELECT %d, currency, id, %%d, 0, %%d FROM account WHERE currency = 'USD' AND "+
		"name = '%%s'", number)
	l.sql(fmt.Sprintf("INSERT INTO journal_entry SELECT %d, '%s', 'charge', value_date, booked_at, '', '', NULL, "+
		"'fee', 2, zeroblob(32), zeroblob(80) FROM journal_entry WHERE number = 4", number, key),
		fmt.Sprintf(posting, 9, 1, "charges:ALPHA"), fmt.Sprintf(posting, -9, 2, "nostro:ALPHA"))
	l.rebalance()
}

// moveUp makes room for a number.
func (l *lab) moveUp(from int) {
	l.t.Helper()
	var statements []string
	for n := worldEntries; n >= from; n-- {
		statements = append(statements, l.renumber(n, n+1)...)
	}
	l.sql(statements...)
}

// moveDown closes the gap before a number.
func (l *lab) moveDown(from int) {
	l.t.Helper()
	var statements []string
	for n := from; n <= worldEntries; n++ {
		statements = append(statements, l.renumber(n, n-1)...)
	}
	l.sql(statements...)
}

// account returns the number of an account in USD.
func (l *lab) account(name string) (id int64) {
	l.t.Helper()
	l.raw(func(db *sql.DB) {
		must(l.t, db.QueryRow("SELECT id FROM account WHERE name = ? AND currency = 'USD'", name).Scan(&id))
	})
	return id
}

// tileOfLeaves returns the hash of the tile that begins with the entry, from the leaves as they are stored.
func (l *lab) tileOfLeaves(first int) string {
	l.t.Helper()
	var grown tree
	l.eachEntry(func(e *entry) {
		if e.number >= int64(first) && e.number < int64(first)+1<<tileHeight {
			grown.push(e.storedLeaf, nil)
		}
	})
	return fmt.Sprintf("x'%x'", grown.root())
}

func (l *lab) renumber(from, to int) []string {
	return []string{fmt.Sprintf("UPDATE journal_entry SET number = %d WHERE number = %d", to, from),
		fmt.Sprintf("UPDATE posting SET entry = %d WHERE entry = %d", to, from)}
}

// remove takes an entry out, with its postings and matches.
func (l *lab) remove(number int) {
	l.t.Helper()
	l.sql(fmt.Sprintf("DELETE FROM entry_match WHERE journal = (SELECT key FROM journal_entry WHERE number = %d)", number),
		fmt.Sprintf("DELETE FROM journal_entry WHERE number = %d", number),
		fmt.Sprintf("DELETE FROM posting WHERE entry = %d", number))
}

func (l *lab) removeCheckpoints(from int) {
	l.t.Helper()
	l.sql(fmt.Sprintf("DELETE FROM checkpoint WHERE size >= %d", from))
}

// spoolFile changes the bytes of a file; nil removes it.
func (l *lab) spoolFile(name string, data []byte) {
	l.t.Helper()
	path := filepath.Join(l.spool, name)
	if data == nil {
		must(l.t, os.Remove(path))
		return
	}
	must(l.t, os.WriteFile(path, data, 0o600))
}
