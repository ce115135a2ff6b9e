//go:build unix

package verify

import (
	"bytes"
	"database/sql"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"nostro/internal/store"
)

var benchPostings = flag.Int("postings", 100_000, "how many postings BenchmarkBooks verifies")

// BenchmarkBooks verifies books of many entries, two postings each, and reports the most memory that the
// process had in use (Linux only).
func BenchmarkBooks(b *testing.B) {
	w := largeWorld(b, *benchPostings/2)
	before := cpuSeconds(b)
	b.ResetTimer()
	for b.Loop() {
		if a := Books(b.Context(), w.request()); a.Verdict != Verified || a.Counted.Postings != int64(*benchPostings) {
			b.Fatalf("%+v", a)
		}
	}
	b.ReportMetric((cpuSeconds(b)-before)/float64(b.N), "cpu-s/op")
	b.ReportMetric(float64(*benchPostings*b.N)/b.Elapsed().Seconds(), "postings/s")
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		for _, line := range strings.Split(string(status), "\n") {
			if strings.HasPrefix(line, "VmHWM") {
				b.Log(line)
			}
		}
	}
}

// cpuSeconds is what the process has used of its processors, which other work on the machine does not change.
func cpuSeconds(b *testing.B) float64 {
	var u syscall.Rusage
	must(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// largeWorld writes entries straight into the tables, as they would be after the program had written them.
func largeWorld(b *testing.B, entries int) *world {
	b.Helper()
	dir := b.TempDir()
	w := &world{db: filepath.Join(dir, "nostro.db"), spool: "", key: newSigner(b, "nostro-0badcafe")}
	s, err := store.Open(b.Context(), w.db, noon)
	must(b, err)
	must(b, s.Close())
	l := &lab{world: w, t: b}
	l.without(func(tx *sql.DB) { l.fill(tx, entries) })
	return w
}

// fill posts and signs.
func (l *lab) fill(db *sql.DB, entries int) {
	l.t.Helper()
	tx, err := db.Begin()
	must(l.t, err)
	insert := func(statement string) *sql.Stmt {
		prepared, err := tx.Prepare(statement)
		must(l.t, err)
		return prepared
	}
	posting := insert("INSERT INTO posting VALUES (?, ?, 'USD', ?, ?)")
	row := insert("INSERT INTO journal_entry VALUES (?, ?, 'charge', '2026-11-24', '2026-11-24T12:00:00.000000000Z', ?, " +
		"?, NULL, 'the bank took this for its services', 2, ?)")
	leafRow, hashRow := insert("INSERT INTO log_leaf VALUES (?, ?)"), insert("INSERT INTO log_hash VALUES (?, ?)")
	var e entry
	var lf leafer
	var grown tree
	var done []hash
	position := 0
	for n := 1; n <= entries; n++ {
		for f, text := range []string{fmt.Sprint(n), fmt.Sprintf("booked:%d:1:charge", n), "charge", "2026-11-24",
			"2026-11-24T12:00:00.000000000Z", shaOf([]byte(fmt.Sprint(n / 1000))), fmt.Sprintf("statement S1, entry %d", n), "",
			"the bank took this for its services"} {
			e.fields[f] = []byte(text)
		}
		e.canonical.begin()
		e.fields[columnPostings] = nil
		for line, account := range []string{"charges:ALPHA", "nostro:ALPHA"} {
			minor := int64(n * (1 - 2*line))
			e.fields[columnPostings] = appendPosting(e.fields[columnPostings], account, "USD", minor)
			e.canonical.posting(account, "USD", minor)
			_, err := posting.Exec(n, account, minor, line+1)
			must(l.t, err)
		}
		content, _ := e.canonical.hash(&e.fields, 2)
		done = grown.push(lf.leaf(&e.fields), done[:0])
		_, err = leafRow.Exec(n, bytes.Clone(lf.tags[:]))
		must(l.t, err)
		for _, h := range done {
			_, err = hashRow.Exec(position, h[:])
			must(l.t, err)
			position++
		}
		_, err = row.Exec(n, string(e.fields[1]), string(e.fields[5]), string(e.fields[6]), content)
		must(l.t, err)
	}
	root := grown.root()
	_, err = tx.Exec("INSERT INTO checkpoint VALUES (?, ?, ?, ?)", entries, root[:], l.sign(int64(entries), root),
		"2026-11-24T12:00:00.000000000Z")
	must(l.t, err)
	must(l.t, tx.Commit())
}
