package reconcile_test

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	. "nostro/reconcile"
)

// row is a reference by its hash, and the place of what has it.
type row struct {
	hash  uint64
	place int32
}

// rowBits is how many bits of the hash say in which part a row is joined.
const rowBits = 9

var rowSeed = maphash.MakeSeed()

func said(e *Entry) string {
	if d := &e.Details[0]; d.UETR != "" {
		return d.UETR
	}
	return e.Details[0].EndToEndID
}

func known(i *Instruction) string {
	if i.Direction == Out {
		return i.UETR
	}
	return i.EndToEndID
}

// bareJoin joins entries and instructions by one reference and the amount and does nothing else: a partitioned hash join on
// two cores. It returns how many go together.
func bareJoin(s Statement, instructions []Instruction) int {
	var left, right [][]row
	found := make(chan int)
	go func() {
		left = scatterRows(len(instructions), func(n int) string { return known(&instructions[n]) })
		found <- 0
	}()
	right = scatterRows(len(s.Entries), func(n int) string { return said(&s.Entries[n]) })
	<-found
	for lane := range 2 {
		go func() {
			count, table := 0, []int32(nil)
			for p := lane; p < 1<<rowBits; p += 2 {
				table = tableOf(left[p], table)
				for _, r := range right[p] {
					count += joinRow(s, instructions, r, left[p], table)
				}
			}
			found <- count
		}()
	}
	return <-found + <-found
}

func scatterRows(count int, text func(int) string) [][]row {
	rows, ends := make([]row, count), make([]int, 1<<rowBits)
	for n := range rows {
		rows[n] = row{maphash.String(rowSeed, text(n)), int32(n)}
		ends[rows[n].hash>>(64-rowBits)]++
	}
	out, parts, at := make([]row, count), make([][]row, 1<<rowBits), 0
	for p, size := range ends {
		parts[p], ends[p], at = out[at:at+size], at, at+size
	}
	for _, r := range rows {
		p := r.hash >> (64 - rowBits)
		out[ends[p]] = r
		ends[p]++
	}
	return parts
}

func tableOf(rows []row, table []int32) []int32 {
	size := 2
	for size < 2*len(rows) {
		size *= 2
	}
	if cap(table) < size {
		table = make([]int32, size)
	}
	table = table[:size]
	clear(table)
	for n, r := range rows {
		at := int(r.hash) & (size - 1)
		for table[at] != 0 {
			at = (at + 1) & (size - 1)
		}
		table[at] = int32(n + 1)
	}
	return table
}

func joinRow(s Statement, instructions []Instruction, r row, left []row, table []int32) int {
	for at := int(r.hash) & (len(table) - 1); table[at] != 0; at = (at + 1) & (len(table) - 1) {
		l, e := left[table[at]-1], &s.Entries[r.place]
		if i := &instructions[l.place]; l.hash == r.hash && known(i) == said(e) && max(e.Amount.Minor(), -e.Amount.Minor()) == i.Amount.Minor() {
			return 1
		}
	}
	return 0
}

// reportSQLite says how many times as fast matching is as the sqlite3 command, which imports the references and amounts,
// indexes them and joins them. Where it is not installed, that is said.
func reportSQLite(b *testing.B, s Statement, instructions []Instruction, spent time.Duration) {
	b.Helper()
	if _, err := exec.LookPath("sqlite3"); err != nil {
		b.Log("sqlite3 is not installed: no ratio to it")
		return
	}
	dir := writeRows(b, s, instructions)
	command := exec.Command("sqlite3", ":memory:", "CREATE TABLE e (ref TEXT, minor INTEGER)", "CREATE TABLE i (ref TEXT, minor INTEGER)",
		".import e.csv e", ".import i.csv i", "CREATE INDEX i_ref ON i (ref, minor)", "SELECT count(*) FROM e JOIN i USING (ref, minor)")
	command.Dir = dir
	begun := time.Now()
	if out, err := command.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	b.ReportMetric(float64(time.Since(begun))/float64(spent), "x-sqlite3")
}

// writeRows writes the references and amounts of the entries to e.csv and of the instructions to i.csv in the folder that it returns.
func writeRows(b *testing.B, s Statement, instructions []Instruction) string {
	b.Helper()
	dir := b.TempDir()
	var e, i bytes.Buffer
	for n := range s.Entries {
		fmt.Fprintf(&e, "%s|%d\n", said(&s.Entries[n]), max(s.Entries[n].Amount.Minor(), -s.Entries[n].Amount.Minor()))
	}
	for n := range instructions {
		fmt.Fprintf(&i, "%s|%d\n", known(&instructions[n]), instructions[n].Amount.Minor())
	}
	for name, text := range map[string][]byte{"e.csv": e.Bytes(), "i.csv": i.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}
