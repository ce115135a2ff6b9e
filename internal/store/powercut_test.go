package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"nostro/internal/store"
	"nostro/jobs"
)

// The file format of the write-ahead log: https://www.sqlite.org/fileformat2.html#walformat
const (
	pageBytes     = 4096
	walFrameBytes = 24 + pageBytes
)

// disk is what a power cut would find: the files as they were when the store had committed so often.
type disk struct {
	db, wal []byte
	ends    []int // bytes of the write-ahead log after each commit, from the first entry on
}

// writtenDisk commits entries one by one, and keeps the files, without the store being closed.
func writtenDisk(t *testing.T, commits int) disk {
	t.Helper()
	s, path := create(t)
	read := func(name string) []byte {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	d := disk{ends: []int{len(read(path + "-wal"))}}
	for n := range commits {
		update(t, s, func(tx jobs.Tx) error {
			for k := range n%3 + 1 { // transactions of one to three entries
				if _, err := tx.Post(entryOf(fmt.Sprintf("%d:%d", n, k), int64(n+1)), at); err != nil {
					return err
				}
			}
			return nil
		})
		d.ends = append(d.ends, len(read(path+"-wal")))
	}
	d.db, d.wal = read(path), read(path+"-wal")
	return d
}

// entriesAfter is how many entries there are after so many commits.
func entriesAfter(commits int) (entries int) {
	for n := range commits {
		entries += n%3 + 1
	}
	return entries
}

// recovers lays the files on a new disk and opens them: the books must hold, with all that was committed.
func recovers(t *testing.T, what string, db, wal []byte, commits int) {
	t.Helper()
	folder, err := os.MkdirTemp(t.TempDir(), "cut")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "nostro.db")
	for name, data := range map[string][]byte{path: db, path + "-wal": wal} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := store.Open(t.Context(), path, at)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	defer s.Close()
	c := get(t, s, func(tx jobs.Tx) (jobs.BooksCheck, error) { return tx.CheckBooks(nil) })
	if c.Log != nil || c.Balances != nil || c.Entries != entriesAfter(commits) {
		t.Errorf("%s: %+v, %d entries were committed", what, c, entriesAfter(commits))
	}
	update(t, s, func(tx jobs.Tx) error { _, err := tx.Post(entryOf("next", 1), at); return err })
}

// The power goes at every write to the write-ahead log: before each page, and in the midst of it. What was
// committed before is there, and nothing of what was not.
func TestThePowerGoesAtEveryWrite(t *testing.T) {
	commits := 8
	if testing.Short() {
		commits = 2
	}
	d := writtenDisk(t, commits)
	done := 0
	for cut := d.ends[0]; cut < len(d.wal); cut += walFrameBytes {
		for done < commits && d.ends[done+1] <= cut {
			done++
		}
		recovers(t, fmt.Sprintf("cut before byte %d", cut), d.db, d.wal[:cut], done)
		torn := append(append([]byte(nil), d.wal[:cut+walFrameBytes/2]...), make([]byte, walFrameBytes/2)...)
		recovers(t, fmt.Sprintf("page at byte %d half written", cut), d.db, torn, done)
	}
	recovers(t, "all written", d.db, d.wal, commits)
}

// The disk writes the pages of the last commit in an order of its own, and the power goes in between: without
// all of them there is none of it.
func TestThePowerGoesWhileTheDiskReorders(t *testing.T) {
	d := writtenDisk(t, 5)
	first, last := d.ends[4], d.ends[5]
	for hole := first; hole < last; hole += walFrameBytes {
		wal := append([]byte(nil), d.wal...)
		clear(wal[hole : hole+walFrameBytes])
		recovers(t, fmt.Sprintf("page at byte %d missing", hole), d.db, wal, 4)
	}
}

// The power goes while the write-ahead log is folded into the database: whichever pages have got there.
func TestThePowerGoesInACheckpoint(t *testing.T) {
	d := writtenDisk(t, 12)
	folded := foldedInto(t, d)
	dice := rand.New(rand.NewPCG(20261124, 1))
	for n := range 20 {
		mixed := append([]byte(nil), folded...)
		for page := 0; page < len(mixed); page += pageBytes {
			if dice.IntN(2) == 0 {
				clear(mixed[page : page+pageBytes]) // beyond the old end, a page that was not written is empty
				if page < len(d.db) {
					copy(mixed[page:page+pageBytes], d.db[page:])
				}
			}
		}
		recovers(t, fmt.Sprint("checkpoint ", n), mixed, d.wal, 12)
	}
}

// foldedInto returns the database file after the whole write-ahead log was folded into it.
func foldedInto(t *testing.T, d disk) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "folded.db")
	for name, data := range map[string][]byte{path: d.db, path + "-wal": d.wal} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := raw(t, path).Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The power goes while a new database gets its schema: the next start goes on where the last ended.
func TestThePowerGoesInAMigration(t *testing.T) {
	d := writtenDisk(t, 0)
	for cut := 0; cut < d.ends[0]; cut += 7 * walFrameBytes {
		recovers(t, fmt.Sprintf("cut before byte %d", cut), d.db, d.wal[:cut], 0)
	}
}
