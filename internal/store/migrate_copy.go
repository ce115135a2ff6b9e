package store

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"nostro/ledger"
)

const (
	selectOldLeaf = "SELECT tags, (SELECT hash FROM old_log_hash WHERE position = ?2) FROM old_log_leaf WHERE number = ?1"
	selectOldSize = "SELECT (SELECT count(*) FROM old_journal_entry), (SELECT count(*) FROM old_log_leaf), " +
		"(SELECT count(*) FROM old_log_hash)"
)

// copyJournal is what migration 3 does: it writes every entry, as it is, into the tables with accounts and
// balances. The number, the instant and so the leaf of an entry stay.
func (t *tx) copyJournal() error {
	if err := t.checkOldSize(); err != nil {
		return err
	}
	b, err := t.openBook()
	if err != nil {
		return err
	}
	b.sumsOnly = true
	if err := t.oldEntries("old_", func(r journalRow) error { return t.copyEntry(b, r) }); err != nil {
		return err
	}
	return t.flush()
}

// checkOldSize errs where the log is not as long as the journal.
func (t *tx) checkOldSize() error {
	var entries, leaves, hashes int64
	_, _, err := one(t, "journal before the migration", func(*struct{}) []any { return []any{&entries, &leaves, &hashes} },
		selectOldSize)
	if err == nil && (leaves != entries || hashes != tlog.StoredHashCount(entries)) {
		err = fmt.Errorf("%d entries have %d leaves and %d hashes in the transparency log: %w", entries, leaves, hashes,
			ErrTampered)
	}
	return err
}

// copyEntry writes one entry, which must be what its leaf says.
func (t *tx) copyEntry(b *book, r journalRow) error {
	what := fmt.Sprintf("journal entry %d %q", r.number, r.entry.Key)
	seal := ledger.NewSeal(r.number, r.booked, r.entry)
	var tags []byte
	var leaf tlog.Hash
	_, found, err := one(t, what, func(*struct{}) []any { return []any{&tags, hashCell(leaf[:])} }, selectOldLeaf, r.number,
		tlog.StoredHashIndex(0, r.number-1))
	if err != nil {
		return err
	}
	if !found || seal.Leaf() != leaf || len(seal.Changed(tags)) > 0 || r.number != b.number+1 {
		return fmt.Errorf("%s is not what its leaf of the transparency log says: %w", what, ErrTampered)
	}
	p, err := prepare(r.entry)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", what, err, ErrTampered)
	}
	b.bookedAt = "" // as it was written, even where the clock went back
	_, err = t.enter(b, p, r.bookedAt)
	return err
}
