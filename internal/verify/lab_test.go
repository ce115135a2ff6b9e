package verify

import (
	"database/sql"
	"encoding/base64"
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
		triggers := map[string]string{}
		rows, err := db.Query("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
		must(l.t, err)
		for rows.Next() {
			var name, text string
			must(l.t, rows.Scan(&name, &text))
			triggers[name] = text
		}
		must(l.t, rows.Close())
		for name := range triggers {
			l.exec(db, "DROP TRIGGER "+name)
		}
		work(db)
		for _, text := range triggers {
			l.exec(db, text)
		}
	})
}

// sign returns a checkpoint with our key.
func (l *lab) sign(size int64, root hash) string {
	l.t.Helper()
	text, err := l.key.Sign(fmt.Sprintf("nostro/books\n%d\n%s\n", size, base64.StdEncoding.EncodeToString(root[:])))
	must(l.t, err)
	return text
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

// relog computes leaves, tags and tree again from the entries as they are, as a clever forger would.
func (l *lab) relog() {
	l.t.Helper()
	l.sql("DELETE FROM log_leaf", "DELETE FROM log_hash")
	leaves, hashes := l.computeLog()
	var statements []string
	for n, tags := range leaves {
		statements = append(statements, fmt.Sprintf("INSERT INTO log_leaf VALUES (%d, x'%x')", n+1, tags))
	}
	for n, h := range hashes {
		statements = append(statements, fmt.Sprintf("INSERT INTO log_hash VALUES (%d, x'%x')", n, h))
	}
	l.sql(statements...)
}

func (l *lab) computeLog() (leaves [][]byte, hashes []hash) {
	l.t.Helper()
	var lf leafer
	var grown tree
	l.eachEntry(func(e *entry) {
		hashes = grown.push(lf.leaf(&e.fields), hashes)
		leaves = append(leaves, append([]byte(nil), lf.tags[:]...))
	})
	return leaves, hashes
}

// eachEntry reads the entries as they are now.
func (l *lab) eachEntry(work func(e *entry)) {
	l.t.Helper()
	source, err := openSource(l.t.Context(), l.db)
	must(l.t, err)
	entries, err := source.scan(l.t.Context(), selectEntries)
	must(l.t, err)
	postings, err := source.scan(l.t.Context(), selectPostings)
	must(l.t, err)
	var e entry
	for entries.live {
		must(l.t, e.read(entries, postings))
		must(l.t, entries.next())
		work(&e)
	}
	must(l.t, entries.rows.Close())
	must(l.t, postings.rows.Close())
	must(l.t, source.close())
}

// retag makes the tags of one entry agree with it and leaves the tree as it was.
func (l *lab) retag(number int) {
	l.t.Helper()
	leaves, _ := l.computeLog()
	l.sql(fmt.Sprintf("UPDATE log_leaf SET tags = x'%x' WHERE number = %d", leaves[number-1], number))
}

// insert adds an entry that is right in itself, without its leaf.
func (l *lab) insert(number int, key string) {
	l.t.Helper()
	l.sql(fmt.Sprintf("INSERT INTO journal_entry SELECT %d, '%s', 'charge', value_date, booked_at, '', '', NULL, "+
		"'fee', 2, hex(zeroblob(32)) FROM journal_entry WHERE number = 4", number, key),
		fmt.Sprintf("INSERT INTO posting VALUES (%d, 'charges:ALPHA', 'USD', 9, 1), (%d, 'nostro:ALPHA', 'USD', -9, 2)",
			number, number))
	var text string
	l.eachEntry(func(e *entry) {
		if e.number == int64(number) {
			text, _ = e.canonical.hash(&e.fields, e.count)
		}
	})
	l.sql(fmt.Sprintf("UPDATE journal_entry SET content_hash = '%s' WHERE number = %d", text, number))
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
