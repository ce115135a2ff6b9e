package store

import (
	"database/sql"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"nostro/ledger"
)

const (
	selectLogLeaves = "SELECT number, tags FROM log_leaf ORDER BY number"
	selectLogHashes = "SELECT position, hash FROM log_hash ORDER BY position"
)

// CheckLog walks the journal, the leaves and the hashes side by side, so memory does not grow with them. What
// differs wraps ErrTampered.
func (t *tx) CheckLog() error {
	leaves, err := t.openBlobs("leaves of the transparency log", selectLogLeaves)
	if err != nil {
		return err
	}
	defer leaves.rows.Close()
	hashes, err := t.openBlobs("hashes of the transparency log", selectLogHashes)
	if err != nil {
		return err
	}
	defer hashes.rows.Close()
	walk := logWalk{leaves, hashes, logReader{t: t}, 0}
	if err := t.entries(walk.entry, selectJournal); err != nil {
		return err
	}
	if leaves.next() || hashes.next() {
		return fmt.Errorf("the transparency log goes on after the %d entries of the journal: %w", walk.size, ErrTampered)
	}
	return t.blobsErr(leaves, hashes)
}

// logWalk compares what is stored of the log with what the journal makes of it, entry by entry.
type logWalk struct {
	leaves, hashes *blobs
	tree           logReader // of the hashes that were computed
	size           int64
}

func (w *logWalk) entry(r journalRow) error {
	w.size++
	what := fmt.Sprintf("journal entry %d %q", r.number, r.entry.Key)
	if r.number != w.size {
		return fmt.Errorf("%s stands where number %d belongs: %w", what, w.size, ErrTampered)
	}
	seal := ledger.NewSeal(r.number, r.booked, r.entry)
	if !w.leaves.next() || w.leaves.id != r.number {
		return fmt.Errorf("%s: its leaf of the transparency log is missing: %w", what, ErrTampered)
	}
	if changed := seal.Changed(w.leaves.blob); len(changed) > 0 {
		return fmt.Errorf("%s: its %s is not what was sealed: %w", what, strings.Join(changed, ", "), ErrTampered)
	}
	hashes, err := tlog.StoredHashesForRecordHash(r.number-1, seal.Leaf(), &w.tree)
	if err != nil {
		return err
	}
	first := tlog.StoredHashIndex(0, r.number-1)
	for level, hash := range hashes {
		position := first + int64(level)
		if !w.hashes.next() || w.hashes.id != position || string(w.hashes.blob) != string(hash[:]) {
			return fmt.Errorf("%s: hash %d of the transparency log is not what the journal makes: %w", what, position,
				ErrTampered)
		}
		w.tree.keep(level, position, hash)
	}
	return nil
}

// blobs is an open walk over numbered rows of bytes.
type blobs struct {
	what string
	rows *sql.Rows
	id   int64
	blob []byte
	err  error
}

func (t *tx) openBlobs(what, query string) (*blobs, error) {
	rows, err := t.sql.Query(query)
	if err != nil {
		return nil, t.fail(what, err)
	}
	return &blobs{what: what, rows: rows}, nil
}

// next goes to the next row; false at the end, and where the row cannot be read.
func (b *blobs) next() bool {
	if b.err != nil || !b.rows.Next() {
		return false
	}
	b.err = b.rows.Scan(&b.id, &b.blob)
	return b.err == nil
}

// blobsErr returns why one of the walks ended before its time.
func (t *tx) blobsErr(all ...*blobs) error {
	for _, b := range all {
		for _, err := range []error{b.err, b.rows.Err()} {
			if err != nil {
				return t.fail(b.what, err)
			}
		}
	}
	return nil
}
